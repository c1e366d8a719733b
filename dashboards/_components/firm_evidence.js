// What the papers carry of an order, and which score to look into next.

import { h, freshId, setText, show } from "./dom.js";
import { mountAnswer } from "./answered.js";
import { plainTable } from "./figure.js";
import { labelOf, labels, partHead, shortOf } from "./firm_words.js";
import { byId } from "./store.js";
import { rangeText, typeset } from "./words.js";

const CARRY = "The same order three times: trusting only scores that a paper states, then also those that follow from a paper, then "
  + "judgements too. A score that is not trusted may be anything on the scale; it is not set to 0.";
const LEVELS = { stated: "What papers state", stated_and_implied: "What they state or imply", all: "All scores, judgements too" };
const ASK = "Some scores are less certain than others. These carry most of the doubt whether the option in front stands first: look into them next. "
  + "Those of today\u2019s practice are 0 by definition, so that none of them is in the list.";

function who(model, level, ids) {
  return ids.length === Object.keys(level.places).length ? `any of the ${ids.length}` : labels(model, ids, 5) || "none";
}

function levelTable(model, found) {
  return plainTable({
    caption: "What is left of the order when less is trusted",
    head: ["Trusted", "Scores that count", "First in more than 5\u00a0% of draws", "Can be first", "Pairs in a sure order"],
    rows: found.levels.map((level) => [LEVELS[level.id], `${level.kept} of ${level.cells}`, who(model, level, level.often_first),
      who(model, level, level.can_be_first), `${level.sure_pairs} of ${level.pairs}`]),
  });
}

function span([low, high]) {
  return low === high ? `${low}` : `${low}\u2013${high}`;
}

function placesTable(model, found) {
  const table = plainTable({
    caption: "Places of every option at the three levels",
    head: ["Option", ...found.levels.map((level) => LEVELS[level.id])],
    rows: found.order.map((id) => [labelOf(model, id), ...found.levels.map(({ places }) => span(places[id]))]),
  });
  const id = freshId("levels");
  const body = h("div", { id, hidden: true }, h("p", { class: "hint" }, "Places in the middle 90\u00a0% of draws, weights as they are."),
    h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Places by what is trusted" }, table));
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id }, "Places of every option, by what is trusted");
  button.addEventListener("click", () => {
    show(body, body.hidden);
    button.setAttribute("aria-expanded", String(!body.hidden));
  });
  return [button, body];
}

export function mountEvidence(element, store, onChange, page) {
  const { model } = store;
  const answer = mountAnswer(page, {
    kind: "firm_evidence", what: "what the papers carry",
    draw: (found) => [
      h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "What is left when less is trusted" }, levelTable(model, found)),
      h("ul", { class: "firm-said" }, found.levels.map((level) => h("li", null, typeset(level.sentence)))), placesTable(model, found)],
  });
  element.append(...partHead("What the papers carry", CARRY), answer.node);
  return { update: answer.update };
}

function scoresTable(model, found, onOpen) {
  const leader = shortOf(model, found.leader);
  const head = ["Score", "Range now", "Part of the doubt", `${leader} first, if at its low end`, "if at its high end"];
  const rows = found.scores.map((item) => {
    const [option, criterion] = [shortOf(model, item.option), byId(model.criteria, item.criterion).title];
    const button = h("button", { type: "button", class: "plain", onclick: () => onOpen([item.option, item.criterion]) },
      "Open in Evidence", h("span", { class: "vh" }, `: ${option}, ${criterion}`));
    return h("tr", null, h("th", { scope: "row" }, h("b", null, option), `, ${criterion}`, h("div", null, button)),
      h("td", null, item.low === null ? "not scored" : rangeText(item.low, item.high)), h("td", null, typeset(item.share)),
      h("td", null, typeset(item.if_low)), h("td", null, typeset(item.if_high)));
  });
  return h("table", { class: "twin" }, h("caption", { class: "vh" }, "Scores that carry most of the doubt"),
    h("thead", null, h("tr", null, head.map((text) => h("th", { scope: "col" }, text)))), h("tbody", null, rows));
}

function weightsPart(model, found) {
  if (!found.weights.length) return null;
  return h("div", { class: "part" }, h("h4", null, "Among the weights"),
    h("p", { class: "hint" }, "Scores as they are, weights drawn around yours: how much of the doubt each criterion\u2019s weight carries."),
    h("ul", null, found.weights.map((item) => h("li", null, `${byId(model.criteria, item.criterion).title}: ${typeset(item.share)}`))));
}

export function mountQuestions(element, store, onChange, page) {
  const { model } = store;
  const open = (cell) => onChange({ tab: "evidence", cell });
  const left = h("p", { class: "hint" });
  const answer = mountAnswer(page, {
    kind: "firm_questions", what: "what to find out next",
    draw: (found) => {
      setText(left, found.left_out.length ? `Left out, because a score is missing: ${labels(model, found.left_out)}.` : "");
      return [h("p", { class: "lead" }, typeset(found.sentence)),
        found.scores.length ? h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Scores that carry most of the doubt" }, scoresTable(model, found, open)) : null,
        weightsPart(model, found), left];
    },
  });
  element.append(...partHead("What to find out next", ASK), answer.node);
  return { update: answer.update };
}
