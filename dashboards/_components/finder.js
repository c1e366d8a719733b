// What dims a row without ever hiding it: the floor on protection, and the classes a reader looks for.

import { freshId, h, setAttr, setText, show } from "./dom.js";
import { TIE, protectionWord } from "./kernel.js";
import { count, signed } from "./words.js";
import { byId } from "./store.js";

/** The least points that are called some, considerable and high protection. */
const FLOORS = [11, 34, 67];

/** Whether an option's protection is below the floor; never for one whose protection is not scored. */
export function isBelow(result, option, floor) {
  const points = result.protection?.[option];
  return floor !== null && Number.isFinite(points) && floor - points > TIE;
}

/** Whether an option has every class that is looked for. */
export function matches(option, filter) {
  return Object.entries(filter).every(([facet, choice]) => option.facets?.[facet] === choice);
}

function floorText(floor) {
  return `${protectionWord(floor)} (${signed(floor)})`;
}

/** How many options are below the floor; which comes closest when all are. Empty without a floor. */
export function floorSentence(model, result, floor) {
  if (floor === null || result.nothing) return "";
  const known = model.options.filter((option) => Number.isFinite(result.protection[option.id]));
  if (!known.length) return "The floor has no effect now: no aim of protection has points.";
  const below = known.filter((option) => isBelow(result, option.id, floor));
  if (below.length === known.length) {
    const points = Math.max(...known.map((option) => result.protection[option.id]));
    const closest = known.filter((option) => result.protection[option.id] >= points - TIE).map((option) => option.short);
    const verb = closest.length > 1 ? "The closest are" : "The closest is";
    return `No option reaches this floor in this scenario. ${verb} ${closest.join(" and ")}, ${protectionWord(points)} ${signed(points)}.`;
  }
  const verb = below.length === 1 ? "is" : "are";
  return `${below.length} of ${model.options.length} options ${verb} below the floor of ${count(floor, "point")} and dimmed.`;
}

/** The control for the floor; a number that is none of the usual ones (from a link) is among its choices. */
export function makeFloorPicker(model, onChange) {
  const select = h("select", {
    "aria-label": "Floor on protection",
    onchange: () => onChange({ floor: select.value === "" ? null : Number(select.value) }),
  });
  const node = h("label", { class: "setting floor" }, h("span", { "aria-hidden": "true" }, "Floor on protection"), select);
  let listed = "";
  function update({ floor }) {
    const floors = [...new Set([...FLOORS, ...(floor === null ? [] : [floor])])].sort((a, b) => a - b);
    if (String(floors) !== listed) {
      listed = String(floors);
      select.replaceChildren(h("option", { value: "" }, "none"), ...floors.map((points) => h("option", { value: points }, floorText(points))));
    }
    const value = floor === null ? "" : String(floor);
    if (select.value !== value) select.value = value;
  }
  return { node, update };
}

function facetSelect(facet, store, onChange) {
  const select = h("select", {
    "aria-label": facet.title,
    onchange: () => {
      const filter = { ...store.state.filter };
      if (select.value) filter[facet.id] = select.value; else delete filter[facet.id];
      onChange({ filter });
    },
  }, h("option", { value: "" }, "any"), Object.entries(facet.classes).map(([id, title]) => h("option", { value: id }, title)));
  return { facet, select, node: h("label", { class: "facet" }, h("span", { "aria-hidden": "true" }, facet.title), select) };
}

/**
 * The search for options: a button, what it opens, and how many options match.
 *
 * @returns {{button, panel, found, update}|null} null when the study sorts its options by nothing
 */
export function makeFinder(store, onChange) {
  const { facets } = store.model.study;
  if (!facets?.length) return null;
  const picks = facets.map((facet) => facetSelect(facet, store, onChange));
  const panel = h("div", { class: "finder", id: freshId("finder"), role: "group", "aria-label": "Find options", hidden: true },
    picks.map((pick) => pick.node));
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": panel.id }, "Find options");
  button.addEventListener("click", () => {
    show(panel, panel.hidden);
    setAttr(button, "aria-expanded", !panel.hidden);
  });
  const words = h("span", { role: "status" });
  const clear = h("button", {
    type: "button", class: "plain",
    onclick: () => { onChange({ filter: {} }); (panel.hidden ? button : picks[0].select).focus(); },
  }, "Clear the search");
  const found = h("p", { class: "found" }, words, clear);
  function update({ filter }) {
    for (const { facet, select } of picks) if (select.value !== (filter[facet.id] ?? "")) select.value = filter[facet.id] ?? "";
    const isOn = Object.keys(filter).length > 0;
    setText(words, isOn ? foundSentence(store.model, filter) : "");
    show(clear, isOn);
    found.classList.toggle("is-on", isOn);
  }
  return { button, panel, found, update };
}

function foundSentence(model, filter) {
  const n = model.options.filter((option) => matches(option, filter)).length;
  const wanted = Object.entries(filter).map(([id, choice]) => {
    const facet = byId(model.study.facets, id);
    return `${facet.title}: ${facet.classes[choice]}`;
  });
  const rest = n === model.options.length ? "" : n ? "; the rest are dimmed" : "; all are dimmed";
  return `${n} of ${model.options.length} options match${rest}. ${wanted.join("; ")}.`;
}
