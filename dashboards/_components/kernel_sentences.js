// The sentences about an order and about one option's place in it: policylab.analysis.sentences and .reasons,
// letter for letter.

import { TIE, cellOf, countOwn, evaluate, roundToTotal, rounded, shown, signed } from "./kernel.js";
import { TODAY, listed, lowered, raised } from "./kernel_words.js";

const ROUNDED = "Parts are rounded so that they add up to the total.";
const NAMED = 4; // options named one by one when they share a place

// ---- Why ----------------------------------------------------------------------------------------

/**
 * Why an option stands where it does: the steps of the waterfall as whole points that add up, one
 * sentence, and the largest single reason. Null when nothing counts or the option is not ranked.
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @param {string} option
 * @param {Object} [result] what `evaluate(model, state)` gave, if at hand
 */
export function why(model, state, option, result = evaluate(model, state)) {
  const record = model.options.find((item) => item.id === option);
  if (result.nothing || !record) return null;
  const row = result.contributions[option];
  const missing = Object.keys(row).filter((id) => row[id] === null);
  const parts = missing.length ? [] : partsOf(model, result, option);
  const total = missing.length ? null : shown(result.total[option]);
  const low = shown(result.low[option]);
  const high = shown(result.high[option]);
  return {
    option,
    title: record.title,
    total,
    parts,
    sentence: sentenceOf(model, option, total, parts, missing, low, high),
    note: parts.some((part) => part.points !== shown(part.exact)) ? ROUNDED : "",
    reason: largestReason(model, state, option, row),
    missing,
    low,
    high,
  };
}

function partsOf(model, result, option) {
  const weight = {};
  model.criteria.forEach((criterion) => {
    weight[criterion.group] = (weight[criterion.group] ?? 0) + result.weights[criterion.id];
  });
  const counting = model.groups.filter((group) => weight[group.id] > 0);
  const exact = counting.map((group) => result.groupParts[option][group.id]);
  const whole = roundToTotal(exact);
  return counting
    .map((group, k) => ({ id: group.id, title: group.title, points: whole[k], exact: exact[k] }))
    .sort((a, b) => b.points - a.points);
}

function sentenceOf(model, option, total, parts, missing, low, high) {
  if (option === model.study.baseline) return "This is today's practice, which every other option is judged against.";
  if (total === null) {
    const titles = listed(missing.map((id) => `"${titleOf(model.criteria, id)}"`));
    return `Without a place: not scored on ${titles}. Its total lies between ${low} and ${high}.`;
  }
  const helps = named(parts.filter((part) => part.points > 0));
  const hurts = named(parts.filter((part) => part.points < 0).sort((a, b) => a.points - b.points));
  if (!helps && !hurts) {
    if (parts.some((part) => Math.abs(part.exact) > TIE)) return `Within a point of ${TODAY}.`;
    return `Level with ${TODAY} on everything that counts.`;
  }
  if (total === 0) {
    const sides = [helps ? `ahead on ${helps}` : "", hurts ? `behind on ${hurts}` : ""].filter(Boolean);
    return `Level with ${TODAY}: ${sides.join("; ")}.`;
  }
  const ahead = total > 0;
  const [first, second] = ahead ? [helps, hurts] : [hurts, helps];
  const opening = `${ahead ? "Ahead of" : "Behind"} ${TODAY}`;
  if (!second) return `${opening} on ${first}.`;
  return `${opening} mainly on ${first}; ${ahead ? "behind" : "ahead"} on ${second}.`;
}

function named(parts) {
  return listed(parts.map((part) => `${lowered(part.title)} (${signed(part.points)})`));
}

function largestReason(model, state, option, row) {
  let best = null;
  let size = TIE;
  for (const { id } of model.criteria) {
    if (row[id] !== null && Math.abs(row[id]) > size + TIE) {
      best = id;
      size = Math.abs(row[id]);
    }
  }
  if (best === null || option === model.study.baseline) return null;
  const cell = cellOf(model, state, option, best);
  const title = titleOf(model.criteria, best);
  const points = shown(row[best]);
  const word = model.study.score_words[String(rounded(cell.central))] ?? "";
  const citation = cell.evidence.length ? model.evidence[cell.evidence[0]]?.citation ?? "" : "";
  const spread = cell.high > cell.low ? ` (${signed(cell.low)} to ${signed(cell.high)})` : "";
  return {
    criterion: best, title, points,
    low: cell.low, central: cell.central, high: cell.high, word,
    basis: cell.basis, reason: cell.reason, evidence: cell.evidence, citation, shifts: cell.shifts,
    text: `Largest single reason: "${title}" ${signed(points)}, ${word}, score ${signed(cell.central)}${spread}, `
      + `${cell.basis}. ${citation || cell.reason}`,
  };
}

// ---- Sentences about the whole order ------------------------------------------------------------

/**
 * What an order is called: whose weights, which scenario, whether protection is in the total, whose scores.
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 */
export function heading(model, state) {
  const set = model.weight_sets.find((item) => item.id === state.weight_set);
  const origin = model.weight_sets.find((item) => item.id === state.started_from);
  const changed = origin ? ` (changed from: ${origin.title})` : "";
  const whose = set ? `${lowered(set.title)} (${set.owner})` : `your weights${changed}`;
  const share = state.protection > 0 ? `, protection counting for ${shown(state.protection)} % of the total` : "";
  const n = countOwn(state);
  const own = n ? `, with ${n} score${n > 1 ? "s" : ""} of your own` : "";
  return `Order under ${whose}${share}${own}. Scenario: ${titleOf(model.scenarios, state.scenario)}.`;
}

/** The order in a few words: what stands first, where today's practice stands, what is missing. */
export function orderSentence(model, state, result = evaluate(model, state)) {
  if (result.nothing) return "Nothing counts yet.";
  const { baseline } = model.study;
  const names = Object.fromEntries(model.options.map(({ id, short }) => [id, short]));
  names[baseline] = TODAY;
  const leaders = result.order.filter((id) => result.rank[id] === 1);
  const said = leaders.length ? [leadersOf(leaders, names)] : [];
  if (!leaders.includes(baseline) && !result.incomplete.includes(baseline)) {
    const verb = result.shared[baseline] ? "shares place" : "has place";
    const placed = result.order.length - result.incomplete.length;
    said.push(`${raised(TODAY)} ${verb} ${result.rank[baseline]} of ${placed}.`);
  }
  if (result.incomplete.length) {
    const verb = result.incomplete.length === 1 ? "has" : "have";
    const rest = listed(result.incomplete.map((id) => names[id]));
    said.push(raised(`${rest} ${verb} no place, because a score that counts is missing.`));
  }
  return said.join(" ");
}

function leadersOf(leaders, names) {
  if (leaders.length === 1) return `${raised(names[leaders[0]])} stands first.`;
  let told = leaders.map((id) => names[id]);
  if (told.length > NAMED) told = [...told.slice(0, NAMED - 1), `${told.length - NAMED + 1} others`];
  return `${raised(listed(told))} stand first together: too close to call.`;
}

// ---- Pieces of sentences ------------------------------------------------------------------------

function titleOf(records, id) {
  return records.find((record) => record.id === id)?.title ?? id;
}
