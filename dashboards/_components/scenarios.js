// Scenarios: the same weights in other circumstances. Places as lines, what is at stake, and the one in view.

import { h, setAttr, setText, show } from "./dom.js";
import { heading as orderName } from "./kernel_sentences.js";
import { mountAnswer } from "./answered.js";
import { mountFigure, plainTable } from "./figure.js";
import { mountPicker } from "./picker.js";
import { scenarioAccount } from "./scenario_about.js";
import { firstAnywhere, rememberedPlaces } from "./scenario_places.js";
import { makeRows, makeSlopes, sampleOf, styleOf } from "./slopes.js";
import { byId } from "./store.js";
import { count, listing, lower, rankText, sentence, signed, typeset } from "./words.js";

const MOST = 3;
const NARROW = "(max-width: 860px)";
const ALIKE = "No scenario is given a probability: all count alike.";

function whoseWeights(model, state) {
  return orderName(model, state).split(". Scenario: ")[0].replace(/^Order under /, "");
}

export function heading(model, state) {
  return `Places in ${count(model.scenarios.length, "scenario")} under ${whoseWeights(model, state)}`;
}

/** "today's practice" beside the name that the study gives it. */
function namer(model) {
  const names = new Map(model.options.map((option) => [option.id, option.short || option.title]));
  const { baseline } = model.study;
  return (id) => (id === baseline ? `${names.get(id)}, today\u2019s practice` : names.get(id));
}

/** The order's first line: who stands first most often. */
function firstSentence(model, places) {
  const often = model.options.map(({ id }) => ({ id, n: places.byOption[id].first })).filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  const names = new Map(model.options.map((option) => [option.id, option.short || option.title]));
  const named = often.slice(0, 4).map(({ id, n }, i) => (i ? `${lower(names.get(id))} in ${n}` : `${names.get(id)} in ${n} of ${count(model.scenarios.length, "scenario")}`));
  const rest = often.length - named.length;
  return `First place, alone or shared because too close to call: ${listing(rest > 0 ? [...named, `${count(rest, "other")} in some`] : named)}.`;
}

/** "first three in 11 of 15 scenarios; better than today's practice in 3 of 15" */
export function standing(model, places, id) {
  const own = places.byOption[id];
  const n = model.scenarios.length;
  const given = own.places.filter((place) => place !== null);
  if (!given.length) return "no place: a score that counts is missing";
  const [low, high] = [Math.min(...given), Math.max(...given)];
  const range = low === high ? `place ${low} in all` : `places ${low} to ${high}`;
  const three = `first three in ${own.firstThree} of ${count(n, "scenario")}`;
  if (id === model.study.baseline) return `${three}; ${range}`;
  const close = own.close ? own.close === own.better ? " and too close to call there" : `, in ${own.close} of them too close to call` : "";
  return `${three}; better than today\u2019s practice in ${own.better} of ${n}${close}; ${range}`;
}

function standingList(model, names) {
  const node = h("ul", { class: "standing" });
  let written = "";
  function update(places, followed) {
    const lines = followed.map((id) => [id, standing(model, places, id)]);
    const key = JSON.stringify(lines);
    if (key === written) return;
    written = key;
    node.replaceChildren(...lines.map(([id, words]) => h("li", { "data-option": id },
      sampleOf(styleOf(followed, id, model.study.baseline)), h("span", null, h("b", null, names(id)), `: ${words}.`))));
  }
  return { node, update };
}

/** The scenarios by the numbers over the columns; each is a button. */
function scenarioKey(model, onScenario) {
  const buttons = model.scenarios.map(({ id, title }, i) => h("button", {
    type: "button", class: "pick", "aria-pressed": "false", onclick: () => onScenario(id),
  }, h("span", { class: "number" }, String(i + 1)), h("span", null, title)));
  return {
    node: h("ol", { class: "scenariokey", "aria-label": "Scenarios by number" }, buttons.map((button) => h("li", null, button))),
    update: (scenario) => model.scenarios.forEach(({ id }, i) => setAttr(buttons[i], "aria-pressed", String(id === scenario))),
  };
}

function placesTable(model, places, names) {
  return {
    caption: "Place of each option in each scenario",
    head: ["Option", ...model.scenarios.map(({ title }) => title), "First three in", "Better than today in"],
    rows: model.options.map(({ id }) => {
      const own = places.byOption[id];
      return [names(id), ...own.places.map((place, i) => (place === null ? "no place" : rankText(place, own.shared[i]))),
        `${own.firstThree} of ${own.places.length}`, id === model.study.baseline ? "\u2013" : `${own.better} of ${own.places.length}`];
    }),
  };
}

/** What is pointed at: the scenario, the options at that place. */
function pointing(model, places, names) {
  return (column, place) => {
    const scenario = model.scenarios[column];
    const there = model.options.filter(({ id }) => places.byOption[id].places[column] === place).map(({ id }) => names(id));
    return there.length ? `${scenario.title}, place ${there.length > 1 ? "=" : ""}${place}: ${listing(there)}.` : `${scenario.title}.`;
  };
}

function causesText(model, ids) {
  if (!ids.length) return "\u2013";
  const titles = ids.map((id) => byId(model.scenarios, id).title);
  if (ids.length === model.scenarios.length) return "all scenarios alike";
  return titles.length > 1 ? `${titles[0]}; ${titles.length - 1} more` : titles[0];
}

