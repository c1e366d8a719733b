// What stands behind More: other pages, the steps so far, ways back, kept states, two links compared, keys.

import { h, freshId, setAttr, setText, show } from "./dom.js";
import { differences, orderChange } from "./changes.js";
import { dateText } from "./keep.js";
import { decode, encode, linkTo, opened } from "./link.js";
import { CHOICES, pick, same } from "./store.js";

const KEYS = [
  ["Ctrl+Z", "undo, also on sliders and fields of numbers (on a Mac: Command)"],
  ["Ctrl+Shift+Z", "redo"],
  ["Left, Right", "one point less or more; from tab to tab"],
  ["Page Up, Page Down", "ten points more or less"],
  ["Home, End", "the ends of a slider; the first and last row"],
  ["Up, Down", "from row to row of the order, from cell to cell of the matrix"],
  ["Enter", "open or close the row or cell"],
  ["Escape", "close what is open"],
];

const plain = (text, onclick, props) => h("button", { type: "button", class: "plain", onclick, ...props }, text);

function section(title, ...content) {
  const id = freshId("more");
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), content);
}

/** Links that take the present state along. */
function pages(page, close) {
  const report = h("a", { href: "report" }, "Open the report");
  const present = h("a", { href: "present" }, "Present");
  const guide = plain("Guided start", () => { close(); page.guide(); });
  const node = h("ul", { class: "pages" }, [report, present, guide, h("a", { href: "about" }, "About this study")]
    .map((item) => h("li", null, item)));
  function update() {
    const { model, state } = page.store;
    setAttr(report, "href", linkTo(model, state, "report"));
    setAttr(present, "href", linkTo(model, state, "present"));
    show(guide.parentNode, typeof page.guide === "function");
  }
  return { node, update };
}

/** The steps, the newest first; those undone are marked and can be done again. */
function steps(page, say) {
  const list = h("ol", { class: "steps", reversed: true });
  const { undoable } = page;
  let shown = null;

  function item(name, n, at) {
    const text = n === 0 ? "As opened" : `${n}. ${name}`;
    const state = n === at ? " (now)" : n > at ? " (undone)" : "";
    return h("li", null, plain(text + state, () => {
      undoable.goTo(n);
      say(`Now at: ${text}`);
      list.querySelector("[aria-current]")?.focus();
    }, n === at ? { "aria-current": "step" } : null));
  }

  function update() {
    const names = ["", ...undoable.list()];
    const now = JSON.stringify([names, undoable.at()]);
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...names.map((name, n) => item(name, n, undoable.at())).reverse());
  }
  return { node: section("Steps", list), update };
}

/** Ways back, each to something named, each a step that can be undone. */
function backs(page, say) {
  const list = h("div", { class: "buttons" });
  const node = section("Put back to", list);
  const words = { equal: "Equal weights", "this link": "This link, as it was opened" };
  const title = (label) => words[label] ?? label[0].toUpperCase() + label.slice(1);

  function update() {
    list.replaceChildren(...page.resets().map(({ label, patch }) => plain(title(label), () => {
      page.undoable.as(`Put back to: ${label}`, () => page.store.set(patch));
      say(`Put back to: ${label}`);
    })));
  }
  return { node, update };
}

