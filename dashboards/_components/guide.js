// The guided start: a quiet line for a first visit, and a small card that goes from control to control. It blocks
// nothing: whoever wants to do something else meanwhile does it.

import { h, freshId, setAttr, setText, show } from "./dom.js";
import { guideSteps } from "./guide_steps.js";

const NARROW = window.matchMedia("(max-width: 860px)");
const GAP = 12; // px between the card and what it speaks of
const EDGE = 8; // px to the edge of the window

const plain = (text, onclick) => h("button", { type: "button", class: "plain", onclick }, text);

/** The smallest box round all nodes, as far as their scroller shows it; null when none is in view. */
function boxOf(nodes) {
  const boxes = nodes.filter((node) => node?.checkVisibility()).map((node) => node.getBoundingClientRect());
  if (!boxes.length) return null;
  const scroller = nodes[0].closest(".weights")?.getBoundingClientRect();
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.max(scroller?.top ?? -Infinity, Math.min(...boxes.map((box) => box.top)));
  const bottom = Math.min(scroller?.bottom ?? Infinity, Math.max(...boxes.map((box) => box.bottom)));
  return bottom > top && bottom > 0 && top < window.innerHeight ? { left, right, top, bottom } : null;
}

const between = (value, low, high) => Math.max(low, Math.min(value, high));

/**
 * Where a card of this size goes: by the box, in the window, and over none of it where there is room. "under" and
 * "beside" are in the column of weights, so that the order can be seen meanwhile.
 */
function spotFor(box, side, width, height, isParked) {
  const right = document.documentElement.clientWidth - width - EDGE;
  const bottom = window.innerHeight - height - EDGE;
  const fit = (x, y) => ({ x: between(x, EDGE, right), y: between(y, EDGE, bottom) });
  const corner = fit(right, bottom);
  if (!box || isParked) return corner;
  const wanted = {
    below: fit(box.left, box.bottom + GAP),
    under: fit(EDGE, box.bottom + GAP),
    left: fit(box.left - width - 7 * GAP, box.top + 6 * GAP), // the totals stay in view between
    beside: fit(EDGE, box.top),
  }[side];
  const covers = ({ x, y }) => x < box.right && x + width > box.left && y < box.bottom && y + height > box.top;
  return [wanted, corner, fit(EDGE, bottom)].find((spot) => !covers(spot)) ?? wanted;
}

/**
 * Tab leads from the card to the control, and from the control into the card and on past the control: the two lie
 * next to each other for the keyboard, wherever they stand in the page. Neither holds the focus.
 */
function joinTabs(card, buttons, control) {
  let from = null; // the control that Tab led into the card from
  card.addEventListener("focusout", (event) => { if (!card.contains(event.relatedTarget)) from = null; });
  return (event) => {
    const at = control();
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey || !at?.checkVisibility()) return;
    const shown = buttons.filter((button) => !button.hidden);
    if (event.target === at && !event.shiftKey && !event.defaultPrevented) {
      event.preventDefault();
      shown[0].focus();
      from = at;
    } else if (!event.shiftKey && event.target === shown.at(-1)) {
      const isPast = from === at;
      at.focus();
      if (!isPast) event.preventDefault(); // past it: the browser goes on from there by itself
    } else if (event.shiftKey && from === at && (event.target === shown[0] || event.target === card)) {
      event.preventDefault();
      at.focus();
    }
  };
}

/** The card, its words and its three buttons. */
function makeCard(go, close) {
  const title = h("h2", { id: freshId("guide") });
  const says = h("div", { class: "says" });
  const after = h("p", { class: "after" });
  const count = h("p", { class: "hint" });
  const told = h("div", { role: "status", id: freshId("guide") }, count, title, says, after);
  const back = h("button", { type: "button", class: "act", "aria-label": "Back one step of the guide", onclick: () => go(-1) }, "Back");
  const next = h("button", { type: "button", class: "act strong", onclick: () => go(1) });
  const end = h("button", { type: "button", class: "plain", "aria-label": "Close the guide", onclick: close }, "Close");
  const buttons = [back, next, end];
  const node = h("section", { class: "guide", "aria-label": "Guided start", hidden: true, "aria-describedby": told.id },
    told, h("div", { class: "buttons" }, buttons));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });

  function update(step, k, n, texts, isDone) {
    setText(count, `Guided start, ${k + 1} of ${n}`);
    setText(title, step.title);
    const key = JSON.stringify(texts);
    if (says.dataset.key !== key) {
      says.dataset.key = key;
      says.replaceChildren(...texts.filter(Boolean).map((text) => h("p", null, text)));
    }
    setText(after, isDone ? step.after : "");
    const isLast = k === n - 1;
    setText(next, isLast ? "Finish" : "Next");
    setAttr(next, "aria-label", isLast ? "Finish the guide" : "Next step of the guide");
    if (k === 0 && document.activeElement === back) next.focus();
    show(back, k > 0);
    show(end, !isLast);
  }
  return { node, next, buttons, update };
}

