// How options are told apart where they fill an area: a letter, a pattern and a tint each. Names stand beside.

import { h, s } from "./dom.js";
import { AREAS, EDGE, GROUND, INK } from "./palette.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const SIZE = 10;
// Light grounds and thin marks, so that a name on them is read easily; neighbours differ in pattern and tint.
const LOOKS = [
  { ground: AREAS[0], marks: "" },
  { ground: AREAS[1], marks: "M-2,2 l4,-4 M0,10 l10,-10 M8,12 l4,-4" },
  { ground: GROUND, marks: "M0,5 h10" },
  { ground: AREAS[2], marks: "M-2,8 l4,4 M0,0 l10,10 M8,-2 l4,4" },
  { ground: AREAS[3], marks: "M5,0 v10" },
  { ground: GROUND, marks: "M0,5 h10 M5,0 v10" },
  { ground: AREAS[4], marks: "M0,10 l10,-10 M0,0 l10,10" },
];

/**
 * Letters and fills for the areas in view; today's practice always has the first.
 * @returns {{defs, arrange, fill, letter, swatch}} `defs` must be in the page; `arrange(areas)` is told which
 *   options (lists of ids) are in view: those that were keep their look, and no two have the same letter
 */
export function makeFills(model, prefix) {
  const today = model.study.baseline;
  let known = new Map([[today, 0]]);
  const at = (options) => known.get(options.join(" ")) ?? 0;
  function arrange(areas) {
    const keys = new Set(areas.map((options) => options.join(" ")));
    known = new Map([[today, 0], ...[...known].filter(([key]) => keys.has(key))]);
    for (const key of keys) {
      const taken = new Set(known.values());
      let free = 0;
      while (taken.has(free)) free += 1;
      if (!known.has(key)) known.set(key, free);
    }
  }
  const patterns = LOOKS.map(({ ground, marks }, k) => s("pattern", { id: `${prefix}-${k}`, width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse" },
    s("rect", { width: SIZE, height: SIZE, fill: ground }),
    marks ? s("path", { d: marks, stroke: EDGE, "stroke-width": 0.7, fill: "none" }) : null));
  const fill = (options) => `url(#${prefix}-${at(options) % LOOKS.length})`;
  const letter = (options) => LETTERS[at(options) % LETTERS.length];
  return {
    arrange,
    defs: s("svg", { class: "defs", "aria-hidden": "true", width: 0, height: 0 }, s("defs", null, patterns)),
    fill,
    letter,
    swatch: (options) => h("span", { class: "swatch" },
      s("svg", { width: 22, height: 16, "aria-hidden": "true" },
        s("rect", { x: 0.5, y: 0.5, width: 21, height: 15, fill: fill(options), stroke: INK })), ` ${letter(options)}`),
  };
}
