// What matters, and how much: the points of groups, of their criteria, and of protection.

import { h, freshId, setText, setAttr, show } from "./dom.js";
import { count, lower, mark } from "./words.js";
import { groupStrip } from "./kernel_strip.js";
import { mountPoints } from "./points.js";
import { byId, takeOver } from "./store.js";
import { mountStrip } from "./strip.js";
import { mountSwing } from "./swing.js";

function criteriaOf(model, group) {
  return model.criteria.filter((criterion) => criterion.group === group.id);
}

function stateGroups(model) {
  return model.groups.filter((group) => group.ledger === "state");
}

/** A button that opens a group's list; which ones are open is part of the state, so that a link shows them too. */
function listButton(label, group, list, store, onChange) {
  list.id = freshId("more");
  const button = h("button", { type: "button", class: "more", "aria-controls": list.id }, label);
  button.addEventListener("click", () => {
    const others = store.state.open.filter((id) => id !== group.id);
    onChange({ open: list.hidden ? [...others, group.id] : others });
  });
  function update() {
    const isOpen = store.state.open.includes(group.id);
    show(list, isOpen);
    setAttr(button, "aria-expanded", isOpen);
  }
  return { button, update };
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

function groupBlock(store, group, onChange) {
  const { model } = store;
  const points = mountPoints(group.title, 100, 5, (n) => onChange({ groups: { [group.id]: n } }));
  const share = h("span", { class: "share" });
  const list = criteriaList(model, group, onChange);
  const strip = mountStrip(model);
  const more = listButton(`${count(list.blocks.length, "criterion", "criteria")} of ${lower(group.title)}`, group, list.node, store, onChange);
  const node = h("section", { class: `group g-${mark(group)}`, "aria-label": group.title },
    h("div", { class: "line" }, h("h3", null, h("span", { class: "letter" }, group.letter), group.title), points.field, share),
    h("div", { class: "line" }, points.minus, points.track, points.plus),
    strip.track, h("div", { class: "tail" }, strip.says, more.button), list.node);
  function update(start, said) {
    const n = store.state.groups[group.id] ?? 0;
    const percent = store.result.groupShares?.[group.id] ?? 0;
    points.update(n, start.groups[group.id] ?? 0, `${group.title}, ${count(n, "point")}, ${percent} percent of the total`);
    setText(share, `${percent}\u00a0%`);
    strip.update(said);
    more.update();
    if (!list.node.hidden) updateCriteria(list.blocks, store, start, store.result.criterionShares ?? {});
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
      setText(part.text, percent >= 14 ? `${part.group.letter} ${percent}` : percent >= 6 ? part.group.letter : "");
    }
    const said = model.groups.filter((group) => (shares[group.id] ?? 0) > 0)
      .map((group) => `${group.title} ${shares[group.id]}`);
    setText(words, result.nothing ? "Shares: nothing counts yet" : `Shares in percent: ${said.join(", ")}`);
  }
  return { node: h("div", null, bar, words), update };
}

function protectionBlock(store, group, onChange) {
  const { model } = store;
  const share = mountPoints("Share given to protection", 100, 5, (n) => onChange({ protection: n }));
  const list = criteriaList(model, group, onChange);
  const box = h("input", {
    type: "checkbox", onchange: () => onChange({ protection: box.checked ? 25 : 0 }),
  });
  const inTotal = h("div", { class: "line" }, share.minus, share.track, share.plus, share.field, "%");
  const more = listButton(`${count(list.blocks.length, "aim")} of ${lower(group.title)}`, group, list.node, store, onChange);
  const node = h("section", { class: `group g-${mark(group)}`, "aria-label": group.title },
    h("h3", null, h("span", { class: "letter" }, group.letter), group.title),
    h("label", { class: "check" }, box, "Include protection in the total"),
    h("p", { class: "hint" }, `The two ledgers are then added. Some hold that ${model.study.not_weighed} is not to be weighed.`),
    inTotal, more.button, list.node);
  function update(start) {
    const percent = store.state.protection;
    const isIn = percent > 0 || document.activeElement === share.slider || document.activeElement === share.field;
    box.checked = percent > 0;
    show(inTotal, isIn);
    share.update(percent, 0, `${percent} percent of the total`);
    more.update();
    if (!list.node.hidden) updateCriteria(list.blocks, store, start, percent > 0 ? store.result.criterionShares ?? {} : null);
  }
  return { node, update };
}

