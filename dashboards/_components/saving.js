// Saving what was made, and a line that says what was done or went wrong, with ways on.

import { freshId, h, setText, show } from "./dom.js";

const KEEP = 60_000; // ms a file stays for the browser to save it

/** Hand a file to the browser. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = h("a", { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP);
}

/** Where the clipboard is refused, or a file cannot be made: the text stands in a field, selected. */
function fallback() {
  const id = freshId("text");
  const area = h("textarea", { id, readonly: true, rows: 8, spellcheck: "false" });
  const node = h("div", { class: "astext", hidden: true }, h("label", { for: id }, "Copy it from here:"), area,
    h("button", { type: "button", class: "plain", onclick: () => show(node, false) }, "Close the text"));
  return { node, open(content) { area.value = content; show(node, true); area.focus(); area.select(); } };
}

/** The line: `tell(said, ways)`, with `stop`, `retry` and `asText` as ways on. */
export function makeTold() {
  const words = h("span", { role: "status" });
  const halt = h("button", { type: "button", class: "plain", hidden: true }, "Stop making the file");
  const again = h("button", { type: "button", class: "plain", hidden: true }, "Try again");
  const copy = h("button", { type: "button", class: "plain", hidden: true }, "Copy as text");
  const field = fallback();
  const node = h("div", { class: "told" }, h("p", { class: "line" }, words, halt, again, copy), field.node);
  function tell(said, { stop = null, retry = null, asText = null } = {}) {
    setText(words, said);
    node.classList.toggle("is-on", said !== "");
    for (const [button, way] of [[halt, stop], [again, retry], [copy, asText]]) {
      show(button, Boolean(way));
      button.onclick = way;
    }
    if (!asText) show(field.node, false);
  }
  return { node, tell, field };
}
