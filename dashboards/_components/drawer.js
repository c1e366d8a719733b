// One cell: its score, its range, what it rests on, and where that can be read.

import { h, s, setAttr, titledList } from "./dom.js";
import { BASIS, KIND, rangeText, scoreText, scoreWord, sentence, voiceWords } from "./words.js";
import { bothScores, nameOf } from "./cells.js";
import { mountOwn } from "./own.js";
import { byId } from "./store.js";

/** The range on the scale from -3 to +3, with the words of its two ends. */
function rangePicture(model, criterion, cell) {
  const scale = model.study.scale;
  const x = (score) => `${4 + (92 * (score + scale)) / (2 * scale)}%`;
  const ticks = [-3, -2, -1, 0, 1, 2, 3].map((score) => [
    s("line", { class: score === 0 ? "tick zero" : "tick", x1: x(score), x2: x(score), y1: 8, y2: 24 }),
    s("text", { class: "ticktext", x: x(score), y: 38, "text-anchor": "middle" }, scoreText(score))]);
  const label = `Score ${scoreText(cell.central)}, range ${rangeText(cell.low, cell.high)}, on a scale from ${scoreText(-scale)} to ${scoreText(scale)}`;
  return h("figure", { class: "range" },
    s("svg", { width: "100%", height: 42, role: "img", "aria-label": label },
      s("line", { class: "rule", x1: x(-scale), x2: x(scale), y1: 16, y2: 16 }), ticks,
      s("line", { class: "spread", x1: x(cell.low), x2: x(cell.high), y1: 16, y2: 16 }),
      s("circle", { class: "dot", cx: x(cell.central), cy: 16, r: 6 })),
    h("figcaption", { class: "rangeends" },
      h("span", null, h("b", null, `${scoreText(-scale)}: `), criterion.worst),
      h("span", null, h("b", null, `${scoreText(scale)}: `), criterion.best)));
}

function figureText(figure) {
  const of = figure.of ? `, ${figure.of}` : "";
  return `Figure: ${figure.value}${of}${figure.as_of ? ` (as of ${figure.as_of})` : ""}.`;
}

/** One record: the paraphrase, where it stands, its figure, what speaks against it, the passage. */
export function evidenceItem(model, id, isCounter = false, ...more) {
  const record = model.evidence[id];
  if (!record) return null;
  const passage = model.passages?.[id];
  const counters = isCounter ? [] : (record.counters ?? []).filter((other) => model.evidence[other]);
  return h("li", { class: "record" },
    h("p", null, record.says),
    h("p", { class: "cite" }, h("cite", null, record.citation), ` \u00b7 ${KIND[record.kind] ?? record.kind}`),
    record.figure ? h("p", { class: "cite" }, figureText(record.figure)) : null,
    passage ? h("blockquote", null, h("p", null, passage), h("footer", null, "The passage, from your own copy of the paper")) : null,
    counters.length ? h("div", { class: "against" }, h("h5", null, "Against it"),
      h("ul", { class: "records" }, counters.map((other) => evidenceItem(model, other, true)))) : null,
    more);
}

export function evidenceList(model, ids) {
  const found = (ids ?? []).map((id) => evidenceItem(model, id)).filter(Boolean);
  return found.length ? h("ul", { class: "records" }, found) : null;
}

function concernItem(model, concern) {
  return h("span", null, h("b", null, concern.title), ` (${voiceWords(model, concern.voice)}): ${concern.says}`);
}

/** What the scenario did to this cell, and why. */
function shiftNotes(model, state, option, criterion) {
  const scenario = byId(model.scenarios, state.scenario);
  const cell = scenario?.cells?.[option]?.[criterion];
  if (!cell) return null;
  const today = model.scores[option]?.[criterion];
  const reasons = (cell.shifts ?? []).map((id) => (scenario.shifts ?? []).find((shift) => shift.id === id))
    .filter(Boolean).map((shift) => `${scoreText(shift.by)}: ${shift.reason}`);
  return h("div", { class: "part" }, h("h4", null, `In the scenario \u201c${scenario.title}\u201d`),
    today ? h("p", null, `In today\u2019s circumstances the score is ${scoreText(today.central)} (${rangeText(today.low, today.high)}). The scenario moves it by`) : null,
    h("ul", null, reasons.map((reason) => h("li", null, reason))));
}

