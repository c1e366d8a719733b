// The protection ladder: who stands first as protection counts for more and more of the total. A bar from 0 to
// 100 %, cut where the leader changes, and for each piece what it gains and what it gives up.

import { h, s, setAttr, setText, show } from "./dom.js";
import { mountFigure } from "./figure.js";
import { protectionWord, shown } from "./kernel.js";
import { protectionLadder } from "./kernel_ladder.js";
import { FIRST_MEANS, leftOutSentence, namesOf, titlesOf } from "./kernel_words.js";
import { listing, sentence, signed, typeset } from "./words.js";

const HAIR = 1e-9;
const BAR = { top: 42, height: 40, side: 24 };
const LEAST = 132; // px a step needs for its words when the steps stand side by side

// ---- Words --------------------------------------------------------------------------------------

const first = (from) => Math.ceil(100 * from - HAIR);
const last = (to) => Math.floor(100 * to + HAIR);

/** A piece's shares as whole numbers that stay true: "37 to 73 %". */
export function shareWords({ from, to }) {
  const [low, high] = [first(from), last(to)];
  if (low > high) return `between ${high} and ${low}\u00a0%`;
  return low === high ? `${low}\u00a0%` : `${low} to ${high}\u00a0%`;
}

/** "With 37 to 73 % for protection, Recognition procedure stands first." */
export function pieceSentence(model, piece) {
  const verb = piece.leaders.length > 1 ? "stand first together" : "stands first";
  const names = titlesOf(model, piece.leaders);
  if (piece.from === 0 && piece.to === 1) return `Whatever share protection has, ${names} ${verb}.`;
  if (piece.from > 0) return `With ${shareWords(piece)} for protection, ${names} ${verb}.`;
  const upTo = last(piece.to) > 0 ? `, and with up to ${last(piece.to)}\u00a0% for it` : "";
  return `With protection kept apart${upTo}, ${names} ${verb}.`;
}

/** What a step gains and gives up against the one before; the difference is rounded, not the two numbers. */
export function changeWords(model, before, after) {
  const gained = shown(after.protection - before.protection);
  const given = shown(before.state - after.state);
  return `about ${gained} more for protection, about ${given} fewer for ${model.study.decision_maker}`;
}

/** A whole share well inside a piece, one that people would name; null when no whole per cent lies in it. */
export function shareInside({ from, to }) {
  const [low, high] = [first(from), last(to)];
  if (low > high) return null;
  if (from === 0) return 0;
  const middle = (low + high) / 2;
  const five = Math.round(middle / 5) * 5;
  return five >= low && five <= high ? five : Math.round(middle);
}

function inShort(model, ladder) {
  const said = ladder.pieces.length === 1 ? pieceSentence(model, ladder.pieces[0])
    : `As protection\u2019s share of the total goes from 0 to 100\u00a0%, these stand first one after the other: ${
      listing(ladder.pieces.map((piece) => titlesOf(model, piece.leaders)))}.`;
  return [said, leftOutSentence(model, ladder.leftOut)].filter(Boolean).join(" ");
}

function levelWords(model, ladder) {
  const also = ladder.atEnds[0].filter((id) => !ladder.pieces[0].leaders.includes(id));
  if (!also.length) return "";
  return sentence(`${namesOf(model, also)} ${also.length > 1 ? "are" : "is"} level with it while protection is kept apart.`);
}

/** Where a share lies; at a cut, in the piece below it. */
export function pieceAt(pieces, share) {
  return Math.max(0, pieces.findIndex((piece) => share <= piece.to + HAIR));
}

function tableOf(model, ladder) {
  return {
    caption: "Who stands first at each share of protection in the total",
    head: ["Protection\u2019s share", "Stands first", `For ${model.study.decision_maker}`, "For protection", "Protection in words", "Against the step before"],
    rows: ladder.pieces.map((piece, k) => [shareWords(piece), titlesOf(model, piece.leaders), signed(piece.state), signed(piece.protection),
      protectionWord(piece.protection), k ? sentence(changeWords(model, ladder.pieces[k - 1], piece)) : ""]),
  };
}

// ---- The bar ------------------------------------------------------------------------------------

const px = (number) => number.toFixed(1);

function pieceNodes(model, ladder, at, picked) {
  return ladder.pieces.flatMap((piece, k) => {
    const left = at(piece.from);
    const width = at(piece.to) - left;
    const number = String(k + 1);
    const name = `${number}  ${titlesOf(model, piece.leaders)}`;
    const fits = width > 24 + name.length * 7.4;
    return [
      s("rect", { class: `piece ${k % 2 ? "odd" : "even"}${k === picked ? " is-picked" : ""}`, "data-piece": k, x: px(left),
        y: BAR.top, width: px(width), height: BAR.height }),
      width >= 18 ? s("text", { class: "inside", x: px(left + (fits ? 10 : width / 2)), y: BAR.top + 25,
        "text-anchor": fits ? "start" : "middle" }, fits ? name : number) : null,
    ];
  }).filter(Boolean);
}

