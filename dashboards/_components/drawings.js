// Charts of a view as files: the page's own pictures, drawn afresh at one width, with their looks written into them.

import { h, s, setAttr } from "./dom.js";
import { makeBar, makeLegend, makeScale, reach } from "./bars.js";
import { about, orderRows, whose } from "./files.js";
import { heading, orderSentence } from "./kernel_sentences.js";
import { LadderView } from "./ladder.js";
import { ACCENT, GROUND, INK, SOFT, TODAY_ROW } from "./palette.js";
import { count, rankText, signed, typeset } from "./words.js";

const WIDTH = 960;
const PAD = 24;
const LADDER = 92; // px of the ladder's bar without the lines that lead to its steps
const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK KR', 'Liberation Sans', Arial, sans-serif";
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "stroke-opacity",
  "opacity", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order", "transform"];
const PLAIN = { "fill-opacity": "1", "stroke-dasharray": "none", "stroke-linejoin": "miter", "stroke-linecap": "butt", "stroke-opacity": "1", opacity: "1",
  "text-anchor": "start", "dominant-baseline": "auto", "paint-order": "normal", transform: "none", stroke: "none", "stroke-width": "1px" };
const KEPT = new Set(["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "width", "height", "points", "transform", "id", "viewBox", "patternUnits"]);

// ---- Looks --------------------------------------------------------------------------------------

const bare = (value) => value.replace(/url\("?(#[^")]+)"?\)/g, "url($1)");

/** A copy of a drawn node with the looks it has on the page; what is not shown, or leads out of the picture, is left out. */
function frozen(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || ["title", "desc", "metadata"].includes(node.localName) || node.classList.contains("lead")) return null;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden") return null;
  const copy = document.createElementNS(node.namespaceURI, node.localName);
  for (const { name, value } of node.attributes) if (KEPT.has(name)) copy.setAttribute(name, value);
  const isText = ["text", "tspan"].includes(node.localName);
  for (const name of LOOKS) {
    if (!isText && ["font-size", "font-weight", "text-anchor", "dominant-baseline"].includes(name)) continue;
    if (name === "transform" && node.hasAttribute("transform")) continue;
    const value = bare(style.getPropertyValue(name));
    if (value && value !== PLAIN[name] && !(node.localName === "g" && name !== "opacity" && name !== "transform")) copy.setAttribute(name, value);
  }
  copy.append(...[...node.childNodes].map(frozen).filter(Boolean));
  return copy;
}

