// Signed contribution bars against the status quo. Colour, letter and pattern per group.

import { h, s, setAttr } from "./dom.js";
import { evaluate } from "./kernel.js";
import { GROUND, GROUPS, SPARE } from "./palette.js";
import { listing, mark as letterOf, signed } from "./words.js";

function pattern(id, size, ...marks) {
  return s("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" }, ...marks);
}

/** The second and third group carry lines and dots, protection an outline: hue is never alone. */
function patternOf(group, colour, index) {
  const letter = letterOf(group);
  const id = `fill-${letter}`;
  const ground = (size, fill) => s("rect", { width: size, height: size, fill });
  if (group.ledger === "protection") return pattern(id, 4, ground(4, GROUND), s("circle", { cx: 2, cy: 2, r: 0.7, fill: colour }));
  if (index % 3 === 1) {
    return pattern(id, 6, ground(6, colour),
      s("path", { d: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", stroke: GROUND, "stroke-width": 1.1 }));
  }
  if (index % 3 === 2) return pattern(id, 6, ground(6, colour), s("circle", { cx: 3, cy: 3, r: 1.1, fill: GROUND }));
  return pattern(id, 4, ground(4, colour));
}

/** Patterns `fill-<look>` for the groups of this study. */
export function definePatterns(groups) {
  let spare = 0;
  const first = groups.filter((group, n) => groups.findIndex((other) => letterOf(other) === letterOf(group)) === n);
  const defs = first.map((group, index) => {
    const colour = GROUPS[letterOf(group)] ?? SPARE[spare++ % SPARE.length];
    return patternOf(group, colour, index);
  });
  return s("svg", { class: "defs", "aria-hidden": "true", width: 0, height: 0 }, s("defs", null, defs));
}

/**
 * A scale that holds every order the study's own weight sets give in its first scenario, so that it
 * stays put while weights move; it widens only as far as an order needs.
 */
export function makeScale(model) {
  let scale = new Scale(10, 10);
  const { scenario } = model.study.defaults;
  for (const set of model.weight_sets) {
    const { nothing, groupParts } = evaluate(model, { groups: set.groups, criteria: set.criteria, scenario, protection: 0 });
    if (nothing) continue;
    const { low, high } = reach(model.groups, groupParts);
    scale = scale.holding(low, high);
  }
  // Either side keeps room for its heading.
  return new Scale(Math.max(scale.low, scale.high / 3), Math.max(scale.high, scale.low / 4));
}

export class Scale {
  constructor(low, high) {
    this.low = low;
    this.high = high;
  }

  /** Position of a number of points, in percent of the width. */
  x(points) {
    return (100 * (points + this.low)) / (this.low + this.high);
  }

  /** A scale that also holds `low` and `high`; this one when it does already. */
  holding(low, high) {
    if (low <= this.low && high <= this.high) return this;
    const up = (x) => Math.min(100, Math.ceil(x / 10) * 10);
    return new Scale(Math.max(this.low, up(low)), Math.max(this.high, up(high)));
  }
}

function stack(groups, parts) {
  const placed = {};
  let up = 0;
  let down = 0;
  for (const group of groups) {
    const points = parts[group.id] ?? 0;
    const from = points >= 0 ? up : down + points;
    if (points >= 0) up += points; else down += points;
    placed[group.id] = { from, to: from + Math.abs(points) };
  }
  return { placed, up, down };
}

/** How far the stacks of all options reach, as `{low, high}` in points. */
export function reach(groups, groupParts) {
  let low = 0;
  let high = 0;
  for (const parts of Object.values(groupParts)) {
    const { up, down } = stack(groups, parts);
    low = Math.max(low, -down);
    high = Math.max(high, up);
  }
  return { low, high };
}

export function partsText(groups, parts) {
  const said = groups.filter((group) => Math.round(parts[group.id] ?? 0) !== 0)
    .map((group) => `${group.title} ${signed(parts[group.id])}`);
  return said.length ? listing(said) : "no difference from the status quo";
}

/** One bar; `update(parts, scale, width)` moves its marks and never makes new ones. */
export function makeBar(groups) {
  const zero = s("line", { class: "zero", y1: 0, y2: "100%" });
  const marks = groups.map((group) => ({
    group,
    rect: s("rect", { y: 5, height: 16, class: `mark mark-${letterOf(group)}`, fill: `url(#fill-${letterOf(group)})` }),
    halo: s("text", { class: `halo halo-${letterOf(group)}`, y: 17, "text-anchor": "middle" }, group.letter),
  }));
  const svg = s("svg", { class: "bar", role: "img", height: 26, width: "100%" },
    marks.map((mark) => [mark.rect, mark.halo]), zero);

  function update(parts, scale, width) {
    const { placed } = stack(groups, parts);
    const origin = `${scale.x(0).toFixed(2)}%`;
    setAttr(zero, "x1", origin);
    setAttr(zero, "x2", origin);
    for (const { group, rect, halo } of marks) {
      const from = scale.x(placed[group.id].from);
      const size = scale.x(placed[group.id].to) - from;
      setAttr(rect, "x", `${from.toFixed(2)}%`);
      setAttr(rect, "width", `${size.toFixed(2)}%`);
      setAttr(halo, "x", `${(from + size / 2).toFixed(2)}%`);
      setAttr(halo, "visibility", size * width / 100 >= 18 ? "visible" : "hidden");
    }
    setAttr(svg, "aria-label", partsText(groups, parts));
  }
  return { svg, update };
}

/** The head over the bars: which way is worse, which is better, and where today stands. */
export function makeAxis() {
  // Where there is little room, "than today" stands on the side that has it.
  const worse = h("span", { class: "worse" }, "\u2190 worse", h("span", { class: "wide" }, " than today"));
  const better = h("span", { class: "better" }, "better", h("span", { class: "narrow" }, " than today"), " \u2192");
  const node = h("div", { class: "axis" }, worse, better);
  function update(scale) {
    setAttr(node, "style", `--zero:${scale.x(0).toFixed(2)}%`);
  }
  return { node, update };
}

/** A legend that shows each group as it is drawn. */
export function makeLegend(groups) {
  return h("ul", { class: "legend" }, groups.map((group) => h("li", { class: group.ledger },
    s("svg", { width: 18, height: 14, "aria-hidden": "true" },
      s("rect", { x: 1, y: 1, width: 16, height: 12, class: `mark mark-${letterOf(group)}`, fill: `url(#fill-${letterOf(group)})` })),
    ` ${group.letter} ${group.title}`)));
}
