// Tipping points: who stands first as one group or criterion counts for nothing, then more, then everything.

import { h, s, setAttr, setText, show } from "./dom.js";
import { mountFigure } from "./figure.js";
import { makeFills } from "./firm_fills.js";
import { labels, partHead } from "./firm_words.js";
import { tippingPoints } from "./kernel_tipping.js";
import { down, near, up } from "./kernel_words.js";
import { byId } from "./store.js";
import { listing, lower, mark, possessive, typeset } from "./words.js";

const howToRead = (model) => `Each strip goes from 0 to 100\u00a0% of ${possessive(model)} weight for one group, the others keeping their proportions. `
  + "The arrow is where it stands now; a line across the strip is a tipping point, where another option takes the first place. "
  + "A slider ends at 100 points; a share beyond that takes fewer points for the others.";
const BAND = 30;
const TOP = 26;
const ROW = 18;
const LETTER = 7.2; // px of one letter, on the safe side

function percent(number) {
  return `${number}\u00a0%`;
}

/** The middle of a name inside a band, moved aside where the line of "now" would go through it. */
function clearOf(now, middle, half, from, to) {
  if (Math.abs(now - middle) > half) return middle;
  const spots = [now - half - 4, now + half + 4].filter((at) => at - half >= from && at + half <= to);
  return spots.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle;
}

/** One strip: bands with names inside, or under them with a line when they are narrow, and an arrow at "now". */
function makeStrip(fills) {
  const svg = s("svg", { class: "tip-strip", role: "img", width: "100%" });
  let last = "";
  function update(model, tipping, width, name) {
    const key = JSON.stringify([tipping.now, tipping.pieces, width, tipping.pieces.map(({ leaders }) => fills.letter(leaders))]);
    if (key === last) return;
    last = key;
    const x = (share) => share * width;
    const nodes = [];
    let below = 0;
    // From the right, so that a line to a name further down passes left of the names above it.
    for (const { from, to, leaders } of tipping.pieces.toReversed()) {
      const text = labels(model, leaders, 3);
      const room = x(to) - x(from);
      nodes.push(s("rect", { x: x(from), y: TOP, width: Math.max(room, 0.5), height: BAND, fill: fills.fill(leaders), class: "band" }));
      const middle = (x(from) + x(to)) / 2;
      const half = (text.length * LETTER) / 2 + 4;
      if (2 * half + 4 <= room) {
        nodes.push(s("text", { x: clearOf(x(tipping.now), middle, half, x(from), x(to)), y: TOP + 20, "text-anchor": "middle", class: "on" }, text));
        continue;
      }
      const y = TOP + BAND + 18 + below * ROW;
      below += 1;
      const start = Math.max(0, Math.min(middle - 4, width - 2 * half));
      nodes.push(s("path", { d: `M${middle},${TOP + BAND - 8} V${y - 12}`, class: "leader" }), s("text", { x: start, y }, text));
    }
    for (const at of tipping.points) nodes.push(s("line", { x1: x(at), x2: x(at), y1: TOP - 4, y2: TOP + BAND + 4, class: "tip" }));
    const now = x(tipping.now);
    const words = `now ${percent(near(tipping.now))}`;
    const half = (words.length * LETTER) / 2;
    nodes.push(s("path", { d: `M${now - 6},${TOP - 9} h12 l-6,8 z`, class: "arrow" }),
      s("line", { x1: now, x2: now, y1: TOP - 2, y2: TOP + BAND, class: "now" }),
      s("text", { x: Math.min(Math.max(now, half), width - half), y: 12, "text-anchor": "middle" }, words));
    const ends = TOP + BAND + (below ? below * ROW + 20 : 16);
    nodes.push(s("text", { x: 0, y: ends, class: "quiet" }, "0\u00a0%"), s("text", { x: width, y: ends, "text-anchor": "end", class: "quiet" }, "100\u00a0%"));
    setAttr(svg, "height", ends + 6);
    setAttr(svg, "viewBox", `0 0 ${width} ${ends + 6}`);
    setAttr(svg, "aria-label", name);
    svg.replaceChildren(...nodes);
  }
  return { svg, update };
}

