// How firm is this order, and what would change it: a summary, then one part at a time.

import { h, show } from "./dom.js";
import { mountAnswer } from "./answered.js";
import { mount as mountConditions } from "./firm_conditions.js";
import { mountEvidence, mountQuestions } from "./firm_evidence.js";
import { mount as mountMap } from "./firm_map.js";
import { mount as mountMethods } from "./firm_methods.js";
import { mount as mountPlaces } from "./firm_places.js";
import { mount as mountTipping } from "./firm_tipping.js";
import { markFloor } from "./firm_words.js";
import { heading as orderName } from "./kernel_sentences.js";
import { typeset } from "./words.js";

const PARTS = [
  { id: "conditions", title: "What would have to be true", mount: mountConditions },
  { id: "tipping", title: "Tipping points", mount: mountTipping },
  { id: "map", title: "Weight map", mount: mountMap },
  { id: "places", title: "Places", mount: mountPlaces },
  { id: "evidence", title: "What the papers carry", mount: mountEvidence },
  { id: "questions", title: "What to find out next", mount: mountQuestions },
  { id: "methods", title: "Other methods", mount: mountMethods },
];

/** Whose order the question is about; the scenario stands in the picker beside it. */
export function heading(model, state) {
  const [name] = orderName(model, state).split(". Scenario: ");
  return typeset(`How firm is the ${name[0].toLowerCase()}${name.slice(1)}?`);
}

function chooser(onChange) {
  const buttons = PARTS.map(({ id, title }) => h("button", { type: "button", onclick: () => onChange({ firm: id }) }, title));
  const select = h("select", { "aria-label": "Part of How firm?", onchange: () => onChange({ firm: select.value }) },
    PARTS.map(({ id, title }) => h("option", { value: id }, title)));
  const node = h("div", { class: "chooser" },
    h("div", { class: "parts", role: "group", "aria-label": "Parts of How firm?" }, buttons),
    h("label", { class: "pick" }, h("span", { "aria-hidden": "true" }, "Show"), select));
  function update(part) {
    PARTS.forEach(({ id }, k) => {
      if (id === part) buttons[k].setAttribute("aria-current", "true");
      else buttons[k].removeAttribute("aria-current");
    });
    select.value = part;
  }
  return { node, update };
}

/**
 * The tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 * @param page what asks Python (`explore.js`)
 */
export function mount(element, store, onChange, page) {
  const nothing = h("p", { role: "status", hidden: true }, "Nothing counts yet, so that there is no order to be firm or not. Give at least one group some points.");
  const short = mountAnswer(page, {
    kind: "firm_summary", what: "the summary",
    draw: ({ sentences }) => h("div", { class: "summary" }, sentences.map((text) => h("p", null, typeset(text)))),
  });
  const choose = chooser(onChange);
  const holders = Object.fromEntries(PARTS.map(({ id, title }) => [id, h("section", { class: `firm-part firm-${id}`, "aria-label": title, hidden: true })]));
  const body = h("div", { class: "firm-body" }, choose.node, h("div", { class: "shown" }, Object.values(holders)));
  element.replaceChildren(nothing, short.node, body);
  const mounted = {};
  const late = {}; // parts that were out of view when a number changed

  function part(id) {
    mounted[id] ??= PARTS.find((item) => item.id === id).mount(holders[id], store, onChange, page);
    return mounted[id];
  }

  function update(reckoned) {
    const { state, result } = store;
    const isNothing = Boolean(result.nothing);
    show(nothing, isNothing);
    show(short.node, !isNothing);
    show(body, !isNothing);
    if (reckoned) for (const { id } of PARTS) late[id] = true;
    if (isNothing) return;
    short.update();
    choose.update(state.firm);
    for (const { id } of PARTS) show(holders[id], id === state.firm);
    part(state.firm).update(late[state.firm] ?? true);
    late[state.firm] = false;
    markFloor(holders[state.firm], store);
  }
  return { update };
}
