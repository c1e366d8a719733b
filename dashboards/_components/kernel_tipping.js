// How much a group or a criterion would have to count for the leader to change: policylab.analysis.tipping,
// character for character. Shares are those inside the state ledger, 0 to 1; see kernel_strip.js for points.

import { countedOf } from "./kernel_counted.js";
import { SAME_PLACE, envelope, piecesOf, tieOf } from "./kernel_envelope.js";
import { decimalsFor, down, leftOutSentence, listed, namesOf, near, raised, up } from "./kernel_words.js";

export { groupStrip } from "./kernel_strip.js";

/**
 * @typedef {Object} Tipping
 * @property {string} [group]     id, of a group
 * @property {string} [criterion] id, of a criterion
 * @property {string} title
 * @property {number} now         its share of the state's weights
 * @property {boolean} canMove    whether there is anything to be moved against it; without, no pieces
 * @property {number[]} points    shares at which the leader changes
 * @property {{from: number, to: number, leaders: string[]}[]} pieces
 * @property {string[][]} meeting who leads at each point
 * @property {string[][]} atEnds  who leads at exactly 0 and at exactly 1
 * @property {number|null} below  the points of change next to its present share
 * @property {number|null} above
 * @property {string} sentence
 */

/**
 * Tipping points of all groups and criteria of the state ledger.
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @param {Object} [result] what `evaluate(model, state)` gave, if at hand
 * @returns {{refused: string, leaders: string[], groups: Tipping[], criteria: Tipping[], leftOut: string[], sentence: string}}
 */
export function tippingPoints(model, state, result) {
  const counted = countedOf(model, state, result);
  if (counted.refused) return { refused: counted.refused, leaders: [], groups: [], criteria: [], leftOut: [], sentence: "" };
  const leaders = leadersNow(counted);
  const groups = ofGroups(model, counted);
  const criteria = ofCriteria(model, counted);
  const sentence = summary(model, leaders, groups, criteria, counted.leftOut);
  return { refused: "", leaders, groups, criteria, leftOut: counted.leftOut, sentence };
}

/** The groups' tipping points alone; none when nothing can be compared. */
export function groupTipping(model, state, result) {
  const counted = countedOf(model, state, result);
  return counted.refused ? [] : ofGroups(model, counted);
}

/** The criteria's tipping points alone; none when nothing can be compared. */
export function criterionTipping(model, state, result) {
  const counted = countedOf(model, state, result);
  return counted.refused ? [] : ofCriteria(model, counted);
}

function ofGroups(model, { groups, groupWeights, groupColumns, options }) {
  return tippings(model, "group", groups, groupWeights, groupColumns, options, model.groups);
}

function ofCriteria(model, { criteria, weights, columns, options }) {
  return tippings(model, "criterion", criteria, weights, columns, options, model.criteria);
}

/** Options with the highest total now. */
function leadersNow({ options, weights, columns }) {
  const total = options.map((_, i) => columns.reduce((all, column, k) => all + weights[k] * column[i], 0));
  const least = Math.max(...total) - tieOf(...columns);
  return options.filter((_, i) => total[i] >= least);
}

function tippings(model, kind, ids, weights, columns, options, records) {
  let whole = 0;
  for (const weight of weights) whole += weight;
  const shares = weights.map((weight) => weight / whole);
  const rests = columns.map((_, k) => (shares[k] < 1 ? restWithout(k, shares, columns) : null));
  const movable = columns.filter((_, k) => rests[k]);
  const tie = tieOf(...rests.filter(Boolean), ...movable);
  return ids.map((id, k) => {
    const { title } = records.find((record) => record.id === id);
    const line = rests[k] && envelope(rests[k], columns[k], tie);
    return { [kind]: id, title, now: shares[k], ...described(model, line, options, title, shares[k]) };
  });
}

/** What each option has from the other weights, summed anew: subtracting would lose digits. */
function restWithout(k, shares, columns) {
  const rest = new Float64Array(columns[k].length);
  let others = 0;
  columns.forEach((column, other) => {
    if (other === k || !(shares[other] > 0)) return;
    others += shares[other];
    for (let i = 0; i < rest.length; i++) rest[i] += shares[other] * column[i];
  });
  for (let i = 0; i < rest.length; i++) rest[i] /= others;
  return rest;
}

