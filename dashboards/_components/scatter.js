// The scatter of two ledgers: protection up, the state's concerns to the right, and the stair line through what
// nothing beats on both. Marks are moved in place; nothing in it can be dragged.

import { roving, s, setAttr, setText } from "./dom.js";
import { neighbourOf, placeNames } from "./placing.js";
import {
  axisNodes, axisWords, drawFloor, drawMark, drawStair, makeMark, makeMeasure, projection, setLine, shownName, textBox, toggle,
} from "./scatter_parts.js";
import { possessive } from "./words.js";

const NARROW = 560; // px under which only names of the front, of today's practice and of chosen options are shown
const NEAREST = 26; // px around a point in which pointing or tapping means it

function heightFor(width) {
  return Math.round(width < NARROW ? Math.max(280, width * 0.98) : Math.min(640, Math.max(400, width * 0.43)));
}

/**
 * @param {Object} given
 * @param given.model the study
 * @param {Function} given.onOpen called with an option when its point is activated
 * @param {Function} given.onLook called with (option or null) that is pointed at or has focus
 */
export class Scatter {
  constructor({ model, onOpen, onLook }) {
    this.model = model;
    this.marks = new Map(model.options.map((option) => [option.id, makeMark(option)]));
    this.all = [...this.marks.values()];
    this.floor = { line: s("line", { class: "floor" }), words: s("text", { class: "floorwords", "text-anchor": "end" }) };
    this.stair = s("path", { class: "stair", fill: "none" });
    this.axes = s("g", { class: "axes", "aria-hidden": "true" });
    const group = (name, nodes, hidden = true) => s("g", { class: name, "aria-hidden": hidden ? "true" : null }, nodes);
    this.svg = s("svg", { class: "scatter", role: "group", tabindex: -1, "aria-label": `Options by ${possessive(model)} concerns and by protection` },
      this.axes, this.floor.line, this.stair, group("whiskers", this.all.flatMap((mark) => [mark.across, mark.upright])),
      group("leaders", this.all.map((mark) => mark.leader)), group("points", this.all.map((mark) => mark.node), false),
      group("names", [...this.all.map((mark) => mark.name), this.floor.words]));
    this.measure = makeMeasure(this.floor.words);
    this.spots = new Map(); // where the points are, in px
    this.size = { width: 0, height: 0 };
    this.drawn = "";
    this.taken = [];
    this.view = null;
    this.listen(onOpen, onLook);
  }

  /** Take the width there is. */
  fit(width) {
    const whole = Math.floor(width);
    if (!whole || whole === this.size.width) return;
    this.size = { width: whole, height: heightFor(whole) };
    this.draw();
  }

  /** Show {state, ledgers, bounds}. */
  update(view) {
    this.view = { model: this.model, ...view };
    this.draw();
  }

  draw() {
    if (!this.view || this.view.ledgers.refused || !this.size.width) return;
    const { bounds, ledgers } = this.view;
    const at = projection(bounds, this.size.width, this.size.height);
    this.drawAxes(bounds, at);
    this.spots.clear();
    for (const mark of this.all) {
      const isIn = ledgers.state[mark.option.id] !== undefined;
      toggle(mark.node, isIn);
      if (isIn) this.spots.set(mark.option.id, drawMark(mark, this.view, at));
      else for (const node of [mark.across, mark.upright]) toggle(node, false);
    }
    const lines = [...drawStair(this.stair, this.view, at),
      { left: at.x(0) - 1, right: at.x(0) + 1, top: at.top, bottom: at.bottom },
      { left: at.left, right: at.right, top: at.y(0) - 1, bottom: at.y(0) + 1 }];
    const words = drawFloor(this.floor, this.view, at, this.measure, [...this.spots.values()]);
    this.drawNames(at, lines, words ? [...this.taken, words] : this.taken);
    this.keepTabStop();
  }

