// A note on method for one view, ready to paste into a paper: what was asked, how totals come about, whose weights.

import { shares, shown } from "./kernel.js";
import { orderSentence } from "./kernel_sentences.js";
import { about, orderRows, whose } from "./files.js";
import { listOwn } from "./own.js";
import { count, listing, possessive, rankText, scoreText, signed } from "./words.js";

/** A text that stays a text where Markdown is read. */
export function md(text) {
  return String(text).replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`);
}

function bases(model) {
  const found = { stated: 0, implied: 0, judgement: 0, missing: 0 };
  for (const option of model.options.filter(({ id }) => id !== model.study.baseline)) {
    for (const criterion of model.criteria) found[model.scores[option.id]?.[criterion.id]?.basis ?? "missing"] += 1;
  }
  return found;
}

function scores({ model }) {
  const { study } = model;
  const n = bases(model);
  const scored = n.stated + n.implied + n.judgement;
  const missing = n.missing ? ` ${count(n.missing, "score")} ${n.missing === 1 ? "is" : "are"} missing and never counted as 0.` : "";
  return `${model.options.length} options, today\u2019s practice among them, are scored on ${model.criteria.length} criteria from ${scoreText(-study.scale)} to ${scoreText(study.scale)} in steps of ${study.step}, `
    + "against today\u2019s practice, which is 0 by definition. Each score has a lowest, a central and a highest value and names what it rests on: "
    + `of ${scored} scores, those of today\u2019s practice left out, ${n.stated} are stated by a paper, ${n.implied} follow from what a paper says and ${n.judgement} are our judgement.${missing} Scored by: ${md(study.scored_by ?? "not stated")}.`;
}

function weights(view) {
  const { model, state, result } = view;
  const groups = model.groups.filter((group) => group.ledger === "state");
  const whole = shares(groups.map((group) => state.groups[group.id]));
  const points = groups.map((group, k) => `${group.title} ${state.groups[group.id]} (${whole[k]}\u00a0% of ${possessive(model)} ledger)`);
  const inside = model.groups.map((group) => `${group.title}: ${model.criteria.filter((criterion) => criterion.group === group.id)
    .map((criterion) => `${criterion.title} ${state.criteria[criterion.id]}`).join(", ")}`);
  const protection = state.protection
    ? `Protection of people counts for ${state.protection}\u00a0% of the total; the other ${100 - state.protection}\u00a0% is ${md(possessive(model))} ledger.`
    : "Protection of people is kept in a ledger of its own and is in no total.";
  const floor = state.floor === null ? "No floor on protection is set."
    : `Options with fewer than ${count(state.floor, "point")} of protection are marked as below the floor and stay listed.`;
  return `Weights: ${md(whose(view))}. Points of the groups: ${md(listing(points))}. Points of the criteria: ${md(inside.join("; "))}. ${protection} ${floor}${result.nothing ? " Nothing counts, so there is no order." : ""}`;
}

function method({ model, result }) {
  const { study } = model;
  const close = result.nothing ? "" : ` Here that is ${count(shown(result.closeness), "point")}.`;
  return `A total is an additive value model: each score is divided by ${study.scale}, multiplied by its weight and summed, times 100. A group\u2019s weight is its share of the points of all groups that count, `
    + `a criterion\u2019s is its share of the points inside its group. Options share a place when moving one score by one step of ${study.step} could swap them with the first that holds it, counted from the top down.${close} `
    + "Ranges of places are those taken in the middle 90\u00a0% of 10,000 draws of scores within their ranges (triangular, seed 0), with weights as given. Whole numbers are rounded so that parts add up to totals.";
}

function orderList(view) {
  return orderRows(view).map((row) => {
    const where = row.rank === null ? "without a place" : `place ${rankText(row.rank, row.shared)}${row.range ? ` (range ${row.range[0]} to ${row.range[1]})` : ""}`;
    const total = row.total === null ? "total not scored" : `total ${signed(row.total)}`;
    const protection = row.protection === null ? "protection not scored" : `protection ${signed(row.protection)}, ${row.word}`;
    return `- ${md(row.option.title)}: ${where}, ${total}; ${protection}${row.isBelow ? ", below floor" : ""}${row.own ? `, ${count(row.own, "own score")}` : ""}`;
  });
}

function ownList({ model, state }) {
  return listOwn(model, state).map(({ option, criterion, numbers: [low, central, high] }) => {
    const cell = model.scores[option.id]?.[criterion.id];
    return `- ${md(option.title)} on ${md(criterion.title)}: own ${scoreText(central)} (${scoreText(low)} to ${scoreText(high)}), published ${cell ? `${scoreText(cell.central)} (${scoreText(cell.low)} to ${scoreText(cell.high)})` : "not scored"}`;
  });
}

/** A source as it stands in a list of references; what is not stated is not filled in. */
function reference(source) {
  const stated = ["author", "date", "title", "venue"].map((key) => [key, source[key]]);
  const said = stated.filter(([, text]) => text && text !== "not stated").map(([, text]) => md(text));
  const not = stated.filter(([, text]) => !text || text === "not stated").map(([key]) => key);
  return `- ${md(source.cite ?? source.title)}:${said.length ? ` ${said.join(". ")}.` : ""}${not.length ? ` Not stated: ${listing(not)}.` : ""}`;
}

/** The note, in Markdown that also reads as plain text. */
export function methodsNote(view) {
  const { model, state, result, ranges } = view;
  const { study } = model;
  const scenario = model.scenarios.find((one) => one.id === state.scenario);
  const own = ownList(view);
  return [
    `# Note on method: ${md(study.title)}`, "", md(study.question), "", md(study.label), "",
    scores(view), "", weights(view), "", `Scenario: ${md(scenario.title)}. ${md(scenario.says)}`, "", method(view), "",
    ...(own.length ? [`Scores of the reader\u2019s own, ${state.use_own ? "counted in the place of the published ones" : "set aside"}:`, "", ...own, ""] : []),
    "## Order", "", md(orderSentence(model, state, result)), ...(ranges ? [] : ["Ranges of places were not known when this was written."]), "", ...orderList(view), "",
    "## Known limits", "", ...(study.limits ?? []).map((text) => `- ${md(text)}`), ...(study.missing_voices ? [`- Who is missing: ${md(study.missing_voices)}`] : []), "",
    "## Sources", "", ...Object.values(model.sources).map(reference), "",
    "## Made from", "", ...about(view).filter(([key]) => ["study", "software", "date", "link"].includes(key)).map(([key, value]) => `- ${key}: ${key === "link" ? `<${value}>` : md(value)}`), ""].join("\n");
}