function described(model, line, options, title, now) {
  if (!line) {
    const sentence = `"${title}" carries all the weight: there is nothing to take a share from or give it to.`;
    return { canMove: false, points: [], pieces: [], meeting: [], atEnds: [[], []], below: null, above: null, sentence };
  }
  const named = (positions) => positions.map((i) => options[i]);
  const pieces = piecesOf(line).map((piece) => ({ ...piece, leaders: named(piece.leaders) }));
  const atEnds = line.atEnds.map(named);
  const decimals = decimalsFor(pieces, now);
  return {
    canMove: true,
    points: line.points,
    pieces,
    meeting: line.meeting.map(named),
    atEnds,
    below: line.points.findLast((at) => at <= now + SAME_PLACE) ?? null,
    above: line.points.find((at) => at >= now - SAME_PLACE) ?? null,
    sentence: `"${title}" (now ${near(now, decimals)} %): ${walkSentence(model, pieces, atEnds, decimals)}`,
  };
}

/** Who stands first from where to where, with whoever is level at an end only. */
function walkSentence(model, pieces, atEnds, decimals) {
  const said = pieces.map(({ from, to, leaders }, k) => {
    const verb = leaders.length > 1 ? "stand first together" : "stands first";
    const where = whereWords(from, to, decimals, pieces.length);
    return `${namesOf(model, leaders)} ${k ? "" : `${verb} `}${where}`;
  });
  return `${said.join("; ")}.${levelAtEnd(model, "0 %", atEnds[0], pieces[0].leaders)}`
    + levelAtEnd(model, "100 %", atEnds[1], pieces.at(-1).leaders);
}

function whereWords(from, to, decimals, nPieces) {
  if (nPieces === 1) return "whatever its share";
  if (from === 0) return `up to ${down(to, decimals)} %`;
  if (to === 1) return `from ${up(from, decimals)} %`;
  return `from ${up(from, decimals)} to ${down(to, decimals)} %`;
}

/** Who is level with the leaders at an end only. */
export function levelAtEnd(model, place, names, inside) {
  const also = names.filter((name) => !inside.includes(name));
  if (!also.length) return "";
  const verb = also.length === 1 ? "is" : "are";
  return ` At ${place} ${namesOf(model, also)} ${verb} level with ${inside.length === 1 ? "it" : "them"}.`;
}

// ---- In short -----------------------------------------------------------------------------------

function summary(model, leaders, groups, criteria, leftOut) {
  const said = [raised(`${namesOf(model, leaders)} ${leaders.length === 1 ? "has" : "share"} the highest total.`)];
  for (const [one, many, found] of [["group", "groups", groups], ["criterion", "criteria", criteria]]) {
    const movable = found.filter((each) => each.canMove);
    const turning = movable.filter((each) => each.points.length);
    if (!movable.length) said.push(`No ${one} can be moved against another.`);
    else if (!turning.length) {
      said.push(`No single ${one}, counting for nothing or for everything, puts another option first.`);
    } else {
      const titles = listed(turning.map((each) => `"${each.title}"`));
      said.push(`Moved alone, ${turning.length} of ${movable.length} ${many} can put another option first: `
        + `${titles}. ${smallest(movable)}`);
    }
  }
  return [...said, leftOutSentence(model, leftOut)].filter(Boolean).join(" ");
}

/** The smallest move of one share that changes the leader. */
function smallest(found) {
  let least = null;
  for (const { title, now, below, above } of found) {
    for (const at of [below, above]) {
      if (at === null) continue;
      const by = Math.abs(at - now);
      const rounded = Math.round(by * 1e9);
      if (!least || rounded < least.rounded) least = { by, rounded, title, now, at };
    }
  }
  if (!least) return "";
  if (least.by <= SAME_PLACE) return `"${least.title}" is at a tipping point now.`;
  const way = least.at > least.now ? `up to ${up(least.at)}` : `down to ${down(least.at)}`;
  return `The smallest such move is that of "${least.title}", from ${near(least.now)} % ${way} %.`;
}
