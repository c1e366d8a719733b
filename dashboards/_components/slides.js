// Draws one step of a presentation: a title, a chart or a few lines, a sentence. All sizes are in em, so that the
// console's preview is the projector's picture made small.

import { makeBar, makeLegend, makeScale, reach, Scale } from "./bars.js";
import { h, setText } from "./dom.js";
import { evaluate, protectionWord, TIE } from "./kernel.js";
import { LadderView, pieceAt } from "./ladder.js";
import { footOf } from "./steps.js";
import { byId } from "./store.js";
import { rankText, signed, typeset } from "./words.js";

const PAUSE = 900; // ms for which a replay shows what was before
const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function scaleFor(model, ...states) {
  let scale = makeScale(model);
  for (const state of states) {
    const { nothing, groupParts } = evaluate(model, state);
    if (nothing) continue;
    const { low, high } = reach(model.groups, groupParts);
    scale = scale.holding(low, high);
  }
  return scale;
}

/** Rows that change places: today's practice is marked in words. `show(state)` moves them to where they stand. */
function chart(model, ids, scale, name, room = 300) {
  const rows = ids.map((id) => {
    const option = byId(model.options, id);
    const bar = makeBar(model.groups);
    const rank = h("span", { class: "rank" });
    const range = h("span", { class: "range" });
    const total = h("span", { class: "total" });
    const aims = h("span", { class: "aims" });
    const isToday = id === model.study.baseline;
    const node = h("li", { class: isToday ? "row today" : "row" }, rank, range,
      h("span", { class: "name" }, option.short || option.title, isToday ? h("span", { class: "today-words" }, " (today\u2019s practice)") : null),
      h("span", { class: "bars" }, bar.svg), total, aims);
    return { id, node, bar, rank, range, total, aims };
  });
  const hasAims = model.groups.some((group) => group.ledger === "protection");
  const head = h("li", { class: "row head", "aria-hidden": "true" }, h("span", { class: "rank" }, "#"), h("span", { class: "range" }, "range"),
    h("span", { class: "name" }, "Option"),
    h("span", { class: "bars", style: `--zero:${scale.x(0).toFixed(2)}%` }, h("span", { class: "worse" }, "\u2190 worse"), h("span", { class: "better" }, "better \u2192")), h("span", { class: "total" }, "total"), h("span", { class: "aims" }, hasAims ? "protection" : ""));
  const node = h("ol", { class: "rows", "aria-label": name, style: `--n:${rows.length + 1}` }, head, rows.map((row) => row.node));
  head.style.setProperty("--at", 0);
  function show(state) {
    const result = evaluate(model, state);
    const standing = result.order.filter((id) => ids.includes(id));
    for (const row of rows) {
      row.node.style.setProperty("--at", standing.indexOf(row.id) + 1);
      setText(row.rank, rankText(result.rank[row.id], result.shared[row.id]));
      setText(row.total, signed(result.total[row.id]));
      const aims = result.protection[row.id];
      const isBelow = state.floor !== null && Number.isFinite(aims) && aims < state.floor - TIE;
      setText(row.aims, !Number.isFinite(aims) ? "" : isBelow ? `below floor ${signed(aims)}` : `${protectionWord(aims)} ${signed(aims)}`);
      row.node.classList.toggle("is-below", isBelow);
      row.bar.update(result.groupParts[row.id], scale, room);
    }
  }
  /** Without ranges: that they are still being worked out. */
  function showRanges(ranges) {
    for (const row of rows) {
      if (ranges === null) { setText(row.range, "\u2026"); continue; }
      const [low, high] = ranges[row.id] ?? [];
      setText(row.range, low === undefined ? "" : low === high ? low : `${low}\u2013${high}`);
    }
  }
  return { node, show, showRanges };
}

function legend(model, states) {
  const withAims = states.some((state) => state.protection > 0);
  return makeLegend(model.groups.filter((group) => group.ledger === "state" || withAims));
}

/** A scale for one bar alone, as wide as its parts, so that they can be read one by one. */
function scaleOfOne(model, state, id) {
  const { low, high } = reach(model.groups, { [id]: evaluate(model, state).groupParts[id] });
  const room = Math.max(1, (low + high) / 8);
  return new Scale(low + room, high + room);
}

