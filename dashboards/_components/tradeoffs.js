// Trade-offs: protection against the state's concerns, what beats what on both, and the protection ladder.

import { h, freshId, setText, show } from "./dom.js";
import { mountFigure } from "./figure.js";
import { protectionWord } from "./kernel.js";
import { heading as orderName } from "./kernel_sentences.js";
import { ledgerSentence, twoLedgers } from "./kernel_ledgers.js";
import { titlesOf } from "./kernel_words.js";
import { LadderView } from "./ladder.js";
import { Scatter } from "./scatter.js";
import { boundsHolding, isBelow, standing, steadyBounds } from "./scatter_parts.js";
import { byId } from "./store.js";
import { barePossessive, possessive, sentence, signed, typeset } from "./words.js";

const LINGER = 200; // ms a hover box stays, so that the pointer can move into it
const NARROW = 560;
const MOST_CHOSEN = 3;
const FEW = 4; // options named one by one where nearly all are meant

/** The heading without its scenario, which stands in the picker beside it. */
export function heading(model, state) {
  return orderName(model, state).split(". Scenario: ")[0].replace("Order under", "Trade-offs under");
}

// ---- What is said of one option -----------------------------------------------------------------

function bothNumbers(model, ledgers, state, id) {
  const range = (ledger) => ` (${signed(ledgers.low[ledger][id])} to ${signed(ledgers.high[ledger][id])})`;
  return [
    `${sentence(possessive(model))} concerns ${signed(ledgers.state[id])}${range("state")}`,
    `Protection ${signed(ledgers.protection[id])}${range("protection")}, ${protectionWord(ledgers.protection[id])}${isBelow(state, ledgers, id) ? ", below floor" : ""}`,
  ];
}

/** The chosen options with one more, for Compare: with today's practice when nothing was chosen yet. */
function withChosen(model, chosen, id) {
  if (chosen.includes(id)) return chosen;
  if (!chosen.length && id !== model.study.baseline) return [model.study.baseline, id];
  return [...chosen.slice(0, MOST_CHOSEN - 1), id];
}

/** The line under the chart that a point opens. */
function openedLine(store, onChange, close) {
  const name = h("h3", null);
  const numbers = h("p", null);
  const said = h("p", null);
  const current = () => store.state.option;
  const button = (text, onclick) => h("button", { type: "button", class: "plain", onclick }, text);
  const node = h("section", { class: "openedline", id: freshId("opened"), "aria-label": "The option that is open", hidden: true },
    name, numbers, said, h("div", { class: "line" },
      button("Why it stands there", () => onChange({ tab: "order" })),
      button("Compare it", () => onChange({ tab: "compare", chosen: withChosen(store.model, store.state.chosen, current()) })),
      button("Its scores and evidence", () => onChange({ tab: "evidence", cell: [current(), store.model.criteria[0].id] })),
      button("Close", close)));
  node.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  function update(ledgers) {
    const { model, state } = store;
    const option = state.option ? byId(model.options, state.option) : null;
    show(node, Boolean(option));
    if (!option) return;
    const isIn = !ledgers.refused && ledgers.state[option.id] !== undefined;
    setText(name, option.title);
    setText(numbers, isIn ? `${bothNumbers(model, ledgers, state, option.id).join(". ")}.` : "");
    setText(said, isIn ? typeset(ledgerSentence(model, ledgers, option.id)) : "Not in the chart: a score that counts is missing.");
  }
  return { node, update };
}

