// What the scatter of two ledgers is made of: bounds that stay put, marks, axes, and their words.

import { s, setAttr, setText } from "./dom.js";
import { evaluate, protectionWord, TIE } from "./kernel.js";
import { twoLedgers } from "./kernel_ledgers.js";
import { CHOSEN } from "./palette.js";
import { count, possessive, signed } from "./words.js";

const STEP = 10; // points; the bounds of the plot are multiples of it
const PAD = { left: 44, right: 16, top: 16, bottom: 26 };

// ---- Bounds -------------------------------------------------------------------------------------

function widen(bounds, xs, ys) {
  const down = (numbers, last) => Math.min(last, Math.floor((Math.min(...numbers, 0) - 2) / STEP) * STEP);
  const up = (numbers, last) => Math.max(last, Math.ceil((Math.max(...numbers, 0) + 2) / STEP) * STEP);
  return { x0: down(xs, bounds.x0), x1: up(xs, bounds.x1), y0: down(ys, bounds.y0), y1: up(ys, bounds.y1) };
}

/** Bounds that also hold what is plotted now, with its ranges or without. */
export function boundsHolding(bounds, ledgers, whiskers) {
  const all = whiskers ? [ledgers.low, ledgers.high] : [ledgers];
  return widen(bounds, all.flatMap((one) => Object.values(one.state)), all.flatMap((one) => Object.values(one.protection)));
}

/** Bounds that hold every weight set of the study in its first scenario: they stay put while weights move. */
export function steadyBounds(model, whiskers) {
  let bounds = { x0: -STEP, x1: STEP, y0: -STEP, y1: STEP };
  for (const { groups, criteria } of model.weight_sets) {
    const state = { groups, criteria, scenario: model.study.defaults.scenario, protection: 0 };
    const ledgers = twoLedgers(model, state, evaluate(model, state));
    if (!ledgers.refused) bounds = boundsHolding(bounds, ledgers, whiskers);
  }
  return bounds;
}

export function projection(bounds, width, height) {
  const across = width - PAD.left - PAD.right;
  const up = height - PAD.top - PAD.bottom;
  return {
    x: (points) => PAD.left + (across * (points - bounds.x0)) / (bounds.x1 - bounds.x0),
    y: (points) => height - PAD.bottom - (up * (points - bounds.y0)) / (bounds.y1 - bounds.y0),
    left: PAD.left, right: width - PAD.right, top: PAD.top, bottom: height - PAD.bottom,
  };
}

// ---- Marks --------------------------------------------------------------------------------------

function shapePath(shape) {
  if (shape === "square") return "M-10,-10 H10 V10 H-10 Z";
  if (shape === "triangle") return "M0,-14 L13,9 H-13 Z";
  return "M-11,0 A11,11 0 1 1 11,0 A11,11 0 1 1 -11,0 Z";
}

export function makeMark(option) {
  const square = s("rect", { class: "square", x: -5.5, y: -5.5, width: 11, height: 11 });
  const circle = s("circle", { class: "hollow", r: 5 });
  const ring = s("path", { class: "chosen", fill: "none", "stroke-width": 2 });
  const node = s("g", { class: "point", role: "button", tabindex: -1, "data-option": option.id },
    s("circle", { class: "hit", r: 12 }), s("circle", { class: "focus", r: 13 }), ring, square, circle);
  return {
    option, node, square, circle, ring,
    name: s("text", { class: "name", "data-option": option.id, "dominant-baseline": "central" }),
    leader: s("line", { class: "leader" }),
    across: s("line", { class: "whisker" }), upright: s("line", { class: "whisker" }),
  };
}

export function toggle(node, isOn) {
  if (isOn) node.removeAttribute("display");
  else setAttr(node, "display", "none");
}

export function setLine(node, x1, y1, x2, y2) {
  setAttr(node, "x1", x1.toFixed(1));
  setAttr(node, "y1", y1.toFixed(1));
  setAttr(node, "x2", x2.toFixed(1));
  setAttr(node, "y2", y2.toFixed(1));
}

