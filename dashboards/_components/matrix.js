// The whole matrix, options by criteria, as one table. Every cell leads to its evidence.

import { h, roving, setAttr, setText } from "./dom.js";
import { BASIS, rangeText, scoreLevel, scoreSign, scoreText, scoreWord, scoreWordAt, SIGNS } from "./words.js";
import { byId, scoreIn } from "./store.js";

function orderedCriteria(model) {
  return model.groups.flatMap((group) => model.criteria.filter((criterion) => criterion.group === group.id));
}

function cellName(model, option, criterion, cell) {
  const name = `${option.short || option.title}, ${criterion.title}`;
  if (!cell) return `${name}: not scored`;
  return `${name}: ${scoreWord(model, cell.central)}, ${scoreText(cell.central)}, range ${rangeText(cell.low, cell.high)}, ${BASIS[cell.basis]}`;
}

function makeCell(model, option, criterion, onOpen) {
  const button = h("button", { type: "button", tabindex: -1, "data-option": option.id, "data-criterion": criterion.id,
    onclick: () => onOpen(option.id, criterion.id) });
  const node = h("td", null, button);
  function update(cell) {
    setText(button, cell ? scoreSign(cell.central) : "not scored");
    setAttr(button, "class", cell ? `cell level-${scoreLevel(cell.central)} basis-${cell.basis}` : "cell unscored");
    setAttr(button, "aria-label", cellName(model, option, criterion, cell));
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
  const corner = h("th", { scope: "col", class: "corner" }, h("button", { type: "button", class: "sort", onclick: () => onSort(null) }, "Option"));
  return { node: h("thead", null, top, h("tr", null, corner, buttons)), buttons };
}

/** What signs, colours and edges mean. */
export function scoreLegend() {
  const levels = SIGNS.map((sign, level) => h("li", null, h("span", { class: `cell level-${level}` }, sign), ` ${scoreWordAt(level)}${level === 2 ? " (\u00b1\u00bd: a half step either way)" : ""}`));
  const bases = Object.entries(BASIS).map(([basis, text]) => h("li", null, h("span", { class: `cell basis-${basis}` }, "\u00a0"), ` ${text}`));
  return h("div", { class: "legends" }, h("ul", { class: "legend" }, levels), h("ul", { class: "legend" }, bases));
}

function sortedOptions(model, state, sort) {
  if (!sort) return model.options;
  const value = (option) => scoreIn(model, state, option.id, sort)?.central ?? -Infinity;
  return [...model.options].sort((a, b) => value(b) - value(a));
}

/**
 * @param element where the table goes
 * @param store the shared state
 * @param onOpen called with (option, criterion) when a cell is activated
 */
export function mountMatrix(element, store, onOpen) {
  const { model } = store;
  const criteria = orderedCriteria(model);
  let sort = null;
  const resort = (id) => { sort = sort === id ? null : id; arrange(); };
  const head = heads(model, criteria, resort);
  const rows = new Map(model.options.map((option) => {
    const cells = criteria.map((criterion, index) => {
      const cell = makeCell(model, option, criterion, onOpen);
      if (index === 0 || criteria[index - 1].group !== criterion.group) cell.node.className = "first";
      return cell;
    });
    const isBaseline = option.id === model.study.baseline;
    const name = h("th", { scope: "row" }, option.short || option.title,
      isBaseline ? h("span", { class: "mark-baseline" }, "today\u2019s practice") : null);
    return [option.id, { cells, node: h("tr", { class: isBaseline ? "baseline" : null }, name, cells.map((cell) => cell.node)) }];
  }));
  const body = h("tbody");
  const caption = h("caption", { class: "vh" });
  element.replaceChildren(h("table", { class: "matrix" }, caption, head.node, body));

  function arrange() {
    const focused = document.activeElement;
    body.replaceChildren(...sortedOptions(model, store.state, sort).map((option) => rows.get(option.id).node));
    head.buttons.forEach((th, index) => setAttr(th, "aria-sort", criteria[index].id === sort ? "descending" : "none"));
    if (focused !== document.activeElement && body.contains(focused)) focused.focus({ preventScroll: true });
  }

  function step(key, node) {
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

  roving(body, "button.cell", step);
  arrange();
  rows.get(model.options[0].id).cells[0].button.tabIndex = 0;
  let shownScenario = null;
  function update() {
    const { state } = store;
    if (shownScenario !== state.scenario) {
      shownScenario = state.scenario;
      for (const row of rows.values()) {
        for (const cell of row.cells) cell.update(scoreIn(model, state, cell.option.id, cell.criterion.id));
      }
      setText(caption, `Scores of every option on every criterion, against the status quo. Scenario: ${byId(model.scenarios, state.scenario).title}.`);
      if (sort) arrange();
    }
    const open = state.cell;
    for (const row of rows.values()) {
      for (const cell of row.cells) {
        const isOpen = Boolean(open) && open[0] === cell.option.id && open[1] === cell.criterion.id;
        if (cell.button.classList.contains("is-open") !== isOpen) cell.button.classList.toggle("is-open", isOpen);
      }
    }
  }
  function button(option, criterion) {
    return rows.get(option)?.cells.find((cell) => cell.criterion.id === criterion)?.button ?? null;
  }
  return { update, button };
}
