// The protection ladder: who leads as protection counts for more and more of the total, whatever share it has
// now. policylab.analysis.ladder, character for character.

import { shown } from "./kernel.js";
import { envelope, piecesOf } from "./kernel_envelope.js";
import { pointsOnBoth } from "./kernel_ledgers.js";
import { decimalsFor, down, leftOutSentence, namesOf, up } from "./kernel_words.js";
import { levelAtEnd } from "./kernel_tipping.js";

/**
 * @typedef {Object} Ladder
 * @property {string} refused     why nothing can be said; empty when something can
 * @property {number[]} points    shares of protection, 0 to 1, at which the leader changes
 * @property {{from: number, to: number, leaders: string[], state: number, protection: number, sentence: string}[]} pieces
 *   with the points of the first leader named on both ledgers
 * @property {string[][]} meeting who leads at each point
 * @property {string[][]} atEnds  who leads at exactly 0 and at exactly 1
 * @property {string[]} leftOut   options with a score missing that counts
 * @property {string[]} story     one sentence for each piece, and one for what is left out
 * @property {string} sentence    the story
 */

/**
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @returns {Ladder}
 */
export function protectionLadder(model, state) {
  const { refused, options, points: [own, aims], leftOut } = pointsOnBoth(model, state);
  if (refused) return { refused, points: [], pieces: [], meeting: [], atEnds: [[], []], leftOut: [], story: [], sentence: "" };
  const line = envelope(own, aims);
  const names = (positions) => positions.map((i) => options[i]);
  const atEnds = line.atEnds.map(names);
  const pieces = piecesOf(line).map(({ from, to, leaders }) =>
    ({ from, to, leaders: names(leaders), state: own[leaders[0]], protection: aims[leaders[0]] }));
  const decimals = decimalsFor(pieces);
  pieces.forEach((piece, k) => {
    const said = standing(model, pieces, k, decimals);
    piece.sentence = `${said}.${k ? "" : levelAtEnd(model, "0 %", atEnds[0], piece.leaders)}`;
  });
  const story = [...pieces.map((piece) => piece.sentence), leftOutSentence(model, leftOut)].filter(Boolean);
  return { refused: "", points: line.points, pieces, meeting: line.meeting.map(names), atEnds, leftOut, story, sentence: story.join(" ") };
}

function standing(model, pieces, k, decimals) {
  const { from, to, leaders, state, protection } = pieces[k];
  const verb = leaders.length === 1 ? "stands first" : "stand first together";
  const said = `${where(from, to, decimals, pieces.length)} ${namesOf(model, leaders)} ${verb}`;
  if (k) return `${said}${change(model, pieces[k - 1], pieces[k])}`;
  if (leaders.includes(model.study.baseline)) return said;
  return `${said} (${signed(state)} points for ${model.study.decision_maker}, ${signed(protection)} for protection)`;
}

function where(from, to, decimals, nPieces) {
  if (nPieces === 1) return "Whatever share of the total protection has,";
  if (from === 0) return `With protection kept apart, and up to a share of ${down(to, decimals)} %,`;
  if (to === 1) return `From ${up(from, decimals)} %`;
  return `From ${up(from, decimals)} to ${down(to, decimals)} %`;
}

/** What a step up gives and takes: the difference is rounded, not the two numbers. */
function change(model, before, after) {
  const gained = shown(after.protection - before.protection);
  const given = shown(before.state - after.state);
  return `: about ${gained} points more for protection, about ${given} fewer for ${model.study.decision_maker}`;
}

function signed(points) {
  const whole = shown(points);
  return whole < 0 ? String(whole) : `+${whole}`;
}
