// The controls over the matrix: how it is shown, how its rows stand, and which cells are looked for.

import { h, freshId, setAttr, setText, show } from "./dom.js";
import { isSought, orderedCriteria } from "./cells.js";
import { BASIS_WORD, sentence } from "./words.js";

const VIEWS = [["matrix", "Whole matrix"], ["option", "One option"], ["criterion", "One criterion"]];

function picker(name, onchange, options) {
  const select = h("select", { "aria-label": name, onchange: () => onchange(select.value) }, options.map(([value, text]) => h("option", { value }, text)));
  return { select, node: h("label", { class: "setting" }, h("span", { "aria-hidden": "true" }, name), select) };
}

function tick(text, onchange) {
  const box = h("input", { type: "checkbox", onchange: () => onchange(box.checked) });
  return { box, node: h("label", { class: "check" }, box, ` ${text}`) };
}

/**
 * @param model the study
 * @param choices what is chosen now (`cells.js`); changed in place
 * @param onChange called when any of it changed
 * @returns {{node, update}} `update(view, words, total)` with the view shown, the count in words, and whose total it is
 */
export function mountBar(model, choices, onChange, onView) {
  const set = (key) => (value) => { choices[key] = value; onChange(); };
  const views = VIEWS.map(([id, text]) => h("button", { type: "button", onclick: () => onView(id) }, text));
  const shape = h("div", { class: "shape", role: "group", "aria-label": "Show scores as" }, h("span", { "aria-hidden": "true" }, "Show"), views);
  const rows = picker("Rows", set("rows"), [["study", "as in the study"], ["total", "by place in the order"],
    ...orderedCriteria(model).map(({ id, title }) => [id, `from high to low on ${title}`])]);
  const ranges = tick("Ranges", set("ranges"));
  const words = tick("Words", set("words"));
  const group = picker("Group", set("group"), [["", "all"], ...model.groups.map(({ id, title }) => [id, title])]);
  const basis = picker("Basis", set("basis"), [["", "any"], ...Object.entries(BASIS_WORD).map(([id, word]) => [id, word]), ["own", "scored by you"]]);
  const text = h("input", { type: "search", "aria-label": "Find options or criteria by name", autocomplete: "off", oninput: () => set("text")(text.value) });
  const differs = tick("Only cells that differ from today\u2019s practice", set("differs"));
  const panel = h("div", { class: "seek", id: freshId("seek"), role: "group", "aria-label": "Find cells", hidden: true },
    group.node, basis.node, h("label", { class: "setting" }, h("span", { "aria-hidden": "true" }, "Name"), text), differs.node);
  const opener = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": panel.id }, "Find cells");
  opener.addEventListener("click", () => {
    show(panel, panel.hidden);
    setAttr(opener, "aria-expanded", !panel.hidden);
  });
  const said = h("span", { role: "status" });
  const clear = h("button", { type: "button", class: "plain", onclick: () => {
    Object.assign(choices, { group: "", basis: "", text: "", differs: false });
    onChange();
    opener.focus();
  } }, "Show all cells alike");
  const found = h("p", { class: "found" }, said, clear);
  const node = h("div", { class: "matrixbar" }, h("div", { class: "line" }, shape, rows.node, ranges.node, words.node, opener), panel, found);

  function update(view, count) {
    VIEWS.forEach(([id], k) => setAttr(views[k], "aria-pressed", id === view));
    for (const one of [rows, ranges, words]) show(one.node, view === "matrix");
    for (const [key, { select }] of [["rows", rows], ["group", group], ["basis", basis]]) if (select.value !== choices[key]) select.value = choices[key];
    for (const [key, { box }] of [["ranges", ranges], ["words", words], ["differs", differs]]) if (box.checked !== choices[key]) box.checked = choices[key];
    if (text.value !== choices.text) text.value = choices.text;
    const isOn = isSought(choices);
    setText(said, isOn ? sentence(count) : "");
    show(clear, isOn);
    found.classList.toggle("is-on", isOn);
  }
  return { node, update };
}
