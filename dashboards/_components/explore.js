// The page: tabs, what matters, the results. Works by itself; a server only adds ranges of places.

import { h, freshId, roving, setText, show } from "./dom.js";
import { listing, scoreText } from "./words.js";
import { byId, createStore } from "./store.js";
import { definePatterns } from "./bars.js";
import { mount as mountWeights } from "./weights.js";
import { mount as mountOrder, orderHeading } from "./order.js";
import { mount as mountEvidence } from "./evidence.js";

const TABS = [["order", "Order"], ["evidence", "Evidence"]];
const SETTLE = 120; // ms of quiet before a state counts as settled
const GAP = 200; // ms between two messages: at most five a second

function makeTabs(panels, onChange) {
  const tabs = TABS.map(([id, title]) => h("button", {
    type: "button", role: "tab", id: `tab-${id}`, "aria-controls": panels[id].id, tabindex: -1,
    onclick: () => onChange({ tab: id }),
  }, title));
  const list = h("div", { role: "tablist", "aria-label": "Views" }, tabs);
  roving(list, "[role=tab]", (key, node) => {
    const to = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const next = to ? tabs[(tabs.indexOf(node) + to + tabs.length) % tabs.length] : null;
    next?.click();
    return next;
  });
  function update(state) {
    TABS.forEach(([id], index) => {
      const isOn = state.tab === id;
      tabs[index].setAttribute("aria-selected", String(isOn));
      tabs[index].tabIndex = isOn ? 0 : -1;
      show(panels[id], isOn);
    });
  }
  return { list, update };
}

function shiftItem(model, shift) {
  const names = (ids, all) => (ids === "all" ? "all options but the status quo" : listing(ids.map((id) => {
    const found = byId(all, id);
    return found ? found.short || found.title : id;
  })));
  const cited = (shift.evidence ?? []).map((id) => model.evidence[id]?.citation).filter(Boolean);
  return h("li", null, h("b", null, `${scoreText(shift.by)} on ${names(shift.criteria, model.criteria)}`),
    ` for ${names(shift.options, [...model.options, ...model.companions ?? []])}. ${shift.reason}`,
    cited.length ? h("span", { class: "cite" }, ` ${cited.join("; ")}.`) : null);
}

function scenarioPicker(model, onChange) {
  const select = h("select", { "aria-label": "Scenario", onchange: () => onChange({ scenario: select.value }) },
    model.scenarios.map((scenario) => h("option", { value: scenario.id }, scenario.title)));
  const about = h("div", { class: "about-scenario", id: freshId("scenario"), hidden: true });
  const more = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": about.id }, "About this scenario");
  more.addEventListener("click", () => {
    show(about, about.hidden);
    more.setAttribute("aria-expanded", String(!about.hidden));
  });
  const node = h("div", { class: "scenario" }, h("label", null, h("span", { "aria-hidden": "true" }, "Scenario"), select), more);
  let shown = null;
  function update(state) {
    if (shown === state.scenario) return;
    shown = state.scenario;
    select.value = shown;
    const scenario = byId(model.scenarios, shown);
    const shifts = scenario.shifts ?? [];
    const grounds = (scenario.evidence ?? []).map((id) => model.evidence[id]).filter(Boolean);
    about.replaceChildren(h("p", null, scenario.says),
      shifts.length ? h("div", null, h("h3", null, "What it changes, and why"), h("ul", null, shifts.map((shift) => shiftItem(model, shift))))
        : h("p", null, "It changes no score."),
      grounds.length ? h("p", { class: "cite" }, `Ground: ${grounds.map((record) => record.citation).join("; ")}.`) : "",
      h("p", { class: "hint" }, "A scenario moves scores, never weights."));
  }
  return { node, about, update };
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

/** Calls back with the state once it is quiet, and never more than five times a second. */
function settling(store, onChange) {
  let timer = 0;
  let last = -Infinity;
  let sent = null;
  function send() {
    timer = 0;
    if (store.state === sent) return;
    sent = store.state;
    last = performance.now();
    onChange(store.state);
  }
  return () => {
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(SETTLE, last + GAP - performance.now()));
  };
}

function layout(model) {
  const panel = (id) => h("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}` });
  const panels = { order: panel("order"), evidence: panel("evidence") };
  const weights = h("section", { class: "weights", tabindex: -1, "aria-label": "What matters, and how much" });
  const heading = h("h2", null);
  const connection = h("div", { class: "connection", role: "status", hidden: true });
  const headline = h("div", { class: "headline" }, heading);
  const results = h("section", { class: "results", id: "results", tabindex: -1, "aria-label": "Results" }, headline);
  const root = h("div", { class: "explore" }, weights, results);
  return { panels, weights, heading, headline, results, root, connection, patterns: definePatterns(model.groups) };
}

/**
 * Mount the whole page.
 *
 * @param element the main landmark
 * @param {{model, state, nav}} given the study, a state to open with, where the tabs go
 * @param onChange called with the settled state
 * @returns {{store, ranges, status}} the store; `ranges({option: [low, high]})` shows
 *   ranges of places; `status(text, reload)` shows a line about the connection and, with
 *   `reload`, a button that calls it
 */
export function mount(element, given, onChange) {
  const { model } = given;
  const store = createStore(model, given.state);
  const parts = layout(model);
  const tabs = makeTabs(parts.panels, store.set);
  const scenario = scenarioPicker(model, store.set);
  const bar = phoneBar(parts.root, parts.weights);
  const live = announcer();
  parts.headline.append(scenario.node);
  parts.results.append(scenario.about, parts.panels.order, parts.panels.evidence);
  (given.nav ?? element).replaceChildren(tabs.list);
  if (given.nav) element.replaceChildren();
  element.append(parts.patterns, parts.root, bar.node, parts.connection, live.node);
  const views = {
    weights: mountWeights(parts.weights, store, store.set),
    order: mountOrder(parts.panels.order, store, store.set),
    evidence: mountEvidence(parts.panels.evidence, store, store.set),
  };
  const settle = settling(store, onChange);

  function update(_, reckoned) {
    const { state } = store;
    const onOrder = state.tab === "order";
    tabs.update(state);
    parts.root.classList.toggle("on-evidence", !onOrder);
    bar.node.hidden = !onOrder;
    parts.weights.hidden = !onOrder;
    scenario.update(state);
    setText(parts.heading, onOrder ? orderHeading(model, state) : "Evidence: every score, and what it rests on");
    if (onOrder) views.weights.update();
    views[state.tab].update();
    bar.update(firstNow(store));
    if (reckoned) live.say(firstNow(store));
    settle();
  }

  store.watch(update);
  store.flush();
  return {
    store,
    ranges: store.setRanges,
    status(text, reload) {
      parts.connection.replaceChildren(text, reload
        ? h("button", { type: "button", class: "plain", onclick: reload }, "Reload with these weights") : "");
      show(parts.connection, text !== "");
    },
  };
}
