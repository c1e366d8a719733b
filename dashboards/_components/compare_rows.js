// The criteria of one ledger, one row each: the scores of the compared options as bars from one zero line, each
// with its range and basis and a way to its evidence, and how far apart they are.

import { h, s, setAttr, setText, show } from "./dom.js";
import { titlesOf } from "./kernel_words.js";
import { CHOSEN } from "./palette.js";
import { difference, pointDifferences } from "./compare_numbers.js";
import { byId, scoreIn } from "./store.js";
import { BASIS_WORD, mark, rangeText, scoreText, scoreWord, signed } from "./words.js";

const SLOT = 13; // px of height for one option's bar
const SHAPES = { circle: "M-5,0 A5,5 0 1 1 5,0 A5,5 0 1 1 -5,0 Z", square: "M-4.5,-4.5 H4.5 V4.5 H-4.5 Z", triangle: "M0,-6 L5.8,4.5 H-5.8 Z" };

/** The sign that stands for the first, second and third option. */
export function slotMark(slot) {
  return s("svg", { class: "slotmark", width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" },
    s("path", { d: SHAPES[CHOSEN[slot].shape], fill: CHOSEN[slot].colour }));
}

function makeBars(model, n) {
  const { scale } = model.study;
  const x = (score) => `${(4 + (92 * (score + scale)) / (2 * scale)).toFixed(2)}%`;
  const rules = Array.from({ length: 2 * scale + 1 }, (_, k) => k - scale).map((score) =>
    s("line", { class: score ? "rule" : "zero", x1: x(score), x2: x(score), y1: 0, y2: "100%" }));
  const slots = Array.from({ length: n }, (_, k) => {
    const y = 4 + SLOT * (k + 0.5);
    const { colour, shape } = CHOSEN[k];
    return {
      range: s("line", { class: "spread", y1: y, y2: y, stroke: colour }),
      bar: s("line", { class: "bar-line", y1: y, y2: y, stroke: colour }),
      tip: s("svg", { y, overflow: "visible" }, s("path", { class: "tip-mark", d: SHAPES[shape], fill: colour })),
    };
  });
  const node = s("svg", { class: "pair", width: "100%", height: 8 + SLOT * n, "aria-hidden": "true" }, rules,
    slots.map(({ range, bar, tip }) => [range, bar, tip]));
  function update(cells) {
    slots.forEach(({ range, bar, tip }, k) => {
      const cell = cells[k];
      for (const part of [range, bar, tip]) setAttr(part, "visibility", cell ? "visible" : "hidden");
      if (!cell) return;
      for (const [line, from, to] of [[range, cell.low, cell.high], [bar, 0, cell.central]]) {
        setAttr(line, "x1", x(from));
        setAttr(line, "x2", x(to));
      }
      setAttr(tip, "x", x(cell.central));
    });
  }
  return { node, update };
}

function basisWord(cell) {
  return cell.own ? "your own" : BASIS_WORD[cell.basis];
}

function makeScore(model, option, criterion, slot, onChange) {
  const number = h("b", null);
  const range = h("span", null);
  const basis = h("span", null);
  const rest = h("span", { class: "detail" }, range, basis);
  const name = titlesOf(model, [option]);
  const isBaseline = option === model.study.baseline;
  const button = h("button", { type: "button", class: "scorebutton", onclick: () => onChange({ tab: "evidence", cell: [option, criterion.id] }) }, number, rest);
  const node = h("td", { role: "cell", class: "score" }, h("span", { class: "slotname" }, slotMark(slot), name), button);
  function update(cell) {
    setText(number, cell ? scoreText(cell.central) : "not scored");
    const isGiven = isBaseline && !cell?.own; // today's practice is level with itself
    setText(range, !cell || isGiven ? "" : `${rangeText(cell.low, cell.high)},`);
    setText(basis, !cell ? "" : isGiven ? "by definition" : basisWord(cell));
    setAttr(button, "class", `scorebutton${cell ? ` basis-${cell.own ? "own" : cell.basis}` : ""}`);
    setAttr(button, "aria-label", cell
      ? `${name}, ${criterion.title}: ${scoreWord(model, cell.central)}, ${scoreText(cell.central)}, range ${rangeText(cell.low, cell.high)}, ${basisWord(cell)}`
      : `${name}, ${criterion.title}: not scored`);
  }
  return { node, update };
}

/** What a difference is of, where its column has no head. */
function gapName(model, options, option) {
  return `Difference${options.length > 2 ? `, ${titlesOf(model, [option])} less ${titlesOf(model, [options[0]])}` : ""}: `;
}

function makeRow(model, options, criterion, onChange) {
  const bars = makeBars(model, options.length);
  const scores = options.map((option, slot) => makeScore(model, option, criterion, slot, onChange));
  const gaps = options.slice(1).map((option) => h("td", { role: "cell", class: "gap", "data-name": gapName(model, options, option) }));
  const group = byId(model.groups, criterion.group);
  const node = h("tr", { role: "row", "data-criterion": criterion.id },
    h("th", { scope: "row", role: "rowheader", class: "crit" }, h("span", { class: `critname g-${mark(group)}` },
      h("span", { class: "letter", title: group.title }, group.letter), " ", criterion.title)),
    h("td", { role: "cell", class: "bars" }, bars.node), scores.map((score) => score.node), gaps);
  return { criterion, node, bars, scores, gaps };
}

function headRow(model, options) {
  const column = (name, ...inside) => h("th", { scope: "col", role: "columnheader", class: name }, inside);
  return h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, column("crit", "Criterion"),
    column("bars", h("span", { class: "scalewords" }, h("span", null, "\u2190 worse"), h("span", null, "as today"), h("span", null, "better \u2192"))),
    options.map((option, slot) => column("score", slotMark(slot), titlesOf(model, [option]))),
    options.slice(1).map((option, k) => column("gap", options.length > 2 ? [slotMark(k + 1), " less ", slotMark(0)] : "Difference",
      h("span", { class: "vh" }, ` of ${titlesOf(model, [option])} against ${titlesOf(model, [options[0]])}`)))));
}

