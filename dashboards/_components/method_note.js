// How the numbers of one state were got, in a paragraph that may stand in a paper as it is.

import { countOwn, shown } from "./kernel.js";
import { byId } from "./store.js";
import { count, listing, lower, possessive, scoreText, scoreWord, signed } from "./words.js";

function whose(model, state) {
  const set = byId(model.weight_sets, state.weight_set);
  if (set) return `${set.title} (${set.owner})`;
  const origin = byId(model.weight_sets, state.started_from);
  return `a reader\u2019s own${origin ? `, changed from ${origin.title}` : ""}`;
}

function pointsOf(model, { state, result }) {
  return listing(model.groups.filter((group) => group.ledger === "state").map((group) => `${lower(group.title)} ${
    count(state.groups[group.id] ?? 0, "point")} (${result.groupShares[group.id]}\u00a0% of the total)`));
}

function ofProtection(model, state) {
  if (!model.groups.some((group) => group.ledger === "protection")) return "";
  return state.protection > 0
    ? `Protection counts for ${state.protection}\u00a0% of the total, shared among its aims by their points; ${possessive(model)} criteria share the rest.`
    : "Protection is a second account, reckoned in the same way from the points of its own aims and added into no total.";
}

function ofScenario(model, state) {
  const scenario = byId(model.scenarios, state.scenario);
  const moved = Object.values(scenario.cells).reduce((n, cells) => n + Object.keys(cells).length, 0);
  return `Scenario: ${scenario.title}, which moves ${moved ? count(moved, "score") : "no score"} and no weight.`;
}

function within({ closeness }) {
  const points = shown(closeness);
  return points ? `about ${count(points, "point")}` : "less than a point";
}

/**
 * @param store the state with its result
 * @param {{draws, seed, percent}|null} drawn how the ranges of places were drawn; null when they are not there
 * @returns {string[]} sentences
 */
export function methodNote(store, drawn) {
  const { model, state, result } = store;
  const { scale, step } = model.study;
  const ends = `${scoreText(-scale)} (${scoreWord(model, -scale)}) to ${scoreText(scale)} (${scoreWord(model, scale)})`;
  const own = countOwn(state);
  return [
    `${count(model.options.length, "option")} were scored against ${count(model.criteria.length, "criterion", "criteria")} in steps of ${step} from ${ends}; `
      + `the status quo is 0 throughout, by definition. ${model.study.label}`,
    `The model is additive: a score divided by ${scale} is its value, and a total is the sum of weight times value over all criteria, `
      + `in points from ${signed(-100)} to ${signed(100)}, where today\u2019s practice has 0.`,
    "Groups were given 0 to 100 points and criteria 0 to 10; a criterion\u2019s weight is its group\u2019s share of the points of all groups, "
      + "times its own share of the points in its group.",
    `Weights: ${whose(model, state)}; ${pointsOf(model, store)}.`,
    ofProtection(model, state),
    ofScenario(model, state),
    own ? `${count(own, "score")} of the reader\u2019s own ${own === 1 ? "stands" : "stand"} in the place of what is published.` : "",
    result.nothing ? "Nothing counts, so that there is no order."
      : `Places are shared from the top down: an option within ${within(result)} of the one that opens a place shares it, `
        + `which is as much as one score moved by ${step} can make under these weights.`,
    result.nothing ? "" : drawn
      ? `Ranges of places are the middle ${drawn.percent}\u00a0% of ${drawn.draws.toLocaleString("en-GB")} draws of all scores, triangular inside their ranges, under these weights (seed ${drawn.seed}).`
      : "Ranges of places were not drawn.",
    `Data: ${model.study.title}, version ${model.study.version}. Software: policylab${drawn ? ` ${drawn.software}` : ""}.`,
  ].filter(Boolean);
}
