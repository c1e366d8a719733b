// The reader's own scores: an editor for one cell, and the bar that says how many there are. They are kept apart
// from what is published, as low, central and high in today's circumstances; a scenario moves them alike.

import { h, freshId, setAttr, setText, show } from "./dom.js";
import { orderChange } from "./changes.js";
import { cellOf, countOwn, evaluate } from "./kernel.js";
import { byId } from "./store.js";
import { count, listing, rangeText, scoreText, scoreWord, sentence, signed } from "./words.js";
import { nameOf } from "./cells.js";

/** The most a link carries. */
export const MOST_OWN = 60;
const PARTS = ["Lowest", "Central", "Highest"];

export function numberOfOwn(state) {
  return countOwn({ ...state, use_own: true });
}

/** All own scores with one more, or another in its place. */
export function withOwn(own, option, criterion, numbers) {
  return { ...own, [option]: { ...own[option], [criterion]: [...numbers] } };
}

/** All own scores without one. */
export function withoutOwn(own, option, criterion) {
  const { [criterion]: _, ...rest } = own[option] ?? {};
  const { [option]: __, ...others } = own;
  return Object.keys(rest).length ? { ...others, [option]: rest } : others;
}

/** Own scores as a list, in the order of the study. */
export function listOwn(model, state) {
  return model.options.flatMap((option) => model.criteria.filter((criterion) => state.own[option.id]?.[criterion.id])
    .map((criterion) => ({ option, criterion, numbers: state.own[option.id][criterion.id] })));
}

/** Three numbers after one of them moved: the others give way, so that they stay in order. */
export function moved(numbers, part, value) {
  return numbers.map((number, k) => (k === part ? value : k < part ? Math.min(number, value) : Math.max(number, value)));
}

const place = (result, id) => (Number.isFinite(result.total[id]) ? `place ${result.rank[id]}${result.shared[id] ? " (shared)" : ""}` : "no place");

/** What a state with another score would do to the order, in a sentence or two. */
export function previewSentence(model, before, after, option) {
  const [was, is] = [evaluate(model, before), evaluate(model, after)];
  if (is.nothing) return "Nothing counts now, so there is no order that this could change.";
  const name = nameOf(byId(model.options, option));
  const [from, to] = [place(was, option), place(is, option)];
  const total = (result) => (Number.isFinite(result.total[option]) ? signed(result.total[option]) : "not scored");
  const totals = total(was) === total(is) ? "" : `, its total from ${total(was)} to ${total(is)}`;
  const own = from === to ? `${name} would keep ${from}${totals ? `${totals.replace(", its total", "; its total would go")}` : ""}.` : `${name} would go from ${from} to ${to}${totals}.`;
  const others = orderChange(model, before, after).moved.filter(({ id }) => id !== option);
  const first = (result) => result.order.filter((id) => result.rank[id] === 1);
  const isNew = String(first(was).sort()) !== String(first(is).sort());
  const names = first(is).map((id) => nameOf(byId(model.options, id)));
  return [own, others.length ? `${count(others.length, "other option")} would change place.` : "",
    isNew ? `${listing(names)} would ${names.length > 1 ? "share the first place" : "stand first"}.` : ""].filter(Boolean).join(" ");
}

function startOf(model, state, option, criterion) {
  const kept = state.own[option]?.[criterion];
  if (kept) return kept;
  const cell = model.scores[option]?.[criterion];
  return cell ? [cell.low, cell.central, cell.high] : [0, 0, 0];
}

