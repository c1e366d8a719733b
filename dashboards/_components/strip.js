// Under a group's track: who has the highest total at each number of its points, while the others stay.

import { h, setAttr, setText, show } from "./dom.js";
import { listing } from "./words.js";
import { byId } from "./store.js";

const LABELLED = 2; // options named one by one inside a piece

function shortOf(model, id) {
  return byId(model.options, id).short;
}

function leadersText(model, leaders) {
  if (!leaders.length) return "no order";
  if (leaders.length > LABELLED) return `${leaders.length} level`;
  return leaders.map((id) => shortOf(model, id)).join(" = ");
}

/** "0 to 12 points: A; 13 to 100 points: B and C level", for those who do not see the strip. */
export function stripAsWords(model, strip) {
  if (strip.refused) return strip.refused;
  const said = strip.wholes.map(({ from, to, leaders }) => {
    const where = from === to ? `at ${from}` : `${from} to ${to}`;
    const names = listing(leaders.map((id) => shortOf(model, id)));
    return `${where}: ${names ? `${names}${leaders.length > 1 ? " level" : ""}` : "no order"}`;
  });
  return `Highest total by points of ${strip.title}: ${said.join("; ")}.`;
}

/** One stretch of the strip, made once and moved. */
function makePiece() {
  const name = h("span", null);
  const node = h("span", { class: "stretch" }, name);
  function update(model, { from, to, leaders }, isNow) {
    setAttr(node, "style", `left:${from.toFixed(2)}%;width:${(to - from).toFixed(2)}%`);
    setAttr(node, "class", isNow ? "stretch is-now" : "stretch");
    setText(name, leadersText(model, leaders));
    show(node, true);
  }
  return { node, update };
}

/**
 * The strip and its line of text.
 *
 * @returns {{track, says, update}} `update(strip)` takes what `groupStrip` says of the group
 */
export function mountStrip(model) {
  const pieces = [];
  const track = h("div", { class: "strip", role: "img" });
  const says = h("p", { class: "strip-says" });

  function update(strip) {
    setText(says, strip.refused || strip.sentence);
    setAttr(track, "aria-label", stripAsWords(model, strip));
    while (pieces.length < strip.pieces.length) {
      pieces.push(makePiece());
      track.append(pieces.at(-1).node);
    }
    const now = String(strip.now);
    let isTold = false;
    strip.pieces.forEach((piece, k) => {
      const isHere = !isTold && piece.from <= strip.points + 1e-9 && strip.points <= piece.to + 1e-9
        && String(piece.leaders) === now;
      isTold ||= isHere;
      pieces[k].update(model, piece, isHere);
    });
    for (const piece of pieces.slice(strip.pieces.length)) show(piece.node, false);
  }
  return { track, says, update };
}
