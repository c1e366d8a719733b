// Undo and redo of numbers and choices, in named steps. What is merely in view is not a step.

import { nameOfChange } from "./changes.js";
import { CHOICES, pick, same } from "./store.js";

const MOST = 100;
const PAUSE = 600; // ms without a change that end a step: a hand on a slider may halt for a moment

const differs = (a, b) => !same(a, b);

/** The one number a change is about ("groups.security"), "groups" where several groups move at once, or null. */
function numberOf(keys, before, after) {
  const inner = keys.filter((key) => key !== "weight_set");
  if (inner.length !== 1) return null;
  const [key] = inner;
  if (key === "protection") return key;
  if (key !== "groups" && key !== "criteria") return null;
  const ids = Object.keys(after[key]).filter((id) => before[key][id] !== after[key][id]);
  return ids.length === 1 ? `${key}.${ids[0]}` : key;
}

/** Whether a change goes on with the number a step is about: a drag on the weight map moves now one group, now three. */
function goesOn(step, number) {
  if (!step || step.number === null || number === null) return false;
  return step.number === number || (step.number === "groups" && number.startsWith("groups."));
}

/**
 * The steps of a store.
 *
 * A step holds only the keys that changed, before and after. Changes of one number that follow each other quickly
 * are one step, as a drag is. `resets()` lists the states there is a way
 * back to, each `{label, patch}`: a step that leads to one is called after it.
 * @returns {{undo, redo, goTo, list, at, undoName, redoName, as, quietly, watch}}
 *   `undo()` and `redo()` give the name of what was undone or done again, or null; `goTo(n)` leaves n steps done;
 *   `list()` are the names, `at()` how many of them are done; `as(name, change)` names the step that `change`
 *   makes; `quietly(change)` makes none; `watch(listener)` is called when any of it differs
 */
export function createHistory(store, resets = () => []) {
  const { model } = store;
  const listeners = new Set();
  let steps = [];
  let done = 0;
  let isOpen = false;
  let timer = 0;
  let isQuiet = false;
  let given = null;

  const tell = () => listeners.forEach((listener) => listener());

  function record(before, after) {
    if (isQuiet) return;
    const keys = CHOICES.filter((key) => differs(before[key], after[key]));
    if (!keys.length) return;
    const number = given === null ? numberOf(keys, before, after) : null;
    const last = isOpen && done === steps.length ? steps[done - 1] : null;
    if (goesOn(last, number)) extend(last, keys, before, after);
    else add({ number, before: pick(before, keys), after: pick(after, keys), whole: [before, after], name: given });
    clearTimeout(timer);
    timer = setTimeout(close, PAUSE);
    tell();
  }

  function extend(step, keys, before, after) {
    step.before = { ...pick(before, keys), ...step.before };
    step.after = { ...step.after, ...pick(after, keys) };
    step.whole = [step.whole[0], after];
    step.name = null;
  }

  function add(step) {
    steps = [...steps.slice(0, done), step].slice(-MOST);
    done = steps.length;
    isOpen = true;
  }

  /** A step that came back to where it began is none. */
  function close() {
    clearTimeout(timer);
    isOpen = false;
    const last = steps[done - 1];
    if (!last || done < steps.length || Object.keys(last.after).some((key) => differs(last.before[key], last.after[key]))) return;
    steps = steps.slice(0, -1);
    done = steps.length;
    tell();
  }

  function nameOfReset({ number, whole: [before, after] }) {
    if (number !== null || before.started_from !== after.started_from) return null;
    const isAt = (patch) => Object.keys(patch).every((key) => key === "weight_set" || same(patch[key], after[key]));
    const reset = resets().find(({ patch }) => isAt(patch));
    return reset ? `Put back to: ${reset.label}` : null;
  }

  function nameOf(step) {
    step.name ??= nameOfReset(step) ?? nameOfChange(model, ...step.whole);
    return step.name;
  }

  function quietly(change) {
    const was = isQuiet;
    isQuiet = true;
    try { change(); } finally { isQuiet = was; }
  }

  function goTo(n) {
    close();
    const to = Math.max(0, Math.min(steps.length, n));
    if (to === done) return;
    const patch = {};
    while (done > to) Object.assign(patch, steps[--done].before);
    while (done < to) Object.assign(patch, steps[done++].after);
    quietly(() => store.replace({ ...store.state, ...patch }));
    tell();
  }

  function move(by) {
    close();
    const step = steps[by < 0 ? done - 1 : done];
    if (!step) return null;
    goTo(done + by);
    return nameOf(step);
  }

  store.onChange(record);
  return {
    undo: () => move(-1),
    redo: () => move(1),
    goTo,
    list: () => steps.map(nameOf),
    at: () => done,
    undoName: () => (done > 0 ? nameOf(steps[done - 1]) : null),
    redoName: () => (done < steps.length ? nameOf(steps[done]) : null),
    as(name, change) {
      close();
      given = name;
      try { change(); } finally { given = null; }
    },
    quietly,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