function makeLine(model, part, onMove) {
  const { scale, step } = model.study;
  const name = `${PARTS[part]} score`;
  const range = h("input", { type: "range", min: -scale, max: scale, step, "aria-label": name, oninput: () => onMove(part, Number(range.value)) });
  const less = h("button", { type: "button", class: "step", "aria-label": `${name}: a step less`, onclick: () => onMove(part, Number(range.value) - step) }, "\u2212");
  const more = h("button", { type: "button", class: "step", "aria-label": `${name}: a step more`, onclick: () => onMove(part, Number(range.value) + step) }, "+");
  const words = h("span", { class: "words" });
  const node = h("div", { class: "ownline" }, h("span", { class: "part", "aria-hidden": "true" }, PARTS[part]), less, range, more, words);
  function update(number) {
    if (Number(range.value) !== number) range.value = number;
    const said = `${scoreText(number)}, ${scoreWord(model, number)}`;
    setText(words, said);
    setAttr(range, "aria-valuetext", said);
    setAttr(less, "aria-disabled", number <= -scale);
    setAttr(more, "aria-disabled", number >= scale);
  }
  return { node, update };
}

/**
 * The editor of one cell; it opens by a button and works on a draft until that is kept.
 * @returns {{node, show, update}} `show(option, criterion)` for another cell; `update()` when the state changed
 */
export function mountOwn(store, onChange) {
  const { model } = store;
  let [option, criterion, draft, started] = [null, null, [0, 0, 0], ""];
  const body = h("div", { class: "ownbody", id: freshId("own"), hidden: true });
  const button = h("button", { type: "button", class: "act", "aria-expanded": "false", "aria-controls": body.id }, "Disagree? Try another score");
  const never = h("p", { class: "hint", hidden: true }, "Today\u2019s practice is what all else is measured against, so its scores stay at 0.");
  const move = (part, value) => {
    const { scale } = model.study;
    draft = moved(draft, part, Math.max(-scale, Math.min(scale, value)));
    draw();
  };
  const lines = PARTS.map((_, part) => makeLine(model, part, move));
  const [low, high] = [h("span", null), h("span", null)];
  const shifted = h("p", { class: "hint" });
  const preview = h("p", { class: "preview", role: "status" });
  const full = h("p", { class: "hint", role: "status" });
  const keep = h("button", { type: "button", class: "act", onclick: () => keepIt() }, "Keep as my score");
  const back = h("button", { type: "button", class: "plain", onclick: () => giveBack() }, "Back to the published score");
  body.append(h("p", { class: "hint" }, "Your own score stands beside the published one, is marked wherever it counts, and goes along in your link. Set it for today\u2019s circumstances."),
    h("div", { role: "group", "aria-label": "Your own score" }, lines.map((line) => line.node)),
    h("p", { class: "rangeends" }, low, high), shifted, preview, full, h("div", { class: "line" }, keep, back));
  const node = h("div", { class: "owneditor" }, button, never, body);
  button.addEventListener("click", () => {
    show(body, body.hidden);
    setAttr(button, "aria-expanded", !body.hidden);
    draw();
  });

  const kept = () => store.state.own[option]?.[criterion] ?? null;

  function keepIt() {
    if (keep.getAttribute("aria-disabled") === "true") return;
    onChange({ own: withOwn(store.state.own, option, criterion, draft), use_own: true });
  }
  function giveBack() {
    if (kept()) onChange({ own: withoutOwn(store.state.own, option, criterion) });
    draft = startOf(model, { own: {} }, option, criterion);
    draw();
  }

  function said() {
    const { state } = store;
    const after = { ...state, own: withOwn(state.own, option, criterion, draft), use_own: true };
    const isKept = String(kept()) === String(draft);
    if (isKept && state.use_own) return `This is your own score now: ${scoreText(draft[1])} (${rangeText(draft[0], draft[2])}).`;
    if (!isKept && !kept() && String(startOf(model, state, option, criterion)) === String(draft) && model.scores[option]?.[criterion]) {
      return "This is the published score. Move one of the three, and the effect on the order stands here.";
    }
    if (!(evaluate(model, state).weights[criterion] > 0)) {
      return `${sentence(byId(model.criteria, criterion).title)} has no weight in the total now, so the order would stay as it is.`;
    }
    return previewSentence(model, { ...state, use_own: true }, after, option);
  }

  function draw() {
    if (body.hidden || option === null) return;
    const { state } = store;
    lines.forEach((line, part) => line.update(draft[part]));
    const isFull = !kept() && numberOfOwn(state) >= MOST_OWN;
    const isNew = String(kept()) !== String(draft) || !state.use_own;
    setText(preview, said());
    setText(full, isFull ? `${MOST_OWN} scores of your own are kept, the most a link can carry. Remove one first.` : "");
    show(full, isFull);
    setAttr(keep, "aria-disabled", isFull || !isNew);
    const after = cellOf(model, { ...state, own: withOwn({}, option, criterion, draft), use_own: true }, option, criterion);
    const isShifted = after.shifts.length > 0;
    setText(shifted, isShifted ? `The scenario \u201c${byId(model.scenarios, state.scenario).title}\u201d moves it as it moves the published one, to ${scoreText(after.central)} (${rangeText(after.low, after.high)}).` : "");
    show(shifted, isShifted);
  }

  function reset() {
    draft = [...startOf(model, store.state, option, criterion)];
    started = String(kept());
  }
  return {
    node,
    show(nextOption, nextCriterion) {
      [option, criterion] = [nextOption, nextCriterion];
      const isBaseline = option === model.study.baseline;
      const record = byId(model.criteria, criterion);
      show(button, !isBaseline);
      show(never, isBaseline);
      if (isBaseline || !kept()) { show(body, false); setAttr(button, "aria-expanded", false); }
      low.replaceChildren(h("b", null, `${scoreText(-model.study.scale)}: `), record.worst);
      high.replaceChildren(h("b", null, `${scoreText(model.study.scale)}: `), record.best);
      reset();
      draw();
    },
    update() {
      if (option !== null && started !== String(kept())) reset();
      draw();
    },
  };
}

