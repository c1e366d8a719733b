// The triangle of three weights: regions named inside, a point that moves by pointer and by keyboard.
// Weights come and go as three numbers that sum to 1, in the order of the corners: top, left, right.

import { h, s, setAttr } from "./dom.js";

const HIGH = Math.sqrt(3) / 2;
const EDGES = { side: 14, top: 34, bottom: 46 };
const LETTER = 7;
const LINE = 16;
const STEP = 0.01;
const BIG = 0.1;
// Where a name may stand off the middle of its region, the nearest first: in a point of the triangle there is more room below.
const SHIFTS = [-30, -15, 0, 15, 30].flatMap((dx) => [-45, -30, -15, 0, 15, 30, 45].map((dy) => [dx, dy]))
  .sort((a, b) => Math.hypot(...a) - Math.hypot(...b) || b[1] - a[1]);
const MIDDLE = [1 / 3, 1 / 3, 1 / 3];

/** Where weights lie in a triangle of a width, and back. */
function places(width) {
  const base = width - 2 * EDGES.side;
  const tall = base * HIGH;
  return {
    height: tall + EDGES.top + EDGES.bottom,
    at: ([top, left, right]) => [EDGES.side + base * (right + top / 2) / (top + left + right || 1), EDGES.top + tall * (1 - top)],
    back(x, y) {
      const top = 1 - (y - EDGES.top) / tall;
      const right = (x - EDGES.side) / base - top / 2;
      return inside([top, 1 - top - right, right]);
    },
  };
}

/** The nearest weights that are none below 0 and sum to 1. */
function inside(weights) {
  const kept = weights.map((weight) => Math.max(weight, 0));
  const all = kept.reduce((sum, weight) => sum + weight, 0);
  return all > 0 ? kept.map((weight) => weight / all) : MIDDLE;
}

/** Weights after a key: up and down move the top corner's share, left and right the two others'. */
export function stepped(weights, key, isBig) {
  const by = isBig ? BIG : STEP;
  const [top, left, right] = weights;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const move = key === "ArrowLeft" ? Math.min(by, right) : -Math.min(by, left);
    return move ? [top, left + move, right - move] : weights;
  }
  const up = { ArrowUp: by, ArrowDown: -by, PageUp: BIG, PageDown: -BIG }[key];
  if (up === undefined) return null;
  const next = Math.min(Math.max(top + up, 0), 1);
  const rest = left + right;
  const share = rest > 0 ? left / rest : 0.5;
  return [next, (1 - next) * share, (1 - next) * (1 - share)];
}

/** Area, and the point in the middle of it. */
function centre(points) {
  let [area, x, y] = [0, 0, 0];
  points.forEach(([x0, y0], k) => {
    const [x1, y1] = points[(k + 1) % points.length];
    const cross = x0 * y1 - x1 * y0;
    area += cross / 2;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  });
  return [x / (6 * area), y / (6 * area)];
}

