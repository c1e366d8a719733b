// The frame of a chart: a sentence that says what it shows, the chart, and the same as a table.

import { h, freshId, setText, show } from "./dom.js";

/** An HTML table from plain texts; the first cell of a row is its head. */
export function plainTable({ caption, head, rows }) {
  return h("table", { class: "twin" }, h("caption", { class: "vh" }, caption),
    h("thead", null, h("tr", null, head.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", null, rows.map(([first, ...rest]) => h("tr", null,
      h("th", { scope: "row" }, first), rest.map((text) => h("td", null, text))))));
}

/**
 * @param {Object} given
 * @param {string} given.name what the chart is, as it stands in the button: "trade-offs"
 * @param {Node[]} given.plot the chart itself
 * @param {Function} given.table returns {caption, head, rows} of what is plotted now
 * @returns {{node, update, isTable}} `update(sentence)` sets the sentence, and the table when it is in view
 */
export function mountFigure({ name, plot, table }) {
  const sentence = h("figcaption", { class: "sentence" });
  const drawn = h("div", { class: "plot" }, plot);
  const twin = h("div", { class: "scroller", id: freshId("table"), role: "region", tabindex: 0, "aria-label": `Table: ${name}`, hidden: true });
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": twin.id });
  const node = h("figure", { class: "figure" }, sentence, drawn, button, twin);
  const fill = () => twin.replaceChildren(plainTable(table()));
  const label = () => {
    setText(button, `${twin.hidden ? "Show" : "Hide"} as table: ${name}`);
    button.setAttribute("aria-expanded", String(!twin.hidden));
  };
  button.addEventListener("click", () => {
    show(twin, twin.hidden);
    if (!twin.hidden) fill();
    label();
  });
  label();
  return {
    node,
    update(text) {
      setText(sentence, text);
      if (!twin.hidden) fill();
    },
  };
}
