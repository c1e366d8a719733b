// What is weighed in a state of the page, as plain arrays for the parts of the kernel that move weights:
// policylab.analysis.counted. Nothing is kept but tables derived from a model or a result.

import { evaluate, valuesOf, weigh } from "./kernel.js";

export const NO_STATE = "Nothing counts: no group with points has a criterion with points.";
export const NO_AIM = "Protection has a share of the total, but no aim has points.";
export const NO_OPTION = "Every option has a score missing, so that nothing can be compared.";

/**
 * @typedef {Object} Counted  the state ledger, with the share of protection held fast inside it
 * @property {string} refused            why nothing can be said; empty when something can
 * @property {string[]} options          options with every score that can count
 * @property {string[]} leftOut          the others
 * @property {string[]} criteria         of the state ledger
 * @property {Float64Array} weights      of these criteria, summing to 1
 * @property {Float64Array[]} columns    for each criterion the total of each option if it had all the weight
 * @property {string[]} groups           state groups with points inside
 * @property {Float64Array} groupWeights summing to 1
 * @property {Float64Array[]} groupColumns the same as `columns` for whole groups
 */

const derived = new WeakMap();
const kept = new WeakMap();

/** Positions of criteria and groups in a model, by ledger. */
export function tablesOf(model) {
  let tables = derived.get(model);
  if (tables) return tables;
  const groups = model.groups.filter((group) => group.ledger === "state").map((group) => group.id);
  const all = model.criteria.map((criterion, j) => j);
  tables = {
    options: model.options.map((option) => option.id),
    n: model.criteria.length,
    groups,
    state: all.filter((j) => groups.includes(model.criteria[j].group)),
    aims: all.filter((j) => !groups.includes(model.criteria[j].group)),
    inside: groups.map((id) => all.filter((j) => model.criteria[j].group === id)),
  };
  derived.set(model, tables);
  return tables;
}

/** Points of every criterion, in the order of the model. */
export function pointsOf(model, state) {
  return Float64Array.from(model.criteria, (criterion) => state.criteria[criterion.id] ?? 0);
}

/**
 * The protection ledger of every option, 0 where no aim has points, NaN where a score that counts is missing.
 * @returns {Float64Array} points from -100 to 100
 */
export function protectionOf(values, tables, aims) {
  const found = new Float64Array(tables.options.length);
  for (let i = 0; i < found.length; i++) {
    for (const j of tables.aims) if (aims[j] > 0) found[i] += 100 * aims[j] * values[i * tables.n + j];
  }
  return found;
}

/**
 * What is weighed in a result.
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @param {Object} [result] what `evaluate(model, state)` gave, if at hand; asked twice for one, it is worked out once
 * @returns {Counted}
 */
export function countedOf(model, state, result = evaluate(model, state)) {
  let found = kept.get(result);
  if (!found) {
    found = count(model, state);
    kept.set(result, found);
  }
  return found;
}

function count(model, state) {
  const tables = tablesOf(model);
  const values = valuesOf(model, state);
  const share = (state.protection ?? 0) / 100;
  const { criteria: weights, aims, nothing } = weigh(model, { ...state, protection: 0 });
  if (share > 0 && !aims.some((aim) => aim > 0)) return { refused: NO_AIM };
  if (nothing) return { refused: NO_STATE };
  const asked = [...tables.state, ...tables.aims.filter((j) => share * aims[j] > 0)];
  const isComplete = tables.options.map((_, i) => asked.every((j) => !Number.isNaN(values[i * tables.n + j])));
  const rows = tables.options.map((_, i) => i).filter((i) => isComplete[i]);
  if (!rows.length) return { refused: NO_OPTION };
  const protection = protectionOf(values, tables, aims);
  const columns = tables.state.map((j) => {
    const column = new Float64Array(rows.length);
    for (let k = 0; k < rows.length; k++) {
      column[k] = 100 * (1 - share) * values[rows[k] * tables.n + j] + (share > 0 ? share * protection[rows[k]] : 0);
    }
    return column;
  });
  return {
    refused: "",
    options: rows.map((i) => tables.options[i]),
    leftOut: tables.options.filter((_, i) => !isComplete[i]),
    criteria: tables.state.map((j) => model.criteria[j].id),
    weights: Float64Array.from(tables.state, (j) => weights[j]),
    columns,
    ...countGroups(model, state, tables, weights, columns),
  };
}

function countGroups(model, state, tables, weights, columns) {
  const points = pointsOf(model, state);
  const at = new Map(tables.state.map((j, k) => [j, k]));
  const own = tables.inside.map((inside) => inside.filter((j) => points[j] > 0));
  const counting = tables.groups.map((_, g) => g).filter((g) => own[g].length);
  return {
    groups: counting.map((g) => tables.groups[g]),
    groupWeights: Float64Array.from(counting, (g) => sumOf(own[g], weights)),
    groupColumns: counting.map((g) => {
      const within = sumOf(own[g], points);
      const means = new Float64Array(columns[0].length);
      for (const j of own[g]) {
        const column = columns[at.get(j)];
        for (let i = 0; i < means.length; i++) means[i] += (points[j] / within) * column[i];
      }
      return means;
    }),
  };
}

function sumOf(positions, numbers) {
  let all = 0;
  for (const j of positions) all += numbers[j];
  return all;
}