/** What is pointed at or has focus; the same can be opened under the chart. */
function hoverBox(store, scatter, canvas) {
  const name = h("b", null);
  const lines = [h("span", null), h("span", null), h("span", null)];
  const node = h("div", { class: "tip", "aria-hidden": "true", hidden: true }, name, lines);
  let timer = 0;
  let shown = null;
  let closed = null; // by Esc, until something else is pointed at
  const hide = () => { shown = null; show(node, false); };
  node.addEventListener("pointerenter", () => clearTimeout(timer));
  node.addEventListener("pointerleave", () => look(null));
  canvas.ownerDocument.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    closed = shown;
    hide();
  });
  canvas.append(node);

  /** Beside the point, where it covers fewest others. */
  function place({ x, y }) {
    const [width, height] = [node.offsetWidth, node.offsetHeight];
    const inside = (left) => Math.max(0, Math.min(left, canvas.clientWidth - width));
    const corners = [y - height - 14, y + 14].flatMap((top) => [x + 14, x - width - 14].map((left) => ({ left: inside(left), top })));
    const covered = ({ left, top }) => [...scatter().spots.values()].filter((spot) =>
      spot.x > left - 8 && spot.x < left + width + 8 && spot.y > top - 8 && spot.y < top + height + 8).length;
    const best = corners.map((corner) => ({ ...corner, cost: covered(corner) + (corner.top < 0 ? 4 : 0) })).sort((a, b) => a.cost - b.cost)[0];
    node.style.left = `${best.left}px`;
    node.style.top = `${best.top}px`;
  }

  function fill(ledgers) {
    const { model, state } = store;
    const option = byId(model.options, shown);
    setText(name, option.short || option.title);
    const said = [...bothNumbers(model, ledgers, state, shown), sentence(standing(ledgers, shown))];
    lines.forEach((line, k) => setText(line, said[k]));
  }

  function look(id) {
    clearTimeout(timer);
    if (!id) {
      closed = null;
      timer = setTimeout(hide, LINGER);
      return;
    }
    if (id === closed || id === shown) return;
    closed = null;
    shown = id;
    show(node, true);
    update();
  }

  let ledgers = null;
  function update(next = ledgers) {
    ledgers = next;
    if (!shown) return;
    const spot = scatter().spots.get(shown);
    if (!spot) { hide(); return; }
    fill(ledgers);
    place(spot);
  }
  return { look, update };
}

// ---- Table, list, legend ------------------------------------------------------------------------

/** The front first, then the others, from the highest for the state down. */
function listed(ledgers) {
  const fall = (a, b) => ledgers.state[b] - ledgers.state[a];
  const rest = Object.keys(ledgers.state).filter((id) => ledgers.beatenBy[id].length).sort(fall);
  return [...ledgers.front, ...rest];
}

function tableOf(model, state, ledgers) {
  const names = (ids) => (ids.length ? ids.map((id) => titlesOf(model, [id])).join(", ") : "none");
  const others = Object.keys(ledgers.state).length - 1;
  const few = (ids) => (ids.length > FEW ? `${ids.length} of ${others} others` : names(ids));
  const range = (ledger, id) => (state.whiskers ? ` (${signed(ledgers.low[ledger][id])} to ${signed(ledgers.high[ledger][id])})` : "");
  return {
    caption: `Options by ${possessive(model)} concerns and by protection`,
    head: ["Option", `${barePossessive(model)} concerns`, "Protection", "Protection in words", "On the line, or beaten by", "Surely beaten by", "Possibly beaten by"],
    rows: listed(ledgers).map((id) => [
      `${titlesOf(model, [id])}${id === model.study.baseline ? " (today\u2019s practice)" : ""}${state.chosen.includes(id) ? " (chosen)" : ""}`,
      `${signed(ledgers.state[id])}${range("state", id)}`, `${signed(ledgers.protection[id])}${range("protection", id)}`,
      `${protectionWord(ledgers.protection[id])}${isBelow(state, ledgers, id) ? ", below floor" : ""}`,
      ledgers.beatenBy[id].length ? names(ledgers.beatenBy[id]) : "on the line",
      few(ledgers.surelyBeatenBy[id]), few(ledgers.possiblyBeatenBy[id])]),
  };
}

function legend() {
  const item = (mark, text) => h("li", null, h("span", { class: `key ${mark}`, "aria-hidden": "true" }), text);
  return h("ul", { class: "legend" }, item("square", "nothing beats it on both"), item("hollow", "beaten: another is at least as good on both and better on one"),
    item("stair", "stair line: beyond it there is nothing"));
}