function drawOrder(model, step, { ask }) {
  const scale = step.kind === "bar" ? scaleOfOne(model, step.state, step.options[0]) : scaleFor(model, step.state);
  const view = chart(model, step.options, scale, "The order");
  view.show(step.state);
  view.showRanges(null);
  const asked = ask("ranges", step.state);
  asked.found.then(({ ranges }) => view.showRanges(ranges), () => {});
  return { nodes: [view.node, legend(model, [step.state])], stop: () => asked.stop() };
}

/** Before, then after; as two still pictures where motion is not wanted. */
function drawReplay(model, step) {
  const scale = scaleFor(model, step.before, step.state);
  const states = [step.before, step.state];
  if (isStill()) {
    const two = states.map((state, k) => {
      const view = chart(model, step.options, scale, ["Before", "After"][k], 130);
      view.show(state);
      return h("div", { class: "half" }, h("h3", null, ["Before", "After"][k]), view.node);
    });
    return { nodes: [h("div", { class: "two" }, two), legend(model, states)] };
  }
  const view = chart(model, step.options, scale, "Before and after");
  const when = h("p", { class: "when", role: "status" });
  let timer = 0;
  function replay() {
    clearTimeout(timer);
    view.show(step.before);
    setText(when, "Before");
    timer = setTimeout(() => { view.show(step.state); setText(when, "After"); }, PAUSE);
  }
  replay();
  return { nodes: [h("div", { class: "whenline" }, when, legend(model, states)), view.node], replay, stop: () => clearTimeout(timer) };
}

function drawLadder(model, step, { width }) {
  const view = new LadderView({ model, state: step.state, result: evaluate(model, step.state) }, () => {});
  view.update();
  const { ladder } = view;
  const share = step.state.protection / 100;
  view.width = width;
  view.drawBar(share, pieceAt(ladder.pieces, share), true);
  return { nodes: [h("div", { class: "ladderslide" }, view.svg), h("ol", { class: ladder.pieces.length > 4 ? "rungwords many" : "rungwords" }, ladder.pieces.map((piece) => h("li", null, typeset(piece.sentence))))] };
}

function drawConditions(model, step, { ask }) {
  const words = h("p", { role: "status" }, "Working it out \u2026");
  const node = h("div", null, words);
  const asked = ask("firm_conditions", step.state);
  const late = setTimeout(() => setText(words, "This needs the server, which has not answered. Go on; it comes when it can."), 15_000);
  asked.found.then((found) => {
    const nearest = found.options.slice(0, 3);
    node.replaceChildren(h("ul", { class: "lines" }, nearest.map((item) => {
      const option = byId(model.options, item.option);
      return h("li", null, h("b", null, `${option.short || option.title}. `), typeset(item.short));
    })));
  }, (error) => setText(words, error.message)).finally(() => clearTimeout(late));
  return { nodes: [node], stop: () => { clearTimeout(late); asked.stop(); } };
}

const DRAWN = {
  words: () => ({ nodes: [] }),
  silence: () => ({ nodes: [] }),
  bar: drawOrder,
  order: drawOrder,
  replay: drawReplay,
  ladder: drawLadder,
  conditions: drawConditions,
};

/**
 * Draw a step into an element.
 * @param element the slide
 * @param model the study
 * @param step one of `stepsOf`
 * @param {{ask, width}} given how to ask Python, and the width of the slide in its own font's px
 * @returns {{replay, stop}} `replay()` does nothing where there is nothing to replay
 */
export function drawStep(element, model, step, given) {
  const { nodes, replay = () => {}, stop = () => {} } = DRAWN[step.kind](model, step, given);
  const lines = step.lines.length ? h("ul", { class: "lines" }, step.lines.map((line) => h("li", null, line))) : null;
  element.className = `slide slide-${step.kind}`;
  element.replaceChildren(...[h("h2", null, step.title), ...nodes, lines, step.kind === "silence" ? null : h("p", { class: "foot-weights" }, footOf(model, step))].filter(Boolean));
  return { replay, stop };
}
