// Files of a view as text: tables for spreadsheets and programs, and the state itself. No document.
//
// Every file says whose weights it rests on, the scenario, the floor, the study, its version, that of the program, the
// date and the link. Numbers are those on screen. What is the reader's own stands in columns named so.

import { protectionWord, shares, shown } from "./kernel.js";
import { heading, why } from "./kernel_sentences.js";
import { isBelow } from "./finder.js";
import { numberOfOwn } from "./own.js";
import { bothScores, orderedCriteria } from "./cells.js";
import { count, possessive, rankText, typeset } from "./words.js";

/**
 * @typedef {Object} View   what a file is made from
 * @property {Object} model
 * @property {Object} state
 * @property {Object} result    the kernel's
 * @property {Object} ranges    ranges of places by option, or null while they are not known
 * @property {string} link
 * @property {string} software  "policylab 1.0"
 * @property {string} date      "2026-11-12", by the reader's clock
 */

export function dateOf(now) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whose weights the view follows, as headings have it; a file is read by others, so that "your" is the reader who made it. */
export function whose({ model, state }) {
  return typeset(heading(model, state).split(". Scenario: ")[0].replace(/^Order under /, ""))
    .replace(/^your weights/, "a reader\u2019s own weights").replace(/of your own$/, "of the reader\u2019s own");
}

const found = (records, id) => records.find((record) => record.id === id);

function pointsText({ model, state, result }) {
  const groups = model.groups.filter((group) => group.ledger === "state");
  const whole = shares(groups.map((group) => state.groups[group.id]));
  const said = groups.map((group, k) => `${group.title} ${state.groups[group.id]} points (${whole[k]}\u00a0% of ${possessive(model)} ledger)`);
  const inside = model.criteria.map((criterion) => `${criterion.title} ${state.criteria[criterion.id]}${result.criterionShares?.[criterion.id] ? ` (${result.criterionShares[criterion.id]}\u00a0% of the total)` : ""}`);
  return [said.join("; "), inside.join("; ")];
}

/** What every file says of itself, as pairs. */
export function about(view) {
  const { model, state } = view;
  const [groups, criteria] = pointsText(view);
  const scenario = found(model.scenarios, state.scenario);
  const n = numberOfOwn(state);
  return [
    ["label", model.study.label],
    ["study", `${model.study.title} (${model.study.id}), version ${model.study.version}`],
    ["question", model.study.question],
    ["weights", whose(view)],
    ["points of groups", groups],
    ["points of criteria", criteria],
    ["protection in the total", state.protection ? `${state.protection}\u00a0% of the total` : "no, kept in a ledger of its own"],
    ["scenario", `${scenario.title} (${scenario.id})`],
    ["floor on protection", state.floor === null ? "none" : count(state.floor, "point")],
    ["own scores", n ? `${n}, ${state.use_own ? "counted in the place of the published ones" : "set aside"}` : "none"],
    ["software", view.software],
    ["date", `${view.date}, by the clock of the reader\u2019s device`],
    ["link", view.link],
  ];
}

// ---- CSV ----------------------------------------------------------------------------------------

