// The parts of the report on what was chosen: weights, scenario, floor, the reader's own scores.

import { h } from "./dom.js";
import { floorSentence, isBelow } from "./finder.js";
import { countOwn, shares } from "./kernel.js";
import { listOwn } from "./own.js";
import { scenarioAccount } from "./scenario_about.js";
import { byId, publishedIn } from "./store.js";
import { BASIS_WORD, count, listing, rangeText, scoreText } from "./words.js";

/** A part of the report under its heading; null when it has nothing to say. */
export function part(title, ...children) {
  const given = children.flat(Infinity).filter(Boolean);
  return given.length ? h("section", { class: "reportpart" }, h("h2", null, title), given) : null;
}

/** A wide table: on a narrow screen it scrolls by itself, on paper it stands whole. */
export function wide(name, table) {
  return h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": name }, table);
}

export const nameOf = (option) => option.short || option.title;

// ---- Weights ------------------------------------------------------------------------------------

function whose(model, state) {
  const set = byId(model.weight_sets, state.weight_set);
  const from = byId(model.weight_sets, state.started_from);
  const record = set ?? from;
  const cited = (record?.evidence ?? []).map((id) => model.evidence[id]?.citation).filter(Boolean);
  const owner = set ? `${set.title}. Owner: ${set.owner}.` : `Your weights, changed from: ${from.title} (${from.owner}).`;
  return [h("p", null, h("b", null, owner), set ? ` ${set.says}` : ""),
    set && cited.length ? h("p", { class: "cite" }, `Ground: ${cited.join("; ")}.`) : null];
}

const percent = (number) => `${number}\u00a0%`;

function criterionRow(criterion, points, share) {
  return h("tr", null, h("th", { scope: "row" }, criterion.title), h("td", { class: "number" }, points), h("td", { class: "number" }, share),
    h("td", null, criterion.worst), h("td", null, criterion.best));
}

/** A group, then its criteria; those of a protection that is kept apart have shares of their own account. */
function groupRows({ model, state, result }, group) {
  const criteria = model.criteria.filter((criterion) => criterion.group === group.id);
  const isAims = group.ledger === "protection";
  const isApart = isAims && !(state.protection > 0);
  const own = shares(criteria.map((criterion) => state.criteria[criterion.id] ?? 0));
  const shareOf = (criterion, k) => (isApart ? own[k] : result.criterionShares?.[criterion.id] ?? 0);
  const points = isAims ? "" : state.groups[group.id] ?? 0;
  const share = isApart ? "apart" : percent(result.groupShares?.[group.id] ?? 0);
  return h("tbody", null,
    h("tr", { class: "grouprow" }, h("th", { scope: "row" }, `${group.letter}  ${group.title}`), h("td", { class: "number" }, points),
      h("td", { class: "number" }, share), h("td", { colspan: 2 }, isApart ? "Kept apart from the total; shares of its own account." : group.says)),
    criteria.map((criterion, k) => criterionRow(criterion, state.criteria[criterion.id] ?? 0, percent(shareOf(criterion, k)))));
}

function sumRow(text, whole) {
  return h("tbody", null, h("tr", { class: "sum" }, h("th", { scope: "row", colspan: 2 }, text), h("td", { class: "number" }, percent(whole)), h("td", { colspan: 2 })));
}

function weightsTable(store) {
  const { model, state, result } = store;
  const isApart = !(state.protection > 0);
  const ledger = (name) => model.groups.filter((group) => group.ledger === name);
  const counted = [...ledger("state"), ...(isApart ? [] : ledger("protection"))];
  const aims = model.criteria.filter(({ group }) => byId(model.groups, group).ledger === "protection");
  const all = counted.reduce((sum, group) => sum + (result.groupShares?.[group.id] ?? 0), 0);
  const ofAims = shares(aims.map(({ id }) => state.criteria[id] ?? 0)).reduce((a, b) => a + b, 0);
  const column = (text, name) => h("th", { scope: "col", class: name }, text);
  return h("table", { class: "reporttable weighttable" }, h("caption", { class: "vh" }, "Points, shares, and what the points refer to"),
    h("thead", null, h("tr", null, column("Group, criterion", "what"), column("points", "number"), column("share", "number"),
      column("worst that is thought of", "end"), column("best that is thought of", "end"))),
    counted.map((group) => groupRows(store, group)), sumRow("Together, of the total", all),
    isApart ? [...ledger("protection").map((group) => groupRows(store, group)), aims.length ? sumRow("Together, of protection", ofAims) : null] : null);
}

export function weightsPart(store) {
  const { model, state } = store;
  return part("Whose weights, and what they are", whose(model, state), wide("Weights", weightsTable(store)),
    h("p", { class: "hint" }, "Groups have 0 to 100 points, criteria 0 to 10; shares are what the points amount to, in whole percent."));
}

// ---- Scenario, protection, floor ----------------------------------------------------------------

export function scenarioPart({ model, state }) {
  return part("Scenario", h("p", null, h("b", null, byId(model.scenarios, state.scenario).title)), scenarioAccount(model, state.scenario));
}

export function protectionPart({ model, state, result }) {
  if (!model.groups.some((group) => group.ledger === "protection")) return null;
  const below = model.options.filter((option) => isBelow(result, option.id, state.floor)).map(nameOf);
  const total = state.protection > 0
    ? `Protection counts for ${percent(state.protection)} of the total. It also stands in a column of its own.`
    : "Protection is kept apart: it is in no total, and stands in a column of its own.";
  const floor = state.floor === null ? "No floor on protection is set." : floorSentence(model, result, state.floor).replace(" and dimmed", "");
  return part("Protection and its floor", h("p", null, total), h("p", null, floor), below.length ? h("p", null, `Below the floor: ${listing(below)}.`) : null);
}

// ---- The reader's own scores --------------------------------------------------------------------

function ownRow({ model, state }, { option, criterion, numbers: [low, central, high] }) {
  const was = publishedIn(model, state, option.id, criterion.id);
  const published = was ? `${scoreText(was.central)} (${rangeText(was.low, was.high)}), ${BASIS_WORD[was.basis]}` : "not scored";
  return h("tr", null, h("th", { scope: "row" }, nameOf(option)), h("td", null, criterion.title),
    h("td", null, `${scoreText(central)} (${rangeText(low, high)})`), h("td", null, published));
}

export function ownPart(store) {
  const { model, state } = store;
  const own = listOwn(model, state);
  if (!own.length) return null;
  const counts = countOwn(state);
  const said = counts ? `${count(counts, "score")} of your own ${counts === 1 ? "counts" : "count"} in the place of what is published, and ${counts === 1 ? "is" : "are"} no part of the published matrix.`
    : `${count(own.length, "score")} of your own ${own.length === 1 ? "is" : "are"} set aside: the published ones count.`;
  return part("Your own scores", h("p", null, said), wide("Your own scores", h("table", { class: "reporttable" },
    h("caption", { class: "vh" }, "Your own scores beside the published ones"),
    h("thead", null, h("tr", null, ["Option", "Criterion", "Your score (range)", "Published, in this scenario (range)"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", null, own.map((item) => ownRow(store, item))))));
}
