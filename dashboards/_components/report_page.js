// The printable page of one state: that of the link, or the one kept on this device, or the first.

import { createDesk } from "./asking.js";
import { definePatterns } from "./bars.js";
import { h } from "./dom.js";
import { createKeep, dateText } from "./keep.js";
import { heading, orderSentence } from "./kernel_sentences.js";
import { codeIn, decode, linkTo } from "./link.js";
import { labelSheets } from "./paper.js";
import { basesPart, conditionsOf, ladderPart, ledgersPart, limitsPart, methodPart, sourcesPart, structureOf, thisReport } from "./report_more.js";
import { orderPart } from "./report_order.js";
import { ownPart, part, protectionPart, scenarioPart, weightsPart } from "./report_parts.js";
import { createStore, initialState } from "./store.js";
import { createNews } from "./study_news.js";
import { typeset } from "./words.js";

const PATIENCE = 12_000; // ms for a server to answer the call of the page
const ALONE = "Left out: this needs the server, which cannot be reached.";
const UNFINISHED = "Left out: it was not worked out yet when this was printed.";

/** The state to show, and what is to be said of where it comes from. */
function chosen(model) {
  const code = codeIn(window.location.hash);
  if (code !== null) {
    const link = decode(model, code);
    return { state: link.state ?? initialState(model), says: [...link.says, link.state ? "" : "The first view of the study is shown."].filter(Boolean) };
  }
  const { last } = createKeep(model.study.id).read();
  const kept = last && decode(model, last.code).state;
  if (kept) return { state: kept, says: [`The state kept on this device, of ${dateText(last.at)}.`] };
  return { state: initialState(model), says: [] };
}

/** A place for an answer: what is awaited, what is told meanwhile, and in the end the answer or why there is none. */
function slot(what) {
  const words = h("p", { class: "waiting", role: "status" }, `Working out ${what} \u2026`);
  const node = h("div", null, words);
  let isOpen = true;
  return {
    node,
    fill(nodes) { isOpen = false; node.replaceChildren(...nodes); },
    refuse(text) { isOpen = false; node.replaceChildren(h("p", { role: "status" }, text)); },
    say(text) { if (isOpen) words.textContent = text; },
    wait() { if (isOpen) words.textContent = `Working out ${what} \u2026`; },
    progress(share) { if (isOpen) words.textContent = `Working out ${what} \u2026 ${Math.floor(100 * share)}\u00a0% done.`; },
  };
}

function bar(store) {
  return h("div", { class: "reportbar" },
    h("button", { type: "button", class: "act", onclick: () => window.print() }, "Print"),
    h("a", { class: "back", href: linkTo(store.model, store.state, "./") }, "Back to Explore"));
}

function opening(store, says) {
  const { model, state, result } = store;
  return h("section", { class: "opening" }, bar(store), says.length ? h("p", { class: "said", role: "note" }, says.join(" ")) : null,
    h("p", { class: "question" }, model.study.question),
    h("h2", null, typeset(heading(model, state))),
    h("p", { class: "sentence" }, typeset(orderSentence(model, state, result))));
}

/** Every part of the report; what Python adds comes into its own places. */
function write(main, page, says) {
  const { store, desk } = page;
  const { model, state } = store;
  labelSheets(model.study.label, `${typeset(heading(model, state).split(". Scenario: ")[0])}. ${model.study.title}, version ${model.study.version}.`);
  const slots = { conditions: slot("what would have to be true"), structure: slot("what the list of criteria does") };
  const orders = h("div", null);
  const method = h("div", null);
  const last = h("div", null);
  const place = (node, ...parts) => node.replaceChildren(...parts.flat(Infinity).filter(Boolean));
  const drawn = (found) => {
    place(orders, orderPart(store));
    place(method, methodPart(store, found));
    place(last, thisReport(store, found?.software));
  };
  drawn(null);
  place(main, definePatterns(model.groups), opening(store, says), weightsPart(store), scenarioPart(store), orders, protectionPart(store), ownPart(store),
    ladderPart(store), ledgersPart(store), part("What would have to be true for another option to come first", slots.conditions.node),
    part("What the list of criteria does", slots.structure.node), basesPart(store), limitsPart(store), method, sourcesPart(store), last);
  const asks = [
    desk.ask("report", store.state, {}),
    desk.ask("firm_conditions", store.state, {}, slots.conditions.progress),
  ];
  asks[0].found.then((found) => {
    store.setRanges(found.ranges);
    drawn(found);
    slots.structure.fill(structureOf(found));
  }, (error) => slots.structure.refuse(error.message));
  asks[1].found.then((found) => slots.conditions.fill(conditionsOf(model, found)), (error) => slots.conditions.refuse(error.message));
  return { stop: () => asks.forEach((ask) => ask.stop()), slots: Object.values(slots) };
}

function open(main, model) {
  const { state, says } = chosen(model);
  const store = createStore(model, state);
  store.flush();
  const desk = createDesk();
  let isLost = false;
  const waiting = (text) => written.slots.forEach((each) => (text ? each.say(text) : each.wait()));
  const alone = () => (isLost || !desk.isConnected() ? ALONE : "");
  const news = createNews(() => page.reload());
  document.querySelector(".label").after(news.node);
  const page = {
    store, desk, news: news.told,
    ask: (kind, args, onProgress) => desk.ask(kind, store.state, args, onProgress),
    status(text, reload) {
      isLost = Boolean(reload);
      waiting(alone());
    },
    reload: () => window.location.reload(),
  };
  let written = write(main, page, says);
  setTimeout(() => waiting(alone()), PATIENCE);
  window.addEventListener("beforeprint", () => waiting(alone() || UNFINISHED));
  window.addEventListener("afterprint", () => waiting(alone()));
  window.addEventListener("hashchange", () => {
    const next = chosen(model);
    written.stop();
    store.replace(next.state);
    store.flush();
    written = write(main, page, next.says);
    if (isLost) waiting(ALONE);
  });
  return page;
}

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.getElementById("report");
main.policylab = open(main, model);
main.dispatchEvent(new CustomEvent("policylab-ready"));
