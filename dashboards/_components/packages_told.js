// What one package does, as Python answers it: both ledgers, its members, its criteria, its place among all.

import { h, s } from "./dom.js";
import { protectionWord } from "./kernel.js";
import { Scale } from "./bars.js";
import { plainTable } from "./figure.js";
import { RULE_WORDS } from "./packages_rules.js";
import { TOTAL } from "./palette.js";
import { byId } from "./store.js";
import { bareName, listing, mark, possessive, scoreText, sentence, signed, typeset } from "./words.js";

export function rangeOf(low, high) {
  return `${signed(low)} to ${signed(high)}`;
}

const region = (label, table) => h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": label }, table);

function rangeBar(letter, ends, scale, name) {
  const x = (points) => scale.x(points);
  const [from, to] = [Math.min(0, ends.central), Math.max(0, ends.central)];
  const zero = `${x(0)}%`;
  return s("svg", { class: "bar", width: "100%", height: 20, role: "img", "aria-label": `${name}: ${signed(ends.central)}, range ${rangeOf(ends.low, ends.high)}` },
    s("rect", { class: letter ? `mark mark-${letter}` : "mark-total", fill: letter ? `url(#fill-${letter})` : TOTAL, x: `${x(from)}%`, width: `${x(to) - x(from)}%`, y: 4, height: 12 }),
    s("line", { class: "span", x1: `${x(ends.low)}%`, x2: `${x(ends.high)}%`, y1: 10, y2: 10 }),
    s("line", { class: "zero", x1: zero, x2: zero, y1: 0, y2: "100%" }));
}

function ledgerRow(title, ends, scale, letter, kind) {
  return h("tr", { class: kind }, h("th", { scope: "row" }, title), h("td", { class: "bars" }, rangeBar(letter, ends, scale, title)),
    h("td", { class: "total" }, signed(ends.central)), h("td", { class: "range" }, rangeOf(ends.low, ends.high)));
}

