// The papers: what each is, and all its records in the order of its lines, with the cells and concerns that cite them.

import { h, freshId, setAttr, setText, show, titledList } from "./dom.js";
import { nameOf } from "./cells.js";
import { evidenceItem } from "./drawer.js";
import { count } from "./words.js";

const FEW = 4; // cells named at once

const citeOf = (source) => source.cite ?? source.title;
const firstLine = (record) => Number.parseInt(record.lines, 10) || 0;

/** Ids of a source's records, by lines. */
export function recordsOf(model, source) {
  return Object.keys(model.evidence).filter((id) => model.evidence[id].source === source)
    .sort((a, b) => firstLine(model.evidence[a]) - firstLine(model.evidence[b]));
}

/** Ids of records named anywhere inside a piece of the study. */
function named(part, isList = false) {
  if (typeof part === "string") return isList ? [part] : [];
  if (part === null || typeof part !== "object") return [];
  return Object.entries(part).flatMap(([key, value]) => named(value, Array.isArray(part) ? isList : key === "evidence" || key === "counters"));
}

/** Which cells and concerns cite each record, and what else does. */
function citations(model) {
  const found = new Map(Object.keys(model.evidence).map((id) => [id, { cells: [], concerns: [], others: [] }]));
  const also = (kind, name, part) => { for (const id of new Set(named(part))) found.get(id)?.others.push(`${kind} ${name}`); };
  for (const option of [...model.options, ...model.companions ?? []]) also("option", nameOf(option), option);
  for (const criterion of model.criteria) also("criterion", criterion.title, criterion);
  for (const { cells, ...scenario } of model.scenarios) also("scenario", scenario.title, scenario);
  for (const set of model.weight_sets) also("weights", set.title, set);
  for (const record of Object.values(model.evidence)) also("against", record.citation, { counters: record.counters ?? [] });
  for (const option of model.options) {
    for (const criterion of model.criteria) {
      for (const id of model.scores[option.id]?.[criterion.id]?.evidence ?? []) found.get(id)?.cells.push({ option, criterion });
    }
  }
  for (const concern of Object.values(model.concerns)) {
    for (const id of concern.evidence ?? []) found.get(id)?.concerns.push(concern);
  }
  return found;
}

function citedBy({ cells, concerns, others }, name, onCell) {
  const link = ({ option, criterion }) => {
    const text = `${nameOf(option)} on ${criterion.title}`;
    return h("li", null, h("button", { type: "button", class: "plain", "aria-label": `${text}, which cites ${name}`, onclick: () => onCell(option.id, criterion.id) }, text));
  };
  const few = cells.slice(0, FEW).map(link);
  const more = cells.slice(FEW);
  return [
    cells.length ? h("div", { class: "cited" }, h("span", null, `Cited by ${count(cells.length, "cell")}:`), h("ul", null, few),
      more.length ? h("details", null, h("summary", { "aria-label": `${count(more.length, "more cell")} citing ${name}` }, `${more.length} more`), h("ul", null, more.map(link))) : null) : null,
    concerns.length ? h("p", { class: "cite" }, `${concerns.length === 1 ? "Concern" : "Concerns"}: ${concerns.map((concern) => concern.title).join("; ")}.`) : null,
    others.length ? h("p", { class: "cite" }, `${cells.length || concerns.length ? "Also used for" : "Used for"}: ${others.join("; ")}.`) : null,
    cells.length || concerns.length || others.length ? null : h("p", { class: "cite" }, "Nothing in the study cites it."),
  ];
}

/** The records of a source under the headings of its sections. */
function page(model, id, cited, onCell) {
  const source = model.sources[id];
  const sections = new Map();
  recordsOf(model, id).forEach((key, k) => {
    const record = model.evidence[key];
    if (!sections.has(record.section)) sections.set(record.section, []);
    const name = `record ${k + 1} of ${citeOf(source)}`;
    const item = evidenceItem(model, key, false, citedBy(cited.get(key), name, onCell));
    item.dataset.record = key;
    item.prepend(h("span", { class: "nth" }, `${k + 1}`));
    sections.get(record.section).push(item);
  });
  const lines = new Map((source.sections ?? []).map((section) => [section.title, section.lines]));
  const all = (source.sections ?? []).map((section) => `${section.title}: lines ${section.lines}${sections.has(section.title) ? "" : ", no record"}`);
  return [titledList("Its sections", all), ...[...sections].map(([title, items]) => h("section", { "aria-label": `${citeOf(source)}: ${title}` },
    h("h5", null, title, lines.has(title) ? h("span", { class: "cite" }, ` lines ${lines.get(title)}`) : null), h("ul", { class: "records" }, items)))];
}

function facts(source) {
  const known = (text, name) => (text && text !== "not stated" ? text : `${name} not stated`);
  return [
    h("p", null, [known(source.author, "author"), known(source.title, "title"), known(source.date, "date"), known(source.venue, "venue")].join(" \u00b7 ")),
    source.purpose ? h("p", null, h("b", null, "Purpose: "), source.purpose) : null,
    source.recommends ? h("p", null, h("b", null, "Recommends: "), source.recommends) : null,
    titledList("Inferred, not stated", source.inferred), titledList("Read with care", source.cautions),
  ];
}

/**
 * @param model the study
 * @param onCell called with (option, criterion) when a citing cell is chosen
 * @returns {{node, open}} `open(source)` shows the records of one and leads there
 */
export function mountSources(model, onCell) {
  let cited = null;
  const opens = {};
  const items = Object.entries(model.sources).map(([id, source]) => {
    const holder = h("div", { id: freshId("source"), class: "sourcepage", hidden: true });
    const n = recordsOf(model, id).length;
    const heading = h("h4", { tabindex: -1 }, citeOf(source));
    const button = h("button", { type: "button", class: "act", "aria-expanded": "false", "aria-controls": holder.id });
    const set = (isOpen) => {
      cited ??= citations(model);
      if (isOpen && !holder.firstChild) holder.replaceChildren(...page(model, id, cited, onCell).filter(Boolean));
      show(holder, isOpen);
      setAttr(button, "aria-expanded", isOpen);
      setText(button, `${isOpen ? "Close" : "Open"} the ${count(n, "record")} of ${citeOf(source)}`);
    };
    button.addEventListener("click", () => set(holder.hidden));
    setText(button, `Open the ${count(n, "record")} of ${citeOf(source)}`);
    opens[id] = () => {
      set(true);
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    };
    return h("li", { class: "source" }, heading, facts(source), n ? button : null, holder);
  });
  const node = h("section", { class: "reading", "aria-label": "The papers" }, h("h3", null, "The papers"), h("ul", { class: "sources" }, items));
  return { node, open: (id) => opens[id]?.() };
}
