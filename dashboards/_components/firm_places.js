// Places: how far each option's place moves when weights and scores do.

import { h, s, freshId, setText, show } from "./dom.js";
import { mountAnswer } from "./answered.js";
import { mountFigure, plainTable } from "./figure.js";
import { labelOf, markFloor, named, partHead } from "./firm_words.js";
import { EDGE, GROUND, INK, TINT, TOTAL } from "./palette.js";
import { byId } from "./store.js";
import { listing, possessive, typeset } from "./words.js";

const HOW = "Weights and scores are drawn by lot, again and again, and the order is worked out each time: the line goes from "
  + "the first to the last place in the middle 90\u00a0% of draws, with a mark at the usual place. The bar tells how often "
  + "an option is among the first places, in the middle and further down.";
const WEIGHTS = {
  around: "around yours",
  groups: "any weights of the groups",
  criteria: "any weights of the criteria",
  as_given: "exactly yours, only scores move",
};
const DRAWS = [10_000, 100_000, 1_000_000];
const LETTER = 7;

function partText([from, to]) {
  return from === to ? `place ${from}` : `places ${from}\u2013${to}`;
}

function number(n) {
  return n.toLocaleString("en-GB");
}

/** The three kinds of the bar: dark, hatched, empty, so that they differ without colour. */
function barDefs(id) {
  return s("defs", null, s("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    s("rect", { width: 6, height: 6, fill: TINT }), s("path", { d: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", stroke: EDGE, "stroke-width": 1.2 })));
}

function legend(parts, hatch) {
  const looks = looksOf(hatch);
  return h("ul", { class: "legend" }, parts.map((part, k) => h("li", null,
    s("svg", { width: 18, height: 14, "aria-hidden": "true" }, s("rect", { x: 1, y: 1, width: 16, height: 12, fill: looks[k].fill, stroke: INK })),
    ` ${partText(part)}`)));
}

function looksOf(hatch) {
  return [{ fill: TOTAL, ink: GROUND }, { fill: `url(#${hatch})`, ink: INK }, { fill: GROUND, ink: INK }];
}

/** Names, lines and bars in one drawing; on narrow screens the name stands above its line. */
function drawing(model, found, width) {
  const hatch = freshId("hatch");
  const isNarrow = width < 560;
  const name = isNarrow ? 0 : Math.min(230, Math.round(width * 0.28));
  const gap = 18;
  const line = { x: name, width: Math.round((width - name - gap) * 0.56) };
  const bar = { x: line.x + line.width + gap, width: width - line.x - line.width - gap };
  const tall = isNarrow ? 46 : 27;
  const top = 26;
  const x = (place) => line.x + 8 + ((line.width - 16) * (place - 1)) / Math.max(found.n_places - 1, 1);
  const looks = looksOf(hatch);
  const ticks = [...new Set([1, ...found.parts.map(([, to]) => to)])].filter((place) => place <= found.n_places);
  const height = top + tall * found.options.length + 8;
  const grid = ticks.flatMap((place) => [s("line", { x1: x(place), x2: x(place), y1: top - 4, y2: height - 6, class: "rule" }),
    s("text", { x: x(place), y: 14, "text-anchor": "middle", class: "quiet" }, place === 1 ? "1st" : place)]);
  const rows = found.options.map((item, k) => {
    const y = top + k * tall + (isNarrow ? 32 : 14);
    let from = bar.x;
    const pieces = item.parts.flatMap((share, part) => {
      const size = (bar.width * share) / 100;
      const text = `${share}`;
      const piece = [s("rect", { x: from, y: y - 8, width: size, height: 16, fill: looks[part].fill, stroke: INK, "stroke-width": 0.7 })];
      if (size > 24) {
        if (part === 1) piece.push(s("rect", { x: from + size / 2 - 11, y: y - 7, width: 22, height: 14, fill: GROUND }));
        piece.push(s("text", { x: from + size / 2, y: y + 5, "text-anchor": "middle", style: `fill:${looks[part].ink}` }, text));
      }
      from += size;
      return share > 0 ? piece : [];
    });
    const isToday = item.option === model.study.baseline;
    return s("g", { class: isToday ? "is-today" : null },
      s("text", { x: 0, y: isNarrow ? y - 16 : y + 5, class: "name" }, isNarrow ? labelOf(model, item.option) : cut(labelOf(model, item.option), name)),
      s("line", { x1: x(item.low), x2: x(item.high), y1: y, y2: y, class: "span" }),
      [item.low, item.high].map((place) => s("line", { x1: x(place), x2: x(place), y1: y - 5, y2: y + 5, class: "span end" })),
      s("circle", { cx: x(item.usual), cy: y, r: 4.5, class: "usual" }), pieces);
  });
  return s("svg", { class: "places", role: "img", width, height, viewBox: `0 0 ${width} ${height}`, "aria-label": `Places. ${typeset(found.sentence)}` },
    barDefs(hatch), grid, s("text", { x: bar.x, y: 14, class: "quiet" }, "how often, in percent"), rows);
}