/** What the reader was asked to press may be under the sheet of weights, or in it. */
function closeSheet(page) {
  if (page.root.classList.contains("weights-open")) page.sheet().click();
}

/**
 * @param page the page (`explore.js`)
 * @param keep what is kept on this device (`keep.js`)
 * @returns {{line, card, frame, open, welcome}} nodes to put into the page; `open()` starts the guide;
 *   `welcome()` shows the quiet line to whoever has nothing kept here
 */
export function createGuide(page, keep) {
  const { store } = page;
  const here = { ...page, sheet: () => document.querySelector(".phonebar .sheet") };
  const frame = h("div", { class: "guide-frame", "aria-hidden": "true", hidden: true });
  const card = makeCard((by) => go(at + by), close);
  const line = h("div", { class: "welcome", role: "region", "aria-label": "New here?", hidden: true },
    h("p", null, "New here?", h("span", { class: "how-long" }, " A two-minute start.")),
    h("div", { class: "buttons" }, plain("Start", open), plain("Not now", decline)));
  let steps = [];
  let at = 0;
  let before = null;
  let isDone = false;
  let opener = null;
  let revealed = null; // what was last brought into view
  let waits = 0;
  let unwatch = () => {};
  const control = () => (card.node.hidden ? null : steps[at].control?.(here));
  const onTab = joinTabs(card.node, card.buttons, control);
  const sizes = new ResizeObserver(soon);
  const classes = new MutationObserver(soon);

  function soon() {
    waits ||= requestAnimationFrame(() => { waits = 0; draw(); });
  }

  function place(step) {
    const box = boxOf(step.at(here));
    const isFramed = box !== null && step.control !== undefined;
    show(frame, isFramed);
    if (isFramed) setAttr(frame, "style", `left:${box.left - 4}px;top:${box.top - 4}px;width:${box.right - box.left + 8}px;height:${box.bottom - box.top + 8}px`);
    const { offsetWidth, offsetHeight } = card.node;
    const bar = document.querySelector(".phonebar")?.offsetHeight ?? 0;
    const { x, y } = spotFor(box, step.side, offsetWidth, offsetHeight, isDone && step.side === "below");
    setAttr(card.node, "style", NARROW.matches ? `bottom:${bar}px` : `left:${x}px;top:${y}px`);
  }

  function draw() {
    if (card.node.hidden) return;
    const step = steps[at];
    const wasDone = isDone;
    isDone ||= Boolean(step.isDone?.(store.state, before));
    card.update(step, at, steps.length, step.text(here), isDone);
    const [first] = shownOf(step);
    if (first !== revealed || (isDone && !wasDone)) reveal(step);
    place(step);
  }

  const shownOf = (step) => step.at(here).filter((node) => node?.checkVisibility());

  /** The whole of it where there is room, and its beginning where there is not. */
  function reveal(step) {
    const nodes = shownOf(step);
    [revealed] = nodes;
    for (const node of [nodes.at(-1), nodes[0]]) node?.scrollIntoView({ block: "nearest" });
  }

  function go(to) {
    if (to >= steps.length) { close(); return; }
    at = Math.max(0, to);
    const step = steps[at];
    isDone = false;
    revealed = null;
    if (!step.inSheet) closeSheet(here);
    if (step.view) store.set(step.view);
    before = store.state;
    draw();
    // The view may have to be drawn first.
    requestAnimationFrame(() => requestAnimationFrame(() => { reveal(step); draw(); }));
  }

  function follow(isOn) {
    const act = isOn ? "addEventListener" : "removeEventListener";
    window[act]("scroll", soon, { capture: true, passive: true });
    window[act]("resize", soon);
    document[act]("keydown", onTab);
    unwatch();
    unwatch = isOn ? store.watch(soon) : () => {};
    sizes.disconnect();
    classes.disconnect();
    if (!isOn) return;
    sizes.observe(page.root);
    classes.observe(page.root, { attributes: true, attributeFilter: ["class"] });
  }

  function open() {
    opener = document.activeElement;
    show(line, false);
    steps = guideSteps(here);
    show(card.node, true);
    follow(true);
    go(0);
    card.next.focus({ preventScroll: true });
  }

  /** The focus goes back to what opened the guide, to More if that is behind it, or to the results. */
  function giveBack() {
    const isGone = !opener?.checkVisibility() || opener === document.body;
    const more = opener?.closest(".tool-panel") ? document.querySelector(`[aria-controls="${opener.closest(".tool-panel").id}"]`) : null;
    (isGone ? more ?? document.getElementById("results") : opener)?.focus({ preventScroll: true });
  }

  function close() {
    const hadFocus = card.node.contains(document.activeElement);
    follow(false);
    show(card.node, false);
    show(frame, false);
    keep.closeGuide();
    if (hadFocus) giveBack();
  }

  function decline() {
    show(line, false);
    keep.closeGuide();
    document.getElementById("results")?.focus({ preventScroll: true });
  }

  return { line, card: card.node, frame, open, welcome: () => show(line, keep.isNew()) };
}
