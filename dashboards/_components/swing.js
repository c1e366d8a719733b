// Points asked for as swings: what it would mean to go from the worst to the best, first, and compared with that.

import { freshId, h, setText, show } from "./dom.js";
import { evaluate } from "./kernel.js";
import { count, listing, lower, mark } from "./words.js";
import { mountPoints } from "./points.js";
import { byId } from "./store.js";

const TOP = { groups: 100, criteria: 10 };

function endsList(criteria) {
  return h("ul", { class: "swing-ends" }, criteria.map((criterion) => h("li", null,
    criteria.length > 1 ? h("b", { class: "of" }, criterion.title) : null,
    h("b", null, "Worst: "), criterion.worst, h("br"), h("b", null, "Best: "), criterion.best)));
}

/** What one would move first: one choice among several, each with its ends. */
function makeChoice(legend, items, onChoice) {
  const name = freshId("first");
  const radios = items.map((item) => h("input", {
    type: "radio", name, value: item.id, "aria-label": `Move ${item.title} first`, onchange: () => onChoice(item.id),
  }));
  const node = h("fieldset", null, h("legend", null, legend), items.map((item, k) => h("div", { class: "swing-item" },
    h("label", { class: "check" }, radios[k], h("span", null, item.label)), item.ends)));
  const update = (id) => radios.forEach((radio) => { radio.checked = radio.value === id; });
  return { node, update };
}

/** How much each of the others matters, compared with the first: 0 to `top`. */
function makeComparison(items, top, onPoints) {
  const rows = items.map((item) => {
    const points = mountPoints(`Swing of ${lower(item.title)}`, top, top / 20 >= 1 ? 5 : 1, (n) => onPoints(item.id, n));
    const node = h("div", { class: "swing-item" },
      h("div", { class: "line" }, h("span", { class: "name" }, item.label), points.field),
      h("div", { class: "line" }, points.minus, points.track, points.plus), item.ends);
    return { item, points, node };
  });
  const node = h("div", null, rows.map((row) => row.node));
  function update(given, first) {
    for (const { item, points, node: row } of rows) {
      show(row, item.id !== first);
      const n = given[item.id] ?? 0;
      points.update(n, n, `${item.title}, ${count(n, "point")}, where the first has ${top}`);
    }
  }
  return { node, update };
}

/** The present points of some records, stretched so that the highest has `top`; all at `top` when there are none. */
function stretched(points, ids, top) {
  const most = Math.max(...ids.map((id) => points[id] ?? 0));
  return Object.fromEntries(ids.map((id) => [id, most > 0 ? Math.round((top * (points[id] ?? 0)) / most) : top]));
}

function withTop(given, first, top) {
  return { ...given, [first]: top };
}

/** The part about one group's criteria: both questions in one, for those who want it. */
function criteriaPart(model, group, draft, onDraft) {
  const criteria = model.criteria.filter((criterion) => criterion.group === group.id);
  const items = criteria.map((criterion) => ({ ...criterion, label: criterion.title, ends: endsList([criterion]) }));
  const bare = items.map((item) => ({ ...item, ends: null }));
  const choice = makeChoice(`Of ${lower(group.title)}, which would you move from its worst to its best first? That one gets ${TOP.criteria}.`,
    items, (id) => onDraft({ firsts: { ...draft().firsts, [group.id]: id }, criteria: withTop(draft().criteria, id, TOP.criteria) }));
  const hint = h("p", { class: "hint" }, "Compared with that swing, how much does each of the others matter?");
  const rest = makeComparison(bare, TOP.criteria, (id, n) => onDraft({ criteria: { ...draft().criteria, [id]: n } }));
  const body = h("div", { id: freshId("inside"), hidden: true }, choice.node, hint, rest.node);
  const button = h("button", { type: "button", class: "more inside", "aria-expanded": "false", "aria-controls": body.id },
    `Inside ${lower(group.title)} (optional)`);
  button.addEventListener("click", () => {
    show(body, body.hidden);
    button.setAttribute("aria-expanded", String(!body.hidden));
    if (!body.hidden && !draft().criteria[criteria[0].id] && !draft().firsts[group.id]) {
      const ids = criteria.map((criterion) => criterion.id);
      onDraft({ criteria: { ...draft().criteria, ...stretched(draft().present, ids, TOP.criteria) } });
    }
  });
  function update() {
    const first = draft().firsts[group.id] ?? null;
    choice.update(first);
    show(hint, first !== null);
    show(rest.node, first !== null);
    rest.update(draft().criteria, first);
  }
  return { node: h("section", { "aria-label": `Inside ${lower(group.title)}` }, button, body), update };
}

/**
 * The helper in three steps; nothing counts until the points are used, and that is one change.
 *
 * @returns {{button, panel}} the button that opens it, and what it opens
 */