function scaleNodes(at, now) {
  const step = at(0.1) - at(0) < 36 ? 0.25 : 0.1;
  const nodes = [];
  for (let k = 0; k * step <= 1 + HAIR; k++) {
    const x = at(k * step);
    nodes.push(s("line", { class: "axis", x1: x, x2: x, y1: BAR.top - 5, y2: BAR.top }));
    if (Math.abs(x - at(now)) > 34) nodes.push(s("text", { class: "quiet", x, y: BAR.top - 9, "text-anchor": "middle" }, `${Math.round(100 * k * step)}\u00a0%`));
  }
  return nodes;
}

/** The mark of the present share, and its words, which stay inside the picture. */
function nowNodes(at, now, width) {
  const words = now > 0 ? `now ${Math.round(100 * now)}\u00a0% for protection` : "now: protection kept apart, 0\u00a0%";
  const x = at(now);
  const half = words.length * 4.4;
  const [anchor, place] = x < half ? ["start", 0] : x > width - half ? ["end", width] : ["middle", x];
  return [
    s("path", { class: "now", d: `M${px(x)},${BAR.top - 2} l-7,-13 h14 Z` }),
    s("line", { class: "nowline", x1: x, x2: x, y1: BAR.top - 6, y2: BAR.top + BAR.height + 5 }),
    s("text", { class: "nowwords", x: px(place), y: 15, "text-anchor": anchor }, words),
  ];
}

/** Lines from the pieces to the steps below them; with steps in a column, numbers for pieces too narrow for one. */
function leaderNodes(pieces, at, width, isColumn) {
  const foot = BAR.top + BAR.height;
  if (!isColumn) {
    return pieces.map((piece, k) => {
      const x = (at(piece.from) + at(piece.to)) / 2;
      const to = (width * (k + 0.5)) / pieces.length;
      return s("path", { class: "lead", d: `M${px(x)},${foot} V${foot + 8} L${px(to)},${foot + 30} V${foot + 36}`, fill: "none" });
    });
  }
  const narrow = pieces.map((piece, k) => ({ k, x: (at(piece.from) + at(piece.to)) / 2, width: at(piece.to) - at(piece.from) })).filter((one) => one.width < 18);
  let edge = 0;
  return narrow.flatMap(({ k, x }) => {
    const to = Math.min(Math.max(x, edge + 14), width - 8);
    edge = to;
    return [s("path", { class: "lead", d: `M${px(x)},${foot} V${foot + 5} L${px(to)},${foot + 12}`, fill: "none" }),
      s("text", { class: "inside", x: px(to), y: foot + 26, "text-anchor": "middle" }, String(k + 1))];
  });
}

// ---- The view -----------------------------------------------------------------------------------

function makeStep(onPick) {
  const button = h("button", { type: "button", class: "plain rung" });
  const parts = { share: h("p", { class: "shares" }), both: h("p"), change: h("p", { class: "hint" }), now: h("p", { class: "isnow" }, "Protection\u2019s share now") };
  const node = h("li", { onclick: () => onPick(node) }, button, parts.share, parts.now, parts.both, parts.change);
  return { node, button, ...parts };
}

/**
 * @param store the shared state
 * @param onChange called with a patch of the state
 */
export class LadderView {
  constructor(store, onChange) {
    this.store = store;
    this.onChange = onChange;
    this.picked = null; // the leaders of the piece a reader chose; the present share's otherwise
    this.ladder = null;
    this.width = 0;
    this.svg = s("svg", { class: "ladder", role: "img" });
    this.steps = [];
    this.list = h("ol", { class: "rungs" });
    this.meaning = h("p", { class: "meaning" });
    this.set = h("button", { type: "button", class: "act", onclick: () => this.setShare(Number(this.set.dataset.share)) });
    this.apart = h("button", { type: "button", class: "plain", onclick: () => this.setShare(0) }, "Take protection out of the total again");
    this.canvas = h("div", { class: "canvas" }, this.svg, this.list);
    this.figure = mountFigure({ name: "protection ladder", plot: [this.canvas], table: () => tableOf(store.model, this.ladder) });
    this.node = h("section", { class: "ladderpart", "aria-label": "Protection ladder" },
      h("h3", null, "Protection ladder: who stands first as protection counts for more"), this.figure.node,
      h("div", { class: "meant" }, h("div", { role: "status" }, this.meaning), h("div", { class: "line" }, this.set, this.apart)),
      h("p", { class: "hint" }, "Setting a share adds the two ledgers into one total on every screen, and the headings say so. Some hold that "
        + `${store.model.study.not_weighed} is an obligation and not a concern to be weighed; the floor is there for that view. `
        + `${FIRST_MEANS} Close to a cut the two that meet there are too close to call.`));
    this.figure.node.querySelector("figcaption").after(this.node.querySelector(".meant"));
    this.svg.addEventListener("click", (event) => {
      const k = event.target.dataset?.piece;
      if (k !== undefined) this.pick(Number(k));
    });
    new ResizeObserver(([entry]) => this.fit(entry.contentRect.width)).observe(this.canvas);
  }

