// The state's account against that of protection, kept apart: policylab.analysis.two_ledgers.

import { TIE, cellOf, fallingOrder, valuesOf, weigh } from "./kernel.js";
import { NO_AIM, NO_OPTION, NO_STATE, protectionOf, tablesOf } from "./kernel_counted.js";
import { leftOutSentence, listed, nameOf, namesOf, raised } from "./kernel_words.js";

const NO_PROTECTION = "No protection aim has points.";
const MOST_FRONT = 8;
const MOST_NAMED = 4;

/**
 * @typedef {Object} Ledgers
 * @property {string} refused     why nothing can be said; empty when something can
 * @property {Object<string, number>} state       points of each option, whatever share protection has in the total
 * @property {Object<string, number>} protection
 * @property {{state: Object<string, number>, protection: Object<string, number>}} low   every score at its low end
 * @property {{state: Object<string, number>, protection: Object<string, number>}} high
 * @property {string[]} front     options that nothing beats on both, from the highest for the state down
 * @property {Object<string, string[]>} beatenBy
 * @property {{x: number, y: number, option: string|null}[]} line stair line; null at a corner between two options
 * @property {Object<string, string[]>} surelyBeatenBy   wherever scores lie in their ranges
 * @property {Object<string, string[]>} possiblyBeatenBy
 * @property {string[]} surelyIn  on the front wherever scores lie
 * @property {string[]} possiblyIn
 * @property {string[]} leftOut   options with a score missing that counts
 * @property {string} sentence
 */

/**
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @returns {Ledgers}
 */
export function twoLedgers(model, state) {
  const { refused, options, rows, points, leftOut, weights } = pointsOnBoth(model, state);
  if (refused) return nothingFor(refused);
  const [low, high] = ["low", "high"].map((end) => endsOf(model, state, end, weights, rows));
  const beaten = beatenBy(points, points);
  const surely = beatenBy(low, high);
  const possibly = beatenBy(high, low);
  const unbeaten = options.map((_, i) => i).filter((i) => !beaten[i].length);
  const front = fallingOrder(unbeaten.map((i) => points[0][i])).map((k) => unbeaten[k]);
  const byName = (lists) => named(options, lists.map((list) => list.map((i) => options[i])));
  const ledgers = ([own, aims]) => ({ state: named(options, own), protection: named(options, aims) });
  const found = {
    refused: "", leftOut, ...ledgers(points), low: ledgers(low), high: ledgers(high),
    front: front.map((i) => options[i]),
    beatenBy: byName(beaten), surelyBeatenBy: byName(surely), possiblyBeatenBy: byName(possibly),
    surelyIn: options.filter((_, i) => !possibly[i].length),
    possiblyIn: options.filter((_, i) => !surely[i].length),
    line: stairs([...front].reverse(), points, options),
  };
  return { ...found, sentence: inShort(model, found) };
}

function nothingFor(refused) {
  return { refused, state: {}, protection: {}, low: { state: {}, protection: {} }, high: { state: {}, protection: {} },
    front: [], beatenBy: {}, line: [], surelyBeatenBy: {}, possiblyBeatenBy: {}, surelyIn: [], possiblyIn: [],
    leftOut: [], sentence: "" };
}

/**
 * Both ledgers of every option with all scores that count, whatever share protection has in the total.
 * @returns {{refused: string, options: string[], leftOut: string[], rows: number[], points: Float64Array[],
 *   weights: {criteria: Float64Array, aims: Float64Array}}}
 */
export function pointsOnBoth(model, state) {
  const tables = tablesOf(model);
  const weights = weigh(model, { ...state, protection: 0 });
  const hasAims = weights.aims.some((aim) => aim > 0);
  const refused = refusal(hasAims, weights.nothing, state.protection > 0);
  const values = valuesOf(model, state);
  const own = new Float64Array(tables.options.length);
  for (let i = 0; i < own.length; i++) {
    for (const j of tables.state) if (weights.criteria[j] > 0) own[i] += 100 * weights.criteria[j] * values[i * tables.n + j];
  }
  const aims = protectionOf(values, tables, weights.aims);
  const isComplete = tables.options.map((_, i) => !Number.isNaN(own[i] + aims[i]));
  const rows = tables.options.map((_, i) => i).filter((i) => isComplete[i]);
  return {
    refused: refused || (rows.length ? "" : NO_OPTION),
    options: rows.map((i) => tables.options[i]),
    leftOut: tables.options.filter((_, i) => !isComplete[i]),
    rows,
    points: [own, aims].map((ledger) => ledger.filter((_, i) => isComplete[i])),
    weights,
  };
}

function refusal(hasAims, nothing, isAdded) {
  if (isAdded && !hasAims) return NO_AIM;
  if (nothing) return NO_STATE;
  return hasAims ? "" : NO_PROTECTION;
}