  drawAxes(bounds, at) {
    const key = JSON.stringify([bounds, this.size]);
    if (key === this.drawn) return;
    this.drawn = key;
    const { width, height } = this.size;
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) setAttr(this.svg, name, value);
    this.measure.renew();
    const words = axisWords(at, width < NARROW, this.model);
    this.axes.replaceChildren(...axisNodes(bounds, at), ...words);
    this.taken = words.map((node) => textBox(node, this.measure));
  }

  /** Whose name has to be shown: the front, today's practice, what is chosen and what is open. */
  itemOf([id, spot]) {
    const { state, ledgers } = this.view;
    const mark = this.marks.get(id);
    setText(mark.name, shownName(this.model, state, mark.option));
    const isFront = !ledgers.beatenBy[id].length;
    const must = isFront || id === this.model.study.baseline || state.chosen.includes(id) || state.option === id;
    return { id, ...spot, r: 7, width: this.measure.width(mark.name.textContent, isFront), height: 16, must };
  }

  drawNames(at, lines, taken) {
    const isBeaten = ([id]) => Number(this.view.ledgers.beatenBy[id].length > 0); // the front has the first choice of places
    const items = [...this.spots].sort((a, b) => isBeaten(a) - isBeaten(b)).map((spot) => this.itemOf(spot));
    const asks = (item) => item.must || this.size.width >= NARROW;
    const inside = { left: at.left + 2, right: this.size.width, top: at.top - 14, bottom: at.bottom };
    const places = placeNames(items.filter(asks), inside, lines, taken, items.filter((item) => !asks(item)));
    for (const mark of this.all) {
      const place = places.get(mark.option.id);
      toggle(mark.name, Boolean(place));
      toggle(mark.leader, Boolean(place?.leader));
      if (!place) continue;
      setAttr(mark.name, "x", place.left.toFixed(1));
      setAttr(mark.name, "y", (place.top + 8).toFixed(1));
      if (place.leader) setLine(mark.leader, ...place.leader);
    }
  }

  keepTabStop() {
    const stop = this.svg.querySelector('.point[tabindex="0"]');
    if (stop && this.spots.has(stop.dataset.option)) return;
    if (stop) stop.tabIndex = -1;
    const { baseline } = this.model.study;
    const first = this.spots.has(baseline) ? baseline : this.spots.keys().next().value;
    if (first) this.marks.get(first).node.tabIndex = 0;
  }

  /** The option whose mark or name is under the pointer, or the nearest one close by. */
  under(event) {
    const direct = event.target.closest?.("[data-option]");
    if (direct) return direct.dataset.option;
    const box = this.svg.getBoundingClientRect();
    let [best, least] = [null, NEAREST];
    for (const [id, { x, y }] of this.spots) {
      const far = Math.hypot(event.clientX - box.left - x, event.clientY - box.top - y);
      if (far < least) [best, least] = [id, far];
    }
    return best;
  }

  step(key, node) {
    const ids = [...this.spots.keys()];
    const points = ids.map((id) => this.spots.get(id));
    const edge = { Home: (a, b) => a.x - b.x, End: (a, b) => b.x - a.x }[key];
    const next = edge ? points.indexOf([...points].sort(edge)[0]) : neighbourOf(points, ids.indexOf(node.dataset.option), key);
    return next === null ? null : this.marks.get(ids[next]).node;
  }

  listen(onOpen, onLook) {
    const { svg } = this;
    roving(svg, ".point", (key, node) => this.step(key, node));
    svg.addEventListener("keydown", (event) => {
      const id = event.target.dataset?.option;
      if (id && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); onOpen(id); }
    });
    svg.addEventListener("click", (event) => {
      const id = this.under(event);
      if (id) onOpen(id);
    });
    svg.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") onLook(this.under(event)); });
    svg.addEventListener("pointerleave", () => onLook(null));
    svg.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) onLook(event.target.dataset.option ?? null); });
    svg.addEventListener("focusout", () => onLook(null));
  }
}
