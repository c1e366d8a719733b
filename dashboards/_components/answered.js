// A region that shows what Python answers: asked for the settled state, with progress, a way to stop it, and
// plain words when there is no answer. What is on screen always says whether it is for the present state.

import { h, setText, show } from "./dom.js";
import { reckoning } from "./asking.js";

const PATIENCE = 400; // ms before progress is shown

/**
 * @param page the page (`ask`, `onSettled`, `store`, `desk`)
 * @param {Object} given
 * @param {string} given.kind the question
 * @param {string} given.what what is worked out, as it stands in a sentence: "how often each place is taken"
 * @param {Function} [given.args] from a state to what the question needs beside it
 * @param {Function} given.draw called with (answer, state): a node or nodes
 * @param {boolean} [given.auto] ask at once (default), or only when the reader wants it
 * @returns {{node, update, found}} call `update()` whenever the view is updated; `found()` is the answer in view or null
 */
export function mountAnswer(page, { kind, what, args = () => ({}), draw, auto = true }) {
  const body = h("div", { class: "answer" });
  const bar = h("progress", { max: 1, "aria-label": `Working out ${what}` });
  const words = h("span", null);
  const stopper = h("button", { type: "button", class: "plain", onclick: () => stop(true) }, `Stop working out ${what}`);
  const starter = h("button", { type: "button", class: "plain", onclick: () => start() });
  const line = h("div", { class: "working", role: "status", hidden: true }, words, bar, stopper, starter);
  const node = h("div", { class: "answered" }, line, body);
  let shown = null; // key of the answer in view
  let wanted = null; // key of the question that is open
  let open = null;
  let timer = 0;
  let answer = null;
  const keyOf = (state) => `${reckoning(state)} ${JSON.stringify(args(state))}`;

  function say(text, { progress = null, canStop = false, offer = "" } = {}) {
    setText(words, text);
    show(bar, canStop);
    if (progress === null) bar.removeAttribute("value");
    else bar.value = progress;
    show(stopper, canStop);
    show(starter, offer !== "");
    setText(starter, offer);
    show(line, text !== "" || offer !== "");
  }

  function stop(byReader) {
    clearTimeout(timer);
    open?.stop();
    open = null;
    wanted = null;
    if (byReader) say(shown ? "Stopped. What is shown is for earlier choices." : "Stopped.", { offer: `Work out ${what}` });
  }

  function start() {
    const { state } = page.store;
    stop(false);
    wanted = keyOf(state);
    const key = wanted;
    const waiting = () => say(page.desk.isConnected() ? `Working out ${what} \u2026` : "Waits for the connection to the server.", { canStop: true });
    timer = setTimeout(waiting, PATIENCE);
    open = page.ask(kind, args(state), (done) => { if (key === wanted) say(`Working out ${what} \u2026`, { progress: done, canStop: true }); });
    open.found.then((found) => finish(key, state, found), (error) => fail(key, error));
  }

  function finish(key, state, found) {
    if (key !== wanted) return;
    clearTimeout(timer);
    open = null;
    wanted = null;
    shown = key;
    answer = found;
    body.replaceChildren(...[draw(found, state)].flat(Infinity).filter(Boolean));
    node.classList.remove("is-stale");
    say("");
    update();
  }

  function fail(key, error) {
    if (key !== wanted) return;
    clearTimeout(timer);
    open = null;
    shown = null;
    answer = null;
    body.replaceChildren();
    say(error.message, { offer: `Try again to work out ${what}` });
  }

  function update() {
    const key = keyOf(page.store.state);
    const isStale = shown !== null && key !== shown;
    node.classList.toggle("is-stale", isStale);
    if (!auto && key !== shown && key !== wanted && !open) {
      say(shown ? "What is shown is for earlier choices." : "", { offer: `Work out ${what}` });
    }
  }

  page.onSettled(() => {
    if (!auto || !node.isConnected || node.closest("[hidden]")) return;
    const key = keyOf(page.store.state);
    if (key === shown) { stop(false); say(""); update(); } else if (key !== wanted) start();
  });
  if (!auto) update();
  return { node, update, start, found: () => (keyOf(page.store.state) === shown ? answer : null) };
}
