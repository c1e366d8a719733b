// What console and projector share: the steps of the link's state, the step that is shown, and word between the two
// windows of one browser. Nothing goes to a server.

import { createDesk } from "./asking.js";
import { createKeep } from "./keep.js";
import { codeIn, decode, encode, fragment } from "./link.js";
import { stepsOf } from "./steps.js";
import { initialState } from "./store.js";

/** Keys of a keyboard or a clicker, and what they do. */
const KEYS = {
  ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", Home: "first", End: "last",
  b: "blank", B: "blank", ".": "blank", r: "replay", R: "replay",
};

function given(model) {
  const code = codeIn(window.location.hash);
  if (code !== null) return decode(model, code).state ?? initialState(model);
  const { last } = createKeep(model.study.id).read();
  return (last && decode(model, last.code).state) || initialState(model);
}

/**
 * A console leads: a screen opened without a link asks where it is. A console opened anew, with other weights,
 * goes on at the step that an open screen shows.
 *
 * @param model the study
 * @param {Function} onShow called with (step, index, {isBlank, isReplay}) whenever something else is to be shown
 * @returns {{steps, index, act, desk, ask, code, close}} `act("next")` and so on do what the keys do; `go(index)`
 */
export function createPresenting(model, onShow, { leads = false } = {}) {
  const desk = createDesk();
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(`policylab ${model.study.id}`) : null;
  const own = { state: given(model), steps: [], index: 0, isBlank: false, isAsking: false };
  own.steps = stepsOf(model, own.state);
  own.index = Math.min(own.state.step ?? 0, own.steps.length - 1);

  function tell(isReplay = false) {
    channel?.postMessage({ code: encode(model, { ...own.state, step: own.index }), index: own.index, isBlank: own.isBlank, isReplay });
  }

  function show(isReplay = false) {
    window.history.replaceState(null, "", fragment(model, { ...own.state, step: own.index }));
    onShow(own.steps[own.index], own.index, { isBlank: own.isBlank, isReplay });
  }

  function go(index) {
    own.index = Math.min(own.steps.length - 1, Math.max(0, index));
    own.isBlank = false;
    own.isAsking = false;
    show();
    tell();
  }

  const acts = {
    next: () => go(own.index + 1),
    back: () => go(own.index - 1),
    first: () => go(0),
    last: () => go(own.steps.length - 1),
    blank: () => { own.isBlank = !own.isBlank; show(); tell(); },
    replay: () => { show(true); tell(true); },
  };

  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data.asks) {
        if (data.asks === "console" && leads) tell();
        if (data.asks === "screen" && !leads) channel.postMessage({ at: own.index, isBlank: own.isBlank });
        return;
      }
      if (data.at !== undefined) {
        if (!leads || !own.isAsking) return;
        if (own.state.step === null) own.index = Math.min(data.at, own.steps.length - 1);
        Object.assign(own, { isAsking: false, isBlank: Boolean(data.isBlank) });
        show();
        tell();
        return;
      }
      const state = decode(model, data.code).state;
      if (!state) return;
      const isOther = encode(model, { ...state, step: null }) !== encode(model, { ...own.state, step: null });
      if (isOther) { own.state = state; own.steps = stepsOf(model, state); }
      own.index = Math.min(data.index, own.steps.length - 1);
      own.isBlank = Boolean(data.isBlank);
      show(Boolean(data.isReplay));
    };
  }

  window.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, select, textarea")) return;
    event.preventDefault();
    acts[act]();
  });
  window.addEventListener("hashchange", () => {
    own.state = given(model);
    own.steps = stepsOf(model, own.state);
    own.index = Math.min(own.state.step ?? 0, own.steps.length - 1);
    show();
  });

  function join() {
    if (!leads) { if (codeIn(window.location.hash) === null) channel?.postMessage({ asks: "console" }); return; }
    own.isAsking = true;
    channel?.postMessage({ asks: "screen" });
  }

  function start() {
    join();
    show();
  }

  return {
    desk,
    start,
    ask: (kind, state) => desk.ask(kind, { ...state, step: null }),
    act: (name) => acts[name](),
    go,
    show,
    get steps() { return own.steps; },
    get index() { return own.index; },
    get state() { return own.state; },
    get isBlank() { return own.isBlank; },
    hash: () => fragment(model, { ...own.state, step: own.index }),
    explore: () => fragment(model, { ...own.state, step: null }),
  };
}

/** What the bridge joins to a session. */
export function joined(presenting, status = () => {}) {
  return { desk: presenting.desk, ask: presenting.ask, status, reload: () => window.location.reload() };
}
