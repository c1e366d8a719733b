// The packages that no other beats, the state against protection, with the steps and the reader's own marked.

import { h, s, setAttr, setText } from "./dom.js";
import { mountFigure } from "./figure.js";
import { packageName, rangeOf } from "./packages_told.js";
import { placeNames } from "./placing.js";
import { axisNodes, axisWords, makeMeasure, projection, textBox } from "./scatter_parts.js";
import { bareName, possessive, sentence, signed, typeset } from "./words.js";

const STEP = 10;
const NARROW = 560;
const ROOMY = 900; // px from which the words at the zero lines have room

function boundsOf(points) {
  const xs = points.map(({ state }) => state);
  const ys = points.map(({ protection }) => protection);
  const down = (numbers) => Math.min(-STEP, Math.floor((Math.min(...numbers, 0) - 2) / STEP) * STEP);
  const up = (numbers, room) => Math.max(STEP, Math.ceil((Math.max(...numbers, 0) + room) / STEP) * STEP);
  return { x0: down(xs), x1: up(xs, 2), y0: down(ys), y1: up(ys, 6) };
}

/** Down from each package to the level of the next: no mixture between two is promised. */
function stairPath(front, at) {
  const sorted = [...front].sort((a, b) => b.state - a.state || a.protection - b.protection);
  return sorted.map((row, i) => `${i ? `H${at.x(row.state).toFixed(1)}` : `M${at.x(row.state).toFixed(1)},${at.y(row.protection).toFixed(1)}`}V${at.y(row.protection).toFixed(1)}`).join("");
}

/** Boxes round the straight pieces of a line, so that names can keep clear of it. */
function along(points, pieces = 8) {
  return points.slice(1).flatMap(([x2, y2], k) => Array.from({ length: pieces }, (_, i) => {
    const [x1, y1] = points[k];
    const [a, b] = [i / pieces, (i + 1) / pieces];
    const xs = [x1 + (x2 - x1) * a, x1 + (x2 - x1) * b];
    const ys = [y1 + (y2 - y1) * a, y1 + (y2 - y1) * b];
    return { left: Math.min(...xs) - 1, right: Math.max(...xs) + 1, top: Math.min(...ys) - 1, bottom: Math.max(...ys) + 1 };
  }));
}

function described(model, row, names) {
  return `${packageName(row.members, names)}: ${bareName(model)} ${signed(row.state)}, protection ${signed(row.protection)}.`;
}

const same = (a, b) => a.length === b.length && a.every((id) => b.includes(id));

/**
 * @param model the study
 * @param names from id to short name
 * @returns {{node, update}} `update(found, own)`: what Python answers to "packages", and the reader's package with its
 *   values, or null
 */