/** In words: "beaten by 8 options". */
export function standing(ledgers, id) {
  const by = ledgers.beatenBy[id].length;
  return by ? `beaten by ${count(by, "option")}` : "nothing beats it on both";
}

export function isBelow(state, ledgers, id) {
  return state.floor !== null && ledgers.protection[id] < state.floor - TIE;
}

export function pointName(model, state, ledgers, option) {
  const { id } = option;
  const parts = [
    `${option.short || option.title}${id === model.study.baseline ? ", today\u2019s practice" : ""}: ${signed(ledgers.state[id])} for ${model.study.decision_maker}`,
    `${signed(ledgers.protection[id])} for protection, ${protectionWord(ledgers.protection[id])}`, standing(ledgers, id)];
  if (isBelow(state, ledgers, id)) parts.push("below floor");
  if (state.chosen.includes(id)) parts.push("chosen");
  return parts.join("; ");
}

export function shownName(model, state, option) {
  const chosen = state.chosen.includes(option.id);
  const extra = [option.id === model.study.baseline ? "today\u2019s practice" : "", chosen ? "chosen" : ""].filter(Boolean);
  return `${option.short || option.title}${extra.length ? ` (${extra.join(", ")})` : ""}`;
}

// ---- Axes ---------------------------------------------------------------------------------------

function ticks(from, to, room) {
  const step = [10, 20, 50].find((size) => (to - from) / size <= room) ?? 50;
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
  return found;
}

export function axisNodes(bounds, at) {
  const room = { x: (at.right - at.left) / 46, y: (at.bottom - at.top) / 26 };
  const nodes = [];
  for (const tick of ticks(bounds.x0, bounds.x1, room.x)) {
    nodes.push(s("line", { class: tick ? "rule" : "zero", x1: at.x(tick), x2: at.x(tick), y1: at.top, y2: at.bottom }),
      s("text", { class: "quiet", x: at.x(tick), y: at.bottom + 17, "text-anchor": "middle" }, signed(tick)));
  }
  for (const tick of ticks(bounds.y0, bounds.y1, room.y)) {
    nodes.push(s("line", { class: tick ? "rule" : "zero", x1: at.left, x2: at.right, y1: at.y(tick), y2: at.y(tick) }),
      s("text", { class: "quiet", x: at.left - 7, y: at.y(tick) + 4, "text-anchor": "end" }, signed(tick)));
  }
  return nodes;
}

/** The words at the ends of the upright axis, and at the lines of today's practice. */
export function axisWords(at, isNarrow, model) {
  const text = (x, y, anchor, words) => s("text", { class: "quiet ends", x, y, "text-anchor": anchor }, words);
  const aside = `${possessive(model)} concerns as today`;
  const short = at.right - at.x(0) < 70;
  const room = aside.length > 30 ? 6.3 * aside.length : 70; // a long name has to fit whole
  return [
    text(at.left + 6, at.top + 15, "start", "\u2191 more protection than today"),
    text(at.left + 6, at.bottom - 7, "start", "\u2193 less protection than today"),
    isNarrow || short ? null : text(at.right - 4, at.y(0) - 5, "end", "protection as today"),
    isNarrow ? null : text(at.x(0) + 5, at.top + 15, "start", at.right - at.x(0) < room ? "" : aside),
  ].filter(Boolean);
}

/** The font of the plot, to know how wide a name is without asking for a layout. */
export function makeMeasure(text) {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  let font = "";
  return {
    renew() {
      const style = getComputedStyle(text);
      const next = `${style.fontSize} ${style.fontFamily}`;
      if (next !== font) known.clear();
      font = next;
    },
    width(text, isBold = false) {
      const key = `${isBold} ${text}`;
      if (!known.has(key)) {
        context.font = `${isBold ? 600 : 400} ${font}`;
        known.set(key, Math.ceil(context.measureText(text).width) + 2);
      }
      return known.get(key);
    },
  };
}

