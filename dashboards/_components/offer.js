// One quiet bar under the label: what this page was opened with, and the way back to what was kept.

import { h, show } from "./dom.js";
import { dateText } from "./keep.js";
import { decode } from "./link.js";
import { sameChoices } from "./store.js";

const SHORT = 60; // letters that have room beside the label

/** A kept state that can still be read, and differs from what is shown; otherwise null. */
export function otherKept(model, kept, state) {
  if (!kept) return null;
  const found = decode(model, kept.code);
  return found.state && !sameChoices(found.state, state) ? { ...found, when: dateText(kept.at) } : null;
}

/**
 * @param page the page (`explore.js`), with its `undoable` steps
 * @param keep what is kept (`keep.js`)
 * @returns {{node, link, ask}} `link(found)` says that a link was opened and what of it was not restored;
 *   `ask()` asks whether to resume, if there is anything to resume
 */
export function createOffer(page, keep) {
  const { store } = page;
  const node = h("div", { class: "offer", role: "region", "aria-label": "What was opened", hidden: true });

  function close() {
    show(node, false);
    node.replaceChildren();
    document.getElementById("results")?.focus({ preventScroll: true });
  }

  const plain = (text, onclick) => h("button", { type: "button", class: "plain", onclick }, text);

  function resume(found) {
    keep.take();
    page.undoable.as(`Resume: weights of ${found.when}`, () => store.replace(found.state));
    if (found.says.length) open([found.says.join(" ")], plain("Close this line", close));
    else close();
    page.say(`Your weights of ${found.when} are back.`);
  }

  function open(texts, ...buttons) {
    node.classList.toggle("is-long", texts.join(" ").length > SHORT);
    node.replaceChildren(...texts.map((text) => h("p", null, text)), h("div", { class: "buttons" }, buttons));
    show(node, true);
  }

  function ask() {
    const kept = otherKept(store.model, keep.read().last, store.state);
    if (!kept) return;
    open([`Resume your weights of ${kept.when}?`], plain("Resume", () => resume(kept)), plain("Start fresh", close));
  }

  function link(found) {
    const kept = otherKept(store.model, keep.read().last, store.state);
    const opened = found.state ? ["Opened from a link."] : [];
    open([[...opened, ...found.says].join(" ")],
      kept ? plain(`Resume your own of ${kept.when}`, () => resume(kept)) : null, plain("Close this line", close));
  }

  return { node, link, ask };
}
