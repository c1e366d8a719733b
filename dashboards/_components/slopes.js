// Lines of places over scenarios: those followed drawn strongly, the rest thin and grey. On phones a row per scenario.

import { h, s, setAttr, setText } from "./dom.js";
import { CHOSEN, GROUND, REST, SOFT } from "./palette.js";
import { rankText } from "./words.js";

/** Today's practice has a colour, a dash and a shape of its own. */
export const TODAY = { colour: SOFT, dash: "12 3 2 3", shape: "diamond" };
const SHAPES = {
  circle: "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0",
  square: "M-4.5,-4.5h9v9h-9z",
  triangle: "M0,-5.5l5.5,9.5h-11z",
  diamond: "M0,-6l6,6l-6,6l-6,-6z",
};
const SLOTS = CHOSEN.length + 1;
const SIDE = { left: 224, right: 202, axis: 30, top: 26, foot: 10 };
const LINE = 17; // least distance between two labels
const APART = 6; // between strong lines that have the same place

/** How a followed option is drawn: the chosen ones in their order, today's practice always the same way. */
export function styleOf(followed, id, baseline) {
  return id === baseline ? TODAY : CHOSEN[followed.filter((one) => one !== baseline).indexOf(id)] ?? CHOSEN[0];
}

function paint(node, style) {
  setAttr(node, "stroke", style.colour);
  setAttr(node, "stroke-dasharray", style.dash || "none");
}

function stamp(node, style) {
  setAttr(node, "d", SHAPES[style.shape]);
  setAttr(node, "fill", style.colour);
}

/** A short piece of the line, for a list. */
export function sampleOf(style) {
  const line = s("line", { x1: 1, x2: 43, y1: 8, y2: 8, "stroke-width": 2.5 });
  const mark = s("path", { transform: "translate(22,8)", stroke: GROUND, "stroke-width": 1 });
  paint(line, style);
  stamp(mark, style);
  return s("svg", { class: "sample", width: 44, height: 16, "aria-hidden": "true" }, line, mark);
}

/** Lines with the same place in a column stand side by side about it. */
function aside(followed, places, column, id) {
  const level = followed.filter((one) => places.byOption[one].places[column] === places.byOption[id].places[column]);
  return (level.indexOf(id) - (level.length - 1) / 2) * APART;
}

/** Positions for labels, as near to where they belong as their height allows. */
export function spread(wanted, least, low, high) {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  order.forEach((one, n) => { one.y = Math.max(one.y, n ? order[n - 1].y + least : low); });
  for (let n = order.length - 1; n >= 0; n--) {
    const most = n === order.length - 1 ? high : order[n + 1].y - least;
    order[n].y = Math.min(order[n].y, most);
  }
  const found = [];
  for (const { y, i } of order) found[i] = y;
  return found;
}

