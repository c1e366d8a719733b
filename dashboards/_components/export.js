// Export: what can be taken along, each with what it is for. Files are made in the browser; nothing is sent.

import { h, freshId, setText, show } from "./dom.js";
import { DRAWINGS, pngOf, svgOf } from "./drawings.js";
import { dateOf, latexOrder, matrixTidy, matrixWide, orderCsv } from "./files.js";
import { methodsNote } from "./files_note.js";
import { readState, stateJson } from "./files_state.js";
import { heading as orderName } from "./kernel.js";
import { linkTo } from "./link.js";
import { CHOICES, VIEW, pick } from "./store.js";
import { typeset } from "./words.js";

const KEEP = 60_000; // ms a file stays for the browser to save it

/** Whose weights every file rests on; the scenario stands in the picker beside it. */
export function heading(model, state) {
  return typeset(`Export: tables, pictures and a note on method, under ${orderName(model, state).split(". Scenario: ")[0].replace(/^Order under /, "")}`);
}

function softwareOf() {
  return document.querySelector("meta[name=generator]")?.content ?? "policylab";
}

function viewOf(page) {
  const { store } = page;
  const { model, state, result, ranges } = store;
  return { model, state, result, ranges, store, page, link: linkTo(model, state), software: softwareOf(), date: dateOf(new Date()) };
}

const text = (make, ending, type) => ({ isText: true, ending, make: async (view) => ({ text: await make(view), type }) });
const CSV = "text/csv;charset=utf-8";

function pictures(kind) {
  const svg = text(async (view) => (await svgOf(view, kind)).text, `${kind}.svg`, "image/svg+xml;charset=utf-8");
  const png = (times) => ({ ending: `${kind}-${times}x.png`, make: async (view) => ({ blob: await pngOf(view, kind, times) }) });
  return [{ ...svg, form: "SVG", isText: false }, { ...png(2), form: "PNG, 2\u00d7", spoken: "PNG, two times as fine" }, { ...png(3), form: "PNG, 3\u00d7", spoken: "PNG, three times as fine" }];
}

const picture = (kind, what) => ({ title: DRAWINGS[kind].title, what, forms: pictures(kind) });

const SECTIONS = [
  { title: "Tables", items: [
    { title: "Order as a table", what: "Every option with place, range, parts, total and protection, for a spreadsheet.", forms: [{ ...text(orderCsv, "order.csv", CSV), form: "CSV" }] },
    { title: "Order for a paper", what: "The same as a LaTeX table (booktabs), with the weights above it and the label under it.", forms: [{ ...text(latexOrder, "order.tex", "application/x-tex;charset=utf-8"), form: "LaTeX" }] },
    { title: "Matrix, one row per option", what: "Central scores in this scenario, criteria as columns; your own scores in columns named own.", forms: [{ ...text(matrixWide, "matrix.csv", CSV), form: "CSV" }] },
    { title: "Matrix, one row per score", what: "Lowest, central and highest, basis, evidence and reason of every score; your own beside the published ones.", forms: [{ ...text(matrixTidy, "scores.csv", CSV), form: "CSV" }] },
  ] },
  { title: "Pictures", items: [
    picture("order", "The order with its bars, ranges of places and protection, for a paper or a slide."),
    picture("tradeoffs", "Protection against the state\u2019s concerns, with the stair line."),
    picture("ladder", "Who stands first as protection counts for more of the total."),
    picture("map", "In which part of all weightings each option stands first."),
  ] },
  { title: "Words", items: [
    { title: "Note on method", what: "How this order comes about, with weights, scenario, limits and sources, ready to paste into a paper.", forms: [{ ...text(methodsNote, "method.md", "text/markdown;charset=utf-8"), form: "Markdown" }] },
    { title: "Link to this view", what: "Opens exactly this view in another browser.", forms: [{ ...text((view) => `${view.link}\n`, "link.txt", "text/plain;charset=utf-8"), form: "text" }] },
  ] },
];

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = h("a", { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP);
}

/** Where the clipboard is refused, or a file cannot be made: the text stands in a field, selected. */
function fallback() {
  const id = freshId("text");
  const area = h("textarea", { id, readonly: true, rows: 8, spellcheck: "false" });
  const node = h("div", { class: "astext", hidden: true }, h("label", { for: id }, "Copy it from here:"), area,
    h("button", { type: "button", class: "plain", onclick: () => show(node, false) }, "Close the text"));
  return { node, open(content) { area.value = content; show(node, true); area.focus(); area.select(); } };
}

/** A line of what was done or went wrong, with ways on. */
function report() {
  const words = h("span", { role: "status" });
  const again = h("button", { type: "button", class: "plain", hidden: true }, "Try again");
  const copy = h("button", { type: "button", class: "plain", hidden: true }, "Copy as text");
  const field = fallback();
  const node = h("div", { class: "told" }, h("p", { class: "line" }, words, again, copy), field.node);
  function tell(said, { retry = null, asText = null } = {}) {
    setText(words, said);
    node.classList.toggle("is-on", said !== "");
    show(again, Boolean(retry));
    show(copy, Boolean(asText));
    again.onclick = retry;
    copy.onclick = asText;
    if (!asText) show(field.node, false);
  }
  return { node, tell, field };
}

