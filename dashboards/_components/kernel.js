// The arithmetic of an order, in the browser: what must follow a moving weight within one frame.
//
// A plain ES module: no document, no imports, nothing kept but tables derived from the model. Python
// (policylab.mcda and policylab.analysis) is the authority; a test runs both on thousands of states and
// asks for the same numbers, ranks, whole-number shares and sentences. Change both or neither.

/**
 * @typedef {Object} Model   what `policylab.viewmodels.payload` gives
 * @typedef {Object} State   a reader's choices
 * @property {Object<string, number>} groups    points of the state groups, 0 to 100
 * @property {Object<string, number>} criteria  points of all criteria of both ledgers, 0 to 10
 * @property {string} scenario                  id of a scenario
 * @property {number} protection                per cent of the total given to protection, 0 to 100
 * @property {string} weight_set                id of a weight set, or "yours"
 * @property {string} [started_from]            id of the weight set that the points were changed from
 * @property {Object<string, Object<string, number[]>>} [own]  the reader's own scores: low, central, high by
 *   option and criterion
 * @property {boolean} [use_own]                whether they count in the place of the published ones
 */

/** Two numbers no further apart than this are equal: no order rests on the last bit of a float. */
export const TIE = 1e-9;

// ---- Whole numbers, order -----------------------------------------------------------------------

/** Positions from the highest number down; equal ones (within TIE of their neighbour) as given. */
export function fallingOrder(numbers) {
  const order = Array.from(numbers, (_, i) => i).sort((a, b) => numbers[b] - numbers[a] || a - b);
  let start = 0;
  for (let i = 1; i <= order.length; i++) {
    if (i < order.length && numbers[order[i - 1]] - numbers[order[i]] <= TIE) continue;
    if (i - start > 1) order.splice(start, i - start, ...order.slice(start, i).sort((a, b) => a - b));
    start = i;
  }
  return order;
}

/** The whole number shown for a number of points, halves away from 0. */
export function shown(points) {
  const size = Math.floor(Math.abs(points) + 0.5 + TIE);
  return points >= 0 || size === 0 ? size : -size;
}

function largestRemainder(parts, whole) {
  const floors = parts.map((part) => Math.floor(part));
  const left = whole - sum(floors);
  for (const i of fallingOrder(parts.map((part, k) => part - floors[k])).slice(0, left)) floors[i] += 1;
  return floors;
}

/**
 * Whole-number shares that add up to `whole`, by largest remainder, equal remainders in the order given.
 * All 0 when all points are 0.
 * @param {number[]} points
 * @returns {number[]}
 */
export function shares(points, whole = 100) {
  const all = sum(points);
  if (!(all > 0)) return Array.from(points, () => 0);
  return largestRemainder(Array.from(points, (p) => (p / all) * whole), whole);
}

/** Signed parts as whole numbers that add up to the whole number shown for their sum. */
export function roundToTotal(parts) {
  return largestRemainder(Array.from(parts), shown(sum(parts)));
}

function sum(numbers) {
  let all = 0;
  for (const number of numbers) all += number;
  return all;
}

/** The word for protection, of the whole number that is shown. */
export function protectionWord(points) {
  const whole = shown(points);
  if (whole < -10) return "worse than today";
  if (whole <= 10) return "about as today";
  if (whole <= 33) return "some";
  return whole <= 66 ? "considerable" : "high";
}

// ---- What is derived from a model once ----------------------------------------------------------

const derived = new WeakMap();

function compile(model) {
  let known = derived.get(model);
  if (known) return known;
  const groupAt = new Map(model.groups.map((group, i) => [group.id, i]));
  known = {
    options: model.options.map((option) => option.id),
    criteria: model.criteria.map((criterion) => criterion.id),
    groups: model.groups.map((group) => group.id),
    groupOf: model.criteria.map((criterion) => groupAt.get(criterion.group)),
    isAim: model.criteria.map((criterion) => model.groups[groupAt.get(criterion.group)].ledger === "protection"),
    isStateGroup: model.groups.map((group) => group.ledger === "state"),
    values: new Map(),
  };
  derived.set(model, known);
  return known;
}