  fit(width) {
    const whole = Math.floor(width);
    if (!whole || whole === this.width) return;
    this.width = whole;
    this.draw();
  }

  setShare(protection) {
    this.picked = null;
    this.onChange({ protection });
  }

  pick(k) {
    this.picked = this.ladder.pieces[k].leaders.join(" ");
    this.draw();
  }

  update() {
    const { model, state } = this.store;
    this.ladder = protectionLadder(model, state);
    show(this.canvas, !this.ladder.refused);
    this.figure.update(this.ladder.refused || typeset(inShort(model, this.ladder)));
    this.draw();
  }

  draw() {
    const { ladder, width } = this;
    show(this.meaning, Boolean(ladder && !ladder.refused));
    show(this.set, false);
    show(this.apart, this.store.state.protection > 0);
    if (!ladder || ladder.refused || !width) return;
    const now = this.store.state.protection / 100;
    const present = pieceAt(ladder.pieces, now);
    const found = ladder.pieces.findIndex((piece) => piece.leaders.join(" ") === this.picked);
    const picked = found < 0 ? present : found;
    const isColumn = width / ladder.pieces.length < LEAST;
    this.drawBar(now, picked, isColumn);
    this.drawSteps(picked, present, isColumn);
    this.say(ladder.pieces[picked], picked, present);
  }

  drawBar(now, picked, isColumn) {
    const { model } = this.store;
    const { pieces } = this.ladder;
    const height = BAR.top + BAR.height + (isColumn ? 32 : 38);
    const at = (share) => BAR.side + (this.width - 2 * BAR.side) * share;
    for (const [name, value] of Object.entries({ width: this.width, height, viewBox: `0 0 ${this.width} ${height}` })) setAttr(this.svg, name, value);
    setAttr(this.svg, "aria-label", typeset(`Protection ladder. ${this.ladder.sentence}`));
    this.svg.replaceChildren(...scaleNodes(at, now), ...pieceNodes(model, this.ladder, at, picked),
      ...leaderNodes(pieces, at, this.width, isColumn), ...nowNodes(at, now, this.width));
  }

  drawSteps(picked, present, isColumn) {
    const { model } = this.store;
    const { pieces } = this.ladder;
    while (this.steps.length < pieces.length) {
      const step = makeStep((node) => this.pick(this.steps.findIndex((one) => one.node === node)));
      this.steps.push(step);
      this.list.append(step.node);
    }
    this.list.classList.toggle("column", isColumn);
    setAttr(this.list, "style", `--steps:${pieces.length}`);
    this.steps.forEach((step, k) => {
      const piece = pieces[k];
      show(step.node, Boolean(piece));
      if (!piece) return;
      setText(step.button, `${k + 1}  ${titlesOf(model, piece.leaders)}`);
      setAttr(step.button, "aria-pressed", k === picked);
      step.node.classList.toggle("is-picked", k === picked);
      setText(step.share, shareWords(piece));
      show(step.now, k === present);
      setText(step.both, `Protection ${signed(piece.protection)}, ${protectionWord(piece.protection)}; ${model.study.decision_maker} ${signed(piece.state)}`);
      setText(step.change, k ? `Against step ${k}: ${changeWords(model, pieces[k - 1], piece)}` : "");
    });
  }

  say(piece, picked, present) {
    const { model, state } = this.store;
    const said = [pieceSentence(model, piece), picked === 0 ? levelWords(model, this.ladder) : ""];
    const share = shareInside(piece);
    if (picked === present) said.push(state.protection > 0 ? `Protection\u2019s share is ${state.protection}\u00a0% now.` : "So it is now.");
    else if (share === null) said.push("No whole per cent lies in this piece.");
    setText(this.meaning, said.filter(Boolean).join(" "));
    const offered = picked !== present && share !== null && share > 0;
    show(this.set, offered);
    if (!offered) return;
    this.set.dataset.share = share;
    setText(this.set, `Set protection\u2019s share to ${share}\u00a0%`);
  }
}
