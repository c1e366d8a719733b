// Names and shares in the generated sentences of the kernel: policylab.analysis.counted, .wording and .percents.

export const TODAY = "today's practice";
const FINEST = 6;
const HAIR = 1e-9;
const FEW = 4; // options named one by one

// ---- Names --------------------------------------------------------------------------------------

/** Stands with every exact account of who stands first where; also in policylab.analysis.wording. */
export const FIRST_MEANS = "First here means the highest total; options too close to call with it share its place in the order.";

export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A title inside a sentence: a small first letter, unless an abbreviation or a name ("Mill's") begins it. */
export function lowered(title) {
  const [first = "", second = ""] = Array.from(title);
  if (second && second !== second.toLowerCase()) return title;
  if (/['\u2019]/.test(title.split(" ", 1)[0])) return title;
  return first.toLowerCase() + title.slice(first.length);
}

export function raised(sentence) {
  const [first = ""] = Array.from(sentence);
  return first.toUpperCase() + sentence.slice(first.length);
}

const known = new WeakMap();

/** Short names of a model's options as they stand inside a sentence, by id. */
function namesIn(model) {
  let names = known.get(model);
  if (!names) {
    names = new Map(model.options.map(({ id, short }) => [id, id === model.study.baseline ? TODAY : lowered(short)]));
    known.set(model, names);
  }
  return names;
}

export function nameOf(model, option) {
  return namesIn(model).get(option);
}

/** Short names of options, the last ones counted when there are many. */
export function namesOf(model, options, most = FEW) {
  return shortened(options.map((option) => nameOf(model, option)), most);
}

/** Short titles of options as they stand by themselves: with their capital, today's practice by its title. */
export function titlesOf(model, options) {
  return shortened(options.map((id) => model.options.find((option) => option.id === id).short), FEW);
}

function shortened(names, most) {
  if (names.length <= most) return listed(names);
  return listed([...names.slice(0, most - 1), `${names.length - most + 1} others`]);
}

/** Which options could not be considered; empty when all were. */
export function leftOutSentence(model, leftOut) {
  if (!leftOut.length) return "";
  const verb = leftOut.length === 1 ? "is" : "are";
  return raised(`${namesOf(model, leftOut)} ${verb} left out, because a score that counts is missing.`);
}

// ---- Shares in per cent, rounded so that what is said of them stays true --------------------------

export function up(share, decimals = 0) {
  return raisedTo(share, decimals).toFixed(decimals);
}

export function down(share, decimals = 0) {
  return cutTo(share, decimals).toFixed(decimals);
}

export function near(share, decimals = 0) {
  return nearestTo(share, decimals).toFixed(decimals);
}

function raisedTo(share, decimals) {
  return Math.ceil(share * 100 * 10 ** decimals - HAIR) / 10 ** decimals;
}

function cutTo(share, decimals) {
  return Math.floor(share * 100 * 10 ** decimals + HAIR) / 10 ** decimals;
}

function nearestTo(share, decimals) {
  return Math.floor(share * 100 * 10 ** decimals + 0.5 + HAIR) / 10 ** decimals;
}

/** How many decimals keep every stretch, and the present share, in its own place. */
export function decimalsFor(pieces, now = null) {
  for (let decimals = 0; decimals < FINEST; decimals++) {
    if (pieces.every(({ from, to }) => isKept(from, to, now, decimals))) return decimals;
  }
  return FINEST;
}

function isKept(from, to, now, decimals) {
  const first = raisedTo(from, decimals);
  const last = cutTo(to, decimals);
  if (first > last) return false;
  if (now === null || !(from + HAIR < now && now < to - HAIR)) return true;
  const shown = nearestTo(now, decimals);
  return first <= shown && shown <= last;
}