// ---- Ranges -------------------------------------------------------------------------------------

const ranges = new WeakMap();

/** Scores at one end of their ranges, as values; a missing one counts as the end of the scale. */
function valuesAt(model, state, end) {
  const values = valuesOf(model, state); // one array for one scenario and one set of own scores
  let found = ranges.get(values);
  if (!found) {
    found = { low: new Float64Array(values.length), high: new Float64Array(values.length) };
    let at = 0;
    for (const option of model.options) {
      for (const criterion of model.criteria) {
        const cell = cellOf(model, state, option.id, criterion.id);
        found.low[at] = cell ? cell.low / model.study.scale : -1;
        found.high[at++] = cell ? cell.high / model.study.scale : 1;
      }
    }
    ranges.set(values, found);
  }
  return found[end];
}

function endsOf(model, state, end, weights, rows) {
  const tables = tablesOf(model);
  const values = valuesAt(model, state, end);
  const sumAt = (positions, each) => {
    const found = new Float64Array(rows.length);
    for (let k = 0; k < rows.length; k++) {
      for (const j of positions) found[k] += 100 * each[j] * values[rows[k] * tables.n + j];
    }
    return found;
  };
  return [sumAt(tables.state, weights.criteria), sumAt(tables.aims, weights.aims)];
}

// ---- Who beats whom -----------------------------------------------------------------------------

/** For each option those that are nowhere below it and somewhere above it. */
function beatenBy([ownA, aimsA], [ownB, aimsB]) {
  const found = [];
  for (let i = 0; i < ownB.length; i++) {
    const by = [];
    for (let k = 0; k < ownA.length; k++) {
      const own = ownA[k] - ownB[i];
      const aims = aimsA[k] - aimsB[i];
      if (k !== i && own >= -TIE && aims >= -TIE && (own > TIE || aims > TIE)) by.push(k);
    }
    found.push(by);
  }
  return found;
}

/** The front as a line of options and corners, from the lowest for the state. */
function stairs(rising, [own, aims], options) {
  const line = [];
  for (const i of rising) {
    const before = line.at(-1);
    if (before && Math.abs(before.x - own[i]) > TIE) line.push({ x: before.x, y: aims[i], option: null });
    line.push({ x: own[i], y: aims[i], option: options[i] });
  }
  return line;
}

function named(options, items) {
  const found = {};
  for (let i = 0; i < options.length; i++) found[options[i]] = items[i];
  return found;
}

// ---- Words --------------------------------------------------------------------------------------

function inShort(model, { front, beatenBy: by, surelyBeatenBy, leftOut }) {
  const beaten = Object.values(by).filter((others) => others.length).length;
  const surely = Object.values(surelyBeatenBy).filter((others) => others.length).length;
  const also = beaten ? `, ${surely || "none"} of them wherever scores lie in their ranges` : "";
  return [
    raised(`Nothing beats ${namesOf(model, front, MOST_FRONT)} on the two ledgers together.`),
    `Of ${Object.keys(by).length} options ${beaten} ${beaten === 1 ? "is" : "are"} beaten by one that is at least as good `
      + `on both and better on one${also}.`,
    leftOutSentence(model, leftOut),
  ].filter(Boolean).join(" ");
}

/**
 * By what an option is beaten and how, or that nothing beats it.
 * @param {import("./kernel.js").Model} model
 * @param {Ledgers} ledgers what `twoLedgers` gave
 * @param {string} option one of those that are not left out
 */
export function ledgerSentence(model, ledgers, option) {
  const name = nameOf(model, option);
  const by = ledgers.beatenBy[option];
  if (!by.length) {
    const surely = ledgers.surelyIn.includes(option) ? ", wherever scores lie in their ranges" : "";
    return raised(`no option is at least as good as ${name} on both ledgers and better on one${surely}.`);
  }
  const told = by.length <= MOST_NAMED ? by : by.slice(0, MOST_NAMED - 1);
  const words = told.map((other) => `${nameOf(model, other)} (${how(model, ledgers, other, option)})`);
  if (by.length > told.length) words.push(`${by.length - told.length} others`);
  const sure = ledgers.surelyBeatenBy[option];
  const tail = sure.length ? `by ${namesOf(model, sure)} wherever scores lie in their ranges` : "by none of them surely";
  return raised(`${name} is beaten by ${listed(words)}; ${tail}.`);
}

function how({ study }, { state, protection }, other, option) {
  const aims = protection[other] - protection[option];
  if (state[other] - state[option] > TIE && aims > TIE) return "better on both";
  return aims > TIE ? `as much for ${study.decision_maker}, more protection` : `more for ${study.decision_maker}, as much protection`;
}