/** Values (score / scale) under a state, options by criteria in one array; NaN where nothing is scored. */
export function valuesOf(model, state) {
  const known = compile(model);
  const own = ownOf(state);
  const kept = known.values.get(state.scenario);
  if (kept && kept.own === own) return kept.values;
  const values = new Float64Array(known.options.length * known.criteria.length);
  let at = 0;
  for (const option of known.options) {
    for (const criterion of known.criteria) {
      const cell = cellOf(model, state, option, criterion);
      values[at++] = cell === null ? NaN : cell.central / model.study.scale;
    }
  }
  known.values.set(state.scenario, { own, values });
  return values;
}

/** A published cell as it stands in a scenario, with basis, evidence and reason; null where nothing is scored. */
export function cellIn(model, scenario, option, criterion) {
  const cell = model.scores[option]?.[criterion] ?? null;
  if (cell === null) return null;
  const moved = model.scenarios.find((item) => item.id === scenario)?.cells[option]?.[criterion];
  return moved ? { ...cell, ...moved } : { ...cell, shifts: [] };
}

/** The cell that counts under a state: the reader's own score where there is one and it counts, or the published one. */
export function cellOf(model, state, option, criterion) {
  const own = ownOf(state)?.[option]?.[criterion];
  return own ? ownCell(model, state.scenario, option, criterion, own) : cellIn(model, state.scenario, option, criterion);
}

function ownOf(state) {
  return state.use_own && state.own ? state.own : null;
}

/** How many scores of the reader's own count. */
export function countOwn(state) {
  const own = ownOf(state);
  return own ? sum(Object.values(own).map((scores) => Object.keys(scores).length)) : 0;
}

/** A scenario moves an own score as it moves a published one: all its shifts added up, then clipped once. */
function ownCell(model, scenario, option, criterion, own) {
  const covering = (model.scenarios.find((item) => item.id === scenario)?.shifts ?? []).filter((shift) =>
    shift.criteria.includes(criterion) && (shift.options === "all" || shift.options.includes(option)));
  const by = sum(covering.map((shift) => shift.by));
  const clip = (score) => Math.min(model.study.scale, Math.max(-model.study.scale, score + by));
  const [low, central, high] = own.map(clip);
  const was = model.scores[option]?.[criterion] ?? null;
  return {
    low, central, high, basis: "judgement", evidence: [], own: true, shifts: covering.map((shift) => shift.id),
    reason: `Your own score; ${was ? asPublished(was) : "none is published"}.`,
  };
}

function asPublished(cell) {
  const spread = cell.high > cell.low ? ` (${signed(cell.low)} to ${signed(cell.high)})` : "";
  return `the published one is ${signed(cell.central)}${spread}, ${cell.basis}`;
}

// ---- Weights ------------------------------------------------------------------------------------

/**
 * Weights from points: groups, then criteria. A group whose criteria all have 0 points counts as 0 points.
 * With the share s given to protection: (1 - s) x the state ledger, s x the aims by their own points.
 * @param {Model} model
 * @param {State} state
 * @returns {{criteria: Float64Array, aims: Float64Array, nothing: boolean}} both over all criteria of the
 *   model; `criteria` sums to 1 (all 0 when nothing counts), `aims` to 1 (all 0 when no aim has points)
 */
export function weigh(model, state) {
  const known = compile(model);
  const n = known.criteria.length;
  const points = known.criteria.map((id) => state.criteria[id] ?? 0);
  const within = new Float64Array(known.groups.length);
  let ofAims = 0;
  for (let j = 0; j < n; j++) {
    within[known.groupOf[j]] += points[j];
    if (known.isAim[j]) ofAims += points[j];
  }
  const counted = known.groups.map((id, g) => (known.isStateGroup[g] && within[g] > 0 ? state.groups[id] ?? 0 : 0));
  const ofGroups = sum(counted);
  const share = (state.protection ?? 0) / 100;
  const criteria = new Float64Array(n);
  const aims = new Float64Array(n);
  const nothing = (share > 0 && !(ofAims > 0)) || (share < 1 && !(ofGroups > 0));
  for (let j = 0; j < n; j++) {
    const g = known.groupOf[j];
    if (known.isAim[j]) aims[j] = ofAims > 0 ? points[j] / ofAims : 0;
    if (nothing) continue;
    if (known.isAim[j]) criteria[j] = share * aims[j];
    else if (share < 1 && within[g] > 0) criteria[j] = (1 - share) * ((counted[g] / ofGroups) * points[j] / within[g]);
  }
  return { criteria, aims, nothing };
}

// ---- The order ----------------------------------------------------------------------------------

