// The page: tabs, what matters, the results. Works by itself; a server only adds what needs Python.

import { h, freshId, setText, show } from "./dom.js";
import { listing } from "./words.js";
import { byId, createStore } from "./store.js";
import { createDesk, reckoning } from "./asking.js";
import { definePatterns } from "./bars.js";
import { makeFloorPicker } from "./finder.js";
import { mountPaper } from "./paper.js";
import { scenarioAccount } from "./scenario_about.js";
import { lazyViews, makePanels, makeTabs, TABS } from "./tabs.js";
import { mount as mountWeights } from "./weights.js";

const SETTLE = 120; // ms of quiet before a state counts as settled
const FLOORED = ["order", "tradeoffs", "compare"]; // views that show what is below the floor
const GAP = 200; // ms between two settled states: at most five a second

function scenarioPicker(model, onChange) {
  const select = h("select", { "aria-label": "Scenario", onchange: () => onChange({ scenario: select.value }) },
    model.scenarios.map((scenario) => h("option", { value: scenario.id }, scenario.title)));
  const about = h("div", { class: "about-scenario", id: freshId("scenario"), hidden: true });
  const more = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": about.id }, "About this scenario");
  more.addEventListener("click", () => {
    show(about, about.hidden);
    more.setAttribute("aria-expanded", String(!about.hidden));
  });
  const node = h("label", { class: "setting scenario" }, h("span", { "aria-hidden": "true" }, "Scenario"), select);
  let shown = null;
  function update(state) {
    if (shown === state.scenario) return;
    shown = state.scenario;
    select.value = shown;
    about.replaceChildren(...scenarioAccount(model, shown));
  }
  return { node, more, about, update };
}

/** "First now: A", as it is shown under the sheet of weights and spoken. */
export function firstNow(store) {
  const { model, result } = store;
  if (result.nothing) return "No order: nothing counts yet";
  const top = result.rank[result.order[0]];
  const names = result.order.filter((id) => result.rank[id] === top).map((id) => {
    const option = byId(model.options, id);
    return option.short || option.title;
  });
  if (names.length > 3) return `First now: ${names.slice(0, 2).join(", ")} and ${names.length - 2} more, too close to call`;
  return `First now: ${listing(names)}${names.length > 1 ? ", too close to call" : ""}`;
}

/** On phones the weights are a sheet that the bar at the bottom opens. */
function phoneBar(root, weights) {
  const first = h("p", { class: "first" });
  const button = h("button", { type: "button", class: "sheet", "aria-expanded": "false" }, "Change weights");
  const set = (isOpen) => {
    root.classList.toggle("weights-open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    setText(button, isOpen ? "Done" : "Change weights");
    if (isOpen) { weights.scrollTop = 0; weights.focus(); }
  };
  button.addEventListener("click", () => set(!root.classList.contains("weights-open")));
  weights.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.classList.contains("weights-open")) { set(false); button.focus(); }
  });
  return { node: h("div", { class: "phonebar" }, first, button), update: (text) => setText(first, text) };
}

/** Says who stands first, at most once a second, for those who do not see it. */
function announcer() {
  const node = h("p", { class: "vh", role: "status" });
  let timer = 0;
  let next = "";
  return {
    node,
    say(text) {
      next = text;
      timer ||= setTimeout(() => { timer = 0; setText(node, next); }, 1000);
    },
  };
}

/** Calls back with the state in view once it is quiet, and never more than five times a second. */
function settling(store, onChange) {
  let timer = 0;
  let last = -Infinity;
  let sent = null;
  let seen = null;
  function send() {
    timer = 0;
    // A newer state comes with the next frame: told of it now, a part that the frame is to show would not ask.
    if (store.state !== seen || seen === sent) return;
    sent = seen;
    last = performance.now();
    onChange(seen);
  }
  return () => {
    seen = store.state;
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(SETTLE, last + GAP - performance.now()));
  };
}

function layout(model) {
  const panels = makePanels();
  const weights = h("section", { class: "weights", tabindex: -1, "aria-label": "What matters, and how much" });
  const heading = h("h2", null);
  const connection = h("div", { class: "connection", role: "status", hidden: true });
  const controls = h("div", { class: "controls" });
  const beside = h("div", { class: "beside" });
  const own = h("div", { class: "own-controls" });
  const headline = h("div", { class: "headline" }, heading, controls, beside);
  const results = h("section", { class: "results", id: "results", tabindex: -1, "aria-label": "Results" }, headline);
  const root = h("div", { class: "explore" }, weights, results);
  return { panels, weights, heading, beside, own, controls, headline, results, root, connection, patterns: definePatterns(model.groups) };
}

