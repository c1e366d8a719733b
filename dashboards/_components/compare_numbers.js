// What Compare says in numbers: which options, on how many criteria one is ahead, and differences as points that
// add up. No document.

import { evaluate, roundToTotal, shown, TIE } from "./kernel.js";
import { titlesOf } from "./kernel_words.js";
import { scoreIn } from "./store.js";
import { bareName } from "./words.js";

/** The two ledgers of a study: its criteria, in the order of the groups. */
export function ledgersOf(model) {
  return ["state", "protection"].map((ledger) => ({
    ledger,
    criteria: model.groups.filter((group) => group.ledger === ledger)
      .flatMap((group) => model.criteria.filter((criterion) => criterion.group === group.id)),
  })).filter(({ criteria }) => criteria.length);
}

/** What is compared: what is chosen; one alone with today's practice; nothing chosen, that and what stands first. */
export function comparedOptions(model, state, result) {
  if (state.chosen.length > 1) return state.chosen;
  const { baseline } = model.study;
  const others = [...result.order, ...model.options.map((option) => option.id)].filter((id) => id !== baseline);
  const other = state.chosen.find((id) => id !== baseline) ?? others[0];
  return other ? [baseline, other] : [baseline];
}

/** On how many criteria the second is ahead of the first, level, behind; and not scored for one of them. */
export function standingOn(model, state, criteria, [first, second]) {
  const counts = { ahead: 0, level: 0, behind: 0, unscored: 0 };
  for (const { id } of criteria) {
    const by = difference(scoreIn(model, state, first, id), scoreIn(model, state, second, id));
    if (by === null) counts.unscored += 1;
    else counts[by > TIE ? "ahead" : by < -TIE ? "behind" : "level"] += 1;
  }
  return counts;
}

/** How much the second is above the first in steps of the scale; null where one is not scored. */
export function difference(first, second) {
  return first && second ? second.central - first.central : null;
}

/** "ahead on 4 of 11 state criteria, level on 6, behind on 1". */
function standingWords({ ahead, level, behind, unscored }, of, what) {
  const rest = [level ? `level on ${level}` : "", behind ? `behind on ${behind}` : "", unscored ? `${unscored} not scored for one of them` : ""];
  return [`ahead on ${ahead} of ${of} ${what}`, ...rest.filter(Boolean)].join(", ");
}

/** One sentence for each option after the first. */
export function comparedSentence(model, state, options) {
  const [first, ...others] = options;
  const against = first === model.study.baseline ? "today\u2019s practice" : titlesOf(model, [first]);
  return others.map((other) => {
    const said = ledgersOf(model).map(({ ledger, criteria }) => standingWords(
      standingOn(model, state, criteria, [first, other]), criteria.length, ledger === "state" ? `${bareName(model)} criteria` : "protection aims"));
    return `${titlesOf(model, [other])} against ${against}: ${said.join("; ")}.`;
  }).join(" ");
}

/**
 * The points that criteria give to options, ledger by ledger, as they stand in the total; while protection is in no
 * total its own points, apart. Null when nothing counts.
 * @returns {Object<string, {contributions: Object, isInTotal: boolean}>|null} by ledger
 */
export function pointsByLedger(model, state, result) {
  if (result.nothing) return null;
  const found = { state: { contributions: result.contributions, isInTotal: state.protection < 100 } };
  if (state.protection > 0) return { ...found, protection: { contributions: result.contributions, isInTotal: true } };
  const apart = evaluate(model, { ...state, protection: 100 });
  return { ...found, protection: apart.nothing ? null : { contributions: apart.contributions, isInTotal: false } };
}

function sumOf(contributions, criteria) {
  let all = 0;
  for (const { id } of criteria) {
    if (contributions[id] === null) return null;
    all += contributions[id];
  }
  return all;
}

/**
 * Differences of two options as whole points that add up to the difference of their sums as shown.
 * @param {Object} contributions by option and criterion
 * @param {{id: string}[]} criteria of one ledger
 * @param {string[]} pair the first and the second
 * @returns {{parts: Object<string, number>, rounding: number, sums: number[], total: number}|null} null where a
 *   score that counts is missing
 */
export function pointDifferences(contributions, criteria, [first, second]) {
  const sums = [first, second].map((option) => sumOf(contributions[option], criteria));
  if (sums.includes(null)) return null;
  const exact = criteria.map(({ id }) => contributions[second][id] - contributions[first][id]);
  const whole = roundToTotal(exact);
  const [from, to] = sums.map((sum) => shown(sum));
  const total = to - from;
  return {
    parts: Object.fromEntries(criteria.map(({ id }, k) => [id, whole[k]])),
    rounding: total - whole.reduce((a, b) => a + b, 0), sums: [from, to], total,
  };
}