/** On a narrow screen: the options whose names found no room in the chart. */
function restList(store, onOpen) {
  const items = new Map(store.model.options.map((option) => {
    const words = h("span", null);
    const node = h("li", null, h("button", { type: "button", class: "plain", onclick: () => onOpen(option.id) }, option.short || option.title), words);
    return [option.id, { node, words }];
  }));
  const list = h("ul", null);
  const node = h("div", { class: "rest", hidden: true }, h("h4", null, "Beaten by another option: hollow circles"), list);
  let shown = "";
  function update(ledgers, isNarrow) {
    const ids = isNarrow && !ledgers.refused ? listed(ledgers).filter((id) => ledgers.beatenBy[id].length) : [];
    show(node, ids.length > 0);
    for (const id of ids) {
      const below = isBelow(store.state, ledgers, id) ? ", below floor" : "";
      setText(items.get(id).words, ` ${store.model.study.decision_maker} ${signed(ledgers.state[id])}, protection ${signed(ledgers.protection[id])}${below}`);
    }
    if (ids.join() === shown) return;
    shown = ids.join();
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    list.replaceChildren(...ids.map((id) => items.get(id).node));
    if (focused) (list.contains(focused) ? focused : list.querySelector("button"))?.focus({ preventScroll: true });
  }
  return { node, update };
}

// ---- The view -----------------------------------------------------------------------------------

function rangesSwitch(onChange) {
  const box = h("input", { type: "checkbox", onchange: () => onChange({ whiskers: box.checked }) });
  const node = h("label", { class: "check" }, box, "Show ranges");
  return { node, update: (isOn) => { if (box.checked !== isOn) box.checked = isOn; } };
}

function makeChart(store, onOpen, look, ranges, opened, rest) {
  const scatter = new Scatter({ model: store.model, onOpen, onLook: look });
  const canvas = h("div", { class: "canvas" }, scatter.svg);
  const ends = h("p", { class: "xends" }, h("span", null, `\u2190 worse than today for ${possessive(store.model)} concerns`),
    h("span", null, `better than today for ${possessive(store.model)} concerns \u2192`));
  const plot = [canvas, ends, h("div", { class: "under" }, ranges.node, legend()), opened.node, rest.node];
  return { scatter, canvas, ends, plot };
}

/**
 * The Trade-offs tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 */
export function mount(element, store, onChange) {
  const { model } = store;
  const steady = [false, true].map((whiskers) => steadyBounds(model, whiskers));
  let ledgers = null;
  let width = 0;
  let tip = null;
  const toggle = (id) => onChange({ option: store.state.option === id ? null : id });
  const openFromList = (id) => { onChange({ option: id }); requestAnimationFrame(() => opened.node.scrollIntoView({ block: "nearest" })); };
  const close = () => {
    const point = chart.scatter.marks.get(store.state.option)?.node;
    onChange({ option: null });
    point?.focus();
  };
  const ranges = rangesSwitch(onChange);
  const opened = openedLine(store, onChange, close);
  const rest = restList(store, openFromList);
  const chart = makeChart(store, toggle, (id) => tip.look(id), ranges, opened, rest);
  tip = hoverBox(store, () => chart.scatter, chart.canvas);
  for (const { node } of chart.scatter.all) node.setAttribute("aria-controls", opened.node.id);
  const figure = mountFigure({ name: "trade-offs", plot: chart.plot, table: () => tableOf(model, store.state, ledgers) });
  const apart = h("p", { class: "hint" });
  const ladder = new LadderView(store, onChange);
  element.replaceChildren(figure.node, apart, ladder.node);
  figure.node.querySelector("figcaption").after(apart);
  new ResizeObserver(([entry]) => {
    width = entry.contentRect.width || width;
    chart.scatter.fit(width);
    if (ledgers) rest.update(ledgers, width < NARROW);
  }).observe(chart.canvas);

  let seen = null;
  function update() {
    const { state, result } = store;
    if (seen?.state === state && seen.result === result) return;
    const isReckoned = seen?.result !== result;
    seen = { state, result };
    if (isReckoned) ledgers = twoLedgers(model, state, result);
    const isPlotted = !ledgers.refused;
    for (const node of [chart.canvas, chart.ends, chart.plot[2]]) show(node, isPlotted);
    ranges.update(state.whiskers);
    const bounds = boundsHolding(steady[Number(state.whiskers)], ledgers, state.whiskers);
    chart.scatter.update({ state, ledgers, bounds });
    figure.update(ledgers.refused || typeset(ledgers.sentence));
    setText(apart, state.protection > 0 ? "In this chart the two ledgers stand apart, although protection is in the total." : "");
    show(apart, state.protection > 0);
    opened.update(ledgers);
    rest.update(ledgers, width < NARROW);
    tip.update(ledgers);
    if (isReckoned) ladder.update();
  }
  return { update };
}