function shortened(text, most = 27) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}\u2026` : text;
}

function makeStrong(n) {
  const line = s("path", { class: "strong", fill: "none", "stroke-width": 2.5, "stroke-linejoin": "round" });
  const marks = Array.from({ length: n }, () => s("path", { stroke: GROUND, "stroke-width": 1 }));
  const ends = [0, 1].map(() => ({ text: s("text", null), lead: s("path", { fill: "none", "stroke-width": 1, class: "lead" }) }));
  return { line, marks, ends, node: s("g", { visibility: "hidden" }, line, marks, ends.map((end) => [end.lead, end.text])) };
}

/**
 * The chart for screens that are wide enough.
 *
 * @param model the study
 * @param onScenario called with the id of a scenario whose column is chosen
 * @param onPoint called with a sentence about what is pointed at, or ""
 */
export function makeSlopes(model, onScenario, onPoint) {
  const n = model.scenarios.length;
  const bands = model.scenarios.map(({ id }) => s("rect", { class: "band", onclick: () => onScenario(id) }));
  const heads = model.scenarios.map((_, i) => s("text", { class: "head", "text-anchor": "middle" }, String(i + 1)));
  const guides = [...new Set([1, 5, 10, 15, 20, 25, model.options.length])].filter((place) => place <= model.options.length)
    .map((place) => ({ place, line: s("line", { class: "rule" }), text: s("text", { class: "quiet", "text-anchor": "end" }, String(place)) }));
  const rest = new Map(model.options.map(({ id }) => [id, s("path", { class: "rest", fill: "none", stroke: REST, "stroke-width": 1 })]));
  const strong = Array.from({ length: SLOTS }, () => makeStrong(n));
  const svg = s("svg", { role: "img", class: "slopes" }, bands, guides.map((one) => [one.line, one.text]), heads,
    s("g", { class: "lines" }, [...rest.values()], strong.map((one) => one.node)));
  let size = null;
  let shown = null;

  function layout(width) {
    const row = width > 1300 ? 24 : 20;
    const inner = width - SIDE.left - SIDE.right;
    const step = n > 1 ? inner / (n - 1) : inner;
    size = {
      width, row, step, height: SIDE.top + row * model.options.length + SIDE.foot,
      x: (column) => SIDE.left + column * step, y: (place) => SIDE.top + row * (place - 0.5),
    };
    setAttr(svg, "width", width);
    setAttr(svg, "height", size.height);
    setAttr(svg, "viewBox", `0 0 ${width} ${size.height}`);
    bands.forEach((band, i) => {
      setAttr(band, "x", size.x(i) - step / 2);
      setAttr(band, "width", step);
      setAttr(band, "height", size.height);
      setAttr(heads[i], "x", size.x(i));
      setAttr(heads[i], "y", 15);
    });
    for (const { place, line, text } of guides) {
      for (const [name, value] of [["x1", SIDE.left - 8], ["x2", width - SIDE.right + 8], ["y1", size.y(place)], ["y2", size.y(place)]]) setAttr(line, name, value);
      setAttr(text, "x", SIDE.left - 12);
      setAttr(text, "y", size.y(place) + 4.5);
    }
  }

  function path(places, offset) {
    let text = "";
    let isOpen = false;
    places.forEach((place, i) => {
      if (place === null) { isOpen = false; return; }
      text += `${isOpen ? "L" : "M"}${size.x(i).toFixed(1)},${(size.y(place) + offset(i)).toFixed(1)}`;
      isOpen = true;
    });
    return text;
  }

  function label(slot, side, column, place, y, from, name, shared) {
    const end = slot.ends[side];
    const isLeft = side === 0;
    setText(end.text, `${isLeft ? "" : `${rankText(place, shared)} `}${shortened(name)}${isLeft ? ` ${rankText(place, shared)}` : ""}`);
    setAttr(end.text, "text-anchor", isLeft ? "end" : "start");
    setAttr(end.text, "x", isLeft ? SIDE.left - SIDE.axis - 16 : size.width - SIDE.right + 28);
    setAttr(end.text, "y", (y + 4.5).toFixed(1));
    const at = size.x(column);
    const [near, far] = isLeft ? [at - SIDE.axis - 2, at - SIDE.axis - 13] : [at + 10, at + 24];
    setAttr(end.lead, "d", `M${near},${from.toFixed(1)}L${far},${y.toFixed(1)}`);
  }

  function draw(places, followed, names) {
    const { baseline } = model.study;
    for (const [id, node] of rest) {
      setAttr(node, "visibility", followed.includes(id) ? "hidden" : "visible");
      setAttr(node, "d", path(places.byOption[id].places, () => 0));
    }
    strong.forEach((slot, k) => {
      const id = followed[k];
      setAttr(slot.node, "visibility", id ? "visible" : "hidden");
      if (!id) return;
      const style = styleOf(followed, id, baseline);
      const own = places.byOption[id];
      const offset = (column) => aside(followed, places, column, id);
      paint(slot.line, style);
      setAttr(slot.line, "d", path(own.places, offset));
      slot.marks.forEach((mark, column) => {
        const place = own.places[column];
        setAttr(mark, "visibility", place === null ? "hidden" : "inherit");
        if (place === null) return;
        stamp(mark, style);
        setAttr(mark, "transform", `translate(${size.x(column).toFixed(1)},${(size.y(place) + offset(column)).toFixed(1)})`);
      });
    });
    [0, n - 1].forEach((column, side) => {
      const given = followed.map((id, k) => ({ id, k, place: places.byOption[id].places[column] })).filter(({ place }) => place !== null);
      const from = given.map(({ id, place }) => size.y(place) + aside(followed, places, column, id));
      const at = spread(from, LINE, SIDE.top + 4, size.height - SIDE.foot);
      for (const end of strong.map((slot) => slot.ends[side])) setAttr(end.text, "visibility", "hidden");
      for (const end of strong.map((slot) => slot.ends[side])) setAttr(end.lead, "visibility", "hidden");
      given.forEach(({ id, k, place }, i) => {
        label(strong[k], side, column, place, at[i], from[i], names(id), places.byOption[id].shared[column]);
        const style = styleOf(followed, id, baseline);
        setAttr(strong[k].ends[side].lead, "stroke", style.colour);
        setAttr(strong[k].ends[side].text, "visibility", "inherit");
        setAttr(strong[k].ends[side].lead, "visibility", "inherit");
      });
    });
  }

  svg.addEventListener("pointermove", (event) => {
    if (!shown || !size) return;
    const box = svg.getBoundingClientRect();
    const column = Math.round(((event.clientX - box.left) * size.width / box.width - SIDE.left) / size.step);
    const place = Math.round((event.clientY - box.top - SIDE.top) / size.row + 0.5);
    onPoint(column < 0 || column >= n ? "" : shown.says(column, place));
  });
  svg.addEventListener("pointerleave", () => onPoint(""));

  return {
    svg,
    /** `view`: places, followed (ids), scenario (id), names, says(column, place), label; `width` in px */
    update(view, width) {
      if (size?.width !== width) layout(width);
      shown = view;
      draw(view.places, view.followed, view.names);
      model.scenarios.forEach(({ id }, i) => {
        bands[i].classList.toggle("is-on", id === view.scenario);
        heads[i].classList.toggle("is-on", id === view.scenario);
      });
      setAttr(svg, "aria-label", view.label);
    },
  };
}

/** The same for narrow screens: a row per scenario, places from left to right. */
export function makeRows(model, onScenario) {
  const rows = model.scenarios.map(({ id, title }, i) => {
    const button = h("button", { type: "button", class: "pick", "aria-pressed": "false", onclick: () => onScenario(id) },
      h("span", { class: "number" }, String(i + 1)), h("span", null, title));
    const dots = model.options.map(() => s("circle", { r: 2, fill: REST, cy: 13 }));
    const marks = Array.from({ length: SLOTS }, () => s("path", { stroke: GROUND, "stroke-width": 1, visibility: "hidden" }));
    const rule = s("line", { class: "rule", y1: 13, y2: 13 });
    const svg = s("svg", { "aria-hidden": "true", height: 26 }, rule, dots, marks);
    const text = h("p", { class: "hint" });
    return { button, dots, marks, rule, svg, text, node: h("li", null, button, svg, text) };
  });
  const node = h("ol", { class: "placerows" }, rows.map((row) => row.node));

  function update(view, width) {
    const { baseline } = model.study;
    const x = (place) => 12 + (width - 24) * (place - 1) / Math.max(1, model.options.length - 1);
    rows.forEach((row, column) => {
      setAttr(row.button, "aria-pressed", String(model.scenarios[column].id === view.scenario));
      setAttr(row.svg, "width", width);
      setAttr(row.rule, "x1", x(1));
      setAttr(row.rule, "x2", x(model.options.length));
      model.options.forEach(({ id }, i) => {
        const place = view.places.byOption[id].places[column];
        setAttr(row.dots[i], "visibility", place === null ? "hidden" : "visible");
        if (place !== null) setAttr(row.dots[i], "cx", x(place).toFixed(1));
      });
      row.marks.forEach((mark, k) => {
        const id = view.followed[k];
        const place = id ? view.places.byOption[id].places[column] : null;
        setAttr(mark, "visibility", place === null ? "hidden" : "visible");
        if (place === null) return;
        stamp(mark, styleOf(view.followed, id, baseline));
        setAttr(mark, "transform", `translate(${x(place).toFixed(1)},${(13 + aside(view.followed, view.places, column, id)).toFixed(1)})`);
      });
      setText(row.text, view.followed.map((id) => {
        const { places, shared } = view.places.byOption[id];
        return places[column] === null ? `${view.names(id)}: no place` : `${view.names(id)} ${rankText(places[column], shared[column])}`;
      }).join(" \u00b7 "));
    });
  }
  return { node, update };
}
