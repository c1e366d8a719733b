// What matters, and how much: the points of groups, of their criteria, and of protection.

import { h, freshId, setText, setAttr, show } from "./dom.js";
import { count, lower, mark } from "./words.js";
import { mountPoints } from "./points.js";
import { byId, takeOver } from "./store.js";

function criteriaOf(model, group) {
  return model.criteria.filter((criterion) => criterion.group === group.id);
}

function stateGroups(model) {
  return model.groups.filter((group) => group.ledger === "state");
}

function disclosure(label, content) {
  const id = freshId("more");
  content.id = id;
  content.hidden = true;
  const button = h("button", { type: "button", class: "more", "aria-expanded": "false", "aria-controls": id }, label);
  button.addEventListener("click", () => {
    show(content, content.hidden);
    button.setAttribute("aria-expanded", String(!content.hidden));
  });
  return button;
}

/** One criterion: its points, its share, and the two ends the points refer to. */
function criterionBlock(criterion, onChange) {
  const points = mountPoints(criterion.title, 10, 1, (n) => onChange({ criteria: { [criterion.id]: n } }));
  const share = h("span", { class: "share" });
  const node = h("li", { class: "criterion" },
    h("div", { class: "line" }, h("span", { class: "name" }, criterion.title), points.field, share),
    h("div", { class: "line" }, points.minus, points.track, points.plus),
    h("p", { class: "ends" }, h("b", null, "Worst: "), criterion.worst),
    h("p", { class: "ends" }, h("b", null, "Best: "), criterion.best));
  function update(state, start, percent) {
    const n = state.criteria[criterion.id] ?? 0;
    const part = percent === null ? "not in the total" : `${percent} percent of the total`;
    points.update(n, start, `${criterion.title}, ${count(n, "point")}, ${part}`);
    setText(share, percent === null ? "" : `${percent}\u00a0%`);
  }
  return { node, update, id: criterion.id };
}

function criteriaList(model, group, onChange) {
  const blocks = criteriaOf(model, group).map((criterion) => criterionBlock(criterion, onChange));
  const node = h("ul", { class: "criteria" }, blocks.map((block) => block.node));
  return { node, blocks };
}

function updateCriteria(blocks, store, start, shares) {
  for (const block of blocks) {
    block.update(store.state, start.criteria[block.id] ?? 0, shares === null ? null : shares[block.id] ?? 0);
  }
}

function groupBlock(model, group, onChange) {
  const points = mountPoints(group.title, 100, 5, (n) => onChange({ groups: { [group.id]: n } }));
  const share = h("span", { class: "share" });
  const list = criteriaList(model, group, onChange);
  const label = `${count(list.blocks.length, "criterion", "criteria")} of ${lower(group.title)}`;
  const node = h("section", { class: `group g-${mark(group)}`, "aria-label": group.title },
    h("div", { class: "line" }, h("h3", null, h("span", { class: "letter" }, group.letter), group.title), points.field, share),
    h("div", { class: "line" }, points.minus, points.track, points.plus),
    disclosure(label, list.node), list.node);
  function update(store, start) {
    const n = store.state.groups[group.id] ?? 0;
    const percent = store.result.groupShares?.[group.id] ?? 0;
    points.update(n, start.groups[group.id] ?? 0, `${group.title}, ${count(n, "point")}, ${percent} percent of the total`);
    setText(share, `${percent}\u00a0%`);
    updateCriteria(list.blocks, store, start, store.result.criterionShares ?? {});
  }
  return { node, update };
}

/** What the points amount to: one bar, whole percents, always 100 together. */
function shareBar(model) {
  const parts = model.groups.map((group) => {
    const text = h("span", null);
    return { group, text, node: h("div", { class: `piece fill-${mark(group)}` }, text) };
  });
  const bar = h("div", { class: "sharebar", "aria-hidden": "true" }, parts.map((part) => part.node));
  const words = h("p", { class: "vh" });
  function update(result) {
    const shares = result.groupShares ?? {};
    for (const part of parts) {
      const percent = result.nothing ? 0 : shares[part.group.id] ?? 0;
      setAttr(part.node, "style", `flex-grow:${percent}`);
      show(part.node, percent > 0);
      setText(part.text, percent >= 9 ? `${part.group.letter} ${percent}` : "");
    }
    const said = model.groups.filter((group) => (shares[group.id] ?? 0) > 0)
      .map((group) => `${group.title} ${shares[group.id]}`);
    setText(words, result.nothing ? "Shares: nothing counts yet" : `Shares in percent: ${said.join(", ")}`);
  }
  return { node: h("div", null, bar, words), update };
}