function holds(points, [x, y]) {
  const sides = points.map(([x0, y0], k) => {
    const [x1, y1] = points[(k + 1) % points.length];
    return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/** Whether a text of some lines fits round a point of a polygon: both ends of every line do. */
function fits(points, [x, y], lines) {
  return lines.every((line, k) => {
    const wide = (line.length * LETTER) / 2 + 4;
    const from = y + (k - lines.length / 2) * LINE - 2;
    return [[-wide, from], [wide, from], [-wide, from + LINE + 3], [wide, from + LINE + 3]].every(([dx, at]) => holds(points, [x + dx, at]));
  });
}

function halves(text) {
  const words = text.split(" ");
  let best = [text];
  for (let k = 1; k < words.length; k++) {
    const pair = [words.slice(0, k).join(" "), words.slice(k).join(" ")];
    if (Math.max(...pair.map((line) => line.length)) < Math.max(...best.map((line) => line.length))) best = pair;
  }
  return best;
}

function label(points, letter, name) {
  const middle = centre(points);
  const spots = SHIFTS.map(([dx, dy]) => [middle[0] + dx, middle[1] + dy]);
  for (const lines of [[`${letter} ${name}`], [letter, ...halves(name)], [letter]]) {
    const spot = spots.find((one) => fits(points, one, lines));
    if (spot) return { lines, at: spot, leader: null };
  }
  return { lines: [letter], at: middle, leader: true };
}

function written({ lines, at: [x, y], leader }, width) {
  if (!leader) {
    const first = y - ((lines.length - 1) * LINE) / 2 + 5;
    return lines.map((line, k) => s("text", { x, y: first + k * LINE, "text-anchor": "middle", class: "on" }, line));
  }
  const away = x > width / 2 ? 1 : -1;
  const out = Math.min(Math.max(x + away * width * 0.16, 8), width - 8);
  return [s("path", { d: `M${x},${y} L${out - away * 6},${y - 20}`, class: "leader" }),
    s("text", { x: out, y: y - 20, "text-anchor": "middle" }, lines[0])];
}

/**
 * @param {Object} given
 * @param {{letter, title}[]} given.corners the three groups: top, left, right
 * @param {string} given.name what the point is, for those who do not see it
 * @param {Function} given.fill fill of a region's options
 * @param {Function} given.letter its letter
 * @param {Function} given.title its name
 * @param {Function} given.onMove called with three weights that sum to 1
 */
export function mountTriangle({ corners, name, fill, letter, title, onMove }) {
  const svg = s("svg", { class: "triangle", role: "img", "aria-label": "Weight map" });
  const regionLayer = s("g");
  const outline = s("path", { class: "outline" });
  const words = corners.map(({ letter: mark, title: text }) => s("text", { class: "corner" }, `${mark} ${text}`));
  svg.append(regionLayer, outline, ...words);
  const point = h("div", {
    class: "point", role: "slider", tabindex: 0, "aria-label": name, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": 0,
  });
  const node = h("div", { class: "weight-map" }, svg, point);
  let [width, aim, drawn] = [0, MIDDLE, ""];
  let space = places(100);
  let isDragging = false;

  function weightsAt(event) {
    const box = svg.getBoundingClientRect();
    return space.back(event.clientX - box.left, event.clientY - box.top);
  }
  const stop = () => { isDragging = false; };
  node.addEventListener("pointerdown", (event) => {
    // A finger drags the point itself; anywhere else it scrolls the page, and a tap moves the point.
    if (event.button !== 0 || (event.pointerType === "touch" && event.target !== point)) return;
    isDragging = true;
    node.setPointerCapture(event.pointerId);
    event.preventDefault();
    point.focus({ preventScroll: true });
    if (event.target !== point) onMove(weightsAt(event));
  });
  node.addEventListener("pointermove", (event) => { if (isDragging) onMove(weightsAt(event)); });
  node.addEventListener("pointerup", stop);
  node.addEventListener("pointercancel", stop);
  node.addEventListener("click", (event) => { if (event.pointerType === "touch" && event.target !== point) onMove(weightsAt(event)); });
  point.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = stepped(aim, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    aim = next; // a second press may come before the next frame
    onMove(next);
  });

  function draw(regions) {
    space = places(width);
    setAttr(svg, "viewBox", `0 0 ${width} ${space.height}`);
    setAttr(svg, "width", width);
    setAttr(svg, "height", space.height);
    const shapes = regions.map((region) => ({ ...region, points: region.corners.map(space.at) }));
    regionLayer.replaceChildren(
      ...shapes.map(({ options, points }) => s("path", { d: `M${points.join("L")}Z`, fill: fill(options), class: "region" })),
      ...shapes.flatMap(({ options, points }) => written(label(points, letter(options), title(options)), width)));
    const ends = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map(space.at);
    setAttr(outline, "d", `M${ends.join("L")}Z`);
    const [[topX, topY], [leftX, lowY], [rightX]] = ends;
    [[topX, topY - 12, "middle"], [leftX - 8, lowY + 22, "start"], [rightX + 8, lowY + 22, "end"]].forEach(([x, y, anchor], k) => {
      setAttr(words[k], "x", x);
      setAttr(words[k], "y", y);
      setAttr(words[k], "text-anchor", anchor);
    });
  }

  /** @param {{regions, here, aim, key, sentence, value, percent}} given `key` changes with the regions; `aim` is what the
   *   point was moved to, before `here` was rounded to whole points */
  function update(given, available) {
    aim = given.aim;
    const wide = Math.max(240, Math.min(Math.floor(available), 560));
    const key = `${wide} ${given.key}`;
    if (key !== drawn) {
      drawn = key;
      width = wide;
      draw(given.regions);
    }
    const [x, y] = space.at(given.here);
    setAttr(point, "style", `left:${x.toFixed(1)}px;top:${y.toFixed(1)}px`);
    setAttr(point, "aria-valuenow", given.percent);
    setAttr(point, "aria-valuetext", given.value);
    setAttr(svg, "aria-label", given.sentence);
  }
  return { node, update };
}
