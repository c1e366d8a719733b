// Who leads from where to where as every total moves along a straight line: policylab.robustness.envelope
// for one set of lines. No document, no imports but the kernel's tolerance.

import { TIE } from "./kernel.js";

/** Crossings no further apart than this are one crossing. */
export const SAME_PLACE = 1e-12;

/**
 * @typedef {Object} Envelope  lines are named by their positions
 * @property {number[]} points      where the leader changes, rising, between 0 and 1
 * @property {number[][]} leaders   who leads on each piece, one more than there are points
 * @property {number[][]} meeting   who leads at each point
 * @property {number[][]} atEnds    who leads at exactly 0 and at exactly 1
 * @property {number[]} height      the highest value at 0, at each point and at 1
 */

/** The difference up to which values of this size are equal: 1e-9, or 1e-9 of the largest. */
export function tieOf(...arrays) {
  let largest = 1;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) largest = Math.max(largest, Math.abs(array[i]));
  }
  return TIE * largest;
}

/**
 * The upper envelope of lines given by their values at 0 and at 1; at least one, none NaN.
 * @param {ArrayLike<number>} start
 * @param {ArrayLike<number>} end
 * @param {number} [tie] values no further apart are equal
 * @returns {Envelope}
 */
export function envelope(start, end, tie = tieOf(start, end)) {
  const { points, lines } = walk(start, end, tie);
  const height = [];
  const level = [];
  for (let k = 0; k <= lines.length; k++) { // at 0, at each point and at 1
    const place = k === 0 ? 0 : k === lines.length ? 1 : points[k - 1];
    height.push(reached(start, end, lines[Math.max(0, k - 1)], place));
    level.push(levelAt(start, end, place, height[k] - tie));
  }
  const leaders = lines.map((_, k) => level[k].filter((line) => level[k + 1].includes(line)));
  return { points, leaders, meeting: level.slice(1, -1), atEnds: [level[0], level.at(-1)], height };
}

/** The stretches between the points of change: from, to, and who leads inside. */
export function piecesOf({ points, leaders }) {
  const edges = [0, ...points, 1];
  return leaders.map((names, k) => ({ from: edges[k], to: edges[k + 1], leaders: names }));
}

function reached(start, end, line, place) {
  return start[line] + (end[line] - start[line]) * place;
}

function levelAt(start, end, place, least) {
  const found = [];
  for (let i = 0; i < start.length; i++) if (reached(start, end, i, place) >= least) found.push(i);
  return found;
}

export function highestOf(numbers) {
  let highest = -Infinity;
  for (let i = 0; i < numbers.length; i++) if (numbers[i] > highest) highest = numbers[i];
  return highest;
}

/** Points of change, and one leading line for each piece. */
function walk(start, end, tie) {
  let leader = opening(start, end, tie);
  let here = 0;
  const points = [];
  const lines = [leader];
  const highest = highestOf(end);
  while (highest - end[leader] > tie) { // another line is higher at 1: it crosses on the way
    here = Math.max(nearestCrossing(start, end, leader, tie), here); // never back
    leader = steepest(start, end, leader, here, tie);
    if (here - (points.at(-1) ?? 0) <= SAME_PLACE) lines[lines.length - 1] = leader; // a piece of no length
    else if (here < 1 - SAME_PLACE) {
      points.push(here);
      lines.push(leader);
    }
  }
  return { points, lines };
}

/** Of the lines that are level with the first at 0, the one that is highest at 1. */
function opening(start, end, tie) {
  const least = highestOf(start) - tie;
  let leader = -1;
  for (let i = 0; i < start.length; i++) {
    if (start[i] >= least && (leader < 0 || end[i] > end[leader])) leader = i;
  }
  return leader;
}

/** Where a line crosses the leader; infinitely far when it is not above it at 1. */
function crossing(start, end, leader, i, tie) {
  const gap1 = end[i] - end[leader];
  if (gap1 <= tie) return Infinity;
  const gap0 = start[i] - start[leader];
  return Math.min(gap0 / (gap0 - gap1), 1);
}

function nearestCrossing(start, end, leader, tie) {
  let nearest = Infinity;
  for (let i = 0; i < start.length; i++) nearest = Math.min(nearest, crossing(start, end, leader, i, tie));
  return nearest;
}

/** Of the lines that cross the leader here, the one that gains fastest. */
function steepest(start, end, leader, here, tie) {
  let line = -1;
  let least = Infinity;
  for (let i = 0; i < start.length; i++) {
    const falling = start[i] - start[leader] - (end[i] - end[leader]);
    if (falling >= least || crossing(start, end, leader, i, tie) > here + SAME_PLACE) continue;
    line = i;
    least = falling;
  }
  return line;
}
