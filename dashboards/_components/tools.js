// Undo, Redo, Copy link, More: in the head of the page, the same on every tab.

import { h, freshId, setAttr, setText, show } from "./dom.js";
import { linkTo } from "./link.js";
import { mountMore } from "./more.js";

const SHOWN = 5000; // ms a line of what was done stays

/** What was done, in words that are read out and shown for a while. */
function speaker() {
  const node = h("p", { class: "said", role: "status" });
  let timer = 0;
  return {
    node,
    say(text) {
      clearTimeout(timer);
      // The same words again are news again.
      setText(node, "");
      requestAnimationFrame(() => setText(node, text));
      timer = setTimeout(() => setText(node, ""), SHOWN);
    },
  };
}

/** A button that stays where it is and keeps the focus when there is nothing to do. */
function stepButton(word, onclick) {
  const node = h("button", { type: "button", class: "tool", onclick }, word);
  function update(name) {
    const text = name === null ? `${word}: nothing to ${word.toLowerCase()}` : `${word}: ${name}`;
    setAttr(node, "aria-label", text);
    setAttr(node, "title", text);
    setAttr(node, "aria-disabled", String(name === null));
  }
  return { node, update };
}

/** Where the clipboard is refused, the link stands in a field, selected. */
function copier(page, say) {
  const id = freshId("link");
  const field = h("input", { id, type: "text", readonly: true, class: "link", onfocus: () => field.select() });
  const button = h("button", { type: "button", class: "tool", onclick: copy }, "Copy link");
  const close = h("button", { type: "button", class: "plain", onclick: leave }, "Close the link");
  const panel = h("div", { class: "tool-panel copy", hidden: true },
    h("label", { for: id }, "Link to this view. Copy it from here:"), field, close);

  function leave() {
    show(panel, false);
    button.focus();
  }

  async function copy() {
    const link = linkTo(page.store.model, page.store.state);
    try {
      await navigator.clipboard.writeText(link);
      show(panel, false);
      say("Link copied");
    } catch {
      field.value = link;
      show(panel, true);
      field.focus();
      say("The link could not be copied. It is selected in a field, to be copied from there.");
    }
  }

  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
  return { button, panel };
}

/** Text fields have an undo of their own; our sliders and fields of numbers have none. */
function isTyping(node) {
  return node.isContentEditable || node.matches?.("textarea, input:not([type=range], [type=number], [type=checkbox], [type=radio])");
}

function listenForKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const isRedo = (key === "z" && event.shiftKey) || (key === "y" && !event.shiftKey);
    if (!isRedo && key !== "z") return;
    event.preventDefault();
    act(isRedo);
  });
}

/** A disclosure over the page: Escape, a press elsewhere and focus elsewhere close it. */
function disclosure(word, panel, onOpen) {
  panel.id = freshId("tools");
  panel.hidden = true;
  const node = h("button", { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": panel.id }, word);
  const set = (isOpen) => {
    if (isOpen) onOpen();
    show(panel, isOpen);
    setAttr(node, "aria-expanded", isOpen);
  };
  node.addEventListener("click", () => set(panel.hidden));
  for (const part of [node, panel]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      set(false);
      node.focus();
    });
  }
  // What has focus next would lie under the panel.
  panel.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && !panel.hidden && !panel.contains(to) && !node.contains(to)) set(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.hidden && !panel.contains(event.target) && !node.contains(event.target)) set(false);
  });
  return { node, close: () => set(false) };
}

/**
 * @param element where the tools go
 * @param page the page, with `undoable` (`history.js`) and `resets()`
 * @param keep what is kept (`keep.js`)
 * @returns {{say}} `say(text)` announces what was done
 */
export function mountTools(element, page, keep) {
  const { undoable } = page;
  const { node: said, say } = speaker();
  const act = (isRedo) => {
    const name = isRedo ? undoable.redo() : undoable.undo();
    if (name === null) say(isRedo ? "Nothing to do again" : "Nothing to undo");
    else say(`${isRedo ? "Done again" : "Undone"}: ${name}`);
  };
  const undo = stepButton("Undo", () => act(false));
  const redo = stepButton("Redo", () => act(true));
  const copy = copier(page, say);
  const panel = h("div", { class: "tool-panel more-panel", role: "region", "aria-label": "More" });
  const more = mountMore(panel, page, keep, say, () => disclosed.close());
  const disclosed = disclosure("More", panel, () => more.update());
  element.replaceChildren(undo.node, redo.node, copy.button, disclosed.node, copy.panel, panel, said);
  listenForKeys(act);

  function update() {
    undo.update(undoable.undoName());
    redo.update(undoable.redoName());
    if (!panel.hidden) more.update();
  }

  undoable.watch(update);
  update();
  return { say };
}