/** Signs with which a spreadsheet would take a text for a formula, also after blanks and in their wide forms. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** A cell: numbers as numbers, texts so that no spreadsheet runs them. */
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  // eslint-disable-next-line no-control-regex
  const text = String(value).replace(/\u0000/g, "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const oneLine = (text) => String(text).replace(/[^\S\u00a0]+/g, " ").trim();

/** UTF-8 with its mark, rows of what the file is first, each beginning with "#", then the table. */
export function csv(view, head, rows) {
  const first = about(view).map(([key, value]) => [`# ${key}`, oneLine(value)]);
  return `\ufeff${[...first, head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** One row per option, one column per criterion: central scores in the scenario of the view. */
export function matrixWide(view) {
  const { model, state } = view;
  const criteria = orderedCriteria(model);
  const owned = criteria.filter((criterion) => Object.values(state.own).some((scores) => scores[criterion.id]));
  const both = (option, criterion) => bothScores(model, state, option.id, criterion.id);
  return csv(view, ["option", "title", ...criteria.map((one) => one.id), ...owned.map((one) => `own ${one.id}`)],
    model.options.map((option) => [option.id, option.title, ...criteria.map((one) => both(option, one).published?.central ?? null),
      ...owned.map((one) => both(option, one).own?.central ?? null)]));
}

const TIDY = ["option", "option_title", "criterion", "criterion_title", "group", "low", "central", "high", "basis", "evidence", "reason",
  "scenario_low", "scenario_central", "scenario_high", "own_low", "own_central", "own_high", "own_counts"];

/** One row per score: as published, as the scenario of the view moves it, and the reader's own. */
export function matrixTidy(view) {
  const { model, state } = view;
  const three = (cell) => (cell ? [cell.low, cell.central, cell.high] : [null, null, null]);
  return csv(view, TIDY, model.options.flatMap((option) => orderedCriteria(model).map((criterion) => {
    const cell = model.scores[option.id]?.[criterion.id] ?? null;
    const { published } = bothScores(model, state, option.id, criterion.id);
    const own = state.own[option.id]?.[criterion.id] ?? null;
    return [option.id, option.title, criterion.id, criterion.title, criterion.group, ...three(cell), cell?.basis ?? "not scored",
      (cell?.evidence ?? []).join(" "), cell?.reason ?? null, ...three(published), ...(own ?? [null, null, null]),
      own ? (state.use_own ? "yes" : "no") : null];
  })));
}

/** The order row by row, in the whole numbers of the screen. */
export function orderRows({ model, state, result, ranges }) {
  const all = model.options.map((option) => option.id);
  const ids = result.nothing ? all : [...new Set([...result.order, ...all])];
  return ids.map((id) => {
    const option = found(model.options, id);
    const account = result.nothing ? null : why(model, state, id, result);
    const aims = result.protection?.[id];
    const parts = Object.fromEntries((account?.parts ?? []).map((part) => [part.id, part.points]));
    return {
      id, option, parts, total: account?.total ?? null, low: account?.low ?? null, high: account?.high ?? null,
      rank: result.rank?.[id] ?? null, shared: Boolean(result.shared?.[id]), range: ranges?.[id] ?? null,
      protection: Number.isFinite(aims) ? shown(aims) : null, word: Number.isFinite(aims) ? protectionWord(aims) : "not scored",
      isBelow: isBelow(result, id, state.floor), isToday: id === model.study.baseline,
      own: state.use_own ? Object.keys(state.own[id] ?? {}).length : 0,
    };
  });
}

/** Groups that may stand in the total: protection only when it is let in. */
export function countingGroups({ model, state }) {
  return model.groups.filter((group) => group.ledger === "state" || state.protection > 0);
}

export function orderCsv(view) {
  const groups = countingGroups(view);
  const yes = (is) => (is ? "yes" : "no");
  return csv(view, ["place", "shared", "range_from", "range_to", "option", "title", ...groups.map((group) => (group.ledger === "state" ? group.id : `from_${group.id}`)), "total", "protection",
    "protection_word", "below_floor", "todays_practice", "own_scores_counted"],
  orderRows(view).map((row) => [row.rank, row.rank === null ? null : yes(row.shared), row.range?.[0] ?? null, row.range?.[1] ?? null, row.id, row.option.title,
    ...groups.map((group) => (row.total === null ? null : row.parts[group.id] ?? 0)), row.total, row.protection, row.word, yes(row.isBelow), yes(row.isToday), row.own]));
}

// ---- LaTeX --------------------------------------------------------------------------------------

const TEX = { "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "_": "\\_", "%": "\\%",
  "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
  "\u00a0": "~", "\u2212": "$-$", "\u2019": "'", "\u2018": "`", "\u201c": "``", "\u201d": "''", "\u2013": "--" };

/** A text that TeX sets as it is, straight quotes as opening and closing ones. Names in other scripts need XeLaTeX or LuaLaTeX and a font. */
export function tex(text) {
  return oneLine(text).replace(/(^|[\s([])"/g, "$1\u201c").replaceAll("\"", "\u201d").replace(/[\\{}$&#_%^~<>|\u00a0\u2212\u2018\u2019\u201c\u201d\u2013]/g, (sign) => TEX[sign]);
}

const texNumber = (number) => (number === null ? "" : number === 0 ? "0" : number > 0 ? `+${number}` : `$-$${-number}`);
const rangeOf = (range) => (range ? (range[0] === range[1] ? String(range[0]) : `${range[0]}--${range[1]}`) : "");

/** A table for a paper (booktabs); what the file is stands in comments, the weights above and the label under the table. */
export function latexOrder(view) {
  const groups = countingGroups(view);
  const columns = `rll${"r".repeat(groups.length + 1)}rl`;
  const head = ["Place", "Range", "Option", ...groups.map((group) => tex(group.title)), "Total", "\\multicolumn{2}{l}{Protection}"];
  const body = orderRows(view).map((row) => [rankText(row.rank, row.shared), rangeOf(row.range),
    `${tex(row.option.short || row.option.title)}${row.isToday ? " (today's practice)" : ""}${row.isBelow ? ", below floor" : ""}${row.own ? ", own score" : ""}`,
    ...groups.map((group) => (row.total === null ? "" : texNumber(row.parts[group.id] ?? 0))),
    row.total === null ? "not scored" : texNumber(row.total), texNumber(row.protection), row.word].join(" & "));
  const told = Object.fromEntries(about(view));
  return [
    ...about(view).map(([key, value]) => `% ${key}: ${oneLine(value)}`),
    "% Needs \\usepackage{booktabs}; names in other scripts need XeLaTeX or LuaLaTeX.",
    "\\begin{table}", "  \\centering",
    `  \\caption{Order of options under ${tex(told.weights)}. Scenario: ${tex(told.scenario)}. Floor on protection: ${tex(told["floor on protection"])}.}`,
    `  \\begin{tabular}{${columns}}`, "    \\toprule", `    ${head.join(" & ")} \\\\`, "    \\midrule",
    ...body.map((row) => `    ${row} \\\\`), "    \\bottomrule", "  \\end{tabular}", "",
    `  \\footnotesize ${tex(told.label)} Parts and totals are points against today's practice, at 0; = marks a shared place. ${tex(told.study)}; ${tex(told.software)}; ${tex(view.date)}.`,
    "\\end{table}", ""].join("\n");
}
