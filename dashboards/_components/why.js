// Why an option stands where it does: the opened row.

import { h, s, setAttr, setText, titledList } from "./dom.js";
import { why } from "./kernel_sentences.js";
import { BASIS_WORD, FIRMNESS, listing, lower, mark, rangeText, scoreText, scoreWord, sentence, signed, typeset } from "./words.js";
import { Scale } from "./bars.js";
import { byId, scoreIn } from "./store.js";

const MOST_CHOSEN = 3;

function waterfallRow(title, from, to, letter, number, scale) {
  const low = Math.min(from, to);
  const x = scale.x(low);
  const size = scale.x(Math.max(from, to)) - x;
  const zero = `${scale.x(0)}%`;
  const bar = s("svg", { class: "bar", width: "100%", height: 20, role: "img", "aria-label": `${title} ${number}` },
    letter ? s("rect", { class: `mark mark-${letter}`, fill: `url(#fill-${letter})`, x: `${x}%`, width: `${size}%`, y: 3, height: 14 }) : null,
    letter === "" && size > 0 ? s("rect", { class: "mark-total", x: `${x}%`, width: `${size}%`, y: 7, height: 6 }) : null,
    s("line", { class: "zero", x1: zero, x2: zero, y1: 0, y2: "100%" }));
  return h("tr", null, h("th", { scope: "row" }, title), h("td", { class: "bars" }, bar), h("td", { class: "total" }, number));
}

/** Just wide enough for every step on the way. */
function scaleOf(account) {
  let at = 0;
  let low = 1;
  let high = 1;
  for (const part of account.parts) {
    at += part.exact;
    high = Math.max(high, at);
    low = Math.max(low, -at);
  }
  return new Scale(low, high);
}

/** From the status quo to the option; the whole numbers add up to the total shown. */
function waterfallRows(model, account, total) {
  const scale = scaleOf(account);
  const rows = [waterfallRow("Status quo", 0, 0, "", "0", scale)];
  let at = 0;
  for (const part of account.parts.filter((one) => one.points !== 0)) {
    const letter = mark(byId(model.groups, part.id));
    rows.push(waterfallRow(part.title, at, at + part.exact, letter, signed(part.points), scale));
    at += part.exact;
  }
  const last = waterfallRow("This option", 0, total, "", signed(total), scale);
  last.className = "sum";
  return [...rows, last];
}

function shareWords(store) {
  const shares = store.model.groups.filter((group) => (store.result.groupShares[group.id] ?? 0) > 0)
    .map((group) => `${lower(group.title)} ${store.result.groupShares[group.id]}`);
  return `Points on a scale from \u2212100 to 100; shares in percent: ${listing(shares)}.`;
}

function firstCitation(model, cell) {
  const id = cell.evidence?.[0];
  return id && model.evidence[id] ? model.evidence[id].citation : "";
}

/** The chosen options with one more; the longest chosen one makes room. */
function chosenWith(chosen, id) {
  return [...chosen.filter((other) => other !== id), id].slice(-MOST_CHOSEN);
}

/** The criteria that move this option most under these weights. */
export function reasons(store, option, limit = 4) {
  const parts = store.result.contributions?.[option] ?? {};
  return store.model.criteria.map((criterion) => ({ criterion, points: parts[criterion.id] ?? 0 }))
    .filter((reason) => Math.abs(reason.points) >= 0.5)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).slice(0, limit);
}

function reasonItem(store, option, reason, onChange) {
  const { model, state } = store;
  const cell = scoreIn(model, state, option, reason.criterion.id);
  const cited = firstCitation(model, cell);
  const words = `${scoreWord(model, cell.central)}, score ${scoreText(cell.central)} (range ${rangeText(cell.low, cell.high)}); ${cell.own ? lower(typeset(cell.reason.replace(/\.$/, ""))) : BASIS_WORD[cell.basis]}.`;
  return h("li", null,
    h("button", { type: "button", class: "reason", onclick: () => onChange({ tab: "evidence", cell: [option, reason.criterion.id] }) },
      h("span", { class: "number" }, signed(reason.points)), h("span", { class: "name" }, reason.criterion.title)),
    h("span", { class: "words" }, ` ${sentence(words)}${cited ? ` ${cited}.` : ""}`));
}