function kept(page, keep, say) {
  const { store } = page;
  const id = freshId("name");
  const field = h("input", { id, type: "text", maxlength: 60, autocomplete: "off" });
  const form = h("form", { class: "row" }, h("label", { for: id }, "Keep these weights as"), field,
    h("button", { type: "submit", class: "tool" }, "Keep"));
  const hint = h("p", { class: "hint" });
  const list = h("ul", { class: "kept" });
  const forget = plain("Forget what is kept on this device", () => {
    keep.forget();
    update();
    say("Nothing is kept on this device any more");
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = field.value.trim() || `Weights of ${dateText(new Date())}`;
    const isKept = keep.name(name, encode(store.model, store.state));
    field.value = "";
    update();
    say(isKept ? `Kept: ${name}` : "This browser lets nothing be kept");
  });

  function use(name, code) {
    const found = decode(store.model, code);
    if (!found.state) { say("This can no longer be read"); return; }
    page.undoable.as(`Opened: ${name}`, () => store.set(pick(found.state, CHOICES)));
    say([`Opened: ${name}.`, ...found.says].join(" "));
  }

  function item({ name, code, at }, isNamed) {
    return h("li", null, plain(`Open \u201c${name}\u201d`, () => use(name, code)),
      isNamed ? h("span", { class: "hint" }, ` kept on ${dateText(at)} `) : null,
      isNamed ? plain(`Delete \u201c${name}\u201d`, () => { keep.drop(name); update(); field.focus(); }) : null);
  }

  function update() {
    const { earlier, named } = keep.read();
    const before = earlier ? [item({ ...earlier, name: `Weights of ${dateText(earlier.at)}` }, false)] : [];
    list.replaceChildren(...named.map((one) => item(one, true)), ...before);
    show(form, !keep.isForgotten());
    setText(hint, keep.isForgotten() ? "Forgotten. Nothing more is kept until this page is opened anew."
      : "Your last weights and those you name are kept in this browser only. They are sent nowhere.");
  }
  return { node: section("Kept on this device", hint, form, list, forget), update };
}

/** What differs between two links, in sentences, and whether the order does. */
function compared(page) {
  const found = h("div", { class: "differences", role: "status" });
  const [first, second] = ["First link (empty: this view)", "Second link"].map((text) => {
    const id = freshId("link");
    const input = h("input", { id, type: "text", autocomplete: "off", spellcheck: "false" });
    return { input, row: h("div", { class: "row link" }, h("label", { for: id }, text), input) };
  });
  const form = h("form", null, first.row, second.row, h("button", { type: "submit", class: "tool" }, "Compare the links"));

  function read({ input }, isFirst) {
    const { model, state } = page.store;
    if (isFirst && !input.value.trim()) return { state, says: [] };
    return opened(model, input.value) ?? { state: null, says: [input.value.trim() ? "This is no link to this study." : "A link is missing."] };
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { model } = page.store;
    const [a, b] = [read(first, true), read(second, false)];
    const problems = [["First link: ", a], ["Second link: ", b]].flatMap(([whose, { says }]) => says.map((text) => whose + text));
    found.replaceChildren(...problems.map((text) => h("p", null, text)), ...(a.state && b.state ? told(model, a.state, b.state) : []));
    found.scrollIntoView?.({ block: "nearest" });
  });
  return { node: section("Compare two links", form, found), update() {} };
}

function told(model, a, b) {
  const all = differences(model, a, b);
  const isSame = same(pick(a, CHOICES), pick(b, CHOICES));
  if (isSame) return [h("p", null, "Weights, scenario, floor, scores and choices are the same in both. At most what is in view differs.")];
  return [
    h("p", null, "From the first to the second:"),
    h("ul", null, all.map(({ text }) => h("li", null, text))),
    h("p", null, orderChange(model, a, b).text),
  ];
}

function keyboard() {
  const list = h("dl", { id: freshId("keys"), class: "keylist", hidden: true },
    KEYS.map(([key, does]) => h("div", null, h("dt", null, key), h("dd", null, does))));
  const button = plain("Keyboard", () => {
    show(list, list.hidden);
    setAttr(button, "aria-expanded", !list.hidden);
  }, { "aria-expanded": "false", "aria-controls": list.id });
  return { node: h("div", null, button, list), update() {} };
}

/**
 * Fills the panel.
 *
 * @param element the panel
 * @param page the page, with `undoable`, `resets()` and, where there is one, `guide()`
 * @param keep what is kept on this device (`keep.js`)
 * @param say announces what was done
 * @param close closes the panel
 */
export function mountMore(element, page, keep, say, close) {
  const parts = [pages(page, close), steps(page, say), backs(page, say), kept(page, keep, say), compared(page), keyboard()];
  element.append(...parts.map((part) => part.node));
  return { update: () => parts.forEach((part) => part.update()) };
}
