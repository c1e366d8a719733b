// The strip under a group's weight: who has the highest total at each number of points of that group, 0 to 100,
// while the points of the other groups stay as they are. Exact marks for the track, whole points for the words:
// at every whole number the leaders are those that `evaluate` gives the highest total.

import { valuesOf, weigh } from "./kernel.js";
import { NO_AIM, NO_OPTION, NO_STATE, pointsOf, protectionOf, tablesOf } from "./kernel_counted.js";
import { envelope, highestOf, piecesOf, tieOf } from "./kernel_envelope.js";
import { titlesOf } from "./kernel_words.js";

const MOST = 100;
const AT_END = 1e-6; // points; a whole number no further from the end of a piece is that end

/**
 * @typedef {{from: number, to: number, leaders: string[]}} Stretch  several leaders: level all along it; none:
 *   nothing counts there, or every option that could stand there has a score missing
 * @typedef {Object} Strip
 * @property {string} refused     why nothing can be said; empty when something can
 * @property {string} group
 * @property {string} title
 * @property {number} points      as they are now
 * @property {string[]} now       who has the highest total now
 * @property {Stretch[]} pieces   in exact points, for marks on a track
 * @property {Stretch[]} wholes   in whole points, each named once; options level at one number only are one of them
 * @property {{below: Next|null, above: Next|null}} next where another leader first stands strictly first
 * @property {string} sentence    in short: "now Status quo; from 55: Camp"
 * @property {string} rival       the nearest change in a full sentence
 * @typedef {Stretch & {points: number}} Next  `points`: the end of the stretch that is nearer to the present points
 */

/**
 * The strips of all state groups, in the order of the model.
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @returns {Strip[]}
 */
export function groupStrip(model, state) {
  const ledger = ledgerOf(model, state);
  return ledger.tables.groups.map((_, g) => stripOf(model, state, ledger, g));
}

// ---- Lines --------------------------------------------------------------------------------------

/** What each group gives each option when it has all the weight, NaN where a score that counts is missing. */
function ledgerOf(model, state) {
  const tables = tablesOf(model);
  const values = valuesOf(model, state);
  const points = pointsOf(model, state);
  const share = (state.protection ?? 0) / 100;
  const { aims } = weigh(model, state);
  const own = tables.inside.map((inside) => inside.filter((j) => points[j] > 0));
  return {
    tables,
    share,
    refused: share > 0 && !aims.some((aim) => aim > 0) ? NO_AIM : "",
    protection: protectionOf(values, tables, aims),
    counted: own.map((inside, g) => (inside.length ? state.groups[tables.groups[g]] ?? 0 : 0)),
    isEmpty: own.map((inside) => !inside.length),
    columns: own.map((inside) => meansOf(values, tables, inside, points)),
  };
}

function meansOf(values, tables, inside, points) {
  const found = new Float64Array(tables.options.length);
  let within = 0;
  for (const j of inside) within += points[j];
  if (!(within > 0)) return found;
  for (let i = 0; i < found.length; i++) {
    for (const j of inside) found[i] += points[j] * values[i * tables.n + j];
    found[i] *= 100 / within;
  }
  return found;
}

/**
 * Totals as lines from `rest` (the group counts for nothing) to `all` (for everything); `others` are the points
 * against it. `fixed` where the group's own points change nothing.
 */
function linesOf({ tables, share, protection, counted, isEmpty, columns }, g) {
  let others = 0;
  counted.forEach((points, k) => { if (k !== g) others += points; });
  const rest = new Float64Array(tables.options.length);
  for (let k = 0; k < counted.length && share < 1; k++) {
    if (k === g || !(counted[k] > 0)) continue;
    for (let i = 0; i < rest.length; i++) rest[i] += (1 - share) * (counted[k] / others) * columns[k][i];
  }
  const all = Float64Array.from(columns[g], (value) => (share < 1 ? (1 - share) * value : 0));
  if (share > 0) {
    for (let i = 0; i < rest.length; i++) {
      rest[i] += share * protection[i];
      all[i] += share * protection[i];
    }
  }
  return { rest, all, others, fixed: share === 1 || isEmpty[g] };
}

