// Which options to compare: a list to tick, today's practice first, at most three.

import { h, freshId, setText, show } from "./dom.js";
import { listing } from "./words.js";

export const MOST = 3;

function nameOf(model, id) {
  const option = model.options.find((one) => one.id === id);
  return option.short || option.title;
}

/** Today's practice first, the others in the order of the study. */
function inList(model) {
  const { baseline } = model.study;
  return [...model.options.filter((option) => option.id === baseline), ...model.options.filter((option) => option.id !== baseline)];
}

function hintWords(model, chosen, shown) {
  const names = listing(shown.map((id) => nameOf(model, id)));
  if (!chosen.length) return `None is ticked: ${names} are shown.`;
  if (chosen.length === 1) return `One is ticked: ${names} are shown. Tick up to ${MOST}.`;
  if (chosen.length === MOST) return `${MOST} are ticked, which is the most. Untick one to take another.`;
  return `${chosen.length} are ticked; one more can be.`;
}

/**
 * @param store the shared state; `chosen` is what is ticked
 * @param onChange called with a patch of the state
 * @returns {{node, update}} `update(shown)` with the options that are compared now
 */
export function mountPicker(store, onChange) {
  const { model } = store;
  const boxes = new Map();
  const items = inList(model).map((option) => {
    const box = h("input", { type: "checkbox", onchange: () => tick(option.id, box.checked) });
    boxes.set(option.id, box);
    return h("li", null, h("label", { class: "check" }, box, option.short || option.title,
      option.id === model.study.baseline ? " (today\u2019s practice)" : ""));
  });
  const hint = h("p", { class: "hint", role: "status" });
  const clear = h("button", { type: "button", class: "plain", onclick: () => onChange({ chosen: [] }) }, "Untick all");
  const panel = h("fieldset", { class: "picklist", id: freshId("pick"), hidden: true },
    h("legend", null, `Options to compare, at most ${MOST}`), hint, h("ul", null, items), clear);
  const button = h("button", { type: "button", class: "act", "aria-expanded": "false", "aria-controls": panel.id }, "Choose options");
  button.addEventListener("click", () => {
    show(panel, panel.hidden);
    button.setAttribute("aria-expanded", String(!panel.hidden));
  });

  function tick(id, isOn) {
    const { chosen } = store.state;
    onChange({ chosen: isOn ? [...chosen, id].slice(0, MOST) : chosen.filter((other) => other !== id) });
  }

  function update(shown) {
    const { chosen } = store.state;
    for (const [id, box] of boxes) {
      box.checked = chosen.includes(id);
      box.disabled = chosen.length >= MOST && !box.checked;
    }
    setText(hint, hintWords(model, chosen, shown));
    show(clear, chosen.length > 0);
  }
  return { node: h("div", { class: "picker" }, button, panel), update };
}
