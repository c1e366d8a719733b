// What differs between two states, in sentences: names of steps, and "what changed" between two links.

import { evaluate } from "./kernel.js";
import { byId } from "./store.js";
import { count, listing, rangeText, scoreText, sentence, signed } from "./words.js";

const NBSP = "\u00a0";

const titleOf = (records, id) => byId(records, id)?.title ?? id;

function nameOf(model, id) {
  const option = byId(model.options, id) ?? byId(model.companions ?? [], id);
  return option ? option.short || option.title : id;
}

function points(model, before, after) {
  const all = [["groups", model.groups], ["criteria", model.criteria]];
  return all.flatMap(([key, records]) => (before[key] === after[key] ? [] : records
    .filter(({ id }) => id in after[key] && before[key][id] !== after[key][id])
    .map(({ id, title }) => ({ key: `${key}.${id}`, text: `${title} ${before[key][id]} to ${after[key][id]}` }))));
}

function whose(model, before, after) {
  const set = (state) => byId(model.weight_sets, state.weight_set);
  if (before.started_from !== after.started_from) {
    return [{ key: "started_from", text: `Start from: ${titleOf(model.weight_sets, after.started_from)}` }];
  }
  if (set(after) && before.weight_set !== after.weight_set) {
    return [{ key: "weight_set", text: `Put back to: ${set(after).title}` }];
  }
  return [];
}

const share = (percent) => (percent ? `${percent}${NBSP}%` : "none");
const floorOf = (floor) => (floor === null ? "none" : `${floor < 0 ? "\u2212" : ""}${count(Math.abs(floor), "point")}`);

function single(model, before, after) {
  const found = [];
  const add = (key, text) => { if (before[key] !== after[key]) found.push({ key, text }); };
  add("scenario", `Scenario: ${titleOf(model.scenarios, before.scenario)} to ${titleOf(model.scenarios, after.scenario)}`);
  add("protection", `Protection in the total: ${share(before.protection)} to ${share(after.protection)}`);
  add("floor", `Floor on protection: ${floorOf(before.floor)} to ${floorOf(after.floor)}`);
  add("use_own", after.use_own ? "Own scores counted" : "Own scores set aside");
  return found;
}

function published(model, option, criterion) {
  const cell = model.scores[option]?.[criterion] ?? null;
  return cell && [cell.low, cell.central, cell.high];
}

/** A score before and after; with the range where only that differs. */
function scoreChange(was, is) {
  const said = (numbers, more) => {
    if (!numbers) return "not scored";
    return more ? `${scoreText(numbers[1])} (${rangeText(numbers[0], numbers[2])})` : scoreText(numbers[1]);
  };
  const more = was && is && was[1] === is[1];
  return `${said(was, more)} to ${said(is, more)}`;
}

function ownScores(model, before, after) {
  if (before.own === after.own) return [];
  return model.options.flatMap(({ id: option }) => model.criteria.flatMap(({ id: criterion, title }) => {
    const was = before.own[option]?.[criterion];
    const is = after.own[option]?.[criterion];
    if (String(was) === String(is)) return [];
    const back = is ? "" : ", as published";
    const base = published(model, option, criterion);
    return [{
      key: `own.${option}.${criterion}`,
      text: `Score of ${nameOf(model, option)} on ${title}: ${scoreChange(was ?? base, is ?? base)}${back}`,
    }];
  }));
}

/** Ids that came into a list and ids that went out of it. */
function list(model, key, title, before, after) {
  if (before[key] === after[key]) return [];
  const came = after[key].filter((id) => !before[key].includes(id)).map((id) => nameOf(model, id));
  const went = before[key].filter((id) => !after[key].includes(id)).map((id) => nameOf(model, id));
  const said = [came.length ? `${listing(came)} added` : "", went.length ? `${listing(went)} taken out` : ""].filter(Boolean);
  if (!said.length && String(before[key]) !== String(after[key])) said.push("another order");
  return said.length ? [{ key, text: `${title}: ${said.join("; ")}` }] : [];
}

function filters(model, before, after) {
  if (before.filter === after.filter) return [];
  return (model.study.facets ?? []).filter(({ id }) => before.filter[id] !== after.filter[id]).map(({ id, title, classes }) => {
    const said = (state) => classes[state.filter[id]] ?? "any";
    return { key: `filter.${id}`, text: `Find options, ${title}: ${said(before)} to ${said(after)}` };
  });
}

/**
 * What differs in numbers and choices; what is merely in view is left out.
 * @returns {{key: string, text: string}[]} `key` says which one ("groups.security"), `text` how ("Security 40 to 55")
 */
export function differences(model, before, after) {
  return [
    ...whose(model, before, after), ...points(model, before, after), ...single(model, before, after),
    ...ownScores(model, before, after), ...filters(model, before, after),
    ...list(model, "package", "Package", before, after), ...list(model, "chosen", "Options chosen", before, after),
  ];
}

/** A few words for all that differs: the name of a step. Points that a weight set brings with it are its own. */
export function nameOfChange(model, before, after) {
  const all = differences(model, before, after);
  if (!all.length) return "";
  const isSet = ["started_from", "weight_set"].includes(all[0].key) && after.weight_set !== "yours";
  const named = isSet ? all.filter(({ key }) => !/^(groups|criteria)\./.test(key)) : all;
  const [first, second] = named;
  if (named.length < 3) return [first.text, ...(second ? [second.text] : [])].join(", ");
  return `${first.text} and ${named.length - 1} more`;
}

function leaders(model, result) {
  const first = result.order.filter((id) => result.rank[id] === 1).map((id) => nameOf(model, id));
  if (first.length > 3) return `${first.slice(0, 2).join(", ")} and ${first.length - 2} more`;
  return first.length ? listing(first) : "no option";
}

function placed(result, id) {
  return result.nothing ? null : result.rank[id] ?? null;
}

/**
 * Whether the order changed from one state to another, by the kernel.
 * @returns {{text: string, moved: {id, from, to}[]}} one or two sentences, and the options that stand elsewhere
 */
export function orderChange(model, before, after) {
  const [was, is] = [evaluate(model, before), evaluate(model, after)];
  const moved = model.options.map(({ id }) => ({ id, from: placed(was, id), to: placed(is, id) }))
    .filter(({ from, to }) => from !== to);
  if (was.nothing && is.nothing) return { text: "Nothing counts in either, so neither has an order.", moved };
  if (was.nothing) return { text: `Nothing counted before; now ${leaders(model, is)} ${stands(is)} first.`, moved };
  if (is.nothing) return { text: `${leaders(model, was)} stood first; now nothing counts, and there is no order.`, moved };
  const [old, now] = [leaders(model, was), leaders(model, is)];
  const first = old === now ? `${sentence(now)} ${stands(is)} first in both.` : `${sentence(old)} stood first; now ${now} ${stands(is)} first.`;
  if (moved.length) return { text: `${first} ${count(moved.length, "option")} changed place.`, moved };
  const isSame = model.options.every(({ id }) => signed(was.total[id] ?? 0) === signed(is.total[id] ?? 0));
  return { text: `${first} No option changed place${isSame ? "" : ", though totals differ"}.`, moved };
}

function stands(result) {
  return result.order.filter((id) => result.rank[id] === 1).length > 1 ? "stand" : "stands";
}
