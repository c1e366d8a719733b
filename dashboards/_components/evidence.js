// The evidence: the matrix, the panel of one cell, the papers, and what is not weighed.

import { h, setText, show, titledList } from "./dom.js";
import { mountMatrix, scoreLegend } from "./matrix.js";
import { evidenceList, showCell } from "./drawer.js";
import { byId } from "./store.js";
import { VOICE } from "./words.js";

function sourceItem(source) {
  const known = (text, name) => (text && text !== "not stated" ? text : `${name} not stated`);
  return h("li", null,
    h("h4", null, source.cite ?? source.title),
    h("p", null, [known(source.author, "author"), known(source.title, "title"), known(source.date, "date"), known(source.venue, "venue")].join(" \u00b7 ")),
    source.purpose ? h("p", null, h("b", null, "Purpose: "), source.purpose) : null,
    source.recommends ? h("p", null, h("b", null, "Recommends: "), source.recommends) : null,
    titledList("Inferred, not stated", source.inferred), titledList("Read with care", source.cautions));
}

function sources(model) {
  return h("section", { class: "reading", "aria-label": "The papers" },
    h("h3", null, "The papers"),
    h("ul", { class: "sources" }, Object.values(model.sources).map(sourceItem)));
}

function unweighed(model) {
  const left = Object.values(model.concerns).filter((concern) => !concern.criterion);
  if (!left.length) return null;
  return h("section", { class: "reading", "aria-label": "Concerns not weighed" },
    h("h3", null, "Recorded, but not weighed"),
    h("ul", null, left.map((concern) => h("li", null,
      h("p", null, h("b", null, concern.title), ` (${VOICE[concern.voice] ?? concern.voice}): ${concern.says}`),
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

export function heading() {
  return "Evidence: every score, and what it rests on";
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
  const table = h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Scores, options by criteria" });
  const drawer = h("section", { class: "drawer" });
  const said = h("p", { class: "hint" });
  const open = (option, criterion) => onChange({ cell: [option, criterion] });
  const matrix = mountMatrix(table, store, open);
  element.replaceChildren(said, scoreLegend(),
    h("div", { class: "split" }, table, drawer), sources(model), unweighed(model) ?? "", limits(model));
  drawer.hidden = true;

  const close = () => {
    const cell = store.state.cell;
    onChange({ cell: null });
    if (cell) matrix.button(...cell)?.focus();
  };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.state.cell) close();
  });

  let shown = "";
  function update() {
    const { state } = store;
    matrix.update();
    setText(said, `Every option on every criterion, against today\u2019s practice. Scenario: ${byId(model.scenarios, state.scenario).title}. Choose a cell to see what it rests on; choose a heading to sort.`);
    const key = state.cell ? `${state.cell.join(" ")} ${state.scenario}` : "";
    if (key === shown) return;
    shown = key;
    show(drawer, Boolean(state.cell));
    element.classList.toggle("has-drawer", Boolean(state.cell));
    if (!state.cell) return;
    const heading = showCell(drawer, store, ...state.cell, close);
    drawer.scrollTop = 0;
    matrix.button(...state.cell)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    heading.focus({ preventScroll: true });
  }
  return { update };
}