/** The room that a text of the plot takes. */
export function textBox(node, measure) {
  const width = measure.width(node.textContent);
  const at = Number(node.getAttribute("x"));
  const left = node.getAttribute("text-anchor") === "end" ? at - width : at;
  const base = Number(node.getAttribute("y"));
  return { left, right: left + width, top: base - 13, bottom: base + 4 };
}

/** Put a mark where its option stands, and let it look as it should; returns its position. */
export function drawMark(mark, { model, state, ledgers }, at) {
  const { id } = mark.option;
  const x = at.x(ledgers.state[id]);
  const y = at.y(ledgers.protection[id]);
  const isFront = !ledgers.beatenBy[id].length;
  const kind = `${isFront ? "front" : "beaten"}${isBelow(state, ledgers, id) ? " below" : ""}${state.option === id ? " is-open" : ""}`;
  setAttr(mark.node, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  setAttr(mark.node, "aria-label", pointName(model, state, ledgers, mark.option));
  setAttr(mark.node, "aria-expanded", state.option === id);
  toggle(mark.square, isFront);
  toggle(mark.circle, !isFront);
  for (const [name, node] of [["point", mark.node], ["name", mark.name], ["leader", mark.leader], ["whisker", mark.across], ["whisker", mark.upright]]) {
    setAttr(node, "class", `${name} ${kind}`);
  }
  drawRing(mark, state.chosen.indexOf(id));
  toggle(mark.across, state.whiskers);
  toggle(mark.upright, state.whiskers);
  if (state.whiskers) {
    setLine(mark.across, at.x(ledgers.low.state[id]), y, at.x(ledgers.high.state[id]), y);
    setLine(mark.upright, x, at.y(ledgers.low.protection[id]), x, at.y(ledgers.high.protection[id]));
  }
  return { x, y };
}

function drawRing(mark, nth) {
  toggle(mark.ring, nth >= 0);
  if (nth < 0) return;
  setAttr(mark.ring, "d", shapePath(CHOSEN[nth].shape));
  setAttr(mark.ring, "stroke", CHOSEN[nth].colour);
}

/** The floor's line and its words, where they cover fewest points; returns the room of the words, null without a floor. */
export function drawFloor(floor, { state, ledgers, bounds }, at, measure, spots) {
  const isSet = state.floor !== null;
  toggle(floor.line, isSet);
  toggle(floor.words, isSet);
  if (!isSet) return null;
  const level = at.y(Math.min(bounds.y1, Math.max(bounds.y0, state.floor)));
  const below = Object.keys(ledgers.protection).filter((id) => isBelow(state, ledgers, id)).length;
  setLine(floor.line, at.left, level, at.right, level);
  setText(floor.words, `Floor ${signed(state.floor)}: ${count(below, "option")} below, in grey`);
  const width = measure.width(floor.words.textContent);
  const places = [level - 6, level + 15].flatMap((y) => [at.right - 4, at.left + 6 + width].map((x) => ({ x, y })));
  const covered = ({ x, y }) => spots.filter((spot) => spot.x > x - width - 7 && spot.x < x + 7 && spot.y > y - 20 && spot.y < y + 11).length
    + (y > at.bottom || y < at.top + 10 ? 9 : 0);
  const best = places.reduce((a, b) => (covered(b) < covered(a) ? b : a));
  setAttr(floor.words, "x", best.x.toFixed(1));
  setAttr(floor.words, "y", best.y.toFixed(1));
  return textBox(floor.words, measure);
}

/** The stair line; returns its pieces as thin boxes. */
export function drawStair(path, { ledgers }, at) {
  const points = ledgers.line.map(({ x, y }) => ({ x: at.x(x), y: at.y(y) }));
  setAttr(path, "d", points.length ? `M${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" L")}` : "");
  return points.slice(1).map((point, k) => thin(points[k], point));
}

function thin(a, b) {
  return { left: Math.min(a.x, b.x) - 1, right: Math.max(a.x, b.x) + 1, top: Math.min(a.y, b.y) - 1, bottom: Math.max(a.y, b.y) + 1 };
}
