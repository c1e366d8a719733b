// A state as a JSON file, and back. What is read is checked part by part; what cannot be taken is named.

import { about } from "./files.js";
import { FIRM, encode, decode } from "./link.js";
import { MOST_OWN, moved } from "./own.js";
import { initialState } from "./store.js";
import { count } from "./words.js";

const FORMAT = "policylab state";
const NO_FILE = "This is no file of a view: nothing was taken from it.";

export function stateJson(view) {
  const told = Object.fromEntries(about(view).map(([key, value]) => [key.replaceAll(" ", "_"), value]));
  return `${JSON.stringify({ format: FORMAT, about: told, state: view.state }, null, 2)}\n`;
}

const isWhole = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const idsOf = (records) => records.map((record) => record.id);

function points(given, ids, most, start) {
  if (!isMap(given)) return null;
  if (Object.keys(given).length !== ids.length || !ids.every((id) => isWhole(given[id], 0, most))) return null;
  return Object.fromEntries(ids.map((id) => [id, given[id] ?? start[id]]));
}

function isScore({ study }, numbers) {
  const isStep = (number) => typeof number === "number" && Math.abs(number) <= study.scale && Math.abs(number / study.step - Math.round(number / study.step)) < 1e-9;
  return Array.isArray(numbers) && numbers.length === 3 && numbers.every(isStep) && String(moved(numbers, 1, numbers[1])) === String(numbers);
}

/** Own scores the study has a place for; null when there is anything else among them. */
function ownScores(model, given) {
  if (!isMap(given)) return null;
  const options = idsOf(model.options).filter((id) => id !== model.study.baseline);
  const criteria = idsOf(model.criteria);
  const isSound = Object.entries(given).every(([option, scores]) => options.includes(option) && isMap(scores)
    && Object.entries(scores).every(([criterion, numbers]) => criteria.includes(criterion) && isScore(model, numbers)));
  const n = isSound ? Object.values(given).reduce((all, scores) => all + Object.keys(scores).length, 0) : 0;
  return isSound && n <= MOST_OWN ? given : null;
}

const isList = (given, ids, most) => Array.isArray(given) && given.length <= most && given.every((id) => ids.includes(id)) && new Set(given).size === given.length;

/** For each key of a state, whether a value may stand there, and what it is called when it may not. */
function rules(model) {
  const options = idsOf(model.options);
  const all = [...options, ...idsOf(model.companions ?? [])];
  const facets = model.study.facets ?? [];
  const sets = idsOf(model.weight_sets);
  const isFlag = (value) => typeof value === "boolean";
  return {
    weight_set: ["weights", (value) => value === "yours" || sets.includes(value)],
    started_from: ["weights", (value) => sets.includes(value)],
    scenario: ["scenario", (value) => idsOf(model.scenarios).includes(value)],
    protection: ["protection in the total", (value) => isWhole(value, 0, 100)],
    floor: ["floor", (value) => value === null || isWhole(value, -100, 100)],
    use_own: ["own scores", isFlag],
    package: ["package", (value) => isList(value, all, all.length)],
    filter: ["filter of options", (value) => isMap(value) && Object.entries(value).every(([facet, choice]) => choice in (facets.find((one) => one.id === facet)?.classes ?? {}))],
    chosen: ["chosen options", (value) => isList(value, options, 3)],
    tab: ["what was in view", (value) => typeof value === "string"],
    option: ["what was in view", (value) => value === null || all.includes(value)],
    cell: ["what was in view", (value) => value === null || (isList([value?.[0]], options, 1) && isList([value?.[1]], idsOf(model.criteria), 1))],
    open: ["what was in view", (value) => isList(value, idsOf(model.groups), model.groups.length)],
    numbers: ["what was in view", isFlag],
    whiskers: ["what was in view", isFlag],
    firm: ["what was in view", (value) => FIRM.includes(value)],
    step: ["what was in view", (value) => value === null || isWhole(value, 0, 40)],
  };
}

function take(model, given, state, lost) {
  for (const [key, [name, isSound]] of Object.entries(rules(model))) {
    if (key in given && isSound(given[key])) state[key] = given[key];
    else lost.add(name);
  }
  const stateGroups = idsOf(model.groups.filter((group) => group.ledger === "state"));
  const groups = points(given.groups, stateGroups, 100, state.groups);
  const criteria = points(given.criteria, idsOf(model.criteria), 10, state.criteria);
  const own = ownScores(model, given.own);
  if (groups) state.groups = groups; else lost.add("points of groups");
  if (criteria) state.criteria = criteria; else lost.add("points of criteria");
  if (own) state.own = own; else lost.add("own scores");
}

/**
 * The state a file holds, as far as it can be read.
 * @returns {{state: Object|null, says: string[]}} `state` is null when nothing could be taken
 */
export function readState(model, text) {
  let data = null;
  try { data = JSON.parse(text.replace(/^\ufeff/, "")); } catch { return { state: null, says: [NO_FILE] }; }
  const given = data?.state;
  if (data?.format !== FORMAT || !isMap(given)) return { state: null, says: [NO_FILE] };
  if (given.study !== model.study.id) return { state: null, says: ["This file belongs to another study, and nothing was taken from it."] };
  const state = initialState(model);
  const lost = new Set();
  take(model, given, state, lost);
  if (state.weight_set !== "yours") nameAgain(model, state);
  const says = given.version === model.study.version ? [] : [`This file was made with study version ${given.version}. You see ${model.study.version}.`];
  if (lost.size) says.push(`${count(lost.size, "part")} of this file could not be read: ${[...lost].join("; ")}. The rest was restored.`);
  // Through the form of a link, so that a file and a link can never stand for different views.
  return { state: decode(model, encode(model, state)).state, says };
}

/** Points that are not those of the set they are said to be of are the reader's own. */
function nameAgain(model, state) {
  const set = model.weight_sets.find((one) => one.id === state.weight_set);
  const isSet = [["groups", set.groups], ["criteria", set.criteria]].every(([key, points_]) => Object.keys(state[key]).every((id) => state[key][id] === points_[id]));
  if (!isSet) state.weight_set = "yours";
}