function actions(page, item, told) {
  const nameOf = (form) => `${page.store.model.study.id}-${form.ending}`;
  async function run(form, work) {
    try {
      told.tell(`Making ${nameOf(form)} \u2026`);
      await work(form);
    } catch (problem) {
      const reason = String(problem?.message ?? problem).replace(/\.$/, "");
      const asText = form.isText ? async () => { try { told.field.open((await form.make(viewOf(page))).text); } catch { /* the sentence above says why */ } } : null;
      told.tell(`The file could not be made: ${reason}. Your view is unchanged.`, { retry: () => run(form, work), asText: asText ?? (() => told.field.open(methodsNote(viewOf(page)))) });
    }
  }
  const saveIt = async (form) => {
    const made = await form.make(viewOf(page));
    save(made.blob ?? new Blob([made.text], { type: made.type }), nameOf(form));
    told.tell(`Saved as ${nameOf(form)}, where this browser keeps what it saves.`);
  };
  const copyIt = async (form) => {
    const made = await form.make(viewOf(page));
    try {
      await navigator.clipboard.writeText(made.text);
      told.tell(`${item.title} copied.`);
    } catch {
      told.tell("It could not be copied. It is selected in a field, to be copied from there.");
      told.field.open(made.text);
    }
  };
  return item.forms.flatMap((form) => [
    h("button", { type: "button", class: "act", "aria-label": `Save ${item.title} as ${form.spoken ?? form.form}`, onclick: () => run(form, saveIt) }, item.forms.length > 1 ? form.form : `Save ${form.form}`),
    form.isText ? h("button", { type: "button", class: "plain", "aria-label": `Copy ${item.title}`, onclick: () => run(form, copyIt) }, "Copy") : null,
  ]);
}

function itemNode(page, item, told) {
  return h("li", null, h("div", { class: "what" }, h("h4", null, item.title), h("p", null, item.what)),
    h("div", { class: "acts" }, item.forms.length > 1 ? h("span", { class: "hint", "aria-hidden": "true" }, "Save as") : null, actions(page, item, told)));
}

/** The state as a file, and a file opened. */
function stateItem(page, told) {
  const json = { title: "This view as a file", what: "Weights, scenario, floor, own scores and what is in view, to open again here or to read in a program.",
    forms: [{ ...text(stateJson, "view.json", "application/json;charset=utf-8"), form: "JSON" }] };
  const id = freshId("open");
  const input = h("input", { id, type: "file", accept: ".json,application/json", class: "vh", tabindex: -1, onchange: take });
  const open = h("button", { type: "button", class: "act", onclick: () => input.click() }, "Open a view from a file");
  async function take() {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    const { store } = page;
    const { state, says } = readState(store.model, await file.text());
    if (!state) { told.tell(says.join(" ")); return; }
    const patch = { ...pick(state, CHOICES), ...pick(state, VIEW), tab: "export" };
    const change = () => store.replace({ ...store.state, ...patch });
    if (page.undoable) page.undoable.as("Opened a file", change);
    else change();
    told.tell(["Opened from a file. Undo brings back what was there.", ...says].join(" "));
  }
  const node = itemNode(page, json, told);
  node.querySelector(".acts").append(h("label", { for: id, class: "vh" }, "File with a view"), input, open);
  return node;
}

/**
 * The Export tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange not used: nothing here changes the state but an opened file
 * @param page the page (`explore.js`)
 */
export function mount(element, store, onChange, page) {
  const told = report();
  const waiting = h("p", { class: "hint", role: "status" });
  const link = h("a", { href: "report" }, "Open the printable report");
  const sections = SECTIONS.map((section) => h("section", { "aria-label": section.title }, h("h3", null, section.title),
    h("ul", { class: "exports" }, section.items.map((item) => itemNode(page, item, told)))));
  const files = sections.at(-1).querySelector("ul");
  files.append(stateItem(page, told),
    h("li", null, h("div", { class: "what" }, h("h4", null, "Report to print"), h("p", null, "All of this view on plain pages: order, weights, ladder, limits and sources.")), h("div", { class: "acts" }, link)));
  const intro = h("p", { class: "hint" }, "Every table, picture, note and view says whose weights it rests on, the scenario, the floor, versions, the date of this device and the link to this view. "
    + "Files are made in this browser; nothing is sent.");
  element.replaceChildren(intro, waiting, h("div", { class: "exportlist" }, sections), told.node);

  function update() {
    const { state, result, ranges, model } = store;
    link.href = linkTo(model, state, "report");
    const said = result.nothing ? "Nothing counts now: tables list the options without an order, and pictures of an order cannot be made."
      : ranges ? "" : "Ranges of places are being worked out; files made before that leave them empty.";
    setText(waiting, said);
    show(waiting, said !== "");
  }
  return { update };
}