function cut(text, room) {
  const most = Math.floor(room / LETTER);
  return text.length > most ? `${text.slice(0, most - 1)}\u2026` : text;
}

function tableOf(model, found) {
  return {
    caption: "Places of every option",
    head: ["Option", "Places, middle 90\u00a0% of draws", "Usual place", ...found.parts.map((part) => `In ${partText(part)}`), "First"],
    rows: found.options.map((item) => [labelOf(model, item.option), item.low === item.high ? `${item.low}` : `${item.low}\u2013${item.high}`,
      `${item.usual}`, ...item.parts.map((share) => `${share}\u00a0%`), typeset(item.first)]),
  };
}

function firstList(model, found) {
  const shown = found.options.filter((item) => item.first !== "");
  return h("div", { class: "firsts" }, h("h4", null, "How often each stands first"),
    h("ul", { class: "columns" }, shown.map((item) => h("li", null, named(model, item.option), `: ${typeset(item.first)}`))));
}

function weightsList(model, found) {
  if (!found.weights.length) return null;
  return disclosure("With what weights each stands first", h("div", null,
    h("p", { class: "hint" }, `The mean of the drawn weights with which an option stands first, in percent of ${possessive(model)} weight. Few draws behind a mean make it rough.`),
    h("ul", null, found.weights.map(({ option, shares }) => h("li", null, `${labelOf(model, option)}: `,
      listing(Object.entries(shares).map(([group, n]) => `${byId(model.groups, group).title} ${n}`)))))));
}

function wholeTable(model, found) {
  const table = plainTable({
    caption: "How often each option takes each place",
    head: ["Option", ...Array.from({ length: found.n_places }, (_, k) => `${k + 1}`)],
    rows: found.options.map((item) => [labelOf(model, item.option), ...item.table.map(typeset)]),
  });
  table.classList.add("grid");
  return disclosure("How often each takes each place: the whole table",
    h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "How often each option takes each place" }, table));
}

function disclosure(title, content) {
  const id = freshId("more");
  content.id = id;
  content.hidden = true;
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id }, title);
  button.addEventListener("click", () => {
    show(content, content.hidden);
    button.setAttribute("aria-expanded", String(!content.hidden));
  });
  return h("div", { class: "part" }, button, content);
}

export function mount(element, store, onChange, page) {
  const { model } = store;
  const asked = { weights: "around", draws: DRAWS[0] };
  const select = h("select", { onchange: () => ask({ weights: select.value, draws: DRAWS[0] }) },
    Object.entries(WEIGHTS).map(([value, text]) => h("option", { value }, text)));
  const refine = h("button", { type: "button", class: "plain", onclick: () => ask({ draws: nextDraws() }) });
  const answer = mountAnswer(page, {
    kind: "firm_places", what: "how often each place is taken", args: () => ({ ...asked }), draw,
  });
  element.append(...partHead("Places", HOW),
    h("div", { class: "line" }, h("label", null, "Weights drawn: ", select)),
    answer.node, h("p", null, refine));
  let [holder, figure, last, wide] = [null, null, null, 0];
  const watcher = new ResizeObserver(() => redraw());

  const nextDraws = () => DRAWS[Math.min(DRAWS.indexOf(asked.draws) + 1, DRAWS.length - 1)];

  function ask(change) {
    Object.assign(asked, change);
    answer.start();
    update();
  }

  function redraw() {
    const width = Math.floor(holder.clientWidth);
    if (!width || width === wide) return;
    wide = width;
    holder.replaceChildren(drawing(model, last, width));
  }

  function draw(found) {
    last = found;
    wide = 0;
    const hatch = freshId("hatch");
    holder = h("div");
    watcher.disconnect();
    watcher.observe(holder);
    figure = mountFigure({
      name: "places", table: () => tableOf(model, last),
      plot: [h("div", { class: "with-legend" }, s("svg", { class: "defs", "aria-hidden": "true", width: 0, height: 0 }, barDefs(hatch)), legend(found.parts, hatch)), holder],
    });
    figure.update(typeset(found.sentence));
    const error = `${number(found.draws)} draws: the lot alone may shift a share by up to ${found.error} (95 times in 100).`;
    return [figure.node, h("p", { class: "hint" }, error), firstList(model, found), weightsList(model, found), wholeTable(model, found)];
  }

  let before = "";
  function update() {
    const { state } = store;
    const key = JSON.stringify([state.weight_set, state.groups, state.criteria, state.scenario, state.protection, state.own, state.use_own]);
    if (before && key !== before) asked.draws = DRAWS[0]; // long work is for the weights it was asked for
    before = key;
    answer.update();
    select.value = asked.weights;
    show(refine, asked.draws < DRAWS.at(-1));
    setText(refine, `Draw ${number(nextDraws())} times, to be more exact`);
    markFloor(element, store);
  }
  return { update };
}