/** Both ledgers, and the groups of the state's. Never one number for both. */
function ledgerTable(model, found) {
  const all = [...Object.values(found.values), ...Object.values(found.groups)];
  const scale = new Scale(Math.max(5, ...all.map(({ low }) => -low)), Math.max(5, ...all.map(({ high }) => high)));
  const groups = model.groups.filter(({ ledger }) => ledger === "state");
  const aims = model.groups.find(({ ledger }) => ledger === "protection");
  const { state, protection } = found.values;
  return h("table", { class: "ledgers" }, h("caption", { class: "vh" }, `What the package does for ${model.study.decision_maker} and for protection, in points against today\u2019s practice`),
    h("thead", null, h("tr", null, ["Ledger", "worse than today | better", "points", "range"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", null,
      ledgerRow(`${sentence(possessive(model))} concerns`, state, scale, "", "ofledger"),
      groups.map((group) => ledgerRow(group.title, found.groups[group.id], scale, mark(group), "ofgroup")),
      ledgerRow(`Protection: ${protectionWord(protection.central)}`, protection, scale, mark(aims), "ofledger")));
}

function worthTable(model, names, found) {
  const who = sentence(bareName(model));
  const points = (number) => (number === null ? "not scored" : signed(number));
  const company = (row) => (row.comes_with.length ? ` (with ${listing(row.comes_with.map(names))})` : "");
  return plainTable({
    caption: "What each option is worth in the package, in points", head: ["Option", `${who}: alone`, `${who}: adds here`, "Protection: alone", "Protection: adds here"],
    rows: found.worth.map((row) => [`${names(row.option)}${company(row)}`, points(row.alone_state), points(row.added_state), points(row.alone_protection), points(row.added_protection)]),
  });
}

/** "gain from A (+2); loss from B (−1); not counted again: C (+1)" */
export function broughtText(row, names) {
  const named = (pairs) => listing(pairs.map(([id, score]) => `${names(id)} (${scoreText(score)})`));
  const parts = [["gain from", row.gains], ["loss from", row.losses], ["not counted again:", row.covered]]
    .filter(([, pairs]) => pairs.length).map(([words, pairs]) => `${words} ${named(pairs)}`);
  return parts.length ? sentence(parts.join("; ")) : "No option in it moves this";
}

function criteriaTable(model, names, found) {
  const head = ["Criterion", "Together, \u22123 to +3", "Range", "Points", "Which option brings it", "Rule"];
  const round = (score) => scoreText(score) === "0" && score ? (score > 0 ? "under +0.5" : "above \u22120.5") : scoreText(score);
  return plainTable({
    caption: "The package criterion by criterion", head,
    rows: found.criteria.map((row) => [byId(model.criteria, row.criterion).title, round(row.central), `${scoreText(row.low)} to ${scoreText(row.high)}`,
      signed(row.points), broughtText(row, names), RULE_WORDS[row.rule]]),
  });
}

function betterList(model, found, names, onTake) {
  if (!found.place.better.length) return null;
  const more = found.place.n_better - found.place.better.length;
  return [
    h("p", { class: "hint" }, more > 0 ? "Some of them that no other beats, those with the fewest changes first:" : "With the fewest changes first:"),
    h("ul", { class: "betterones" }, found.place.better.map((row) => {
      const changes = [row.added.length ? `add ${listing(row.added.map(names))}` : "", row.left.length ? `take out ${listing(row.left.map(names))}` : ""].filter(Boolean).join("; ");
      return h("li", null, h("p", null, `${sentence(changes)}: ${bareName(model)} ${signed(row.state)}, protection ${signed(row.protection)}.`),
        h("button", { type: "button", class: "plain", "aria-label": `Put together ${listing(row.members.map(names)) || "nothing: today\u2019s practice"}`, onclick: () => onTake(row.members) },
          row.members.length ? "Put this one together" : "Back to today\u2019s practice"));
    })),
  ];
}

function outsideNeeds(model, found) {
  const all = [...model.options, ...model.companions ?? []];
  const needs = found.members.flatMap((id) => {
    const option = byId(all, id);
    return (option.prerequisites ?? []).map((text) => `${option.short}: ${text}`);
  });
  return needs.length ? [h("h4", null, "Needed beside it, and no option here"), h("ul", null, needs.map((text) => h("li", null, text)))] : null;
}

/**
 * @param model the study
 * @param names from id to short name
 * @param found what Python answers to "package"
 * @param {{isOpen, onToggle, onTake}} how whether the criteria are in view, and what to do with a package taken over
 */
export function tellPackage(model, names, found, { isOpen, onToggle, onTake }) {
  const details = h("details", { open: isOpen, ontoggle: () => onToggle(details.open) }, h("summary", null, "Criterion by criterion: which option brings what"),
    region("Table: the package by criterion", criteriaTable(model, names, found)));
  return [
    h("p", { class: "sentence" }, typeset(found.sentence)),
    ledgerTable(model, found),
    h("p", { class: "hint" }, "Points from \u2212100 to 100 against today\u2019s practice. The two ledgers are not added. A range takes every score at its end, with overlap at its fullest and without any."),
    found.notes.length ? [h("h4", null, "To know of this package"), h("ul", null, found.notes.map((text) => h("li", null, text)))] : null,
    outsideNeeds(model, found),
    h("h4", null, "What each option is worth in it"),
    region("Table: worth of each option in the package", worthTable(model, names, found)),
    h("p", { class: "hint" }, "Alone: nothing else has been done. Adds here: all the others have. The two differ where effects overlap, and what options add does not sum to the package."),
    details,
    h("h4", null, "Its place among all packages"),
    h("p", null, typeset(found.place.sentence)),
    betterList(model, found, names, onTake),
  ].flat(Infinity).filter(Boolean);
}

export function stepWords(row, names) {
  return `${listing(row.added.map(names))}${row.added.length > 1 ? ", together" : ""}`;
}

/** What first, what then: each step is worth doing whether or not the next one follows. */
export function tellSteps(model, found, names, onTake) {
  const noted = (row) => row.notes.map((id) => found.notes[id]).filter(Boolean);
  const rows = found.steps.map((row, i) => h("li", null,
    h("p", null, h("b", null, `${i ? "Then" : "First"} ${stepWords(row, names)}`)),
    h("p", null, `${sentence(bareName(model))} ${signed(row.state)} (${rangeOf(row.state_low, row.state_high)}); protection ${signed(row.protection)}, ${protectionWord(row.protection)} (${rangeOf(row.protection_low, row.protection_high)}).`),
    noted(row).map((text) => h("p", { class: "hint" }, text)),
    h("button", { type: "button", class: "plain", onclick: () => onTake(row.members) }, `Put together up to step ${i + 1}`)));
  return [h("p", { class: "sentence" }, typeset(found.steps_sentence)), rows.length ? h("ol", { class: "whatfirst" }, rows) : null].filter(Boolean);
}

/** A package by name: "Quiet halt and Camp", or today's practice. */
export function packageName(members, names) {
  return members.length ? listing(members.map(names)) : "Today\u2019s practice";
}

export function ruleList(model, rules) {
  const cited = (ids) => ids.map((id) => model.evidence[id]?.citation).filter(Boolean).join("; ");
  return [h("p", null, rules.about), h("ul", null, Object.entries(rules.combine).map(([id, rule]) => h("li", null,
    h("b", null, `${byId(model.criteria, id).title}: `), `${RULE_WORDS[rule.rule]}. ${rule.reason}`,
    rule.evidence.length ? h("span", { class: "cite" }, ` ${cited(rule.evidence)}.`) : null)))];
}

