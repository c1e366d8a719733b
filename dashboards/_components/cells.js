// What one cell of the matrix says, in signs and in words, and whether it is among those looked for.

import { BASIS, BASIS_WORD, count, rangeText, scoreLevel, scoreText, scoreWord } from "./words.js";
import { publishedIn, scoreIn } from "./store.js";

const SHORT = ["much worse", "worse", "similar", "better", "much better"];

/** How the cells are shown and which are looked for: a reader's choice, kept while the page is open. */
export function firstChoices() {
  return { rows: "study", ranges: false, words: false, group: "", basis: "", text: "", differs: false };
}

export const nameOf = (option) => option.short || option.title;

/** Criteria as the matrix has them, group by group. */
export function orderedCriteria(model) {
  return model.groups.flatMap((group) => model.criteria.filter((criterion) => criterion.group === group.id));
}

/** A published cell in the scenario, and the reader's own beside it, counted or not; null where there is none. */
export function bothScores(model, state, option, criterion) {
  const isOwn = Boolean(state.own[option]?.[criterion]);
  return {
    published: publishedIn(model, state, option, criterion),
    own: isOwn ? scoreIn(model, { ...state, use_own: true }, option, criterion) : null,
  };
}

export function shortWord(central) {
  return SHORT[scoreLevel(central)];
}

const scored = (model, cell) => `${scoreWord(model, cell.central)}, ${scoreText(cell.central)}, range ${rangeText(cell.low, cell.high)}`;

/** The whole of a cell in words: what is published first, then the reader's own. */
export function cellWords(model, state, { published, own }) {
  const said = published ? `${scored(model, published)}, ${BASIS[published.basis]}` : "not scored";
  if (!own) return said;
  return `${said}; your own score${state.use_own ? "" : ", not counted now"}: ${scored(model, own)}`;
}

// ---- What is looked for -------------------------------------------------------------------------

const plain = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

export function isSought(choices) {
  return Boolean(choices.group || choices.basis || choices.text.trim() || choices.differs);
}

/** A function of (option, criterion, scores) that says whether a cell is looked for. */
export function seeker(choices) {
  const words = plain(choices.text).split(/\s+/).filter(Boolean);
  return (option, criterion, { published, own }) => {
    if (choices.group && criterion.group !== choices.group) return false;
    if (choices.basis === "own" ? !own : choices.basis && published?.basis !== choices.basis) return false;
    if (choices.differs && !(published && published.central !== 0) && !(own && own.central !== 0)) return false;
    if (!words.length) return true;
    const text = plain(`${option.title} ${option.short ?? ""} ${criterion.title}`);
    return words.every((word) => text.includes(word));
  };
}

/** "62 of 420 cells match: stated, in Security. The other 358 are dimmed." */
export function soughtSentence(model, choices, n, all) {
  const wanted = [
    choices.group ? `in ${model.groups.find((group) => group.id === choices.group).title}` : "",
    choices.basis ? (choices.basis === "own" ? "scored by you" : BASIS_WORD[choices.basis]) : "",
    choices.differs ? "different from today\u2019s practice" : "",
    choices.text.trim() ? `with \u201c${choices.text.trim()}\u201d in the option or the criterion` : "",
  ].filter(Boolean).join(", ");
  const rest = n === all ? "" : n ? ` The other ${all - n} are dimmed.` : " All are dimmed.";
  return `${n} of ${count(all, "cell")} ${n === 1 ? "is" : "are"} ${wanted}.${rest}`;
}
