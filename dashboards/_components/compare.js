// Compare: two or three options side by side, criterion by criterion, and what is proposed.

import { h, setText, show } from "./dom.js";
import { protectionWord, shown, TIE } from "./kernel.js";
import { heading as orderName } from "./kernel_sentences.js";
import { comparedOptions, comparedSentence, ledgersOf, pointsByLedger } from "./compare_numbers.js";
import { factsTable } from "./compare_facts.js";
import { mountRows, slotMark } from "./compare_rows.js";
import { mountPicker } from "./picker.js";
import { byId } from "./store.js";
import { possessive, rankText, sentence, signed } from "./words.js";

/** The heading without its scenario, which stands in the picker beside it. */
export function heading(model, state) {
  return orderName(model, state).split(". Scenario: ")[0].replace("Order under", "Options compared under");
}

// ---- At a glance --------------------------------------------------------------------------------

function placeWords({ result, ranges }, id) {
  if (result.nothing) return "nothing counts yet";
  if (result.rank[id] === null) return "no place: a score that counts is missing";
  const range = ranges?.[id];
  const between = !range ? "" : range[0] === range[1] ? `, range ${range[0]}` : `, range ${range[0]}\u2013${range[1]}`;
  return `${rankText(result.rank[id], result.shared[id])}${between}`;
}

function totalWords({ result }, id) {
  return result.nothing ? "nothing counts yet" : Number.isFinite(result.total[id]) ? signed(result.total[id]) : "not scored";
}

function protectionWords({ result, state }, id) {
  const points = result.protection?.[id];
  if (result.nothing || !Number.isFinite(points)) return "not scored";
  const below = state.floor !== null && points < state.floor - TIE ? ", below floor" : "";
  return `${signed(points)}, ${protectionWord(points)}${below}`;
}

function glanceTable(store, options) {
  const { model } = store;
  const total = h("th", { scope: "row", role: "rowheader" });
  const lines = [["Place in the order", placeWords], [total, totalWords], ["Protection", protectionWords]].map(([title, words]) => {
    const texts = options.map(() => h("span", null));
    const head = title instanceof Node ? title : h("th", { scope: "row", role: "rowheader" }, title);
    const node = h("tr", { role: "row" }, head, options.map((id, slot) => h("td", { role: "cell" },
      h("span", { class: "slotname", "aria-hidden": "true" }, slotMark(slot), byId(model.options, id).short), texts[slot])));
    return { node, update: () => texts.forEach((text, slot) => setText(text, words(store, options[slot]))) };
  });
  const node = h("table", { class: "facts glance", role: "table" }, h("caption", null, "At a glance"),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("td", { role: "cell" }), options.map((id, slot) =>
      h("th", { scope: "col", role: "columnheader" }, slotMark(slot), byId(model.options, id).short,
        id === model.study.baseline ? h("span", { class: "mark-baseline" }, "today\u2019s practice") : null)))),
    h("tbody", { role: "rowgroup" }, lines.map((line) => line.node)));
  function update() {
    const { protection } = store.state;
    setText(total, protection > 0 ? `Total, protection counting for ${protection}\u00a0%` : `Total for ${possessive(model)} concerns`);
    lines.forEach((line) => line.update());
  }
  return { node, update };
}

// ---- Words --------------------------------------------------------------------------------------

/** How the two ledgers' differences make that of the totals, when protection is in them. */
function inTotalWords(store, options) {
  const { model, state, result } = store;
  if (!(state.protection > 0) || result.nothing) return "";
  return options.slice(1).map((id) => {
    if (!Number.isFinite(result.total[id]) || !Number.isFinite(result.total[options[0]])) return "";
    const of = (ledger) => {
      const sums = [options[0], id].map((option) => model.groups.filter((group) => group.ledger === ledger)
        .reduce((all, group) => all + result.groupParts[option][group.id], 0));
      return shown(sums[1]) - shown(sums[0]);
    };
    const whole = shown(result.total[id]) - shown(result.total[options[0]]);
    const [own, aims] = [of("state"), of("protection")];
    const rounding = whole - own - aims;
    const parts = [`${model.study.decision_maker} ${signed(own)}`, `protection ${signed(aims)}`, rounding ? `rounding ${signed(rounding)}` : ""].filter(Boolean);
    return `${byId(model.options, id).short}, difference of totals ${signed(whole)}: ${parts.join(", ")}.`;
  }).filter(Boolean).join(" ");
}

function hintWords(isPoints, state) {
  if (!isPoints) return "Differences in steps of the scale from \u22123 to +3, whatever the weights.";
  const apart = state.protection > 0 ? "" : " Protection is in no total: its points stand by themselves.";
  return `Differences as points under these weights; they add up to the difference of the sums shown.${apart}`;
}

function captionOf(model, ledger, points, state) {
  const title = ledger === "state" ? `${sentence(possessive(model))} concerns` : "Protection of people";
  if (ledger === "state" && state.protection === 100) return `${title}: in no total now`;
  return points && !points.isInTotal ? `${title}: apart from the total` : title;
}

function sumTitle(ledger, state) {
  if (state.protection > 0) return "Part of the total";
  return ledger === "state" ? "Total" : "Protection";
}

// ---- The view -----------------------------------------------------------------------------------

function makeControls(onSet) {
  const order = h("select", { "aria-label": "Order of the criteria", onchange: () => onSet({ byGroup: order.value === "group" }) },
    h("option", { value: "gap" }, "biggest difference first"), h("option", { value: "group" }, "by group"));
  const box = h("input", { type: "checkbox", onchange: () => onSet({ isPoints: box.checked }) });
  return h("div", { class: "comparecontrols" },
    h("label", { class: "line" }, h("span", { "aria-hidden": "true" }, "Order of the criteria"), order),
    h("label", { class: "check" }, box, "Differences as points under these weights"));
}

/**
 * The Compare tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 */
export function mount(element, store, onChange) {
  const { model } = store;
  let view = { byGroup: false, isPoints: false };
  let options = [];
  let glance = null;
  let tables = [];
  const controls = makeControls((patch) => { view = { ...view, ...patch }; seen = null; update(); });
  const picker = mountPicker(store, onChange);
  const line = h("p", { class: "sentence" });
  const hint = h("p", { class: "hint" });
  const inTotal = h("p", { class: "hint" });
  const body = h("div", { class: "compared" });
  element.replaceChildren(h("div", { class: "picking" }, picker.node, controls), line, body);

  function build(next) {
    options = next;
    glance = glanceTable(store, options);
    tables = ledgersOf(model).map((part) => ({ ...part, ...mountRows(store, part, options, onChange) }));
    body.replaceChildren(glance.node, hint, ...tables.map((table) => table.node), inTotal,
      factsTable(model, options.map((id) => byId(model.options, id))));
  }

  let seen = null;
  function update() {
    const { state, result, ranges } = store;
    if (seen && seen.state === state && seen.result === result && seen.ranges === ranges) return;
    seen = { state, result, ranges };
    const next = comparedOptions(model, state, result);
    if (next.join() !== options.join()) build(next);
    picker.update(options);
    setText(line, comparedSentence(model, state, options));
    glance.update();
    const points = view.isPoints ? pointsByLedger(model, state, result) : null;
    for (const { ledger, update: draw } of tables) {
      const given = points?.[ledger] ?? null;
      draw({ byGroup: view.byGroup, points: given, title: sumTitle(ledger, state), name: captionOf(model, ledger, given, state) });
    }
    setText(hint, hintWords(Boolean(points), state));
    const said = points ? inTotalWords(store, options) : "";
    setText(inTotal, said);
    show(inTotal, said !== "");
  }
  return { update };
}
