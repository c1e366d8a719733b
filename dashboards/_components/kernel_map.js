// The triangle of three groups' weights, cut exactly into the regions in which each option leads:
// policylab.analysis.weight_map.

import { TIE } from "./kernel.js";
import { countedOf } from "./kernel_counted.js";
import { tieOf } from "./kernel_envelope.js";
import { leftOutSentence, namesOf, near, raised } from "./kernel_words.js";

/** A region with no more than this share of the triangle is a line or a point. */
const FLAT = 1e-12;
const CORNERS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

/**
 * @typedef {Object} Region
 * @property {string[]} options    who leads there; several, when they have the same values on all three groups
 * @property {number[][]} corners  in turn, each three weights that sum to 1; two for a line, one for a point
 * @property {number} area         share of the whole triangle, 0 for a line or a point
 */

/**
 * @param {import("./kernel.js").Model} model
 * @param {import("./kernel.js").State} state
 * @param {Object} [result] what `evaluate(model, state)` gave, if at hand
 * @returns {{refused: string, groups: string[], here: Object<string, number>, regions: Region[], touching: Region[],
 *   area: Object<string, number>, never: string[], leftOut: string[], sentence: string}}
 */
export function weightMap(model, state, result) {
  const counted = countedOf(model, state, result);
  const refused = counted.refused || refusal(counted.groups.length);
  if (refused) {
    return { refused, groups: [], here: {}, regions: [], touching: [], area: {}, never: [], leftOut: [], sentence: "" };
  }
  const { groups, groupWeights, groupColumns, options, leftOut } = counted;
  const found = cut(groupColumns, options);
  const said = [sharesSentence(model, found.regions), touchingSentence(model, found.touching), leftOutSentence(model, leftOut)];
  return {
    refused: "", groups, ...found, leftOut,
    here: Object.fromEntries(groups.map((group, k) => [group, groupWeights[k]])),
    sentence: said.filter(Boolean).join(" "),
  };
}

function refusal(nGroups) {
  if (nGroups === 3) return "";
  return `A weight map is drawn for exactly three groups with points inside; there are ${nGroups}.`;
}

// ---- The cut ------------------------------------------------------------------------------------

function cut(columns, options) {
  const tie = tieOf(...columns);
  const seen = new Set();
  const [regions, touching, never, area] = [[], [], [], {}];
  for (let i = 0; i < options.length; i++) {
    if (seen.has(i)) continue;
    const alike = [];
    for (let k = 0; k < options.length; k++) if (isAlike(columns, i, k, tie)) alike.push(k);
    alike.forEach((k) => seen.add(k));
    const corners = regionOf(columns, i, tie);
    const share = areaOf(corners);
    const names = alike.map((k) => options[k]);
    if (share > FLAT) regions.push({ options: names, corners, area: share });
    else if (corners.length) touching.push({ options: names, corners, area: 0 });
    else never.push(...alike);
    for (const name of names) area[name] = share > FLAT ? share : 0;
  }
  regions.sort((a, b) => Math.round(b.area * 1e9) - Math.round(a.area * 1e9));
  return { regions, touching, area, never: never.sort((a, b) => a - b).map((k) => options[k]) };
}

function isAlike([a, b, c], i, k, tie) {
  return Math.abs(a[k] - a[i]) <= tie && Math.abs(b[k] - b[i]) <= tie && Math.abs(c[k] - c[i]) <= tie;
}

/** The corners of the polygon in which an option leads; none when it leads nowhere. */
function regionOf(columns, own, tie) {
  let corners = CORNERS;
  const done = new Set();
  while (corners.length) {
    const worst = furthestAhead(columns, own, corners);
    const ahead = corners.map((corner) => lead(columns, own, worst, corner));
    if (Math.min(...ahead) >= -tie || done.has(worst)) return corners;
    done.add(worst);
    corners = clip(corners, ahead, tie);
  }
  return corners;
}

/** How far one option is ahead of another at a corner. */
function lead([a, b, c], own, other, corner) {
  return (a[own] - a[other]) * corner[0] + (b[own] - b[other]) * corner[1] + (c[own] - c[other]) * corner[2];
}

function furthestAhead([a, b, c], own, corners) {
  let worst = 0;
  let least = Infinity;
  for (let i = 0; i < a.length; i++) {
    const [x, y, z] = [a[own] - a[i], b[own] - b[i], c[own] - c[i]];
    for (let k = 0; k < corners.length; k++) {
      const ahead = x * corners[k][0] + y * corners[k][1] + z * corners[k][2];
      if (ahead < least) {
        worst = i;
        least = ahead;
      }
    }
  }
  return worst;
}

/** The part of a polygon in which `height`, given at its corners, is at least 0. */
function clip(corners, height, tie) {
  const kept = [];
  corners.forEach((corner, k) => {
    const before = corners.at(k - 1);
    const [here, there] = [height.at(k - 1), height[k]];
    if ((here > tie && there < -tie) || (here < -tie && there > tie)) {
      kept.push(before.map((weight, w) => weight + (here / (here - there)) * (corner[w] - weight)));
    }
    if (there >= -tie) kept.push(corner);
  });
  return kept;
}

function areaOf(corners) {
  if (corners.length < 3) return 0;
  let [over, under] = [0, 0];
  corners.forEach(([x, y], k) => {
    const next = corners[(k + 1) % corners.length];
    over += x * next[1];
    under += y * next[0];
  });
  return Math.abs(over - under);
}

// ---- Words --------------------------------------------------------------------------------------

/** A share of all weightings in words that stay true. */
export function shareWords(share) {
  if (share >= 1 - TIE) return "all";
  if (share > 0.99) return "over 99 %";
  return share < 0.01 ? "under 1 %" : `about ${near(share)} %`;
}

function sharesSentence(model, regions) {
  const verb = ({ options }) => (options.length > 1 ? "stand first together" : "stands first");
  if (regions.length === 1) {
    return raised(`${namesOf(model, regions[0].options)} ${verb(regions[0])} whatever the three groups weigh.`);
  }
  const parts = regions.map((region, k) =>
    `${namesOf(model, region.options)} ${k ? "" : `${verb(region)} `}in ${shareWords(region.area)}`);
  parts[0] += " of all weightings of the three groups";
  return raised(`${parts.join("; ")}.`);
}

function touchingSentence(model, touching) {
  if (!touching.length) return "";
  const options = touching.flatMap((region) => region.options);
  const [be, leads] = options.length === 1 ? ["is", "leads"] : ["are", "lead"];
  return raised(`${namesOf(model, options)} ${be} level with the first along a line or at a point, and ${leads} nowhere alone.`);
}
