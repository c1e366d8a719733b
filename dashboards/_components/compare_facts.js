// What is proposed, side by side: who would do it, who proposes it and how firmly, and what the papers leave open.

import { h } from "./dom.js";
import { slotMark } from "./compare_rows.js";
import { FIRMNESS, sentence } from "./words.js";

function proposers(model, option) {
  return (option.proposed_by ?? []).map((by) => {
    const cited = [...new Set((by.evidence ?? []).map((id) => model.evidence[id]?.citation).filter(Boolean))];
    const where = cited.length ? cited.join("; ") : model.sources[by.source]?.cite ?? by.source;
    return `${sentence(FIRMNESS[by.firmness] ?? by.firmness)}: ${where}.${by.note ? ` ${by.note}` : ""}`;
  });
}

function feasibility({ tier }) {
  if (!tier?.as_stated) return "";
  return `${sentence(tier.as_stated)}${tier.as_of ? ` (as of ${tier.as_of})` : ""}`;
}

const FACTS = [
  ["What it is", (option) => option.summary],
  ["Who would do it", (option) => option.actor],
  ["Proposed by, and how firmly", (option, model) => proposers(model, option)],
  ["When", (option) => option.timing],
  ["Who is covered", (option) => option.coverage],
  ["Where people end up", (option) => option.destination],
  ["How long it lasts", (option) => option.duration],
  ["How feasible, as a paper states it", feasibility],
  ["Needs first", (option) => option.prerequisites],
  ["Cannot well go with", (option) => option.conflicts],
  ["What the papers do not say", (option) => option.not_stated],
];

function content(given, none) {
  const items = (Array.isArray(given) ? given : [given]).filter(Boolean).map(sentence);
  if (!items.length) return none;
  return items.length === 1 ? items[0] : h("ul", null, items.map((item) => h("li", null, item)));
}

/** A table of facts as the papers state them, a column for each option. */
export function factsTable(model, options) {
  const name = (option, slot) => [slotMark(slot), option.short || option.title];
  return h("table", { class: "facts", role: "table" }, h("caption", null, "What is proposed"),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("td", { role: "cell" }),
      options.map((option, slot) => h("th", { scope: "col", role: "columnheader" }, name(option, slot))))),
    h("tbody", { role: "rowgroup" }, FACTS.map(([title, find]) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, title),
      options.map((option, slot) => h("td", { role: "cell" }, h("span", { class: "slotname", "aria-hidden": "true" }, name(option, slot)),
        content(find(option, model), "None named.")))))));
}