/** The reader's own score, said beside the published one, never in its place. */
function ownVerdict(model, state, own) {
  if (!own) return null;
  return h("p", { class: "verdict own" }, h("span", { class: "owned" }, "own"), " ", h("b", null, sentence(scoreWord(model, own.central))),
    ` \u00b7 ${scoreText(own.central)}, range ${rangeText(own.low, own.high)}. ${state.use_own ? "Your own score counts in the place of the published one." : "Your own score is set aside; the published one counts."}`);
}

function scoreParts(model, criterion, cell) {
  if (!cell) return [h("p", { class: "verdict" }, "Not scored. A missing score is never counted as 0.")];
  return [
    h("p", { class: "verdict" }, h("b", null, sentence(scoreWord(model, cell.central))), ` \u00b7 ${scoreText(cell.central)}, range ${rangeText(cell.low, cell.high)}`),
    rangePicture(model, criterion, cell),
    h("p", null, h("b", null, "Basis: "), BASIS[cell.basis], "."),
  ];
}

/** What a score rests on, and ways to all that its papers say. */
function evidenceParts(model, cell, onSource) {
  if (!cell) return [];
  const records = evidenceList(model, cell.evidence);
  const papers = [...new Set(cell.evidence.map((id) => model.evidence[id]?.source).filter((id) => model.sources[id]))];
  return [
    h("h4", null, "Evidence"),
    records ?? h("p", null, "No passage is cited for this score: it is our judgement, for the reason above."),
    papers.length ? h("p", { class: "line" }, papers.map((id) => h("button", { type: "button", class: "plain", onclick: () => onSource(id) },
      `All records of ${model.sources[id].cite ?? model.sources[id].title}`))) : null,
  ];
}

/**
 * The panel of one cell. Its head and the editor of own scores stay while cells change, and focus with them.
 *
 * @param element the panel
 * @param store the shared state
 * @param {{onChange, close, onStep, onSource}} given `onStep(by)` leads to the cell before or after; `onSource(id)`
 *   to the records of a paper
 * @returns {{heading, show, update}}
 */
export function mountDrawer(element, store, { onChange, close, onStep, onSource }) {
  const { model } = store;
  const button = (text, onclick) => h("button", { type: "button", class: "plain", onclick }, text);
  const heading = h("h3", { tabindex: -1 });
  const [score, rest, own] = [h("div"), h("div"), mountOwn(store, onChange)];
  element.replaceChildren(
    h("div", { class: "drawerhead" }, heading, h("div", { class: "line" }, button("Previous cell", () => onStep(-1)), button("Next cell", () => onStep(1)), button("Close cell", close))),
    score, own.node, rest);
  let at = "";

  function fill(optionId, criterionId) {
    const { state } = store;
    const option = byId(model.options, optionId);
    const criterion = byId(model.criteria, criterionId);
    const { published, own: mine } = bothScores(model, state, optionId, criterionId);
    const concerns = criterion.concerns.map((id) => model.concerns[id]).filter(Boolean);
    heading.replaceChildren(nameOf(option), h("span", { class: "on" }, ` on ${criterion.title}`));
    setAttr(element, "aria-label", `${nameOf(option)}, ${criterion.title}`);
    score.replaceChildren(...[
      h("p", { class: "question" }, criterion.question), ...scoreParts(model, criterion, published), ownVerdict(model, state, mine),
      published ? h("h4", null, "Reason") : null, published ? h("p", null, published.reason) : null,
      shiftNotes(model, state, optionId, criterionId)].filter(Boolean));
    rest.replaceChildren(...[
      ...evidenceParts(model, published, onSource),
      titledList("Concerns gathered under this criterion", concerns.map((concern) => concernItem(model, concern))),
      criterion.note ? h("p", { class: "hint" }, criterion.note) : null].filter(Boolean));
  }

  return {
    heading,
    show(option, criterion) {
      fill(option, criterion);
      if (at !== `${option} ${criterion}`) own.show(option, criterion);
      else own.update();
      at = `${option} ${criterion}`;
    },
    update: () => own.update(),
  };
}
