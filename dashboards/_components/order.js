// Who stands where under these weights: one HTML table, rows that open to say why.

import { h, roving, setAttr, setText, show } from "./dom.js";
import { protectionWord, roundToTotal } from "./kernel.js";
import { heading as orderName } from "./kernel_sentences.js";
import { listing, lower, mark, rankText, sentence, signed } from "./words.js";
import { makeAxis, makeBar, makeLegend, makeScale, reach } from "./bars.js";
import { floorSentence, isBelow, makeFinder, matches } from "./finder.js";
import { byId } from "./store.js";
import { mountWhy } from "./why.js";

/** The heading without its scenario, which stands in the picker beside it. */
export function heading(model, state) {
  return orderName(model, state).split(". Scenario: ")[0];
}

function headRow(axis, groups, hasProtection) {
  const column = (name, text, more) => h("th", { scope: "col", role: "columnheader", class: name }, text, more);
  return h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
    column("rank", "#", h("span", { class: "vh" }, " place")), column("range", "range"), column("title", "Option"),
    h("th", { scope: "col", role: "columnheader", class: "bars" }, axis.node),
    groups.map((group) => column(`points points-${mark(group)}`, h("span", { class: "initial" }, group.letter), ` ${group.title}`)),
    column("total", "total"), hasProtection ? column("protection", "protection") : null));
}

function makeRow(model, option, groups, onToggle) {
  const isBaseline = option.id === model.study.baseline;
  const bar = makeBar(groups);
  const cell = (name) => h("td", { role: "cell", class: name });
  const refs = { rank: cell("rank"), range: cell("range"), total: cell("total") };
  const parts = groups.map((group) => {
    const number = h("span", null);
    return { group, number, node: h("td", { role: "cell", class: `points points-${mark(group)}` }, h("span", { class: "letter", "aria-hidden": "true" }, group.letter), number) };
  });
  const own = h("span", { class: "mark-own", hidden: true }, "own score");
  const mismatch = h("span", { class: "vh", hidden: true }, ", does not match");
  const button = h("button", { type: "button", class: "open", "aria-expanded": "false", tabindex: -1 },
    h("span", { class: "short" }, option.short || option.title), h("span", { class: "long" }, option.title));
  if (isBaseline) button.append(h("span", { class: "mark-baseline short" }, "today\u2019s practice"));
  button.append(own, mismatch);
  button.title = option.title;
  const words = h("span", null);
  const below = h("span", { class: "below", hidden: true }, ", below floor");
  const hasAims = groups.some((group) => group.ledger === "protection");
  const node = h("tr", { class: isBaseline ? "option baseline" : "option", role: "row", "data-option": option.id },
    refs.rank, refs.range,
    h("th", { scope: "row", role: "rowheader", class: "title" }, button),
    h("td", { role: "cell", class: "bars" }, bar.svg), parts.map((part) => part.node), refs.total,
    hasAims ? h("td", { role: "cell", class: "protection" }, words, below) : null);
  node.addEventListener("click", (event) => {
    if (!window.getSelection()?.toString() || event.target.closest("button")) onToggle(option.id);
  });
  return { option, node, bar, button, parts, own, mismatch, words, below, ...refs };
}

/** Whole points of each group that add up to the total shown; groups that do not count are left out. */
function wholeParts(result, groups, id) {
  const counting = groups.filter((group) => result.groupShares[group.id] > 0 || result.groupParts[id][group.id] !== 0);
  const whole = roundToTotal(counting.map((group) => result.groupParts[id][group.id]));
  return Object.fromEntries(counting.map((group, k) => [group.id, whole[k]]));
}

function updateNumbers(row, store, counts) {
  const whole = counts ? wholeParts(store.result, row.parts.map((part) => part.group), row.option.id) : null;
  for (const { group, number } of row.parts) setText(number, whole ? signed(whole[group.id] ?? 0) : "");
}

/** Words and paleness of a row that is below the floor, does not match, or holds the reader's own scores. */
function updateMarks(row, { state, result }) {
  const { id } = row.option;
  const isBelowFloor = isBelow(result, id, state.floor);
  const isMatch = matches(row.option, state.filter);
  row.node.classList.toggle("is-dimmed", isBelowFloor || !isMatch);
  show(row.below, isBelowFloor);
  show(row.mismatch, !isMatch);
  show(row.own, state.use_own && Object.keys(state.own[id] ?? {}).length > 0);
}