function stripOf(model, state, ledger, g) {
  const group = ledger.tables.groups[g];
  const { title } = model.groups.find((item) => item.id === group);
  const points = state.groups[group] ?? 0;
  const strip = { refused: ledger.refused, group, title, points, now: [], pieces: [], wholes: [],
    next: { below: null, above: null }, sentence: "", rival: "" };
  const lines = linesOf(ledger, g);
  if (!strip.refused && ledger.share < 1 && lines.fixed && !(lines.others > 0)) strip.refused = NO_STATE;
  if (strip.refused) return strip;
  const ids = ledger.tables.options;
  const named = (stretch) => ({ ...stretch, leaders: stretch.leaders.map((i) => ids[i]) });
  const pieces = exactPieces(lines);
  strip.pieces = pieces.map(named);
  strip.wholes = wholesOf(lines, pieces).map(named);
  strip.now = strip.wholes.find(({ from, to }) => from <= points && points <= to).leaders;
  if (strip.wholes.every(({ leaders }) => !leaders.length)) return { ...strip, refused: NO_OPTION };
  strip.next = nextOf(strip);
  const nothingAtZero = !lines.fixed && !(lines.others > 0);
  strip.sentence = shortSentence(model, strip, nothingAtZero);
  strip.rival = nearestSentence(model, strip, nothingAtZero);
  return strip;
}

// ---- Pieces and whole points ----------------------------------------------------------------------

/** Who is level with the first at a whole number of points; nobody when nothing counts. */
function leadersAt({ rest, all, others, fixed }, points) {
  if (!fixed && !(points + others > 0)) return [];
  const t = fixed ? 0 : points / (points + others);
  // A weight of 0 leaves a missing score out; 0 times "missing" would not.
  const totals = t === 0 ? rest : t === 1 ? all : rest.map((value, i) => (1 - t) * value + t * all[i]);
  const placed = totals.filter((total) => !Number.isNaN(total));
  const least = highestOf(placed) - tieOf(placed);
  const found = [];
  for (let i = 0; i < totals.length; i++) if (totals[i] >= least) found.push(i);
  return found;
}

/** The exact envelope, its places turned into points and cut off at 0 and 100. */
function exactPieces(lines) {
  const { rest, all, others, fixed } = lines;
  const atZero = leadersAt(lines, 0);
  if (fixed) return [{ from: 0, to: MOST, leaders: atZero }];
  const most = MOST / (MOST + others); // the group's share of the weight at 100 points
  const starts = others > 0 ? rest : all;
  const ends = others > 0 ? rest.map((value, i) => (1 - most) * value + most * all[i]) : all;
  const rows = [];
  for (let i = 0; i < ends.length; i++) if (!Number.isNaN(ends[i])) rows.push(i);
  if (!rows.length) return [{ from: 0, to: 0, leaders: atZero }];
  const line = envelope(rows.map((i) => starts[i]), rows.map((i) => ends[i]));
  const inPoints = (place) => (place === 1 ? MOST : (others * place * most) / (1 - place * most));
  const pieces = piecesOf(line)
    .map(({ from, to, leaders }) => ({ from: inPoints(from), to: inPoints(to), leaders: leaders.map((k) => rows[k]) }));
  // An option whose missing scores are all in this group can lead where the group counts for nothing.
  const isOther = others > 0 && atZero.some((i) => !rows.includes(i));
  return isOther ? [{ from: 0, to: 0, leaders: atZero }, ...pieces] : pieces;
}

