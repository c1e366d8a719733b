// The address follows the state, and the browser's history the tabs. Back and Forward change what is in view and
// nothing else: nobody loses weights by pressing Back. A link put into the address opens whole.

import { codeIn, decode, encode } from "./link.js";
import { VIEW, pick } from "./store.js";

const GAP = 300; // ms between two writes: browsers refuse more than a few in a second
const OURS = { policylab: true }; // marks the entries this page made itself

/** Browsers refuse a write after too many; the next one carries the state all the same. */
function write(how, code) {
  try {
    window.history[how](OURS, "", code === null ? undefined : `#s=${code}`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Joins the page to the address.
 *
 * @param page the page (`explore.js`)
 * @param {{isOwn, onCode, onLink, quietly}} given `isOwn`: the state is the reader's own, whatever the address says;
 *   `onCode(code)` is called with the text of each settled state but the one
 *   the page opened with; `onLink(found)` with a link that was put into the address (`decode`, and its `code`);
 *   `quietly(change)` runs a change that is no step to be undone
 * @returns {{flush}} `flush()` writes what waits at once
 */
export function followAddress(page, given) {
  const { store } = page;
  const { model } = store;
  const first = encode(model, store.state);
  let written = codeIn(window.location.hash); // what the present entry holds
  let last = -Infinity;
  let timer = 0;
  let isMoving = false; // while Back or Forward is followed, a tab makes no entry
  let isTouched = given.isOwn;

  write("replaceState", null);
  if (given.isOwn) put(store.state);

  function put(state) {
    clearTimeout(timer);
    timer = 0;
    const code = encode(model, state);
    if (!isTouched && code === first) return; // as opened: the address stays as the reader gave it
    isTouched = true;
    given.onCode(code);
    if (code === written) return;
    last = performance.now();
    if (write("replaceState", code)) written = code;
  }

  function soon() {
    if (timer) return;
    timer = setTimeout(() => put(store.state), Math.max(0, last + GAP - performance.now()));
  }

  function opened(before, after) {
    if (isMoving || before.tab === after.tab) return;
    isTouched = true;
    const left = encode(model, before);
    if (left !== written) write("replaceState", left);
    const code = encode(model, after);
    if (write("pushState", code)) written = code;
    given.onCode(code);
  }

  function moving(change) {
    isMoving = true;
    try { given.quietly(change); } finally { isMoving = false; }
  }

  /** Back or Forward: the view of that entry, the reader's own numbers. */
  function follow(code) {
    const found = code === null ? null : decode(model, code);
    const view = code === null ? decode(model, first).state : found.state;
    if (view) moving(() => store.replace({ ...store.state, ...pick(view, VIEW) }));
    written = code;
    isTouched = true;
    put(store.state);
  }

  function arrive(code) {
    const found = { code, ...decode(model, code) };
    isMoving = true;
    try { given.onLink(found); } finally { isMoving = false; }
    isTouched = true;
    written = null;
    put(store.state);
  }

  /** An address somebody else wrote: a link, or a place in the page. */
  function heard() {
    const code = codeIn(window.location.hash);
    if (window.history.state?.policylab) return;
    if (code !== null) arrive(code);
    else { written = null; isTouched = true; put(store.state); }
  }

  window.addEventListener("popstate", (event) => {
    if (event.state?.policylab) follow(codeIn(window.location.hash));
    else heard();
  });
  window.addEventListener("hashchange", heard); // not every browser tells of a typed link by popstate
  store.onChange(opened);
  page.onSettled(soon);
  const flush = () => put(store.state);
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  return { flush };
}