/** Patterns that a picture refers to, from where it was drawn or from the page. */
function patternsOf(root, host) {
  const ids = new Set();
  for (const node of root.querySelectorAll("*")) {
    for (const { value } of node.attributes) for (const [, id] of value.matchAll(/url\(#([^)]+)\)/g)) ids.add(id);
  }
  return [...ids].map((id) => host.querySelector(`[id="${CSS.escape(id)}"]`) ?? document.getElementById(id)).filter(Boolean).map((node) => node.cloneNode(true));
}

// ---- Pictures -----------------------------------------------------------------------------------

const frame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });

/** The order as bars: place, range, option, bar, total, protection. */
async function drawOrder(host, { model, state, result, ranges }) {
  const rows = orderRows({ model, state, result, ranges });
  const { low, high } = reach(model.groups, result.nothing ? {} : result.groupParts);
  const scale = makeScale(model).holding(low, high);
  const [left, wide, tall] = [290, 330, 27];
  const word = (x, y, text, anchor = "start", weight = 400, fill = INK) => s("text", { x, y, "text-anchor": anchor, style: `font-size:13px;font-weight:${weight};fill:${fill}` }, text);
  const zero = left + (wide * scale.x(0)) / 100;
  const head = [word(28, 14, "#", "end", 400, SOFT), word(42, 14, "range", "start", 400, SOFT), word(104, 14, "option", "start", 400, SOFT),
    word(zero - 6, 14, "\u2190 worse", "end", 400, SOFT), word(zero + 6, 14, "better than today \u2192", "start", 400, SOFT),
    word(left + wide + 50, 14, "total", "end", 400, SOFT), word(left + wide + 70, 14, "protection", "start", 400, SOFT)];
  const bars = rows.map(({ id }) => {
    const bar = makeBar(model.groups);
    bar.update(result.nothing || !Number.isFinite(result.total[id]) ? {} : result.groupParts[id], scale, wide);
    return bar.svg;
  });
  const drawn = rows.map((row, k) => {
    const y = 22 + k * tall;
    const weight = row.isToday ? 600 : 400;
    const grey = row.isBelow ? SOFT : INK;
    for (const [name, value] of Object.entries({ x: left, y, width: wide, height: 26 })) setAttr(bars[k], name, value);
    const name = `${row.option.short || row.option.title}${row.isToday ? " (today\u2019s practice)" : ""}${row.own ? ", own score" : ""}`;
    return [row.isToday ? s("rect", { x: 0, y, width: WIDTH - 2 * PAD, height: tall - 1, style: `fill:${TODAY_ROW}` }) : null,
      word(28, y + 18, rankText(row.rank, row.shared), "end", 600, grey),
      word(42, y + 18, row.range ? (row.range[0] === row.range[1] ? `${row.range[0]}` : `${row.range[0]}\u2013${row.range[1]}`) : "", "start", 400, SOFT),
      word(104, y + 18, name, "start", weight, grey), bars[k],
      word(left + wide + 50, y + 18, row.total === null ? (result.nothing ? "" : "not scored") : signed(row.total), "end", 600, grey),
      word(left + wide + 70, y + 18, `${row.protection === null ? row.word : `${row.word} ${signed(row.protection)}`}${row.isBelow ? ", below floor" : ""}`, "start", 400, grey)];
  });
  const height = 26 + rows.length * tall;
  const legend = makeLegend(model.groups.filter((group) => group.ledger === "state" || state.protection > 0));
  const keys = [...legend.children].map((item, k) => s("g", { transform: `translate(${104 + k * 130} ${height + 4})` },
    [...item.querySelector("svg").children].map((node) => node.cloneNode(true)), word(24, 12, item.textContent.trim())));
  const svg = s("svg", { width: WIDTH - 2 * PAD, height: height + 26, class: "bar" }, head, drawn, keys);
  host.append(svg);
  await frame();
  return { svg, sentence: typeset(orderSentence(model, state, result)) };
}

/** A view of the page, mounted where nobody sees it; its picture and the sentence beside it. */
async function drawView(host, view, mountView, pick) {
  const update = await mountView();
  update();
  await frame();
  update();
  await frame();
  const svg = host.querySelector(pick);
  const sentence = host.querySelector(`figure:has(${pick}) .sentence`)?.textContent ?? "";
  if (!svg || !svg.childNodes.length || !svg.checkVisibility()) throw new Error(sentence || "there is nothing to draw for these weights");
  return { svg, sentence };
}

async function drawTradeoffs(host, view) {
  const { mount } = await import("./tradeoffs.js");
  return drawView(host, view, () => mount(host, view.store, () => {}).update, "svg.scatter");
}

async function drawMap(host, view) {
  const { mount } = await import("./firm_map.js");
  const found = await drawView(host, view, () => { const { update } = mount(host, view.store, () => {}, view.page); return () => update(true); }, "svg.triangle");
  const point = host.querySelector("svg.triangle ~ [role=slider]");
  const [x, y] = [Number.parseFloat(point.style.left), Number.parseFloat(point.style.top)];
  const isRight = x > Number(found.svg.getAttribute("width")) * 0.7;
  found.svg.append(s("circle", { cx: x, cy: y, r: 10, style: `fill:${GROUND};stroke:${ACCENT};stroke-width:2px` }), s("circle", { cx: x, cy: y, r: 6, style: `fill:${ACCENT}` }),
    s("text", { x: x + (isRight ? -15 : 15), y: y + 5, "text-anchor": isRight ? "end" : "start", style: `font-size:13px;font-weight:600;fill:${INK};stroke:${GROUND};stroke-width:4px;paint-order:stroke` }, "these weights"));
  return found;
}

async function drawLadder(host, view) {
  const ladder = new LadderView(view.store, () => {});
  host.append(ladder.node);
  const found = await drawView(host, view, () => () => ladder.update(), "svg.ladder");
  return { ...found, height: LADDER, lines: ladder.list.hidden ? [] : [...ladder.list.children].filter((item) => !item.hidden)
    .map((item) => [...item.children].filter((part) => !part.hidden).map((part) => part.textContent).filter(Boolean).join(". ")) };
}

export const DRAWINGS = {
  order: { title: "Order as bars", draw: drawOrder },
  tradeoffs: { title: "Trade-offs", draw: drawTradeoffs },
  ladder: { title: "Protection ladder", draw: drawLadder },
  map: { title: "Weight map", draw: drawMap },
};

// ---- The file -----------------------------------------------------------------------------------

/** Without the signs that no XML may hold. */
function sound(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

/** A text in lines no wider than there is room for. */
function wrapped(text, room, size) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${size}px ${FONT}`;
  const lines = [""];
  for (const word of text.split(" ")) {
    const next = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (context.measureText(next).width <= room || !lines.at(-1)) lines[lines.length - 1] = next;
    else lines.push(word);
  }
  return lines;
}

function paragraph(text, y, size, looks = {}) {
  const lines = wrapped(text, WIDTH - 2 * PAD, size);
  const nodes = lines.map((line, k) => s("text", { x: PAD, y: y + (k + 1) * (size + 6) - 5, "font-size": size, fill: INK, ...looks }, line));
  return { nodes, y: y + lines.length * (size + 6) };
}

function assembled(view, title, { svg, sentence, lines = [], height: tall }, host) {
  const picture = frozen(svg);
  const box = { width: Number(svg.getAttribute("width")) || WIDTH - 2 * PAD, height: tall ?? Number(svg.getAttribute("height")) };
  const { model, state } = view;
  const told = Object.fromEntries(about(view));
  const name = `${model.study.title}: ${title}`;
  const floor = state.floor === null ? "none" : count(state.floor, "point");
  let y = PAD;
  const nodes = [];
  const put = (text, size, looks) => {
    const made = paragraph(text, y, size, looks);
    nodes.push(...made.nodes);
    y = made.y;
  };
  put(name, 18, { "font-weight": 600 });
  put(`Weights: ${whose(view)}. Scenario: ${told.scenario.replace(/ \([a-z0-9_]+\)$/, "")}. Floor on protection: ${floor}.`, 13, { fill: SOFT });
  if (sentence) put(sentence, 13);
  y += 10;
  for (const [key, value] of Object.entries({ x: (WIDTH - box.width) / 2, y, width: box.width, height: box.height, viewBox: `0 0 ${box.width} ${box.height}` })) picture.setAttribute(key, value);
  y += box.height + 12;
  for (const line of lines) put(line, 13);
  y += lines.length ? 12 : 0;
  put(model.study.label, 13, { "font-weight": 600 });
  put(`${told.study}. ${view.software}. ${view.date}.`, 13, { fill: SOFT });
  const height = Math.ceil(y + PAD - 8);
  const root = s("svg", { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "font-family": FONT },
    s("title", null, name),
    s("desc", null, [sentence, ...lines, ...about(view).map(([key, value]) => `${key}: ${value}`)].filter(Boolean).join("\n")),
    s("defs", null, patternsOf(picture, host)),
    s("rect", { width: WIDTH, height, fill: GROUND }), nodes, picture);
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${sound(new XMLSerializer().serializeToString(root))}\n`, width: WIDTH, height };
}

