// The parts of the report on how firm an order is, on what it rests, and where it ends.

import { h } from "./dom.js";
import { twoLedgers, ledgerSentence } from "./kernel_ledgers.js";
import { FIRST_MEANS } from "./kernel_words.js";
import { LadderView, pieceAt } from "./ladder.js";
import { methodNote } from "./method_note.js";
import { allOptions, dayText } from "./paper.js";
import { nameOf, part, wide } from "./report_parts.js";
import { linkTo } from "./link.js";
import { byId, scoreIn } from "./store.js";
import { bareName, count, signed, typeset } from "./words.js";

const LADDER = 660; // px

// ---- The two ledgers ----------------------------------------------------------------------------

export function ladderPart(store) {
  if (!store.model.groups.some((group) => group.ledger === "protection")) return null;
  const view = new LadderView(store, () => {});
  view.update();
  const { ladder } = view;
  const title = "Protection ladder: who stands first as protection counts for more";
  if (ladder.refused) return part(title, h("p", null, ladder.refused));
  const share = store.state.protection / 100;
  view.width = LADDER;
  view.drawBar(share, pieceAt(ladder.pieces, share), true);
  return part(title, h("figure", { class: "figure reportladder" }, view.svg),
    h("ol", null, ladder.pieces.map((piece) => h("li", null, typeset(piece.sentence)))),
    [...ladder.story.slice(ladder.pieces.length), FIRST_MEANS].map((said) => h("p", null, typeset(said))));
}

export function ledgersPart(store) {
  const { model, state, result } = store;
  if (!model.groups.some((group) => group.ledger === "protection")) return null;
  const found = twoLedgers(model, state);
  if (found.refused) return part("The two ledgers: what beats what", h("p", null, found.refused));
  const options = allOptions(model, result).filter(({ id }) => !found.leftOut.includes(id));
  return part("The two ledgers: what beats what", h("p", null, typeset(found.sentence)),
    wide("The two ledgers", h("table", { class: "reporttable" }, h("caption", { class: "vh" }, "Every option on both ledgers, and what beats it"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Option"), h("th", { scope: "col", class: "number" }, `for ${model.study.decision_maker}`),
        h("th", { scope: "col", class: "number" }, "protection"), h("th", { scope: "col" }, "In words"))),
      h("tbody", null, options.map((option) => h("tr", null, h("th", { scope: "row" }, nameOf(option)), h("td", { class: "number" }, signed(found.state[option.id])),
        h("td", { class: "number" }, signed(found.protection[option.id])), h("td", null, typeset(ledgerSentence(model, found, option.id)))))))));
}

// ---- What Python says ---------------------------------------------------------------------------

export function conditionsOf(model, found) {
  return [h("p", null, `${typeset(found.leaders)} ${found.several ? "have" : "has"} the highest total now.`),
    h("ul", null, found.options.map((item) => h("li", null, h("b", null, `${nameOf(byId(model.options, item.option))}. `), typeset(item.short))))];
}

export function structureOf(found) {
  if (found.refused) return [h("p", null, found.refused)];
  if (!found.structure.length) return [h("p", null, "Nothing to note: no criterion is idle, and no two are alike.")];
  return [h("ul", null, found.structure.map((sentence) => h("li", null, typeset(sentence))))];
}

// ---- What it rests on, and where it ends ----------------------------------------------------------

const KINDS = { stated: "stated: a paper says it", implied: "implied: follows from what a paper says", judgement: "our judgement", own: "your own", none: "not scored" };

function countBases({ model, state }, ledger) {
  const counted = { stated: 0, implied: 0, judgement: 0, own: 0, none: 0 };
  const criteria = model.criteria.filter(({ group }) => byId(model.groups, group).ledger === ledger);
  for (const option of model.options.filter(({ id }) => id !== model.study.baseline)) {
    for (const criterion of criteria) {
      const cell = scoreIn(model, state, option.id, criterion.id);
      counted[cell === null ? "none" : cell.own ? "own" : cell.basis] += 1;
    }
  }
  return counted;
}

export function basesPart(store) {
  const { model } = store;
  const [state, aims] = [countBases(store, "state"), countBases(store, "protection")];
  const rows = Object.entries(KINDS).filter(([kind]) => kind !== "own" || state.own + aims.own > 0);
  const number = (text) => h("td", { class: "number" }, text);
  return part("What the sources carry", h("p", null, "How many scores rest on what; those of today\u2019s practice, which are 0 by definition, are left out."),
    h("table", { class: "reporttable narrowtable" }, h("caption", { class: "vh" }, "Scores by what they rest on"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Basis"), h("th", { scope: "col", class: "number" }, bareName(model)), h("th", { scope: "col", class: "number" }, "protection"))),
      h("tbody", null, rows.map(([kind, title]) => h("tr", { "data-basis": kind }, h("th", { scope: "row" }, title), number(state[kind]), number(aims[kind]))))));
}

export function limitsPart({ model: { study } }) {
  return part("Known limits and missing voices", study.limits.length ? h("ul", null, study.limits.map((limit) => h("li", null, limit))) : null,
    study.missing_voices ? h("p", null, study.missing_voices) : null, study.scored_by ? h("p", null, `Who scored: ${study.scored_by}.`) : null);
}

export function methodPart(store, drawn) {
  return part("Method", h("p", { class: "method" }, methodNote(store, drawn).join(" ")));
}

/** "Carver (2017 or later). China's Forced Repatriation. Author: …. Date: …. Venue: …." */
function reference({ cite, title, author, date, venue }) {
  const known = Object.entries({ Title: title, Author: author, Date: date, Where: venue }).filter(([, text]) => text);
  return [h("b", null, `${cite ?? title}. `), known.map(([name, text]) => `${name}: ${text}`).join(". "), "."];
}

export function sourcesPart({ model }) {
  const all = Object.values(model.evidence);
  return part("Sources", h("ul", { class: "references" }, Object.entries(model.sources).map(([id, source]) =>
    h("li", null, reference(source), ` ${count(all.filter((record) => record.source === id).length, "record")} of it in this study.`))));
}

export function thisReport({ model, state }, software) {
  const address = linkTo(model, state);
  return part("This report", h("p", null, `${model.study.title}, version ${model.study.version}${software ? `. policylab ${software}` : ""}. Made on ${dayText()}. Licence of the study: ${model.study.licence}.`),
    h("p", null, "The state it shows: ", h("a", { class: "address", href: address }, address)));
}