function makeSum(model, options, title, isLast) {
  const texts = options.map(() => h("span", null));
  const cells = options.map((option, slot) => h("td", { role: "cell", class: "score" },
    isLast ? h("span", { class: "slotname", "aria-hidden": "true" }, slotMark(slot), titlesOf(model, [option])) : null, texts[slot]));
  const gaps = options.slice(1).map((option) => h("td", { role: "cell", class: "gap", "data-name": gapName(model, options, option) }));
  const node = h("tr", { role: "row", class: isLast ? "sum" : "rounding" }, h("th", { scope: "row", role: "rowheader", class: "crit" }, title),
    h("td", { role: "cell", class: "bars" }), cells, gaps);
  return { node, cells: texts, gaps };
}

/** Put rows into an order with as few moves as can be, and leave focus where it is. */
function arrange(body, nodes) {
  const focused = document.activeElement;
  let cursor = body.firstElementChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else body.insertBefore(node, cursor);
  }
  if (focused !== document.activeElement && body.contains(focused)) focused.focus({ preventScroll: true });
}

/**
 * @param store the shared state
 * @param {{ledger, criteria}} part a ledger and its criteria
 * @param {string[]} options one to three
 * @param onChange called with a patch of the state
 * @returns {{node, update}} `update({byGroup, points, title})`: in the order of the groups or the biggest difference
 *   first; `points` what criteria give to options, or null to say differences in steps of the scale
 */
export function mountRows(store, { ledger, criteria }, options, onChange) {
  const { model } = store;
  const rows = criteria.map((criterion) => makeRow(model, options, criterion, onChange));
  const body = h("tbody", { role: "rowgroup" }, rows.map((row) => row.node));
  const rounding = makeSum(model, options, "Rounding", false);
  const sum = makeSum(model, options, "", true);
  const caption = h("caption", null);
  const foot = h("tfoot", { role: "rowgroup" }, rounding.node, sum.node);
  const node = h("table", { class: `versus of-${options.length}`, role: "table", "data-ledger": ledger }, caption, headRow(model, options), body, foot);

  function gapsOf(points) {
    if (!points) return null;
    return options.slice(1).map((option) => pointDifferences(points.contributions, criteria, [options[0], option]));
  }

  function gapText(row, k, cells, gaps) {
    if (gaps) return gaps[k] ? signed(gaps[k].parts[row.criterion.id]) : "not scored";
    const by = difference(cells[0], cells[k + 1]);
    return by === null ? "not scored" : scoreText(by);
  }

  function sizeOf(row, cells, gaps) {
    return Math.max(0, ...options.slice(1).map((_, k) => Math.abs((gaps ? gaps[k]?.parts[row.criterion.id] : difference(cells[0], cells[k + 1])) ?? 0)));
  }

  function drawFoot(gaps, title) {
    show(foot, Boolean(gaps));
    if (!gaps) return;
    show(rounding.node, gaps.some((gap) => gap && gap.rounding !== 0));
    setText(sum.node.querySelector("th"), title);
    gaps.forEach((gap, k) => {
      setText(rounding.gaps[k], gap ? signed(gap.rounding) : "");
      setText(sum.gaps[k], gap ? signed(gap.total) : "not scored");
      if (gap) setText(sum.cells[0], signed(gap.sums[0]));
      setText(sum.cells[k + 1], gap ? signed(gap.sums[1]) : "not scored");
    });
  }

  function update({ byGroup, points, title, name }) {
    const { state } = store;
    const gaps = gapsOf(points);
    const sizes = new Map();
    for (const row of rows) {
      const cells = options.map((option) => scoreIn(model, state, option, row.criterion.id));
      row.bars.update(cells);
      row.scores.forEach((score, k) => score.update(cells[k]));
      row.gaps.forEach((gap, k) => setText(gap, gapText(row, k, cells, gaps)));
      sizes.set(row, sizeOf(row, cells, gaps));
    }
    const order = byGroup ? rows : [...rows].sort((a, b) => sizes.get(b) - sizes.get(a));
    arrange(body, order.map((row) => row.node));
    drawFoot(gaps, title);
    setText(caption, name);
  }
  return { node, update };
}