/**
 * A chart as an SVG file: real text, a title and a description that says what the file rests on.
 *
 * @param view as for other files, with `store` and `page`
 * @param {string} kind one of `DRAWINGS`
 * @returns {Promise<{text, width, height}>}
 */
export async function svgOf(view, kind) {
  const { title, draw } = DRAWINGS[kind];
  const host = h("div", { class: "drawn view-firm view-tradeoffs", "aria-hidden": "true", inert: true, style: `width:${WIDTH - 2 * PAD}px` });
  document.body.append(host);
  try {
    return assembled(view, title, await draw(host, view), host);
  } finally {
    host.remove();
  }
}

// ---- PNG ----------------------------------------------------------------------------------------

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** A text that stands in a PNG without being seen (an iTXt chunk). */
function textChunk(key, text) {
  const encoder = new TextEncoder();
  const body = [...encoder.encode("iTXt"), ...encoder.encode(key), 0, 0, 0, 0, 0, ...encoder.encode(text)];
  const whole = new DataView(new ArrayBuffer(body.length + 8));
  whole.setUint32(0, body.length - 4);
  body.forEach((byte, k) => whole.setUint8(4 + k, byte));
  whole.setUint32(4 + body.length, crc(body));
  return new Uint8Array(whole.buffer);
}

/** What the file is, put behind the first chunk of a PNG. */
export function described(png, view) {
  const after = 8 + 25; // signature and IHDR
  const chunks = about(view).map(([key, value]) => textChunk(key, value));
  return new Blob([png.slice(0, after), ...chunks, png.slice(after)], { type: "image/png" });
}

/** A chart as a PNG file, so many times as fine as on screen. */
export async function pngOf(view, kind, times) {
  const { text, width, height } = await svgOf(view, kind);
  const image = new Image(width * times, height * times);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = h("canvas", { width: width * times, height: height * times });
  canvas.getContext("2d").drawImage(image, 0, 0, width * times, height * times);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  if (!blob) throw new Error("the browser made no picture");
  return described(new Uint8Array(await blob.arrayBuffer()), view);
}
