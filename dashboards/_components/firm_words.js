// Names as How firm? uses them, with the words an option carries wherever it stands.

import { h, setText } from "./dom.js";
import { isBelow } from "./finder.js";
import { byId } from "./store.js";
import { listing } from "./words.js";

/** An option's short name; today's practice is said to be that. */
export function labelOf(model, id) {
  const option = byId(model.options, id);
  return id === model.study.baseline ? `${option.short || option.title} (today\u2019s practice)` : option.short || option.title;
}

export function shortOf(model, id) {
  const option = byId(model.options, id);
  return option.short || option.title;
}

/** Short names, the last ones counted when there are many. */
export function labels(model, ids, most = 4) {
  const names = ids.map((id) => shortOf(model, id));
  return names.length > most ? listing([...names.slice(0, most - 1), `${names.length - most + 1} others`]) : listing(names);
}

/** An option's name with room for the words "below floor". */
export function named(model, id, text = labelOf(model, id)) {
  return [text, h("span", { class: "floored", "data-option": id })];
}

/** Says "below floor" beside every option that is below it now. */
export function markFloor(element, { state, result }) {
  for (const node of element.querySelectorAll(".floored")) {
    const isOut = isBelow(result, node.dataset.option, state.floor);
    setText(node, isOut ? " below floor" : "");
    node.closest("tr, li")?.classList.toggle("is-below", isOut);
  }
}

/** A heading that can take focus, and one line on how to read the part. */
export function partHead(title, how) {
  return [h("h3", { tabindex: -1 }, title), h("p", { class: "hint how" }, how)];
}
