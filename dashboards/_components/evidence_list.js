// The matrix one option or one criterion at a time, as a list: for narrow screens, and for reading aloud.

import { h, setAttr, setText } from "./dom.js";
import { bothScores, cellWords, nameOf, orderedCriteria, seeker } from "./cells.js";
import { BASIS_WORD, rangeText, scoreLevel, scoreSign, scoreText, scoreWord, sentence } from "./words.js";

function picture(scores) {
  const { published, own } = scores;
  return h("span", { class: "signs", "aria-hidden": "true" },
    published ? h("span", { class: `cell level-${scoreLevel(published.central)} basis-${published.basis}` }, scoreSign(published.central)) : h("span", { class: "cell" }, "?"),
    own ? h("span", { class: `owned level-${scoreLevel(own.central)}` }, `own ${scoreSign(own.central)}`) : null);
}

function lines(model, state, { published, own }) {
  const said = (cell) => `${sentence(scoreWord(model, cell.central))}, ${scoreText(cell.central)} (${rangeText(cell.low, cell.high)})`;
  return [
    h("span", { class: "words" }, published ? `${said(published)}; ${BASIS_WORD[published.basis]}` : "Not scored"),
    own ? h("span", { class: "words" }, `Your own score${state.use_own ? "" : ", not counted now"}: ${said(own)}`) : null,
  ];
}

/**
 * @param element where the list goes
 * @param store the shared state
 * @param choices what is looked for (`cells.js`)
 * @param onOpen called with (option, criterion) when a cell is activated
 * @returns {{update, button, pick, count, size}} `update(by)` with "option" or "criterion"; `pick(option, criterion)` shows
 *   the list that holds a cell
 */
export function mountList(element, store, choices, onOpen) {
  const { model } = store;
  const chosen = { option: (model.options.find((one) => one.id !== model.study.baseline) ?? model.options[0]).id, criterion: orderedCriteria(model)[0].id };
  const select = h("select", { onchange: () => { chosen[by] = select.value; update(by); } });
  const label = h("span", { "aria-hidden": "true" });
  const list = h("ul", { class: "celllist" });
  element.replaceChildren(h("label", { class: "setting" }, label, select), list);
  let by = "option";
  let filled = null;
  let found = 0;
  let size = 0;
  let buttons = new Map();

  function item(option, criterion, title, isIn) {
    const scores = bothScores(model, store.state, option.id, criterion.id);
    const button = h("button", {
      type: "button", class: `listcell${isIn ? "" : " is-dim"}`, "data-option": option.id, "data-criterion": criterion.id,
      "aria-label": `${nameOf(option)}, ${criterion.title}: ${cellWords(model, store.state, scores)}${isIn ? "" : "; does not match"}`,
      onclick: () => onOpen(option.id, criterion.id),
    }, picture(scores), h("span", { class: "what" }, h("b", null, title), lines(model, store.state, scores)));
    buttons.set(`${option.id} ${criterion.id}`, button);
    return h("li", null, button);
  }

  function cells() {
    if (by === "criterion") {
      const criterion = model.criteria.find((one) => one.id === chosen.criterion);
      return model.options.map((option) => ({ option, criterion, title: nameOf(option), group: null }));
    }
    const option = model.options.find((one) => one.id === chosen.option);
    return orderedCriteria(model).map((criterion) => ({ option, criterion, title: criterion.title, group: criterion.group }));
  }

  function pickers() {
    const records = by === "option" ? model.options : orderedCriteria(model);
    setText(label, by === "option" ? "Option" : "Criterion");
    setAttr(select, "aria-label", by === "option" ? "Option to read" : "Criterion to read");
    select.replaceChildren(...records.map((record) => h("option", { value: record.id }, by === "option" ? nameOf(record) : record.title)));
    select.value = chosen[by];
  }

  function fill() {
    const focused = document.activeElement?.dataset?.criterion ? document.activeElement : null;
    const isIn = seeker(choices);
    buttons = new Map();
    let group = null;
    const all = cells();
    size = all.length;
    found = 0;
    list.replaceChildren(...all.flatMap(({ option, criterion, title, group: next }) => {
      const isMatch = isIn(option, criterion, bothScores(model, store.state, option.id, criterion.id));
      if (isMatch) found += 1;
      const head = next && next !== group ? [h("li", { class: "grouphead" }, h("h4", null, model.groups.find((one) => one.id === next).title))] : [];
      group = next;
      return [...head, item(option, criterion, title, isMatch)];
    }));
    if (focused) buttons.get(`${focused.dataset.option} ${focused.dataset.criterion}`)?.focus({ preventScroll: true });
  }

  function update(next) {
    const { state } = store;
    by = next;
    const key = [by, chosen[by], state.scenario, state.own, state.use_own, JSON.stringify(choices)];
    if (!filled || key.some((part, k) => part !== filled[k])) {
      if (filled?.[0] !== by || select.value !== chosen[by]) pickers();
      filled = key;
      fill();
    }
    for (const button of buttons.values()) {
      const isOpen = Boolean(state.cell) && state.cell[0] === button.dataset.option && state.cell[1] === button.dataset.criterion;
      button.classList.toggle("is-open", isOpen);
    }
  }
  return {
    update,
    pick(option, criterion) { chosen.option = option; chosen.criterion = criterion; },
    button: (option, criterion) => buttons.get(`${option} ${criterion}`) ?? null,
    count: () => found,
    size: () => size,
  };
}
