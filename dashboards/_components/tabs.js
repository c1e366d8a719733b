// The views, and the row of tabs that leads to them. A view is loaded and mounted when it is first opened.

import { h, roving, show } from "./dom.js";

/**
 * A view's module has `mount(element, store, onChange, page)`, which returns `{update(reckoned)}`, and may have
 * `heading(model, state, result)`. With `update` it may return `beside`, a node that stands beside the heading, and
 * `controls`, one for the row under it. `weighs`: what matters stands beside it. `scenario`: it follows the scenario.
 */
export const TABS = [
  { id: "order", title: "Order", load: () => import("./order.js"), weighs: true },
  { id: "tradeoffs", title: "Trade-offs", load: () => import("./tradeoffs.js"), weighs: true },
  { id: "compare", title: "Compare", load: () => import("./compare.js"), weighs: true },
  { id: "firm", title: "How firm?", load: () => import("./firm.js"), weighs: true },
  { id: "scenarios", title: "Scenarios", load: () => import("./scenarios.js"), weighs: true },
  { id: "packages", title: "Packages", load: () => import("./packages.js"), weighs: true },
  { id: "evidence", title: "Evidence", load: () => import("./evidence.js"), weighs: false },
  { id: "export", title: "Export", load: () => import("./export.js"), weighs: false },
];

/** The row of tabs; `onChange({tab})` when one is chosen. */
export function makeTabs(panels, onChange) {
  const tabs = TABS.map(({ id, title }) => h("button", {
    type: "button", role: "tab", id: `tab-${id}`, "aria-controls": panels[id].id, tabindex: -1,
    onclick: () => onChange({ tab: id }),
  }, title));
  const list = h("div", { role: "tablist", "aria-label": "Views" }, tabs);
  roving(list, "[role=tab]", (key, node) => {
    const to = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const next = to ? tabs[(tabs.indexOf(node) + to + tabs.length) % tabs.length]
      : { Home: tabs[0], End: tabs.at(-1) }[key] ?? null;
    next?.click();
    return next;
  });
  function update(state) {
    TABS.forEach(({ id }, index) => {
      const isOn = state.tab === id;
      tabs[index].setAttribute("aria-selected", String(isOn));
      tabs[index].tabIndex = isOn ? 0 : -1;
      show(panels[id], isOn);
    });
  }
  return { list, update };
}

/** A panel for each view. */
export function makePanels() {
  return Object.fromEntries(TABS.map(({ id }) => [id,
    h("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, class: `panel view-${id}`, hidden: true })]));
}

/** Loads and mounts views on first need; `get(id)` is null until one is there, then `onReady()` is called. */
export function lazyViews(panels, store, page, onReady) {
  const views = {};
  function get(id) {
    if (views[id] === undefined) {
      views[id] = null;
      const tab = TABS.find((item) => item.id === id);
      panels[id].replaceChildren(h("p", { class: "loading" }, "Loading \u2026"));
      tab.load().then((module) => {
        panels[id].replaceChildren();
        views[id] = { heading: module.heading, ...module.mount(panels[id], store, store.set, page) };
        onReady(id);
      }).catch(() => {
        views[id] = undefined;
        panels[id].replaceChildren(h("p", { role: "status" }, "This view could not be loaded. Your weights are kept. "),
          h("button", { type: "button", class: "plain", onclick: () => { get(id); } }, "Try again"));
      });
    }
    return views[id] ?? null;
  }
  return { get };
}
