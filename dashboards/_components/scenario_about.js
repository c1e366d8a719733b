// What a scenario says, what it changes, and why.

import { h } from "./dom.js";
import { byId } from "./store.js";
import { listing, scoreText } from "./words.js";

function shiftItem(model, shift) {
  const names = (ids, all) => (ids === "all" ? "all options but the status quo" : listing(ids.map((id) => {
    const found = byId(all, id);
    return found ? found.short || found.title : id;
  })));
  const cited = (shift.evidence ?? []).map((id) => model.evidence[id]?.citation).filter(Boolean);
  return h("li", null, h("b", null, `${scoreText(shift.by)} on ${names(shift.criteria, model.criteria)}`),
    ` for ${names(shift.options, [...model.options, ...model.companions ?? []])}. ${shift.reason}`,
    cited.length ? h("span", { class: "cite" }, ` ${cited.join("; ")}.`) : null);
}

/** The account of a scenario, as nodes. */
export function scenarioAccount(model, id) {
  const scenario = byId(model.scenarios, id);
  const shifts = scenario.shifts ?? [];
  const grounds = (scenario.evidence ?? []).map((key) => model.evidence[key]).filter(Boolean);
  return [h("p", null, scenario.says),
    shifts.length ? h("div", null, h("h3", null, "What it changes, and why"), h("ul", null, shifts.map((shift) => shiftItem(model, shift))))
      : h("p", null, "It changes no score."),
    grounds.length ? h("p", { class: "cite" }, `Ground: ${grounds.map((record) => record.citation).join("; ")}.`) : "",
    h("p", { class: "hint" }, "A scenario moves scores, never weights.")];
}
