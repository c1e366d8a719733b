// What paper needs beside what is on the screen: the label and a page number on every sheet, and with a view of
// Explore what its controls said, and all options with their places.

import { h } from "./dom.js";
import { isBelow } from "./finder.js";
import { protectionWord } from "./kernel.js";
import { heading, orderSentence } from "./kernel_sentences.js";
import { linkTo } from "./link.js";
import { SOFT } from "./palette.js";
import { byId } from "./store.js";
import { rankText, signed, typeset } from "./words.js";

/** A text between quotes in a style sheet: no sign in it can end them. */
export function quoted(text) {
  return `"${Array.from(text, (sign) => (/[\w .,;:()-]/.test(sign) ? sign : `\\${sign.codePointAt(0).toString(16)} `)).join("")}"`;
}

const sheet = new CSSStyleSheet();

/**
 * The label at the foot of every printed sheet, with the number of the sheet, and a second line where sheets may be
 * parted from the first. Browsers that know no margin boxes leave it out; the label then stands once, at the head.
 */
export function labelSheets(label, second = "") {
  const type = `font: 8pt/1.3 system-ui, sans-serif; color: ${SOFT}; vertical-align: top; padding-top: 2mm`;
  const content = `${quoted(label)}${second ? ` "\\a " ${quoted(second)}` : ""}`;
  sheet.replaceSync(`@page {
    @bottom-left { content: ${content}; ${type}; width: 86%; white-space: pre-line; }
    @bottom-right { content: counter(page) " of " counter(pages); ${type}; }
  }`);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

export function dayText(date = new Date()) {
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** All options once: in order, or as in the study when there is no order. */
export function allOptions(model, result) {
  return result.nothing ? model.options : result.order.map((id) => byId(model.options, id));
}

/** "2 to 5", "3", or an ellipsis while it is not known. */
export function placesText(result, ranges, id) {
  const range = ranges?.[id];
  if (result.nothing || !range) return "\u2026";
  return range[0] === range[1] ? `${range[0]}` : `${range[0]}\u2013${range[1]}`;
}

/** "=2 Camp (1 to 5): total +8, protection some +20", in the words of the order. */
function placeItem({ model, state, result, ranges }, option) {
  const place = rankText(result.rank[option.id], result.shared[option.id]) || "no place";
  const range = ranges?.[option.id] ? ` (places ${placesText(result, ranges, option.id)})` : "";
  const total = Number.isFinite(result.total[option.id]) ? signed(result.total[option.id]) : "not scored";
  const aims = result.protection[option.id];
  const today = option.id === model.study.baseline ? ", today\u2019s practice" : "";
  const protection = Number.isFinite(aims) ? `; protection ${protectionWord(aims)} ${signed(aims)}` : "";
  const below = isBelow(result, option.id, state.floor) ? ", below floor" : "";
  return h("li", null, result.nothing ? option.title : `${place} ${option.short || option.title}${today}${range}: ${total}${protection}${below}`);
}

function settings({ state }) {
  const floor = state.floor === null ? "none" : `${signed(state.floor)} points`;
  const protection = state.protection ? `counts for ${state.protection}\u00a0% of the total` : "kept apart from the total";
  return `Protection: ${protection}. Floor on protection: ${floor}.`;
}

function sheetsOf(store) {
  const { model, state, result } = store;
  const head = h("div", { class: "print-only paperhead" }, h("p", null, typeset(heading(model, state))), h("p", null, settings(store)));
  const foot = h("section", { class: "print-only paperfoot" },
    state.tab === "order" ? null : [h("h3", null, "All options and their places"),
      h("p", null, typeset(orderSentence(model, state, result))),
      h("ol", null, allOptions(model, result).map((option) => placeItem(store, option))),
      h("p", null, "In brackets: the places in the middle 90\u00a0% of draws.")],
    h("p", null, "What is folded on the screen is left out on paper."),
    h("p", null, `${model.study.title}, version ${model.study.version}. Printed on ${dayText()}. `,
      h("span", { class: "address" }, linkTo(model, state))));
  return { head, foot };
}

/**
 * Has the views of Explore printed with what paper needs. It is made when it is needed and gone afterwards.
 *
 * @param store the shared state
 * @param results the region of the results
 */
export function mountPaper(store, results) {
  let made = [];
  const clear = () => { made.forEach((node) => node.remove()); made = []; };
  labelSheets(store.model.study.label);
  window.addEventListener("beforeprint", () => {
    clear();
    const { head, foot } = sheetsOf(store);
    made = [head, foot];
    results.querySelector(".headline").after(head);
    results.append(foot);
  });
  window.addEventListener("afterprint", clear);
}