/** Where the weights come from: what their owner puts first, and where that stands. */
function aboutSet(model) {
  const body = h("div", { class: "about-set", id: freshId("set"), hidden: true });
  const button = h("button", { type: "button", class: "more", "aria-expanded": "false", "aria-controls": body.id }, "About these weights");
  button.addEventListener("click", () => {
    show(body, body.hidden);
    button.setAttribute("aria-expanded", String(!body.hidden));
  });
  let told = null;
  function update(set) {
    if (told === set.id) return;
    told = set.id;
    const grounds = (set.evidence ?? []).map((id) => model.evidence[id]).filter(Boolean);
    body.replaceChildren(h("p", null, h("b", null, set.title), `. Owner: ${set.owner}.`), h("p", null, set.says),
      grounds.length ? h("ul", { class: "cite" }, grounds.map((record) => h("li", null, `${record.says} ${record.citation}.`)))
        : h("p", { class: "cite" }, "It rests on no passage of a paper."));
  }
  return { button, body, update };
}

/**
 * "Put back to: equal, this link, saved": the set begun with, and what else the page offers. That is asked for only
 * when the state is quiet, because it reads what is kept on the device.
 */
function resetRow(store, onChange, page) {
  const { model } = store;
  const node = h("p", { class: "resets" });
  let offered = [];
  let offers = [];
  let shown = "";
  function update() {
    const set = byId(model.weight_sets, store.state.started_from);
    const own = [byId(model.weight_sets, "equal"), set.id === "equal" ? null : set].filter(Boolean)
      .map((one) => ({ label: one.id === "equal" ? "equal" : lower(one.title), patch: takeOver(one) }));
    offers = [...own, ...offered.filter(({ label }) => !own.some((one) => one.label === label))];
    const key = JSON.stringify(offers.map(({ label }) => label));
    show(node, offers.length > 0);
    if (key === shown) return;
    shown = key;
    node.replaceChildren(h("span", null, "Put back to:"), ...offers.map(({ label }, k) => h("button", {
      type: "button", class: "plain", "aria-label": `Put back to: ${label}`, onclick: () => onChange(offers[k].patch),
    }, label)));
  }
  page?.onSettled?.(() => {
    offered = page.resets?.() ?? [];
    update();
  });
  return { node, update };
}

function startPicker(store, onChange, page) {
  const { model } = store;
  const select = h("select", {
    "aria-label": "Start from",
    onchange: () => onChange(takeOver(byId(model.weight_sets, select.value))),
  }, model.weight_sets.map((set) => h("option", { value: set.id }, set.title)));
  const says = h("p", { class: "hint owner" });
  const about = aboutSet(model);
  const swing = mountSwing(store, onChange);
  const resets = resetRow(store, onChange, page);
  const node = h("div", { class: "start" },
    h("label", { class: "line" }, h("span", { "aria-hidden": "true" }, "Start from"), select),
    h("div", { class: "set-owner" }, says, h("div", { class: "line helps" }, about.button, swing.button)), about.body, swing.panel, resets.node);
  function update(state) {
    const set = byId(model.weight_sets, state.started_from);
    const isChanged = state.weight_set === "yours";
    if (select.value !== state.started_from) select.value = state.started_from;
    setText(says, isChanged ? `Now your weights, changed from: ${set.title}` : `Owner: ${set.owner}`);
    about.update(set);
    resets.update();
  }
  return { node, update };
}

/**
 * The whole panel.
 *
 * @param element where it goes
 * @param store the shared state (`store.js`)
 * @param onChange called with a patch of the state
 * @param page the page; its `resets()`, if there, lists what the weights can be put back to: `{label, patch}`
 */
export function mount(element, store, onChange, page) {
  const { model } = store;
  const picker = startPicker(store, onChange, page);
  const groups = stateGroups(model).map((group) => groupBlock(store, group, onChange));
  const bar = shareBar(model);
  const apart = model.groups.find((group) => group.ledger === "protection");
  const protection = apart ? protectionBlock(store, apart, onChange) : null;
  element.replaceChildren(h("h2", null, "What matters, and how much"), picker.node,
    ...groups.map((group) => group.node), bar.node, ...(protection ? [protection.node] : []));
  function update() {
    const start = byId(model.weight_sets, store.state.started_from);
    const strips = groupStrip(model, store.state);
    picker.update(store.state);
    groups.forEach((group, k) => group.update(start, strips[k]));
    bar.update(store.result);
    protection?.update(start);
  }
  return { update };
}