/**
 * The order of the options under a state.
 *
 * Where a score that counts is missing, contributions, parts and total are null, the option stands after
 * all others without a rank, and `low` and `high` are its totals with the missing scores at both ends.
 * When nothing counts there are no numbers: `nothing` is true, `order` is empty.
 * @param {Model} model
 * @param {State} state
 */
export function evaluate(model, state) {
  const known = compile(model);
  const { criteria: weights, aims, nothing } = weigh(model, state);
  const sums = groupSums(known, weights);
  const groupShares = zip(known.groups, shares(sums));
  const result = {
    nothing,
    weights: zip(known.criteria, weights),
    groupShares,
    criterionShares: sharesOfCriteria(known, weights, groupShares),
    total: {}, low: {}, high: {}, contributions: {}, groupParts: {}, protection: {},
    rank: {}, shared: {}, order: [], closeness: 0, incomplete: [],
  };
  if (nothing) return result;
  const values = valuesOf(model, state);
  known.options.forEach((id, i) => addOption(result, known, values, i, id, weights, aims));
  result.closeness = (100 * Math.max(...weights) * model.study.step) / model.study.scale;
  addRanks(result, known);
  return result;
}

function addOption(result, known, values, i, id, weights, aims) {
  const n = known.criteria.length;
  const contributions = {};
  const parts = new Array(known.groups.length).fill(0);
  let total = 0, low = 0, high = 0, protection = 0;
  for (let j = 0; j < n; j++) {
    const value = values[i * n + j];
    const weight = weights[j] * 100;
    if (aims[j] > 0) protection += 100 * aims[j] * value;
    if (!(weight > 0)) {
      contributions[known.criteria[j]] = 0;
      continue;
    }
    const part = weight * value;
    const isMissing = Number.isNaN(value);
    contributions[known.criteria[j]] = isMissing ? null : part;
    parts[known.groupOf[j]] += part;
    total += part;
    low += isMissing ? -weight : part;
    high += isMissing ? weight : part;
  }
  result.contributions[id] = contributions;
  result.groupParts[id] = zip(known.groups, parts.map(orNull));
  result.total[id] = orNull(total);
  result.low[id] = low;
  result.high[id] = high;
  result.protection[id] = aims.some((aim) => aim > 0) ? orNull(protection) : null;
}

/** Ranks from the top down: all within `closeness` of the option that opens a rank share it. */
function addRanks(result, known) {
  const placed = known.options.filter((id) => result.total[id] !== null);
  result.incomplete = known.options.filter((id) => result.total[id] === null);
  const totals = placed.map((id) => result.total[id]);
  const order = fallingOrder(totals);
  for (let first = 0; first < order.length;) {
    let after = first + 1;
    while (after < order.length && totals[order[first]] - totals[order[after]] <= result.closeness + TIE) after++;
    for (let k = first; k < after; k++) {
      result.rank[placed[order[k]]] = first + 1;
      result.shared[placed[order[k]]] = after - first > 1;
    }
    first = after;
  }
  for (const id of result.incomplete) {
    result.rank[id] = null;
    result.shared[id] = false;
  }
  result.order = [...order.map((k) => placed[k]), ...result.incomplete];
}

/** Per cent of each criterion; those of a group add up to the per cent of the group. */
function sharesOfCriteria(known, weights, groupShares) {
  const found = {};
  known.groups.forEach((group, g) => {
    const inside = known.criteria.map((_, j) => j).filter((j) => known.groupOf[j] === g);
    const whole = shares(inside.map((j) => weights[j]), groupShares[group]);
    inside.forEach((j, k) => { found[known.criteria[j]] = whole[k]; });
  });
  return found;
}

function groupSums(known, weights) {
  const sums = new Array(known.groups.length).fill(0);
  weights.forEach((weight, j) => { sums[known.groupOf[j]] += weight; });
  return sums;
}

function zip(ids, numbers) {
  const found = {};
  ids.forEach((id, i) => { found[id] = numbers[i]; });
  return found;
}

function orNull(number) {
  return Number.isNaN(number) ? null : number;
}

// ---- Numbers in words ---------------------------------------------------------------------------

/** A score without the dust of its arithmetic. */
export function rounded(number) {
  return Math.round(number * 1e4) / 1e4;
}

/** A number with its sign, 0 without one. */
export function signed(number) {
  const short = rounded(number);
  if (!short) return "0";
  return short > 0 ? `+${short}` : String(short);
}