function stakeTable(model, found, names) {
  const head = ["Option", "Largest regret", "It arises in", "Lowest total", "It arises in", "Above today in"];
  const rows = found.options.map((row) => [names(row.option), signed(row.regret).replace("+", ""), causesText(model, row.cause),
    signed(row.worst), causesText(model, row.worst_in),
    row.option === model.study.baseline ? "\u2013" : `${row.better} of ${found.scenarios}`]);
  return plainTable({ caption: "What is at stake between scenarios", head, rows });
}

function firstTable(model, found) {
  const titles = Object.keys(found.first).map((id) => byId(model.weight_sets, id)?.title ?? "These weights");
  const shorts = (ids) => {
    const names = ids.map((id) => byId(model.options, id).short);
    return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : listing(names);
  };
  return plainTable({
    caption: "Who stands first, by scenario and weight set", head: ["Scenario", ...titles],
    rows: model.scenarios.map(({ id, title }) => [title, ...Object.values(found.first).map((row) => shorts(row[id]) || "\u2013")]),
  });
}

const scroller = (label, table) => h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": label }, table);

function drawStake(model, found, names) {
  return [
    h("ul", { class: "findings" }, found.sentences.map((text) => h("li", null, typeset(text)))),
    scroller("Table: regret, worst case and today\u2019s practice", stakeTable(model, found, names)),
    h("p", { class: "hint" }, "Regret: how many points an option is behind the one that leads, in the scenario where it is furthest behind; smallest first. Points are rounded to whole numbers."),
    h("details", null, h("summary", null, "Who stands first under other weights"),
      scroller("Table: first places by scenario and weight set", firstTable(model, found))),
  ];
}

/**
 * The Scenarios tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 * @param page the page, to ask Python
 */
export function mount(element, store, onChange, page) {
  const { model } = store;
  const names = namer(model);
  const labels = (id) => (id === model.study.baseline ? "Today\u2019s practice" : names(id));
  const placesOf = rememberedPlaces(model);
  const choose = (id) => onChange({ scenario: id });
  const narrow = window.matchMedia(NARROW);
  let places = null;
  let width = 0;

  const point = h("p", { class: "hint point", "aria-hidden": "true" });
  const slopes = makeSlopes(model, choose, (text) => setText(point, text || "\u00a0"));
  const rows = makeRows(model, choose);
  const key = scenarioKey(model, choose);
  const wide = h("div", { class: "widely" }, slopes.svg, point);
  const figure = mountFigure({ name: "places in every scenario", plot: [wide, rows.node], table: () => placesTable(model, places, names) });
  const picker = mountPicker(store, onChange);
  const list = standingList(model, names);
  const nothing = h("p", { class: "nothing", hidden: true }, "Nothing counts yet. Give at least one group some points.");
  const left = h("p", { class: "notes" });
  const chart = h("div", { class: "places" }, list.node, picker.node, figure.node, key.node, left,
    h("p", { class: "hint" }, `Place 1 is at the top. Options too close to call share the upper place, and lines at one place stand side by side. Weights are the same in every scenario; only scores move. ${ALIKE}`));
  const about = h("div", { class: "account" });
  const aboutTitle = h("h3", null);
  const stakeTitle = h("h3", null);
  const stake = mountAnswer(page, { kind: "at_stake", what: "what is at stake between scenarios", draw: (found) => drawStake(model, found, names) });
  element.replaceChildren(nothing, chart,
    h("section", { class: "stake", "aria-label": "What is at stake between scenarios" }, stakeTitle, h("p", { class: "hint" }, ALIKE), stake.node),
    h("section", { class: "inview", "aria-label": "The scenario in view" }, aboutTitle, about));

  function followed(state) {
    const { baseline } = model.study;
    const picked = state.chosen.length ? state.chosen.filter((id) => id !== baseline) : firstAnywhere(model, places, MOST);
    return [...picked, baseline];
  }

  function draw() {
    const { state } = store;
    const now = followed(state);
    const view = {
      places, followed: now, scenario: state.scenario, names: labels, says: pointing(model, places, names),
      label: `Places of ${count(model.options.length, "option")} in ${count(model.scenarios.length, "scenario")}. ${now.map((id) => `${names(id)}: ${standing(model, places, id)}`).join(". ")}.`,
    };
    list.update(places, now);
    picker.update(now);
    show(wide, !narrow.matches);
    show(rows.node, narrow.matches);
    show(key.node, !narrow.matches);
    if (width && narrow.matches) rows.update(view, width);
    else if (width) slopes.update(view, width);
    key.update(state.scenario);
    figure.update(firstSentence(model, places));
  }

  function drawAbout(state) {
    if (about.dataset.scenario === state.scenario) return;
    about.dataset.scenario = state.scenario;
    setText(aboutTitle, `Scenario in view: ${byId(model.scenarios, state.scenario).title}`);
    about.replaceChildren(...scenarioAccount(model, state.scenario));
  }

  function update() {
    const { state } = store;
    places = placesOf(state);
    show(nothing, places.nothing);
    show(chart, !places.nothing);
    drawAbout(state);
    setText(stakeTitle, `What is at stake between scenarios, under ${whoseWeights(model, state)}`);
    stake.update();
    if (places.nothing) return;
    const missing = places.incomplete.length;
    setText(left, missing ? `${sentence(listing(places.incomplete.map(names)))} ${missing === 1 ? "has" : "have"} no place, because a score that counts is missing.` : "");
    show(left, missing > 0);
    draw();
  }

  new ResizeObserver(([entry]) => {
    const wider = Math.floor(entry.contentRect.width);
    if (wider === width || !wider) return;
    width = wider;
    if (places && !places.nothing) draw();
  }).observe(figure.node);
  return { update };
}
