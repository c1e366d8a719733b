// The evidence: the matrix, the panel of one cell, the reader's own scores, the papers, and what is not weighed.

import { h, setText, show } from "./dom.js";
import { firstChoices, orderedCriteria, soughtSentence } from "./cells.js";
import { evidenceList, mountDrawer } from "./drawer.js";
import { mountBar } from "./evidence_bar.js";
import { mountList } from "./evidence_list.js";
import { mountSources } from "./evidence_sources.js";
import { heading as orderName } from "./kernel_sentences.js";
import { mountMatrix, scoreLegend, sortedOptions } from "./matrix.js";
import { mountOwnBar, numberOfOwn } from "./own.js";
import { count, lower, typeset, voiceWords } from "./words.js";

const NARROW = "(max-width: 860px)";
const WIDE = "(min-width: 1600px)";

function unweighed(model) {
  const left = Object.values(model.concerns).filter((concern) => !concern.criterion);
  if (!left.length) return null;
  return h("section", { class: "reading", "aria-label": "Concerns not weighed" },
    h("h3", null, "Recorded, but not weighed"),
    h("ul", null, left.map((concern) => h("li", null,
      h("p", null, h("b", null, concern.title), ` (${voiceWords(model, concern.voice)}): ${concern.says}`),
      h("p", null, h("b", null, "Why it is not weighed: "), concern.why_not_weighed),
      h("details", null, h("summary", null, `Where it is said: ${concern.title}`), evidenceList(model, concern.evidence))))));
}

function limits(model) {
  const { study } = model;
  return h("section", { class: "reading", "aria-label": "Known limits" },
    h("h3", null, "Known limits"),
    study.scored_by ? h("p", null, h("b", null, "Scored by: "), study.scored_by) : null,
    h("ul", null, (study.limits ?? []).map((text) => h("li", null, text))),
    study.missing_voices ? h("p", null, h("b", null, "Who is missing: "), study.missing_voices) : null);
}

export function heading(model, state) {
  const n = numberOfOwn(state);
  return `Evidence: every score, and what it rests on${n && state.use_own ? `, with ${count(n, "score")} of your own` : ""}`;
}

/** The cell before or after, along the rows as they stand. */
function neighbour(store, rows, [option, criterion], by) {
  const cells = sortedOptions(store, rows).flatMap(({ id }) => orderedCriteria(store.model).map((one) => [id, one.id]));
  const at = cells.findIndex(([o, c]) => o === option && c === criterion);
  return cells[(at + by + cells.length) % cells.length];
}

/**
 * The Evidence tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 */
export function mount(element, store, onChange) {
  const { model } = store;
  const choices = { ...firstChoices(), words: matchMedia(WIDE).matches };
  let view = matchMedia(NARROW).matches ? "option" : "matrix";
  let [shown, isStepping, before] = ["", false, null];
  const table = h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Scores, options by criteria" });
  const reading = h("div", { class: "readlist" });
  const panel = h("section", { class: "drawer", hidden: true });
  const said = h("p", { class: "hint" });
  const open = (option, criterion) => onChange({ cell: [option, criterion] });
  const sort = (rows) => { choices.rows = rows; refresh(); };
  const matrix = mountMatrix(table, store, choices, open, sort);
  const list = mountList(reading, store, choices, open);
  const bar = mountBar(model, choices, () => refresh(), (next) => { view = next; refresh(); });
  const own = mountOwnBar(store, onChange);
  const sources = mountSources(model, open);
  const drawer = mountDrawer(panel, store, {
    onChange, close, onSource: sources.open,
    onStep: (by) => { isStepping = true; onChange({ cell: neighbour(store, choices.rows, store.state.cell, by) }); },
  });
  const legend = scoreLegend();
  element.replaceChildren(own.node, said, bar.node, legend,
    h("div", { class: "split" }, table, reading, panel), sources.node, unweighed(model) ?? "", limits(model));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.state.cell) close();
  });

  const buttonOf = (cell) => (view === "matrix" ? matrix : list).button(...cell);

  function close() {
    const { cell } = store.state;
    onChange({ cell: null });
    if (cell) buttonOf(cell)?.focus();
  }

  function refresh() {
    const { state } = store;
    show(table, view === "matrix");
    show(reading, view !== "matrix");
    show(legend, view === "matrix");
    if (state.cell) list.pick(...state.cell);
    if (view === "matrix") matrix.update();
    else list.update(view);
    const [found, size] = view === "matrix" ? [matrix.count(), matrix.size] : [list.count(), list.size()];
    bar.update(view, soughtSentence(model, choices, found, size));
    const name = orderName(model, state).split(". Scenario: ")[0];
    const rows = choices.rows === "total" && view === "matrix" ? `Rows stand by place: ${typeset(lower(name))}. ` : "";
    setText(said, `${rows}Scores are against today\u2019s practice. Choose a cell to see what it rests on${view === "matrix" ? "; a heading sorts" : ""}.`);
  }

  function update() {
    const { state } = store;
    own.update();
    refresh();
    const { cell } = state;
    const key = cell ? JSON.stringify([cell, state.scenario, state.use_own, state.own[cell[0]]?.[cell[1]] ?? null]) : "";
    if (key === shown) { if (cell) drawer.update(); return; }
    shown = key;
    show(panel, Boolean(cell));
    element.classList.toggle("has-drawer", Boolean(cell));
    const isOther = String(cell) !== String(before);
    before = cell;
    if (!cell) return;
    drawer.show(...cell);
    if (!isOther) return;
    panel.scrollTop = 0;
    bringIntoView(buttonOf(cell));
    if (!isStepping) drawer.heading.focus({ preventScroll: true });
    isStepping = false;
  }

  /** In view and, where the panel is a sheet over the lower part of the screen, above it. */
  function bringIntoView(button) {
    if (!button) return;
    const isSheet = getComputedStyle(panel).position === "fixed";
    if (isSheet && view === "matrix") table.scrollIntoView({ block: "start" });
    button.scrollIntoView({ block: isSheet && view !== "matrix" ? "start" : "nearest", inline: "nearest" });
  }
  return { update };
}
