// Whether the rule matters: the same scores and weights through other rules, and what the list of criteria does.

import { h, freshId, show } from "./dom.js";
import { mountAnswer } from "./answered.js";
import { plainTable } from "./figure.js";
import { labelOf, partHead, shortOf } from "./firm_words.js";
import { typeset } from "./words.js";

const HOW = "The order here is a weighted sum. Other rules of the field read the same scores and weights in their own way. Where they agree, "
  + "the rule does not matter; where they do not, the pairs are named.";

function pairsOf(model, rule) {
  if (!rule.pairs.length) return null;
  const id = freshId("pairs");
  const list = h("ul", { id, hidden: true, class: "columns" },
    rule.pairs.map(([before, after]) => h("li", null, `${shortOf(model, before)} before ${shortOf(model, after)}`)));
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id },
    rule.pairs.length === 1 ? "The pair it turns round" : `All ${rule.pairs.length} pairs it turns round`, h("span", { class: "vh" }, `: ${rule.title}`));
  button.addEventListener("click", () => {
    show(list, list.hidden);
    button.setAttribute("aria-expanded", String(!list.hidden));
  });
  return [button, list];
}

function rankTable(model, found) {
  return plainTable({
    caption: "Places of every option by rule",
    head: ["Option", ...found.rules.map((rule) => rule.title)],
    rows: found.ranks.map(({ option, places }) => [labelOf(model, option), ...places]),
  });
}

export function mount(element, store, onChange, page) {
  const { model } = store;
  const answer = mountAnswer(page, {
    kind: "firm_methods", what: "the orders by other rules",
    draw: (found) => [
      h("p", { class: "lead" }, typeset(found.sentence)),
      h("ul", { class: "rules" }, found.rules.filter((rule) => rule.sentence).map((rule) => h("li", null,
        h("h4", null, rule.title, h("span", { class: "agreement" }, rule.agreement)), h("p", null, typeset(rule.sentence)), pairsOf(model, rule)))),
      h("h4", null, "Places by each rule"),
      h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Places by each rule" }, rankTable(model, found)),
      h("p", { class: "hint" }, "Places by each rule\u2019s own numbers, = where these are equal; too close to call is left aside here. ", found.library)],
  });
  const structure = mountAnswer(page, {
    kind: "firm_structure", what: "what the list of criteria does",
    draw: ({ warnings }) => [h("h4", null, "About the list of criteria"),
      warnings.length ? h("ul", { class: "firm-said" }, warnings.map(({ sentence }) => h("li", null, typeset(sentence))))
        : h("p", null, "Nothing to remark.")],
  });
  element.append(...partHead("Other methods", HOW), answer.node, structure.node);
  return { update() { answer.update(); structure.update(); } };
}
