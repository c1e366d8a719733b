// The words and figures of the screens. Whole numbers, a real minus sign, words first.

import { shown } from "./kernel.js";

const MINUS = "\u2212";

/** Points as they are shown: "+5", "0", "−2". */
export function signed(value) {
  const rounded = shown(value);
  if (rounded === 0) return "0";
  return rounded > 0 ? `+${rounded}` : `${MINUS}${-rounded}`;
}

/** A score in steps of one half: "+1.5", "0", "−2". */
export function scoreText(value) {
  if (value === 0) return "0";
  const text = String(Math.abs(Math.round(value * 2) / 2));
  return value > 0 ? `+${text}` : `${MINUS}${text}`;
}

export function rangeText(low, high) {
  return low === high ? scoreText(low) : `${scoreText(low)} to ${scoreText(high)}`;
}

const WORDS = ["much worse than today", "worse than today", "about the same as today",
  "better than today", "much better than today"];
export const SIGNS = [`${MINUS}${MINUS}`, MINUS, "0", "+", "++"];

/** 0 to 4 for the five score words; half a step either way is still "about the same". */
export function scoreLevel(central) {
  if (central <= -2) return 0;
  if (central <= -1) return 1;
  if (central < 1) return 2;
  return central < 2 ? 3 : 4;
}

/** The sign of a score in a cell; a half step keeps its direction although its word is "about the same". */
export function scoreSign(central) {
  if (Math.abs(central) === 0.5) return central > 0 ? "+\u00bd" : `${MINUS}\u00bd`;
  return SIGNS[scoreLevel(central)];
}

/** The study's own word for a score, or the usual one. */
export function scoreWord(model, central) {
  return model.study.score_words?.[String(central)] ?? WORDS[scoreLevel(central)];
}

export function scoreWordAt(level) {
  return WORDS[level];
}

export const BASIS = {
  stated: "stated: a paper says it",
  implied: "implied: follows from what a paper says",
  judgement: "our judgement",
};

/** The same in a word, where the long form stands near by. */
export const BASIS_WORD = { stated: "stated", implied: "implied", judgement: "our judgement" };

const VOICE = {
  ascribed_to_state: ({ study }) => `ascribed to ${study.decision_maker} by the paper`,
  offered_by_author: () => "offered by the author",
  somebody_else: () => "somebody else\u2019s",
  not_stated: () => "voice not stated",
};

export function voiceWords(model, voice) {
  return VOICE[voice]?.(model) ?? voice;
}

export const KIND = {
  recommends: "recommends",
  states_concern: "states a concern",
  assesses: "assesses",
  reports_fact: "reports a fact",
  precedent: "precedent",
  counter_evidence: "counter-evidence",
};

export const FIRMNESS = {
  recommended: "recommended",
  second_hand: "reported at second hand",
  implied: "implied",
  companion: "named as a companion measure",
};

/** "a, b and c". */
export function listing(items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

export function count(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}

/** The first letter small, unless the word is an abbreviation, a name in capitals or a person's ("Charny's two concerns"). */
export function lower(text) {
  return /^[A-Z][a-z](?![^\s]*['\u2019])/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

export function sentence(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

const owned = (name) => (/s$/i.test(name) ? `${name}\u2019` : `${name}\u2019s`);

/** Whose concerns, or whose ledger, stands against protection: "the state's"; policylab.analysis.wording. */
export function possessive(model) {
  return owned(model.study.decision_maker);
}

/** Who decides as a heading has it, without an article: "state". */
export function bareName({ study }) {
  return study.decision_maker.replace(/^(the|an?) +(?=\S)/i, "");
}

/** "State's", as in "State's concerns" at the head of a column. */
export function barePossessive(model) {
  return sentence(owned(bareName(model)));
}

/** "=2" where a place is shared, "2" where it is not, "" where there is none. */
export function rankText(rank, shared) {
  if (rank === null || rank === undefined || Number.isNaN(rank)) return "";
  return shared ? `=${rank}` : String(rank);
}

/** What a group looks like, in an id or a class: by its place in the study ("S", "A", "E", "P"), whatever its letter. */
export function mark(group) {
  return group.look ?? group.letter.replace(/[^A-Za-z0-9]/g, "x");
}

/** A generated sentence as it is set: a real minus before a number, no break before "%", typographic quotation marks. */
export function typeset(text) {
  const numbers = text.replace(/(?<![\w)])-(?=\d)/g, MINUS).replaceAll(" %", "\u00a0%");
  return /['"]/.test(numbers) ? quoted(numbers) : numbers;
}

/** An opening mark stands at the beginning, after a space or after an opening bracket. */
function quoted(text) {
  return text.replace(/(^|[\s(\[])('?)"/g, "$1$2\u201c").replaceAll('"', "\u201d")
    .replace(/(^|[\s(\[\u201c])'/g, "$1\u2018").replaceAll("'", "\u2019");
}