function updateRow(row, store, scale, width) {
  const { result, ranges, state } = store;
  const { id } = row.option;
  const isOpen = state.option === id;
  setAttr(row.button, "aria-expanded", isOpen);
  row.node.classList.toggle("is-open", isOpen);
  const counts = !result.nothing && Number.isFinite(result.total[id]);
  setText(row.rank, counts ? rankText(result.rank[id], result.shared[id]) : "");
  setText(row.total, counts ? signed(result.total[id]) : result.nothing ? "" : "not scored");
  if (state.numbers) updateNumbers(row, store, counts);
  else row.bar.update(counts ? result.groupParts[id] : {}, scale, width);
  const aims = result.protection?.[id];
  setText(row.words, result.nothing ? "" : Number.isFinite(aims) ? `${protectionWord(aims)} ${signed(aims)}` : "not scored");
  const range = ranges?.[id];
  setText(row.range, result.nothing || !range ? "\u2026" : range[0] === range[1] ? `${range[0]}` : `${range[0]}\u2013${range[1]}`);
  updateMarks(row, store);
}

/** Put rows into the order given with the fewest moves, and leave focus where it is. */
function arrange(body, nodes) {
  const focused = document.activeElement;
  let cursor = body.firstElementChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else if (body.moveBefore && node.isConnected) body.moveBefore(node, cursor);
    else body.insertBefore(node, cursor);
  }
  if (focused !== document.activeElement && body.contains(focused)) focused.focus({ preventScroll: true });
}

/** Sentence naming the options too close to call, from the ranks that are shared. */
export function closeCalls(model, result) {
  const shared = new Map();
  for (const id of result.order) {
    if (!result.shared[id]) continue;
    const rank = result.rank[id];
    if (!shared.has(rank)) shared.set(rank, []);
    const option = byId(model.options, id);
    shared.get(rank).push(option.short || option.title);
  }
  const groups = [...shared.values()];
  if (!groups.length) return "No two options are too close to call.";
  const named = groups.slice(0, 2).map((names) => listing(names)).join("; ");
  const more = groups.length > 2 ? ` (and ${groups.length - 2} more, marked with =)` : "";
  return `Too close to call: ${named}${more}. One score moved by one half step could swap them.`;
}

/** "Only security counts now. Alliance and economic are at 0." or nothing. */
export function onlyNote(model, state) {
  const groups = model.groups.filter((group) => group.ledger === "state");
  const counting = groups.filter((group) => state.groups[group.id] > 0);
  if (counting.length !== 1 || groups.length < 2) return "";
  const rest = groups.filter((group) => group !== counting[0]).map((group) => lower(group.title));
  return `Only ${lower(counting[0].title)} counts now. ${sentence(listing(rest))} ${rest.length > 1 ? "are" : "is"} at 0.`;
}

/** Every option once: in order, then those without a total; in file order when nothing counts. */
function placesOf(model, result) {
  const all = model.options.map((option) => option.id);
  return result.nothing ? all : [...new Set([...result.order, ...all])];
}

function incompleteNote(model, result) {
  const n = result.incomplete?.length ?? 0;
  return n ? `${n} of ${model.options.length} options lack scores. They stand below the others, without a place.` : "";
}

function nothingBox(model, onChange) {
  const even = Object.fromEntries(model.groups.filter((g) => g.ledger === "state").map((g) => [g.id, 50]));
  const ones = Object.fromEntries(model.criteria.map((criterion) => [criterion.id, 5]));
  const equal = byId(model.weight_sets, "equal");
  const patch = equal ? { started_from: "equal", groups: { ...equal.groups }, criteria: { ...equal.criteria } }
    : { groups: even, criteria: ones };
  return h("div", { class: "nothing", role: "status" },
    h("p", null, "Nothing counts yet. Give at least one group some points, or start from equal weights."),
    h("button", { type: "button", onclick: () => onChange(patch) }, "Equal weights"));
}

function makeTable(store, onChange) {
  const { model } = store;
  const shown = model.groups;
  const toggle = (id) => onChange({ option: store.state.option === id ? null : id });
  const axis = makeAxis();
  const rows = model.options.map((option) => makeRow(model, option, shown, toggle));
  const body = h("tbody", { role: "rowgroup" }, rows.map((row) => row.node));
  const caption = h("caption", { class: "vh" });
  const hasAims = shown.some((group) => group.ledger === "protection");
  const table = h("table", { class: "order", role: "table" }, caption, headRow(axis, shown, hasAims), body);
  roving(body, "button.open", (key, node) => neighbour(body, key, node));
  rows[0].button.tabIndex = 0;
  return { table, caption, axis, rows, body, hasAims, byOption: new Map(rows.map((row) => [row.option.id, row])) };
}