export function mountSwing(store, onChange) {
  const { model } = store;
  const groups = model.groups.filter((group) => group.ledger === "state");
  const panel = h("section", { class: "swing", id: freshId("swing"), "aria-label": "Help me set these", hidden: true });
  const button = h("button", { type: "button", class: "more", "aria-expanded": "false", "aria-controls": panel.id }, "Help me set these");
  let draft = null;

  function open(isOpen) {
    show(panel, isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      draft = { step: 0, first: null, groups: {}, firsts: {}, criteria: {}, present: { ...store.state.criteria } };
      build();
    } else {
      panel.replaceChildren();
      button.focus();
    }
  }
  button.addEventListener("click", () => open(panel.hidden));
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); open(false); } });

  function build() {
    panel.replaceChildren(...stepOf(store, groups, {
      draft: () => draft,
      set(change) { draft = { ...draft, ...change }; },
      go(step) { draft.step = step; build(); },
      use() { onChange(patchOf(model, draft)); open(false); },
      leave() { open(false); },
    }));
    panel.querySelector("h3").focus();
  }
  return { button, panel };
}

/** One change of the state: the groups' points, and those of the criteria that were thought about. */
function patchOf(model, { groups, criteria, firsts }) {
  const thought = model.criteria.filter(({ group }) => firsts[group]).map(({ id }) => [id, criteria[id]]);
  return { groups: { ...groups }, ...(thought.length ? { criteria: Object.fromEntries(thought) } : {}) };
}

const STEPS = [firstStep, compareStep, insideStep, resultStep];

function stepOf(store, groups, hands) {
  return STEPS[hands.draft().step](store, groups, hands);
}

function head(step, text) {
  return h("h3", { tabindex: -1 }, `${step} of 3. ${text}`);
}

function itemsOf(model, groups) {
  return groups.map((group) => ({
    ...group,
    label: [h("span", { class: `letter letter-${mark(group)}`, "aria-hidden": "true" }, group.letter), ` ${group.title}`],
    ends: endsList(model.criteria.filter((criterion) => criterion.group === group.id)),
  }));
}

function buttons(...given) {
  return h("div", { class: "line swing-buttons" }, given.map(([text, onclick, disabled]) => {
    const one = h("button", { type: "button", class: "act", onclick }, text);
    if (disabled) one.disabled = true;
    return one;
  }));
}

function firstStep(store, groups, hands) {
  const { draft, set, go, leave } = hands;
  const row = buttons(["Next", () => go(1), draft().first === null], ["Leave as it was", leave]);
  const ids = groups.map((group) => group.id);
  const choice = makeChoice("Which group would you move from its worst to its best first? That one gets 100.", itemsOf(store.model, groups), (id) => {
    const start = Object.keys(draft().groups).length ? draft().groups : stretched(store.state.groups, ids, TOP.groups);
    set({ first: id, groups: withTop(start, id, TOP.groups) });
    row.firstChild.disabled = false;
  });
  choice.update(draft().first);
  return [head(1, "What first?"), h("p", null, "Suppose everything is at its worst on every concern."), choice.node, row];
}

function compareStep(store, groups, { draft, set, go, leave }) {
  const first = byId(groups, draft().first);
  const rest = makeComparison(itemsOf(store.model, groups), TOP.groups, (id, n) => {
    set({ groups: { ...draft().groups, [id]: n } });
    rest.update(draft().groups, first.id);
  });
  rest.update(draft().groups, first.id);
  return [head(2, "How much do the others matter?"),
    h("p", null, `${first.title} has 100 points. Compared with that swing, how much does the swing in each other group matter?`),
    rest.node, buttons(["Back", () => go(0)], ["Next", () => go(2)], ["Leave as it was", leave])];
}

function insideStep(store, groups, { draft, set, go, leave }) {
  const parts = groups.map((group) => criteriaPart(store.model, group, draft, (change) => {
    set(change);
    parts.forEach((part) => part.update());
  }));
  parts.forEach((part) => part.update());
  return [head(3, "Inside a group"),
    h("p", null, "The same within each group, from 0 to 10. A group left closed keeps the points it has."),
    parts.map((part) => part.node), buttons(["Back", () => go(1)], ["See the points", () => go(3)], ["Leave as it was", leave])].flat();
}

function resultStep(store, groups, { draft, go, use, leave }) {
  const { model, state } = store;
  const patch = patchOf(model, draft());
  const { nothing, groupShares } = evaluate(model, { ...state, ...patch, criteria: { ...state.criteria, ...patch.criteria } });
  const counted = model.groups.filter((group) => group.ledger === "state" || state.protection > 0);
  const rows = counted.map((group) => h("tr", null, h("th", { scope: "row" }, group.title),
    h("td", null, String(patch.groups[group.id] ?? "")), h("td", null, nothing ? "" : `${groupShares[group.id]}\u00a0%`)));
  const inside = Object.keys(draft().firsts).map((id) => lower(byId(groups, id).title));
  const also = h("p", { class: "hint" });
  setText(also, inside.length ? `New points for the criteria of ${listing(inside)}, too.` : "The points inside the groups stay as they are.");
  return [h("h3", { tabindex: -1 }, "The points that follow"),
    h("table", { class: "swing-result" }, h("caption", { class: "vh" }, "Points and shares that follow"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Group"), h("th", { scope: "col" }, "points"), h("th", { scope: "col" }, "share"))),
      h("tbody", null, rows)),
    also, buttons(["Back", () => go(2)], ["Use these points", use], ["Leave as it was", leave])];
}