/** Stretches of whole points with the same leaders, from 0 to 100; at an end of a piece several may be level. */
function wholesOf(lines, pieces) {
  const found = [];
  const add = (from, to, leaders) => {
    const before = found.at(-1);
    const first = Math.max(from, before ? before.to + 1 : 0);
    if (first > to) return;
    if (before && sameNames(before.leaders, leaders)) before.to = to;
    else found.push({ from: first, to, leaders });
  };
  for (const { from, to, leaders } of pieces) {
    const whole = Math.round(from);
    if (Math.abs(from - whole) <= AT_END) add(whole, whole, leadersAt(lines, whole));
    add(Math.floor(from + AT_END) + 1, Math.ceil(to - AT_END) - 1, leaders);
  }
  const last = leadersAt(lines, MOST);
  if (pieces.at(-1).to < MOST) add(1, MOST, last); // only where the group counts for nothing has an option a place
  add(MOST, MOST, last);
  return found;
}

function sameNames(a, b) {
  return a.length === b.length && a.every((name, k) => name === b[k]);
}

// ---- The next leaders -----------------------------------------------------------------------------

/** Below and above the present points, the nearest stretch on which others stand strictly first. */
function nextOf({ wholes, pieces, points, now }) {
  const at = wholes.findIndex(({ from, to }) => from <= points && points <= to);
  const isNext = ({ leaders }) => leaders.length > 0 && !now.every((name) => leaders.includes(name));
  const isStrict = (stretch) => isNext(stretch) && pieces.some(({ leaders }) => sameNames(leaders, stretch.leaders));
  // Level at one whole number and nowhere ahead at another: better told than passed over.
  const first = (list) => list.find(now.length ? isStrict : ({ leaders }) => leaders.length) ?? list.find(isNext) ?? null;
  const below = first(wholes.slice(0, at).reverse());
  const above = first(wholes.slice(at + 1));
  return { below: below && { ...below, points: below.to }, above: above && { ...above, points: above.from } };
}

// ---- Words ----------------------------------------------------------------------------------------

function shortSentence(model, { now, next, wholes }, nothingAtZero) {
  const { below, above } = next;
  const first = nothingAtZero && now.length ? 1 : 0;
  const tail = first ? "; at 0 nothing counts" : "";
  if (!below && !above) return `no change of leader from ${first} to ${MOST} points${levelWords(model, now, wholes)}${tail}`;
  const present = now.length ? titlesOf(model, now) : nothingAtZero ? "nothing counts" : "no option has a place";
  return [
    below && `${whereBelow(below, first)}: ${titlesOf(model, below.leaders)}`,
    `now ${present}`,
    above && `${whereAbove(above)}: ${titlesOf(model, above.leaders)}`,
  ].filter(Boolean).join("; ") + tail;
}

/** Who draws level, without getting ahead, with leaders that never change. */
function levelWords(model, now, wholes) {
  const level = wholes.find(({ leaders }) => leaders.length > now.length);
  if (!level) return "";
  return `; at ${level.from} level with ${titlesOf(model, level.leaders.filter((name) => !now.includes(name)))}`;
}

function whereBelow({ from, to }, first) {
  if (from === to) return `at ${to}`;
  return from <= first ? `up to ${to}` : `from ${from} to ${to}`;
}

function whereAbove({ from, to }) {
  if (from === to) return `at ${from}`;
  return to === MOST ? `from ${from}` : `from ${from} to ${to}`;
}

function nearestSentence(model, strip, nothingAtZero) {
  const { below, above } = strip.next;
  const isAbove = above && (!below || above.points - strip.points <= strip.points - below.points);
  const next = isAbove ? above : below;
  if (!next) return `No points for ${strip.title} from ${nothingAtZero ? 1 : 0} to ${MOST} change who leads.`;
  const { title, points, now } = strip;
  const way = next.points > points ? "rise" : "fall";
  const how = next.leaders.length > 1 ? " together" : now.includes(next.leaders[0]) ? " alone" : "";
  return `${title} would need to ${way} from ${points} to ${next.points} for ${titlesOf(model, next.leaders)} to lead${how}.`;
}