function neighbour(body, key, node) {
  const all = [...body.querySelectorAll("button.open")];
  const at = all.indexOf(node);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
  return to === undefined ? null : all[to] ?? null;
}

/** The opened row: a table row of its own under the option's. */
function whyHolder(parts, store, onChange) {
  const holder = h("td", { role: "cell" });
  const node = h("tr", { class: "why", role: "row" }, holder);
  const close = () => {
    const row = parts.byOption.get(store.state.option);
    onChange({ option: null });
    row?.button.focus();
  };
  holder.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  let why = null;
  let open = null;
  function update() {
    const { option } = store.state;
    if (option !== open) {
      open = option;
      why = option ? mountWhy(holder, store, option, onChange, close) : null;
      if (!option) node.remove();
    }
    if (option) setAttr(holder, "colspan", columnsOf(parts, store));
    why?.update();
    return option ? node : null;
  }
  return { update };
}

/** How many columns are shown. */
function columnsOf({ hasAims }, { model, state }) {
  const groups = model.groups.filter((group) => group.ledger === "state" || state.protection > 0).length;
  return 4 + (state.numbers ? groups : 1) + (hasAims ? 1 : 0);
}

/** Bars or numbers: two buttons of which one is pressed. */
function makeSwitch(onChange) {
  const button = (text, numbers) => h("button", {
    type: "button", "aria-label": `Show as ${text}`, onclick: () => onChange({ numbers }),
  }, text);
  const bars = button("bars", false);
  const numbers = button("numbers", true);
  const node = h("div", { class: "shape", role: "group", "aria-label": "Show as" }, h("span", { "aria-hidden": "true" }, "Show as"), bars, numbers);
  function update(state) {
    setAttr(bars, "aria-pressed", !state.numbers);
    setAttr(numbers, "aria-pressed", state.numbers);
  }
  return { node, update };
}

/**
 * The results: notes, the table, and what is too close to call.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 */
export function mount(element, store, onChange) {
  const { model } = store;
  const parts = makeTable(store, onChange);
  const steady = makeScale(model);
  const nothing = nothingBox(model, onChange);
  const notes = h("p", { class: "notes" });
  const foot = h("p", { class: "calls" });
  const legend = makeLegend(model.groups);
  const why = whyHolder(parts, store, onChange);
  const finder = makeFinder(store, onChange);
  const shape = makeSwitch(onChange);
  let width = 300;
  new ResizeObserver(([entry]) => { width = entry.contentRect.width || width; }).observe(parts.rows[0].bar.svg);
  element.replaceChildren(...(finder ? [finder.panel, finder.found] : []), nothing, notes, parts.table,
    h("div", { class: "under" }, foot, legend,
      h("p", { class: "hint keys" }, "Why: Enter or click on a row. Arrow keys move between rows.")));

  function update() {
    const { result, state } = store;
    const { low, high } = reach(model.groups, result.nothing ? {} : result.groupParts);
    const scale = steady.holding(low, high);
    parts.axis.update(scale);
    parts.table.classList.toggle("is-numbers", state.numbers);
    parts.table.classList.toggle("with-protection", state.protection > 0);
    shape.update(state);
    finder?.update(state);
    for (const row of parts.rows) updateRow(row, store, scale, width);
    const opened = why.update();
    const ids = placesOf(model, result);
    arrange(parts.body, ids.flatMap((id) => {
      const { node } = parts.byOption.get(id);
      return id === state.option && opened ? [node, opened] : [node];
    }));
    setText(parts.caption, orderName(model, state));
    legend.classList.toggle("with-protection", state.protection > 0);
    show(nothing, Boolean(result.nothing));
    show(legend, !state.numbers);
    const note = [onlyNote(model, state), incompleteNote(model, result), floorSentence(model, result, state.floor)].filter(Boolean).join(" ");
    setText(notes, note);
    show(notes, note !== "" && !result.nothing);
    setText(foot, result.nothing ? "" : closeCalls(model, result));
  }
  return { update, beside: shape.node, controls: finder?.button };
}