function protectionBlock(model, group, onChange) {
  const share = mountPoints("Share given to protection", 100, 5, (n) => onChange({ protection: n }));
  const list = criteriaList(model, group, onChange);
  const box = h("input", {
    type: "checkbox", onchange: () => onChange({ protection: box.checked ? 25 : 0 }),
  });
  const inTotal = h("div", { class: "line" }, share.minus, share.track, share.plus, share.field, "%");
  const node = h("section", { class: `group g-${mark(group)}`, "aria-label": group.title },
    h("h3", null, h("span", { class: "letter" }, group.letter), group.title),
    h("label", { class: "check" }, box, "Include protection in the total"),
    inTotal,
    disclosure(`${count(list.blocks.length, "aim")} of ${lower(group.title)}`, list.node), list.node);
  function update(store, start) {
    const percent = store.state.protection;
    const isIn = percent > 0 || document.activeElement === share.slider || document.activeElement === share.field;
    box.checked = percent > 0;
    show(inTotal, isIn);
    share.update(percent, 0, `${percent} percent of the total`);
    updateCriteria(list.blocks, store, start, percent > 0 ? store.result.criterionShares ?? {} : null);
  }
  return { node, update };
}

function startPicker(model, onChange) {
  const select = h("select", {
    "aria-label": "Start from",
    onchange: () => onChange(takeOver(byId(model.weight_sets, select.value))),
  }, model.weight_sets.map((set) => h("option", { value: set.id }, set.title)));
  const says = h("p", { class: "hint" });
  const back = h("button", { type: "button", class: "plain", onclick: () => onChange(takeOver(byId(model.weight_sets, back.dataset.set))) });
  const equal = h("button", { type: "button", class: "plain", onclick: () => onChange(takeOver(byId(model.weight_sets, "equal"))) },
    "Put back to: equal");
  const node = h("div", { class: "start" },
    h("label", { class: "line" }, h("span", { "aria-hidden": "true" }, "Start from"), select), says,
    h("div", { class: "line backs" }, back, equal));
  function update(state) {
    const set = byId(model.weight_sets, state.started_from);
    const changed = state.weight_set === "yours";
    select.value = state.started_from;
    const owner = set.owner ? `Owner: ${set.owner}. ` : "";
    setText(says, changed ? `Now your weights, changed from: ${set.title}.` : `${owner}${set.says ?? ""}`);
    setText(back, `Put back to: ${lower(set.title)}`);
    back.dataset.set = set.id;
    show(back, changed && set.id !== "equal");
    const isEqual = set.id === "equal" && !changed;
    show(equal, !isEqual && Boolean(byId(model.weight_sets, "equal")));
  }
  return { node, update };
}

/**
 * The whole panel.
 *
 * @param element where it goes
 * @param store the shared state (`store.js`)
 * @param onChange called with a patch of the state
 */
export function mount(element, store, onChange) {
  const { model } = store;
  const picker = startPicker(model, onChange);
  const groups = stateGroups(model).map((group) => groupBlock(model, group, onChange));
  const bar = shareBar(model);
  const apart = model.groups.find((group) => group.ledger === "protection");
  const protection = apart ? protectionBlock(model, apart, onChange) : null;
  element.replaceChildren(h("h2", null, "What matters, and how much"), picker.node,
    ...groups.map((group) => group.node), bar.node, ...(protection ? [protection.node] : []));
  function update() {
    const start = byId(model.weight_sets, store.state.started_from);
    picker.update(store.state);
    groups.forEach((group) => group.update(store, start));
    bar.update(store.result);
    protection?.update(store, start);
  }
  return { update };
}
