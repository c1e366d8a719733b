// The whole matrix, options by criteria, as one table. Every cell leads to its evidence.

import { h, roving, setAttr, setText, show } from "./dom.js";
import { BASIS, rangeText, scoreLevel, scoreSign, scoreWordAt, SIGNS } from "./words.js";
import { bothScores, cellWords, isSought, nameOf, orderedCriteria, seeker, shortWord } from "./cells.js";
import { byId, scoreIn } from "./store.js";

/** One cell: the published sign, under it on demand its range and word, and beside it the reader's own score. */
function makeCell(option, criterion, onOpen) {
  const sign = h("span", { class: "sign" });
  const word = h("span", { class: "word" });
  const range = h("span", { class: "low-high" });
  const own = h("span", { class: "owned", hidden: true });
  const button = h("button", { type: "button", tabindex: -1, "data-option": option.id, "data-criterion": criterion.id,
    onclick: () => onOpen(option.id, criterion.id) }, sign, word, range, own);
  const node = h("td", null, button);
  function update(model, state, scores, choices, isIn) {
    const { published } = scores;
    const kind = published ? `cell level-${scoreLevel(published.central)} basis-${published.basis}` : "cell unscored";
    const marks = `${scores.own ? " has-own" : ""}${isIn ? "" : " is-dim"}${button.classList.contains("is-open") ? " is-open" : ""}`;
    setText(sign, published ? scoreSign(published.central) : "not scored");
    setText(word, published && choices.words ? shortWord(published.central) : "");
    setText(range, published && choices.ranges ? rangeText(published.low, published.high) : "");
    show(own, Boolean(scores.own));
    if (scores.own) {
      setAttr(own, "class", `owned level-${scoreLevel(scores.own.central)}${state.use_own ? "" : " is-aside"}`);
      setText(own, `own ${scoreSign(scores.own.central)}${choices.ranges ? ` ${rangeText(scores.own.low, scores.own.high)}` : ""}`);
    }
    setAttr(button, "class", kind + marks);
    setAttr(button, "aria-label", `${nameOf(option)}, ${criterion.title}: ${cellWords(model, state, scores)}${isIn ? "" : "; does not match"}`);
  }
  return { node, button, option, criterion, update };
}

function heads(model, criteria, onSort) {
  const groups = model.groups.filter((group) => criteria.some((criterion) => criterion.group === group.id));
  const top = h("tr", { class: "groups" }, h("td", null), groups.map((group) => h("th", {
    scope: "colgroup", class: "first", colspan: criteria.filter((criterion) => criterion.group === group.id).length,
  }, `${group.letter} ${group.title}`)));
  const buttons = criteria.map((criterion, index) => {
    const isFirst = index === 0 || criteria[index - 1].group !== criterion.group;
    return h("th", { scope: "col", "aria-sort": "none", class: isFirst ? "first" : null },
      h("button", { type: "button", class: "sort", "data-criterion": criterion.id, title: criterion.question,
        onclick: () => onSort(criterion.id) }, h("span", null, criterion.title)));
  });
  const corner = h("th", { scope: "col", class: "corner" }, h("button", { type: "button", class: "sort", onclick: () => onSort("study") }, "Option"));
  return { node: h("thead", null, top, h("tr", null, corner, buttons)), buttons };
}

/** What signs, colours and edges mean. */
export function scoreLegend() {
  const levels = SIGNS.map((sign, level) => h("li", null, h("span", { class: `cell level-${level}` }, sign), ` ${scoreWordAt(level)}${level === 2 ? " (\u00b1\u00bd: a half step either way)" : ""}`));
  const bases = Object.entries(BASIS).map(([basis, text]) => h("li", null, h("span", { class: `cell basis-${basis}` }, "\u00a0"), ` ${text}`));
  const own = h("li", null, h("span", { class: "cell" }, h("span", { class: "owned" }, "own")), " your own score, beside the published one");
  return h("div", { class: "legends" }, h("ul", { class: "legend" }, levels), h("ul", { class: "legend" }, bases, own));
}

/** Options as the rows stand: as in the study, by place, or from the highest score on a criterion down. */
export function sortedOptions(store, rows) {
  const { model, state, result } = store;
  if (rows === "study") return model.options;
  if (rows === "total") {
    const at = new Map((result.nothing ? [] : result.order).map((id, k) => [id, k]));
    return [...model.options].sort((a, b) => (at.get(a.id) ?? Infinity) - (at.get(b.id) ?? Infinity) || 0);
  }
  const value = (option) => scoreIn(model, state, option.id, rows)?.central ?? -Infinity;
  return [...model.options].sort((a, b) => value(b) - value(a) || 0);
}