/** Keeps the ranges of places those of the settled state. */
function rangesOf(store, desk) {
  let asked = null;
  let about = null;
  return (state) => {
    if (store.ranges || about === reckoning(state)) return;
    asked?.stop();
    about = reckoning(state);
    asked = desk.ask("ranges", state);
    asked.found.finally(() => { about = null; }).then(({ ranges }) => {
      if (reckoning(store.state) === reckoning(state)) store.setRanges(ranges);
    }).catch(() => {});
  };
}

/** Puts what a view gives for the rows of its heading (`beside`, `controls`) where it belongs. */
function placing(parts) {
  let placed = null;
  return (view) => {
    if (view === placed) return;
    placed = view;
    parts.beside.replaceChildren(...(view?.beside ? [view.beside] : []));
    parts.own.replaceChildren(...(view?.controls ? [view.controls] : []));
  };
}

/**
 * Mount the whole page.
 *
 * @param element the main landmark
 * @param {{model, state, nav}} given the study, a state to open with, where the tabs go
 * @returns {{store, desk, ask, onSettled, status}} the page: `ask(kind, args, onProgress)` asks Python about the
 *   present state; `onSettled(listener)` is called with each settled state; `status(text, reload)` shows a line
 *   about the connection and, with `reload`, a button that calls it
 */
export function mount(element, given) {
  const { model } = given;
  const store = createStore(model, given.state);
  const desk = createDesk();
  const settled = new Set();
  const parts = layout(model);
  const page = {
    store, desk, root: parts.root,
    ask: (kind, args, onProgress) => desk.ask(kind, store.state, args, onProgress),
    onSettled(listener) {
      settled.add(listener);
      return () => settled.delete(listener);
    },
    status(text, reload) {
      parts.connection.replaceChildren(text, reload
        ? h("button", { type: "button", class: "plain", onclick: reload }, "Reload with these weights") : "");
      show(parts.connection, text !== "");
    },
  };
  const tabs = makeTabs(parts.panels, store.set);
  const scenario = scenarioPicker(model, store.set);
  const bar = phoneBar(parts.root, parts.weights);
  const live = announcer();
  const floor = makeFloorPicker(model, store.set);
  parts.controls.append(scenario.node, floor.node, parts.own, scenario.more);
  parts.results.append(scenario.about, ...Object.values(parts.panels));
  (given.nav ?? element).replaceChildren(tabs.list);
  if (given.nav) element.replaceChildren();
  element.append(parts.patterns, parts.root, bar.node, parts.connection, live.node);
  const weights = mountWeights(parts.weights, store, store.set, page);
  const tell = (state) => settled.forEach((listener) => listener(state));
  const views = lazyViews(parts.panels, store, page, () => { update(store, true); tell(store.state); });
  page.onSettled(rangesOf(store, desk));
  const settle = settling(store, tell);
  const place = placing(parts);
  let before = null;

  function update(_, reckoned) {
    const { state } = store;
    const { weighs } = byId(TABS, state.tab);
    const isLed = before !== null && before !== state.tab && parts.panels[before].contains(document.activeElement);
    before = state.tab;
    tabs.update(state);
    parts.root.classList.toggle("is-wide", !weighs);
    bar.node.hidden = !weighs;
    parts.weights.hidden = !weighs;
    scenario.update(state);
    floor.update(state);
    show(floor.node, FLOORED.includes(state.tab));
    const view = views.get(state.tab);
    place(view);
    setText(parts.heading, view?.heading ? view.heading(model, state, store.result) : byId(TABS, state.tab).title);
    if (isLed) { // by a control of the view left: the reader stands at the head of the new one, and focus with them
      window.scrollTo(0, 0);
      parts.results.focus({ preventScroll: true });
    }
    view?.update(reckoned);
    if (weighs) weights.update();
    bar.update(firstNow(store));
    if (reckoned) live.say(firstNow(store));
    settle();
  }

  mountPaper(store, parts.results);
  store.watch(update);
  store.flush();
  return page;
}