export function makeFront(model, names) {
  const point = h("p", { class: "hint point", "aria-hidden": "true" }, "\u00a0");
  const svg = s("svg", { class: "scatter front", role: "img" });
  const ends = h("div", { class: "xends" }, h("span", null, `\u2190 worse than today for ${possessive(model)} concerns`), h("span", null, "better than today \u2192"));
  const measure = makeMeasure(svg);
  let found = null;
  let own = null;
  let width = 0;
  const figure = mountFigure({ name: "packages that no other beats", plot: [svg, ends, point], table: () => tableOf() });

  function tableOf() {
    const who = sentence(bareName(model));
    const inSteps = (row) => found.steps.findIndex((step) => same(step.members, row.members)) + 1;
    return {
      caption: "Packages that no other beats on both ledgers, in points",
      head: ["Package", who, `${who}, range`, "Protection", "Protection, range", ""],
      rows: found.front.map((row) => [packageName(row.members, names), signed(row.state), rangeOf(row.state_low, row.state_high),
        signed(row.protection), rangeOf(row.protection_low, row.protection_high),
        [inSteps(row) ? `step ${inSteps(row)}` : "", own && same(own.members, row.members) ? "yours" : ""].filter(Boolean).join("; ")]),
    };
  }

  function marks(at) {
    const items = [{ id: "today", words: "Today\u2019s practice", state: 0, protection: 0, r: 6 },
      ...found.steps.map((row, i) => ({ id: `step ${i + 1}`, words: `step ${i + 1}`, state: row.state, protection: row.protection, r: 6 })),
      own ? { id: "yours", words: "yours", state: own.state, protection: own.protection, r: 10 } : null].filter(Boolean);
    return items.map((item) => ({ ...item, x: at.x(item.state), y: at.y(item.protection), width: measure.width(item.words), height: 16, must: true }));
  }

  function draw() {
    if (!found || !width) return;
    const height = Math.round(width < NARROW ? Math.max(260, width * 0.9) : Math.min(520, Math.max(360, width * 0.42)));
    const bounds = boundsOf([...found.front, ...(own ? [own] : [])]);
    const at = projection(bounds, width, height);
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) setAttr(svg, name, value);
    measure.renew();
    const words = axisWords(at, width < ROOMY, model);
    const items = marks(at);
    const track = [{ state: 0, protection: 0 }, ...found.steps].map((row) => [at.x(row.state), at.y(row.protection)]);
    const lines = [...along(track), ...along([[at.x(0), at.top], [at.x(0), at.bottom]], 1), ...along([[at.left, at.y(0)], [at.right, at.y(0)]], 1)];
    const covered = found.front.map((row) => ({ left: at.x(row.state) - 6, right: at.x(row.state) + 6, top: at.y(row.protection) - 6, bottom: at.y(row.protection) + 6 }));
    const places = placeNames(items, { left: at.left + 2, right: width, top: at.top - 10, bottom: at.bottom }, lines, [...covered, ...words.map((node) => textBox(node, measure))]);
    const isStep = (row) => found.steps.some((step) => same(step.members, row.members));
    svg.replaceChildren(...axisNodes(bounds, at), ...words,
      s("path", { class: "stair", fill: "none", d: stairPath(found.front, at) }),
      s("polyline", { class: "stepline", fill: "none", points: track.map((pair) => pair.map((number) => number.toFixed(1)).join(",")).join(" ") }),
      ...found.front.map((row) => s("rect", { class: isStep(row) ? "square" : "square slight", x: at.x(row.state) - 5, y: at.y(row.protection) - 5, width: 10, height: 10 })),
      s("circle", { class: "hollow", cx: at.x(0), cy: at.y(0), r: 5 }),
      own ? s("circle", { class: "yours", cx: at.x(own.state), cy: at.y(own.protection), r: 9 }) : s("g"),
      ...items.flatMap((item) => nameNodes(item, places.get(item.id))));
    setAttr(svg, "aria-label", `${found.front.length} packages that no other beats, ${possessive(model)} concerns to the right, protection up.${own ? ` Yours: ${bareName(model)} ${signed(own.state)}, protection ${signed(own.protection)}.` : ""}`);
  }

  function nameNodes(item, place) {
    if (!place) return [];
    const text = s("text", { class: item.id === "yours" ? "name front" : "name", x: place.left.toFixed(1), y: (place.top + 8).toFixed(1), "dominant-baseline": "central" }, item.words);
    if (!place.leader) return [text];
    const [x1, y1, x2, y2] = place.leader;
    return [s("line", { class: "leader", x1, y1, x2, y2 }), text];
  }

  svg.addEventListener("pointermove", (event) => {
    if (!found) return;
    const box = svg.getBoundingClientRect();
    const bounds = boundsOf([...found.front, ...(own ? [own] : [])]);
    const at = projection(bounds, width, svg.height.baseVal.value);
    const far = (row) => Math.hypot(at.x(row.state) - event.clientX + box.left, at.y(row.protection) - event.clientY + box.top);
    const near = [...found.front, ...(own ? [own] : [])].map((row) => ({ row, far: far(row) })).sort((a, b) => a.far - b.far)[0];
    setText(point, near && near.far < 30 ? described(model, near.row, names) : "\u00a0");
  });
  svg.addEventListener("pointerleave", () => setText(point, "\u00a0"));
  new ResizeObserver(([entry]) => {
    const wider = Math.floor(entry.contentRect.width);
    if (!wider || wider === width) return;
    width = wider;
    draw();
  }).observe(figure.node);

  return {
    node: figure.node,
    update(answer, mine) {
      found = answer;
      own = mine;
      draw();
      figure.update(typeset(found.sentence));
    },
  };
}
