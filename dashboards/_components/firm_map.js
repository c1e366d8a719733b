// The weight map: how much of all weightings each option leads in, as a table and as a triangle.

import { h, setText, show } from "./dom.js";
import { mountFigure } from "./figure.js";
import { makeFills } from "./firm_fills.js";
import { labelOf, labels, named, partHead } from "./firm_words.js";
import { TIE, roundToTotal, shares } from "./kernel.js";
import { shareWords, weightMap } from "./kernel_map.js";
import { FIRST_MEANS } from "./kernel_words.js";
import { byId } from "./store.js";
import { mountTriangle } from "./triangle.js";
import { listing, typeset } from "./words.js";

const HOW = "Every point of the triangle is one way to weigh the three groups: the nearer to a corner, the more that group counts. "
  + `Criteria keep their points inside the groups. ${FIRST_MEANS}`;
const KEYS = "Move the point with the pointer, or with the arrow keys: up and down for the top corner, left and right between "
  + "the two lower ones; with Shift in steps of ten. It sets the points of the groups.";
const MOST = 100;
const LEAST = 100; // points together, so that one percent is at least one point

/**
 * Whole points for shares that sum to 1, their sum staying at `total` as far as 100 for the largest allows.
 */
export function pointsFor(weights, total) {
  const whole = Math.max(1, Math.min(total, Math.floor(MOST / Math.max(...weights) + TIE)));
  const parts = weights.map((weight) => weight * whole);
  const found = roundToTotal(parts);
  return found.every((n) => n >= 0 && n <= MOST) ? found : parts.map((part) => Math.min(MOST, Math.round(part)));
}

function areaRows(model, found) {
  const rows = found.regions.map(({ options, area }) => ({ options, area }));
  const { baseline } = model.study;
  if (!rows.some(({ options }) => options.includes(baseline))) rows.push({ options: [baseline], area: 0 });
  return rows;
}

function areaTable(model, fills) {
  const body = h("tbody");
  const node = h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": "Shares of the weight map" },
    h("table", { class: "twin shares" }, h("caption", { class: "vh" }, "In how much of all weightings each option stands first"),
      h("thead", null, h("tr", null, ["On the map", "Stands first", "In this part of all weightings", "Your point"].map((text) => h("th", { scope: "col" }, text)))), body));
  let marks = [];
  function update(found, leaders, isNew) {
    if (isNew) {
      marks = areaRows(model, found).map(({ options, area }) => {
        const cell = h("td");
        const names = options.length > 1 ? options.map((id) => labelOf(model, id)).join(", ") : named(model, options[0]);
        const row = h("tr", null, h("td", null, area > 0 ? fills.swatch(options) : ""), h("th", { scope: "row" }, names),
          h("td", null, area > 0 ? typeset(shareWords(area)) : "nowhere alone"), cell);
        return { options, cell, row };
      });
      body.replaceChildren(...marks.map(({ row }) => row));
    }
    for (const { options, cell } of marks) setText(cell, options.some((id) => leaders.includes(id)) ? "is here" : "");
  }
  return { node, update };
}

function restSentence(model, { never }) {
  return never.length ? `First nowhere on the map: ${listing(never.map((id) => labelOf(model, id)))}.` : "";
}

function leadersOf({ total, order }) {
  const most = Math.max(...order.map((id) => total[id]).filter(Number.isFinite));
  return order.filter((id) => total[id] >= most - TIE);
}

export function mount(element, store, onChange) {
  const { model } = store;
  const fills = makeFills(model, "map");
  const refused = h("p", { hidden: true });
  const table = areaTable(model, fills);
  const rest = h("p", { class: "hint" });
  const says = h("p", { class: "here" });
  const holder = h("div", { class: "holder" });
  let [found, triangle, order, key, seen] = [null, null, "", 0, []];
  let [total, own, aim] = [0, null, null]; // the sum of points to keep; the points this map set last, and for which weights
  const figure = mountFigure({ name: "weight map", plot: [holder], table: twin });
  element.append(fills.defs, ...partHead("Weight map", HOW), refused, table.node, rest, figure.node, says,
    h("p", { class: "hint how-to" }, KEYS));
  new ResizeObserver(() => place()).observe(holder);

  const isOwn = () => own !== null && found.groups.every((id) => own[id] === store.state.groups[id]);

  function move(weights) {
    // What the map set itself is rounded and may be capped: the sum to keep is the one that was there before.
    if (!isOwn()) total = Math.max(LEAST, found.groups.reduce((all, id) => all + store.state.groups[id], 0));
    const points = pointsFor(weights, total);
    aim = weights;
    own = Object.fromEntries(found.groups.map((id, k) => [id, points[k]]));
    onChange({ groups: own });
  }

  function build() {
    if (order === found.groups.join(" ")) return;
    order = found.groups.join(" ");
    triangle = mountTriangle({
      corners: found.groups.map((id) => byId(model.groups, id)), name: "Weights of the three groups", onMove: move,
      fill: fills.fill, letter: fills.letter, title: (options) => labels(model, options, 2),
    });
    holder.replaceChildren(triangle.node);
  }

  function value(leaders) {
    const whole = shares(found.groups.map((id) => found.here[id]));
    const said = found.groups.map((id, k) => `${byId(model.groups, id).title} ${whole[k]}`).join(", ");
    return { percent: whole[0], text: `${said} percent; ${labels(model, leaders)} ${leaders.length > 1 ? "stand" : "stands"} first` };
  }

  function place() {
    if (!found || found.refused || !holder.clientWidth) return;
    const leaders = leadersOf(store.result);
    const { percent, text } = value(leaders);
    const here = found.groups.map((id) => found.here[id]);
    triangle.update({
      regions: found.regions, here, aim: isOwn() ? aim : here, key, percent, value: text,
      sentence: `Weight map. ${typeset(found.sentence)}`,
    }, holder.clientWidth);
    setText(says, `Your point: ${text}.`);
  }

  /** The regions do not depend on the points of the groups that count. */
  function isChanged() {
    const { criteria, scenario, protection, own: scores, use_own } = store.state;
    const now = [criteria, scenario, protection, scores, use_own, found.groups.join(" ")];
    const changed = now.some((part, k) => part !== seen[k]);
    seen = now;
    return changed;
  }

  function update(reckoned) {
    if (!reckoned && found) { place(); return; }
    found = weightMap(model, store.state, store.result);
    const isRefused = found.refused !== "";
    setText(refused, found.refused);
    show(refused, isRefused);
    for (const node of [table.node, rest, figure.node, says, element.querySelector(".how-to")]) show(node, !isRefused);
    if (isRefused) { seen = []; return; }
    build();
    const isNew = isChanged();
    if (isNew) {
      key += 1;
      fills.arrange(found.regions.map(({ options }) => options));
    }
    table.update(found, leadersOf(store.result), isNew);
    setText(rest, restSentence(model, found));
    show(rest, rest.textContent !== "");
    figure.update(typeset(found.sentence));
    place();
  }

  function twin() {
    const corner = (weights) => weights.map((weight, k) => `${byId(model.groups, found.groups[k]).title} ${Math.round(100 * weight)}`).join(", ");
    return {
      caption: "Corners of the regions of the weight map, in percent",
      head: ["Stands first", "Part of all weightings", "Corners of its region, in percent"],
      rows: found.regions.map(({ options, area, corners }) => [labels(model, options, 20), typeset(shareWords(area)), corners.map(corner).join("; ")]),
    };
  }
  return { update };
}