/** The bar over the matrix: how many there are, whether they count, which, and ways back. */
export function mountOwnBar(store, onChange) {
  const { model } = store;
  const words = h("span", { role: "status" });
  const list = h("ul", { id: freshId("ownlist"), class: "ownlist", hidden: true });
  const use = h("button", { type: "button", class: "plain", onclick: () => onChange({ use_own: !store.state.use_own }) });
  const more = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": list.id,
    onclick: () => { show(list, list.hidden); setAttr(more, "aria-expanded", !list.hidden); draw(); } }, "List them");
  const remove = h("button", { type: "button", class: "plain", onclick: () => onChange({ own: {}, use_own: true }) }, "Remove all");
  const node = h("div", { class: "ownbar", hidden: true }, h("p", { class: "line" }, words, use, more, remove), list);
  let shown = null;

  function item({ option, criterion, numbers: [low, central, high] }) {
    const cell = model.scores[option.id]?.[criterion.id];
    const name = `${nameOf(option)} on ${criterion.title}`;
    const was = cell ? `${scoreText(cell.central)} (${rangeText(cell.low, cell.high)})` : "not scored";
    return h("li", null,
      h("button", { type: "button", class: "plain", onclick: () => onChange({ cell: [option.id, criterion.id] }) }, name),
      h("span", null, `published ${was}, own ${scoreText(central)} (${rangeText(low, high)})`),
      h("button", { type: "button", class: "plain", onclick: () => {
        onChange({ own: withoutOwn(store.state.own, option.id, criterion.id) });
        more.focus();
      } }, `Remove your score of ${name}`));
  }
  function draw() {
    setText(more, list.hidden ? "List them" : "Close the list");
    if (!list.hidden) list.replaceChildren(...listOwn(model, store.state).map(item));
  }
  function update() {
    const { state } = store;
    if (shown?.own === state.own && shown.use_own === state.use_own) return;
    shown = state;
    const n = numberOfOwn(state);
    if (!n && node.contains(document.activeElement)) node.parentNode?.querySelector("button, select, input")?.focus();
    show(node, n > 0);
    setText(words, state.use_own ? `${count(n, "score")} of your own ${n === 1 ? "counts" : "count"} in every order.`
      : `${count(n, "score")} of your own ${n === 1 ? "is" : "are"} set aside; the published ones count.`);
    setText(use, state.use_own ? "Count the published ones only" : "Count your own again");
    draw();
  }
  return { node, update };
}
