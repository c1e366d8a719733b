// Small helpers round the DOM. Text always goes in as text, never as markup:
// names in a study may hold any sign, "<" among them.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, props, children) {
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** An HTML element with attributes, listeners ("onclick") and children. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Set text only when it differs, so that an unchanged row costs no layout. */
export function setText(node, text) {
  const value = String(text);
  if (node.textContent !== value) node.textContent = value;
}

export function setAttr(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

/** A titled list; nothing at all when there is nothing to list. */
export function titledList(title, items) {
  const given = (items ?? []).filter(Boolean);
  if (!given.length) return null;
  return h("div", { class: "part" }, h("h4", null, title),
    h("ul", null, given.map((item) => h("li", null, item))));
}

/**
 * Arrow keys, Home and End move focus among nodes of which one is a Tab stop.
 * `step(key, node)` returns the node to go to, or null.
 */
export function roving(container, selector, step) {
  const select = (node) => {
    const before = container.querySelector(`${selector}[tabindex="0"]`);
    if (before && before !== node) before.tabIndex = -1;
    node.tabIndex = 0;
  };
  container.addEventListener("keydown", (event) => {
    const node = event.target.closest?.(selector);
    if (!node || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = step(event.key, node);
    if (!next) return;
    event.preventDefault();
    select(next);
    next.focus();
  });
  container.addEventListener("focusin", (event) => {
    const node = event.target.closest?.(selector);
    if (node) select(node);
  });
}

let counter = 0;

/** An id no other node of the page has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}
