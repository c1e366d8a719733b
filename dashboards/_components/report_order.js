// The order in the report: every option, its bar, and signed parts that add up to its total.

import { h } from "./dom.js";
import { Scale, makeAxis, makeBar, makeLegend, reach } from "./bars.js";
import { isBelow } from "./finder.js";
import { protectionWord } from "./kernel.js";
import { heading, why } from "./kernel_sentences.js";
import { onlyNote } from "./order.js";
import { allOptions, placesText } from "./paper.js";
import { nameOf, part, wide } from "./report_parts.js";
import { byId, scoreIn } from "./store.js";
import { listing, rankText, signed, typeset } from "./words.js";

const WIDTH = 170; // px a bar has on paper: its letters show where they fit into that

function row(store, option, groups, scale) {
  const { model, state, result, ranges } = store;
  const { id } = option;
  const account = why(model, state, id, result);
  const counts = account !== null && account.total !== null;
  const bar = makeBar(groups);
  bar.update(counts ? result.groupParts[id] : {}, scale, WIDTH);
  const partOf = (group) => account.parts.find((each) => each.id === group.id)?.points ?? 0;
  const aims = result.protection?.[id];
  const isOut = isBelow(result, id, state.floor);
  const isToday = id === model.study.baseline;
  const own = state.use_own && state.own[id] ? h("span", { class: "mark-own" }, "own score") : null;
  return h("tr", { "data-option": id, class: [isToday ? "baseline" : "", isOut ? "is-below" : ""].join(" ").trim() || null },
    h("td", { class: "number rank" }, counts ? rankText(result.rank[id], result.shared[id]) : ""),
    h("td", { class: "range" }, placesText(result, ranges, id)),
    h("th", { scope: "row" }, option.title, isToday && !/today/i.test(option.title) ? " (today\u2019s practice)" : "", isOut ? h("span", { class: "below" }, ", below floor") : "", own),
    h("td", { class: "bars" }, bar.svg),
    groups.map((group) => h("td", { class: "number" }, counts ? signed(partOf(group)) : "")),
    h("td", { class: "number total" }, counts ? signed(result.total[id]) : result.nothing ? "" : "not scored"),
    h("td", { class: "protection" }, result.nothing ? "" : Number.isFinite(aims) ? `${protectionWord(aims)} ${signed(aims)}` : "not scored"));
}

/** What shares a place, place by place. */
function closeCalls({ model, result }) {
  const places = new Map();
  for (const id of result.order.filter((one) => result.shared[one])) {
    const rank = result.rank[id];
    places.set(rank, [...places.get(rank) ?? [], nameOf(byId(model.options, id))]);
  }
  if (!places.size) return [h("p", null, "No two options are too close to call.")];
  return [h("p", null, "One score moved by one half step could swap those that share a place:"),
    h("ul", null, Array.from(places, ([rank, names]) => h("li", null, `place ${rank}: ${listing(names)}`)))];
}

function missing({ model, state }) {
  const lacking = model.options.map((option) => [option, model.criteria.filter(({ id }) => scoreIn(model, state, option.id, id) === null)])
    .filter(([, criteria]) => criteria.length);
  if (!lacking.length) return [h("p", null, "Every option is scored on every criterion.")];
  return [h("p", null, "What is not scored is never taken for 0. Where such a score counts, the option has no place and no total, and its range of places shows both ends."),
    h("ul", null, lacking.map(([option, criteria]) => h("li", null, `${nameOf(option)}: not scored on ${listing(criteria.map(({ title }) => `\u201c${title}\u201d`))}`)))];
}

function table(store, groups) {
  const { model, result } = store;
  const { low, high } = reach(model.groups, result.nothing ? {} : result.groupParts);
  const scale = new Scale(Math.max(low, high / 3, 3), Math.max(high, low / 3, 3)); // either side keeps room for its heading
  const axis = makeAxis();
  axis.update(scale);
  const column = (name, ...text) => h("th", { scope: "col", class: name }, text);
  return h("table", { class: "reporttable ordertable" }, h("caption", { class: "vh" }, typeset(heading(model, store.state))),
    h("thead", null, h("tr", null, column("number rank", "#", h("span", { class: "vh" }, " place")), column("range", "range"), column("what", "Option"),
      h("th", { scope: "col", class: "bars" }, axis.node),
      groups.map((group) => column("number", group.letter, h("span", { class: "vh" }, ` ${group.title}`))),
      column("number total", "total"), column("protection", "protection"))),
    h("tbody", null, allOptions(model, result).map((option) => row(store, option, groups, scale))));
}

export function orderPart(store) {
  const { model, state, result } = store;
  const groups = model.groups.filter((group) => group.ledger === "state" || state.protection > 0);
  return [
    part("The order, every option", onlyNote(model, state) ? h("p", null, onlyNote(model, state)) : null, wide("The order", table(store, groups)), makeLegend(groups),
      h("p", { class: "hint" }, "Points against today\u2019s practice, which has 0; the parts add up to the total. Range: the places in the middle 90\u00a0% of draws of the scores inside their ranges.")),
    result.nothing ? null : part("Too close to call", closeCalls(store)),
    part("Scores missing", missing(store)),
  ];
}