function makeRow(model, criteria, option, onOpen) {
  const cells = criteria.map((criterion, index) => {
    const cell = makeCell(option, criterion, onOpen);
    if (index === 0 || criteria[index - 1].group !== criterion.group) cell.node.className = "first";
    return cell;
  });
  const isBaseline = option.id === model.study.baseline;
  const name = h("th", { scope: "row" }, nameOf(option), isBaseline ? h("span", { class: "mark-baseline" }, "today\u2019s practice") : null);
  return { cells, name, node: h("tr", { class: isBaseline ? "baseline" : null }, name, cells.map((cell) => cell.node)) };
}

function step(body, key, node) {
  const line = [...body.children];
  const y = line.indexOf(node.closest("tr"));
  const cells = (row) => [...row.querySelectorAll("button.cell")];
  const x = cells(line[y]).indexOf(node);
  const to = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  if (key === "Home") return cells(line[y])[0];
  if (key === "End") return cells(line[y]).at(-1);
  if (!to) return null;
  return line[y + to[1]] ? cells(line[y + to[1]])[x + to[0]] ?? null : null;
}

/**
 * @param element where the table goes
 * @param store the shared state
 * @param choices how cells are shown and which are looked for (`cells.js`)
 * @param onOpen called with (option, criterion) when a cell is activated
 * @param onSort called with "study" or a criterion when a heading is
 */
export function mountMatrix(element, store, choices, onOpen, onSort) {
  const { model } = store;
  const criteria = orderedCriteria(model);
  const head = heads(model, criteria, (id) => onSort(choices.rows === id ? "study" : id));
  const rows = new Map(model.options.map((option) => [option.id, makeRow(model, criteria, option, onOpen)]));
  const all = [...rows.values()].flatMap((row) => row.cells);
  const body = h("tbody");
  const caption = h("caption", { class: "vh" });
  const table = h("table", { class: "matrix" }, caption, head.node, body);
  element.replaceChildren(table);
  roving(body, "button.cell", (key, node) => step(body, key, node));
  all[0].button.tabIndex = 0;
  let order = "";
  let filled = null;
  let found = all.length;

  function arrange() {
    const options = sortedOptions(store, choices.rows);
    const next = options.map((option) => option.id).join(" ");
    head.buttons.forEach((th, index) => setAttr(th, "aria-sort", criteria[index].id === choices.rows ? "descending" : "none"));
    if (next === order) return;
    order = next;
    const focused = document.activeElement;
    body.replaceChildren(...options.map((option) => rows.get(option.id).node));
    if (focused !== document.activeElement && body.contains(focused)) focused.focus({ preventScroll: true });
  }

  function fill() {
    const { state } = store;
    const isIn = seeker(choices);
    found = 0;
    const seen = new Set();
    for (const cell of all) {
      const scores = bothScores(model, state, cell.option.id, cell.criterion.id);
      const isMatch = isIn(cell.option, cell.criterion, scores);
      if (isMatch) { found += 1; seen.add(cell.option.id).add(cell.criterion.id); }
      cell.update(model, state, scores, choices, isMatch);
    }
    for (const [id, row] of rows) row.name.classList.toggle("is-dim", !seen.has(id));
    head.buttons.forEach((th, index) => th.classList.toggle("is-dim", !seen.has(criteria[index].id)));
    table.classList.toggle("with-ranges", choices.ranges);
    table.classList.toggle("with-words", choices.words);
    setText(caption, `Scores of every option on every criterion, against the status quo. Scenario: ${byId(model.scenarios, state.scenario).title}.`);
  }

  function update() {
    const { state } = store;
    const key = [state.scenario, state.own, state.use_own, JSON.stringify(choices)];
    if (!filled || key.some((part, k) => part !== filled[k])) { filled = key; fill(); }
    arrange();
    for (const { button, option, criterion } of all) {
      const isOpen = Boolean(state.cell) && state.cell[0] === option.id && state.cell[1] === criterion.id;
      if (button.classList.contains("is-open") !== isOpen) button.classList.toggle("is-open", isOpen);
    }
  }
  function button(option, criterion) {
    return rows.get(option)?.cells.find((cell) => cell.criterion.id === criterion)?.button ?? null;
  }
  return { update, button, count: () => (isSought(choices) ? found : all.length), size: all.length };
}
