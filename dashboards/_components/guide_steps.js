// What the guided start says, and the control that each of its steps speaks of.

import { byId } from "./store.js";
import { lower } from "./words.js";

const isShown = (node) => node?.checkVisibility() ?? false;
const find = (root, selector) => [...root.querySelectorAll(selector)].filter(isShown);
const ORDER = { tab: "order", option: null };
const heads = (root, selector) => find(root, `.order > thead ${selector}`).filter((node) => node.offsetWidth > 40); // on phones most are only read out

/** The first group whose points the reader may move. */
const firstGroup = (model) => model.groups.find((group) => group.ledger === "state");

/** The option the step on Why speaks of: the first in order that is not today's practice. */
function exampleOption({ model, result }) {
  const id = [...(result.order ?? []), ...model.options.map((option) => option.id)].find((one) => one !== model.study.baseline);
  return id ? byId(model.options, id) : null;
}

const isSheet = (page) => isShown(page.sheet()) && !page.root.classList.contains("weights-open");
const tabOf = (id) => () => [document.getElementById(`tab-${id}`)];

function opening({ study }, n) {
  return {
    title: "Before you begin",
    text: () => [study.content_note, `${n} short steps follow, on the page itself. Nothing changes unless you change it. Escape or Close ends them.`],
    at: () => [document.querySelector(".label")],
    side: "below",
  };
}

function order() {
  return {
    title: "The order", view: ORDER, side: "beside",
    text: () => [
      "Each row is an option; one of them is today\u2019s practice. Right of the line is better than today under these weights, left of it worse.",
      "A place with = is too close to call. Beside it: the places taken in the middle 90\u00a0% of draws, when every score is drawn from its range.",
    ],
    at: ({ root }) => [...heads(root, "th"), ...find(root, ".order tr.option > *").slice(0, 24)],
    control: ({ root }) => find(root, "button.open[tabindex='0']")[0],
  };
}

function why({ store }) {
  const option = exampleOption(store);
  if (!option) return null;
  const row = ({ root }) => root.querySelector(`tr[data-option="${option.id}"]`);
  return {
    title: "Why it stands there", view: ORDER, side: "beside",
    text: () => [`Press \u201c${option.short || option.title}\u201d. The row opens and says why the option stands where it does.`],
    isDone: (now) => now.option !== null,
    after: "The row is open: what each group adds or takes away, the scores that move it most, and what is proposed by whom. Press the row again to close it.",
    at: (page) => [row(page)?.querySelector(".title")],
    control: (page) => row(page)?.querySelector("button.open"),
  };
}

function weights({ store: { model } }) {
  const group = firstGroup(model);
  if (!group) return null;
  return {
    title: "What matters, and how much", view: ORDER, side: "under", inSheet: true,
    text: (page) => [
      `${isSheet(page) ? "Press Change weights, then move" : "Move"} ${group.title}: drag it, type a number, or use the arrow keys. The order follows at once.`,
      "The strip under it names the option with the highest total at each number of points, while the others stay.",
    ],
    isDone: (now, before) => now.groups[group.id] !== before.groups[group.id],
    after: "The order has followed. Undo takes it back, and so does \u201cPut back to\u201d, above the sliders.",
    at: (page) => (isSheet(page) ? [page.sheet()] : find(page.root, ".weights .group").slice(0, 1).flatMap((node) => [...node.querySelectorAll(":scope > .line, :scope > .strip, .strip-says")])),
    control: (page) => (isSheet(page) ? page.sheet() : find(page.root, ".weights .group input[type=range]")[0]),
  };
}

function protection({ store: { model } }) {
  const group = model.groups.find((one) => one.ledger === "protection");
  if (!group) return null;
  return {
    title: `${group.title} stands apart`, view: ORDER, side: "left",
    text: () => [
      `What each option would change for the people concerned stands beside the total, in words and points. It is no part of the total unless you include ${lower(group.title)}, below the weights.`,
      "A floor marks the options that stay below it. None is hidden.",
    ],
    at: ({ root }) => {
      const cells = find(root, ".order tr.option:not(.baseline) > .protection");
      const head = heads(root, ".protection");
      return head.length ? [...head, ...cells] : cells.slice(0, 1);
    },
    control: ({ root }) => find(root, ".controls select[aria-label^='Floor']")[0],
  };
}

function firm() {
  return {
    title: "How firm is it?", side: "below",
    text: () => ["Press \u201cHow firm?\u201d. It says what would have to be true for another option to stand first, and how little or how much that takes."],
    isDone: (now) => now.tab === "firm",
    after: "The sentences at the top sum it up. Each part under them answers one question.",
    at: tabOf("firm"), control: () => tabOf("firm")()[0],
  };
}

function evidence() {
  return {
    title: "What it rests on", side: "below",
    text: () => ["Press \u201cEvidence\u201d: every score, and the place in a paper it was read from or the judgement behind it. Where you disagree, try a score of your own; it is marked wherever it counts.",
      "This guide stays under More."],
    isDone: (now) => now.tab === "evidence",
    after: "Press a cell for its range, its reason and its source.",
    at: tabOf("evidence"), control: () => tabOf("evidence")()[0],
  };
}

/**
 * The steps, in order.
 *
 * Of each: `title`; `text(page)`, its paragraphs; `at(page)`, the nodes to outline; `control(page)`, the one the
 * reader is asked to use; `view`, what has to be in view; `side`, where the card goes; `isDone(state, before)` and `after`,
 * what is said once the reader has done it.
 */
export function guideSteps(page) {
  const steps = [order(), why(page), weights(page), protection(page), firm(), evidence()].filter(Boolean);
  return [opening(page.store.model, ["No", "One", "Two", "Three", "Four", "Five", "Six"][steps.length]), ...steps];
}
