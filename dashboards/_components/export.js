// Export: what can be taken along, each with what it is for. Python makes the files, each with a receipt that makes it
// again; without a server the page makes those it can by itself.

import { freshId, h, setText, show } from "./dom.js";
import { sectionsOf } from "./export_kinds.js";
import { dateOf } from "./files.js";
import { methodsNote } from "./files_note.js";
import { readState, stateJson } from "./files_state.js";
import { heading as orderName } from "./kernel_sentences.js";
import { linkTo } from "./link.js";
import { makeTold, save } from "./saving.js";
import { CHOICES, VIEW, pick } from "./store.js";
import { typeset } from "./words.js";

const AWAY = "it is made by the server, which is not connected; CSV, LaTeX, four figures and the note can be made without it";

/** Whose weights every file rests on; the scenario stands in the picker beside it. */
export function heading(model, state) {
  return typeset(`Export: tables, words and figures, under ${orderName(model, state).split(". Scenario: ")[0].replace(/^Order under /, "")}`);
}

function softwareOf() {
  return document.querySelector("meta[name=generator]")?.content ?? "policylab";
}

function viewOf(page) {
  const { store } = page;
  const { model, state, result, ranges } = store;
  return { model, state, result, ranges, store, page, link: linkTo(model, state), software: softwareOf(), date: dateOf(new Date()) };
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** A file from Python, or from the page alone: `{blob}` or `{text, type}`; `onOpen` gets a function that gives it up. */
async function make(page, item, form, options, onOpen = () => {}) {
  const view = viewOf(page);
  if (!item.kind || !page.desk.isConnected()) {
    if (!form.alone) throw new Error(AWAY);
    return form.alone(view);
  }
  const asked = page.ask("file", { kind: item.kind, ending: form.ending, options, link: view.link, date: view.date });
  const stopped = new Promise((_, reject) => onOpen(() => { asked.stop(); reject(new Error("stopped")); }));
  const { type, content } = await Promise.race([asked.found, stopped]);
  const bytes = bytesOf(content);
  return form.isText ? { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), type } : { blob: new Blob([bytes], { type }) };
}

function actions(page, item, told, optionsOf) {
  const nameOf = (form) => `${page.store.model.study.id}-${item.kind ?? "view"}.${form.ending}`;
  const made = (form, options) => make(page, item, form, options, (stop) => told.tell(`Making ${nameOf(form)} \u2026`, { stop }));
  async function run(form, work) {
    try {
      told.tell(`Making ${nameOf(form)} \u2026`);
      await work(form);
    } catch (problem) {
      const reason = String(problem?.message ?? problem).replace(/\.$/, "");
      if (reason === "stopped") { told.tell("Stopped. Your view is unchanged."); return; }
      const asText = async () => {
        try { told.field.open((await form.alone(viewOf(page))).text); } catch { told.field.open(methodsNote(viewOf(page))); }
      };
      told.tell(`The file could not be made: ${reason}. Your view is unchanged.`, { retry: () => run(form, work), asText });
    }
  }
  const saveIt = async (form) => {
    const { blob, text, type } = await made(form, optionsOf(form));
    save(blob ?? new Blob([text], { type }), nameOf(form));
    told.tell(`Saved as ${nameOf(form)}, where this browser keeps what it saves.`);
  };
  const copyIt = async (form) => {
    const { text } = await made(form, optionsOf(form));
    try {
      await navigator.clipboard.writeText(text);
      told.tell(`${item.title} copied.`);
    } catch {
      told.tell("It could not be copied. It is selected in a field, to be copied from there.");
      told.field.open(text);
    }
  };
  const copied = item.forms.find((form) => form.isText);
  return [
    ...item.forms.map((form) => h("button", { type: "button", class: "act", "aria-label": `Save ${item.title} as ${form.form}`, onclick: () => run(form, saveIt) }, form.form)),
    copied ? h("button", { type: "button", class: "plain", "aria-label": `Copy ${item.title} as ${copied.form}`, onclick: () => run(copied, copyIt) }, `Copy ${copied.form}`) : null,
  ];
}

function itemNode(page, item, told, optionsOf = () => []) {
  return h("li", null, h("div", { class: "what" }, h("h4", null, item.title), h("p", null, item.what)), h("div", { class: "acts" }, actions(page, item, told, optionsOf)));
}

const alone = (make, type) => async (view) => ({ text: await make(view), type });

/** The state as a file, and a file opened. */
function stateItem(page, told) {
  const json = { title: "This view as a file", what: "Weights, scenario, floor, own scores and what is in view, to open again here or to read in a program.",
    forms: [{ ending: "json", form: "JSON", isText: true, alone: alone(stateJson, "application/json;charset=utf-8") }] };
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
  const told = makeTold();
  const waiting = h("p", { class: "hint keeps", role: "status" });
  const link = h("a", { href: "report" }, "Open the printable report");
  const sections = sectionsOf(page.store.model).map((section) => {
    const box = h("input", { type: "checkbox", id: freshId("tick") });
    const tick = section.tick ? h("p", { class: "tick" }, box, h("label", { for: box.id }, section.tick)) : null;
    const items = section.kinds.map((item) => itemNode(page, item, told, (form) => (box.checked && form.option ? [form.option] : [])));
    return h("section", { "aria-label": section.title }, h("h3", null, section.title), tick, h("ul", { class: "exports" }, items));
  });
  const linkItem = { title: "Link to this view", what: "Opens exactly this view in another browser.",
    forms: [{ ending: "txt", form: "Text", isText: true, alone: alone((view) => `${view.link}\n`, "text/plain;charset=utf-8") }] };
  sections[1].querySelector("ul").append(itemNode(page, linkItem, told), stateItem(page, told),
    h("li", null, h("div", { class: "what" }, h("h4", null, "Report to print"), h("p", null, "All of this view on plain pages: order, weights, ladder, limits and sources.")), h("div", { class: "acts" }, link)));
  const intro = h("p", { class: "hint" }, "Every file says whose weights it rests on, the scenario, the floor, versions, the day by this device and the link to this view, and carries a receipt: the command "
    + "policylab reproduce makes it again and says whether it agrees. The server that shows this page makes the files and keeps none.");
  element.replaceChildren(intro, waiting, h("div", { class: "exportlist" }, sections), told.node);

  function update() {
    const { state, result, ranges, model } = store;
    link.href = linkTo(model, state, "report");
    setText(waiting, result.nothing ? "Nothing counts now: an order, and figures of it, cannot be made."
      : ranges ? "" : "Ranges of places are being worked out; figures made by the page alone leave them empty until then.");
  }
  return { update };
}
