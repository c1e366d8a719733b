// What would have to be true for each other option to come first.

import { h, freshId, setText, show } from "./dom.js";
import { mountAnswer } from "./answered.js";
import { byId } from "./store.js";
import { named, partHead, shortOf } from "./firm_words.js";
import { typeset } from "./words.js";

const HOW = "For every option that does not come first: the least share of the weight that would have to move between "
  + "criteria for it to come first, and a way to get there. Those that need least stand at the top.";
const KINDS = { groups: "By the groups\u2019 points alone", criteria: "By points of criteria too", scores: "By scores inside their ranges" };

function least(item) {
  if (item.way === "never") return "by no weights";
  return item.way === "level" ? `${item.least}, and only to draw level` : item.least;
}

function moreOf(model, item) {
  const id = freshId("condition");
  const whole = h("dl", { id, hidden: true }, Object.entries(KINDS).map(([key, title]) =>
    h("div", null, h("dt", null, title), h("dd", null, typeset(item.whole[key])))));
  const words = h("span", null, "More");
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id },
    words, h("span", { class: "vh" }, ` on ${shortOf(model, item.option)}`));
  button.addEventListener("click", () => {
    show(whole, whole.hidden);
    button.setAttribute("aria-expanded", String(!whole.hidden));
    setText(words, whole.hidden ? "More" : "Less");
  });
  return { whole, button };
}

function row(model, item, onTry) {
  const { whole, button } = moreOf(model, item);
  const name = shortOf(model, item.option);
  const trying = item.points && h("button", { type: "button", class: "plain", onclick: () => onTry(item.points) },
    "Set such points", h("span", { class: "vh" }, ` for ${name}`));
  return h("li", null,
    h("div", { class: "who" }, h("h4", null, named(model, item.option, byId(model.options, item.option).title)),
      h("p", { class: "least" }, typeset(least(item)))),
    h("div", null,
      item.close ? h("p", null, "It shares the first place on screen, too close to call, but has not the highest total.") : null,
      h("p", null, typeset(item.short)), h("p", { class: "doing" }, button, trying), whole));
}

export function mount(element, store, onChange, page) {
  const { model } = store;
  const head = partHead("What would have to be true", HOW);
  const baseline = h("p", { class: "hint" });
  const set = ({ groups, criteria }) => {
    onChange({ groups, criteria });
    head[0].focus({ preventScroll: true });
  };
  const answer = mountAnswer(page, {
    kind: "firm_conditions",
    what: "what would have to be true",
    draw: (found) => {
      const isFirst = !found.options.some((item) => item.option === model.study.baseline);
      setText(baseline, isFirst ? "Today\u2019s practice is not in the list: it has the highest total, or a score of it is missing." : "");
      return [
        h("p", { class: "lead" }, `${typeset(found.leaders)} ${found.several ? "have" : "has"} the highest total now.`),
        found.options.length ? h("ol", { class: "conditions" }, found.options.map((item) => row(model, item, set)))
          : h("p", null, "No other option is behind."), baseline];
    },
  });
  element.append(...head, answer.node);
  return { update: answer.update };
}