function proposers(model, option) {
  return (option.proposed_by ?? []).map((by) => {
    const cited = (by.evidence ?? []).map((id) => model.evidence[id]?.citation).filter(Boolean);
    const source = model.sources[by.source];
    const where = cited.length ? cited.join("; ") : source?.cite ?? by.source;
    return `${sentence(FIRMNESS[by.firmness] ?? by.firmness)}: ${where}.${by.note ? ` ${by.note}` : ""}`;
  });
}

const STATED = [
  ["timing", "When"], ["coverage", "Who is covered"], ["publicity", "Public or quiet"], ["agency", "Outside agency"],
  ["destination", "Where people end up"], ["duration", "How long it lasts"],
];

function particulars(option) {
  const given = STATED.filter(([key]) => option[key]);
  if (!given.length) return null;
  return h("dl", { class: "particulars" }, given.map(([key, name]) => [h("dt", null, name), h("dd", null, option[key])]));
}

function tierText(model, option) {
  if (!option.tier?.as_stated) return null;
  const asOf = option.tier.as_of ? ` (as of ${option.tier.as_of})` : "";
  return h("p", null, h("b", null, "How feasible, as a paper states it: "), `${option.tier.as_stated}${asOf}`);
}

function proposal(model, option) {
  return h("div", { class: "proposal" },
    h("h4", null, "What is proposed"), h("p", null, option.summary),
    option.actor ? h("p", null, h("b", null, "Who acts: "), option.actor) : null,
    titledList("By whom, and how firmly", proposers(model, option)),
    particulars(option), tierText(model, option),
    titledList("Includes", option.includes), titledList("Does not include", option.excludes),
    titledList("What the paper does not say", option.not_stated),
    titledList("Needs first", option.prerequisites), titledList("Cautions", option.cautions));
}

/**
 * Fill an opened row.
 *
 * @param element the cell that holds it
 * @param store the shared state
 * @param id the option
 * @param onChange called with a patch of the state
 * @param close called by the button "Close"
 */
export function mountWhy(element, store, id, onChange, close) {
  const { model } = store;
  const option = byId(model.options, id);
  const line = h("p", { class: "sentence" });
  const rows = h("tbody");
  const hint = h("p", { class: "hint" });
  const list = h("ol", { class: "reasons" });
  const actions = h("div", { class: "line" },
    id === model.study.baseline ? null : h("button", {
      type: "button", class: "act", onclick: () => onChange({ tab: "compare", chosen: chosenWith(store.state.chosen, id) }),
    }, "Compare with the status quo"),
    h("button", { type: "button", class: "act", onclick: () => onChange({ tab: "evidence", cell: [id, model.criteria[0].id] }) },
      "Evidence for this option"),
    h("button", { type: "button", class: "plain", onclick: close }, "Close"));
  element.replaceChildren(h("div", { class: "whybox" },
    h("div", { class: "account" }, h("h3", null, option.title), line,
      h("table", { class: "waterfall" }, h("caption", { class: "vh" }, `From the status quo to ${option.title}, in points`), rows),
      hint, h("h4", null, "Largest reasons"), list,
      actions),
    proposal(model, option)));

  let written = "";
  function update() {
    const { result, state } = store;
    const key = JSON.stringify([result.groupParts?.[id], result.groupShares, state.scenario]);
    if (key === written) return;
    written = key;
    if (result.nothing || result.total[id] === null) {
      setText(line, result.nothing ? "Nothing counts yet." : why(model, state, id, result).sentence);
      rows.replaceChildren();
      list.replaceChildren();
      return;
    }
    const account = why(model, state, id, result);
    setText(line, account.sentence.replaceAll("(-", "(\u2212"));
    rows.replaceChildren(...waterfallRows(model, account, result.total[id]));
    setText(hint, `${shareWords(store)} ${account.note}`);
    setAttr(list, "aria-label", "Largest reasons");
    const found = reasons(store, id);
    list.replaceChildren(...(found.length ? found.map((reason) => reasonItem(store, id, reason, onChange))
      : [h("li", null, "No criterion moves this option by a point or more.")]));
  }
  return { update };
}
