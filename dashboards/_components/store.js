// One state, one result, at most one update per frame. No DOM apart from the frame clock.

import { cellIn, cellOf, evaluate } from "./kernel.js";

const RECKONED = ["weight_set", "groups", "criteria", "scenario", "protection", "own", "use_own"];

/** What changes a number or a choice, and can be undone. */
export const CHOICES = ["weight_set", "started_from", "groups", "criteria", "scenario", "protection", "floor",
  "own", "use_own", "package", "filter", "chosen"];

/** What is merely in view. */
export const VIEW = ["language", "tab", "option", "cell", "chosen", "open", "numbers", "whiskers", "firm", "step"];

/** Some keys of a state. */
export function pick(state, keys) {
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}

export function byId(list, id) {
  return list.find((item) => item.id === id);
}

/** The state a study opens with: its own default weights and scenario. */
export function initialState(model) {
  const set = byId(model.weight_sets, model.study.defaults.weights) ?? model.weight_sets[0];
  return {
    v: 2, study: model.study.id, version: model.study.version, language: "en",
    weight_set: set.id, started_from: set.id,
    groups: { ...set.groups }, criteria: { ...set.criteria },
    scenario: model.study.defaults.scenario, protection: 0, floor: null, own: {}, use_own: true,
    package: [], filter: {},
    tab: "order", option: null, cell: null, chosen: [], open: [],
    numbers: false, whiskers: false, firm: "conditions", step: null,
  };
}

function sameNumbers(a, b) {
  return Object.keys(a).every((key) => a[key] === b[key]);
}

/** Whether two values of a state say the same; the order of keys says nothing, that of a list does. */
export function same(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

/** Whether two states hold the same numbers and choices, whatever is in view. */
export function sameChoices(a, b) {
  return CHOICES.every((key) => same(a[key], b[key]));
}

/** Moving any weight makes the weights yours; moving it back makes them the set's again. */
function nameWeights(model, state) {
  const set = byId(model.weight_sets, state.started_from);
  const same = set && sameNumbers(set.groups, state.groups) && sameNumbers(set.criteria, state.criteria);
  return same ? set.id : "yours";
}

function merge(model, state, patch) {
  const next = { ...state, ...patch };
  if (patch.groups) next.groups = { ...state.groups, ...patch.groups };
  if (patch.criteria) next.criteria = { ...state.criteria, ...patch.criteria };
  if (patch.groups || patch.criteria) next.weight_set = nameWeights(model, next);
  return next;
}

/** The patch that takes over a weight set whole. */
export function takeOver(set) {
  return { started_from: set.id, groups: { ...set.groups }, criteria: { ...set.criteria } };
}

/** A published cell as it stands in the scenario of `state`; null where it was not scored. */
export function publishedIn(model, state, option, criterion) {
  return cellIn(model, state.scenario, option, criterion);
}

/** The cell that counts under `state`, the reader's own where there is one; null where nothing is scored. */
export function scoreIn(model, state, option, criterion) {
  return cellOf(model, state, option, criterion);
}

/**
 * The shared state.
 *
 * `set(patch)` changes it (maps of points are merged), `replace(state)` puts a whole one in its place;
 * `watch(watcher)` has `watcher(store, reckoned)` called at most once a frame; `onChange(listener)` is called at
 * once with the state before and after. `result` is the kernel's for the state; `ranges` are Python's, null
 * until they are known for just these weights.
 */
export function createStore(model, given) {
  const watchers = new Set();
  const listeners = new Set();
  const store = { model, state: given ?? initialState(model), result: null, ranges: null };
  let frame = 0;
  let isStale = true;

  function flush() {
    frame = 0;
    if (isStale) store.result = evaluate(model, store.state);
    const reckoned = isStale;
    isStale = false;
    for (const watcher of watchers) watcher(store, reckoned);
  }

  function change(next) {
    const before = store.state;
    store.state = next;
    if (RECKONED.some((key) => before[key] !== next[key])) {
      isStale = true;
      store.ranges = null;
    }
    for (const listener of listeners) listener(before, next);
    if (!frame) frame = requestAnimationFrame(flush);
  }

  store.set = (patch) => change(merge(model, store.state, patch));
  store.replace = change;
  store.setRanges = (ranges) => {
    store.ranges = ranges;
    if (!frame) frame = requestAnimationFrame(flush);
  };
  store.watch = (watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  store.onChange = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  store.flush = flush;
  return store;
}