function groupBlock(group, fills) {
  const strip = makeStrip(fills);
  const text = h("p", { class: "firm-said" });
  const node = h("div", { class: `tipping g-${mark(group)}` },
    h("h4", null, h("span", { class: "letter" }, group.letter), group.title), strip.svg, text);
  function update(model, tipping, width) {
    show(node, Boolean(tipping));
    if (!tipping) return;
    show(strip.svg, tipping.canMove);
    const sentence = typeset(tipping.sentence);
    if (tipping.canMove) strip.update(model, tipping, width, `Tipping points of ${lower(group.title)}. ${sentence}`);
    setText(text, sentence);
  }
  return { id: group.id, node, update };
}

function nearest({ now, below, above }) {
  const ways = [below, above].filter((at) => at !== null).map((at) => Math.abs(at - now));
  return ways.length ? Math.min(...ways) : Infinity;
}

/** The criteria, those whose tipping point is nearest first; those without one in a sentence. */
function criteriaList(model) {
  const items = new Map(model.criteria.map((criterion) => {
    const text = h("p", null);
    return [criterion.id, { text, node: h("li", null, text) }];
  }));
  const list = h("ol", { class: "criteria-tips" });
  const rest = h("p", null);
  const node = h("div", null, h("h4", null, "Single criteria, the nearest tipping point first"), list, rest);
  function update(tippings) {
    const turning = tippings.filter((tipping) => tipping.points.length)
      .sort((a, b) => Math.round((nearest(a) - nearest(b)) * 1e9));
    turning.forEach((tipping, k) => {
      const item = items.get(tipping.criterion);
      setText(item.text, typeset(tipping.sentence));
      if (list.children[k] !== item.node) list.insertBefore(item.node, list.children[k] ?? null);
    });
    while (list.children.length > turning.length) list.lastChild.remove();
    const firm = tippings.filter((tipping) => tipping.canMove && !tipping.points.length)
      .map((tipping) => `"${byId(model.criteria, tipping.criterion).title}"`);
    setText(rest, firm.length ? `Whatever its share, no change of leader: ${listing(firm)}.` : "");
    show(rest, firm.length > 0);
  }
  return { node, update };
}

export function mount(element, store) {
  const { model } = store;
  const fills = makeFills(model, "strip");
  const groups = model.groups.filter((group) => group.ledger === "state").map((group) => groupBlock(group, fills));
  const criteria = criteriaList(model);
  const refused = h("p", { hidden: true });
  let found = null;
  let width = 0;
  const plot = h("div", null, groups.map((group) => group.node));
  const figure = mountFigure({ name: "tipping points of the groups", plot: [plot], table: () => table(model, found) });
  element.append(fills.defs, ...partHead("Tipping points", howToRead(model)), refused, figure.node, criteria.node);
  new ResizeObserver(() => { if (found) draw(); }).observe(plot);

  function draw() {
    width = Math.floor(plot.clientWidth) || width || 600;
    fills.arrange(found.groups.flatMap(({ pieces }) => pieces.map(({ leaders }) => leaders)));
    for (const group of groups) group.update(model, found.groups.find((each) => each.group === group.id), width);
  }

  function update(reckoned) {
    if (!reckoned && found) return;
    found = tippingPoints(model, store.state, store.result);
    const isRefused = found.refused !== "";
    setText(refused, found.refused);
    show(refused, isRefused);
    show(figure.node, !isRefused);
    show(criteria.node, !isRefused);
    if (isRefused) return;
    draw();
    criteria.update(found.criteria);
    figure.update(typeset(found.sentence));
  }
  return { update };
}

function table(model, found) {
  return {
    caption: "Who stands first as one group counts for more",
    head: ["Group", "From", "To", "Stands first", "Now"],
    rows: found.groups.flatMap((tipping) => tipping.pieces.map(({ from, to, leaders }) => [
      tipping.title, percent(up(from)), percent(down(to)), labels(model, leaders, 20), percent(near(tipping.now))])),
  };
}
