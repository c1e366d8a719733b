// A presentation as a list of steps, made from one state: what is said, which order is shown, what to ask.
// Nothing is drawn here. Every step has a state of its own, so that a step can be opened by itself.

import { countOwn, evaluate, shown, TIE } from "./kernel.js";
import { orderSentence, why } from "./kernel_sentences.js";
import { protectionLadder } from "./kernel_ladder.js";
import { FIRST_MEANS } from "./kernel_words.js";
import { byId } from "./store.js";
import { BASIS_WORD, count, FIRMNESS, listing, lower, possessive, signed, typeset } from "./words.js";

const MOST_ROWS = 8;
const SPOKEN = 4;
const THIRD = 33;

/**
 * @typedef {Object} Step
 * @property {string} id
 * @property {string} kind    words, bar, order, replay, ladder, conditions or silence
 * @property {string} title
 * @property {string[]} lines  what the projector shows
 * @property {string[]} notes  what only the console shows
 * @property {Object} state    the state that is shown
 * @property {Object} [before] for a replay: the state before the change
 * @property {string[]} [options]  the options that are shown
 */

const nameOf = (model, id) => { const option = byId(model.options, id); return option.short || option.title; };

/** At most eight rows: today's practice, two that were chosen, and those that stand first; in the order they stand. */
export function rowsOf(model, state, result = evaluate(model, state)) {
  if (result.nothing) return [];
  const kept = new Set([...new Set([model.study.baseline, ...state.chosen.slice(0, 2), ...result.order])].slice(0, MOST_ROWS));
  return result.order.filter((id) => kept.has(id));
}

/** The rows of two orders together: today's practice, what was chosen, what moves most, what leads in either. */
function rowsOfBoth(model, before, after) {
  const [was, is] = [evaluate(model, before), evaluate(model, after)];
  const moves = movesOf(model, was, is);
  const wanted = [model.study.baseline, ...after.chosen.slice(0, 2), ...moves.slice(0, 2), moves.at(-1)].map((item) => item?.id ?? item);
  const kept = new Set([...new Set([...wanted, is.order[0], was.order[0], ...is.order])].filter(Boolean).slice(0, MOST_ROWS - 1));
  return is.order.filter((id) => kept.has(id));
}

/** By how many places each option moves up, the most first; places are those shown. */
function movesOf(model, was, is) {
  return model.options.filter(({ id }) => was.rank[id] && is.rank[id])
    .map(({ id }) => ({ id, by: was.rank[id] - is.rank[id] })).sort((a, b) => b.by - a.by);
}

/** The state in which one group counts twice as much against the others. */
export function doubled(model, state, group) {
  const points = state.groups[group] || 25;
  const groups = { ...state.groups, [group]: Math.min(100, 2 * points) };
  if (2 * points > 100) {
    for (const other of Object.keys(groups)) if (other !== group) groups[other] = Math.round((groups[other] * 50) / points);
  }
  return { ...state, groups, weight_set: "yours" };
}

/** Who stands how much further up or down, in a sentence; places are those shown. */
export function movedSentence(model, before, after) {
  const [was, is] = [evaluate(model, before), evaluate(model, after)];
  if (was.nothing || is.nothing) return "There is no order to compare: nothing counts.";
  const moves = movesOf(model, was, is);
  const most = moves[0]?.by ?? 0;
  if (most <= 0) return "No option moves up.";
  const risen = moves.filter(({ by }) => by === most).map(({ id }) => nameOf(model, id));
  const fallen = moves.at(-1).by < 0 ? moves.at(-1) : null;
  const up = `${listing(risen)} ${risen.length > 1 ? "move" : "moves"} up most, by ${count(most, "place")}.`;
  return fallen ? `${up} ${nameOf(model, fallen.id)} moves down by ${count(-fallen.by, "place")}.` : up;
}

function bases(model) {
  const counts = { stated: 0, implied: 0, judgement: 0 };
  for (const [option, scores] of Object.entries(model.scores)) {
    if (option === model.study.baseline) continue;
    for (const cell of Object.values(scores)) if (cell) counts[cell.basis] += 1;
  }
  return counts;
}

function opening(model, state) {
  const { study } = model;
  const n = bases(model);
  const all = n.stated + n.implied + n.judgement;
  return [{
    id: "question", kind: "words", title: study.question, state,
    lines: [study.content_note, "Anyone may leave at any time, without a word.", "This sorts arguments. It does not say what to do, and it does not foretell what anybody will do."].filter(Boolean),
    notes: ["Read the note on content aloud and wait a moment.", "Some in the room may have families concerned. Nobody is asked why they leave, or stay silent.",
      "Say who is not in this room."],
  }, {
    id: "trust", kind: "words", title: "Why trust this, and why doubt it", state,
    lines: [`Of ${all} scores a paper states ${n.stated}; ${n.implied} follow from what a paper says; ${n.judgement} are ${BASIS_WORD.judgement}.`,
      `${count(Object.keys(model.sources).length, "paper")}, each score with its passage or its reason.`, study.missing_voices].filter(Boolean),
    notes: ["About five minutes. Ask: which paper would you not take on trust, and why?", "Open a cell on the page Evidence if somebody asks what a score rests on."],
  }];
}

/** The option whose bar is explained: better where one can, on one side of the line and on the other. */
function toldOf(model, state, result) {
  const ids = [...new Set([...state.chosen, ...result.order])].filter((id) => id !== model.study.baseline && result.rank[id]);
  const isTwoSided = (id) => {
    const parts = model.groups.filter((group) => group.ledger === "state").map((group) => shown(result.groupParts[id][group.id] ?? 0));
    return Math.min(...parts) < 0 && Math.max(...parts) > 0;
  };
  return ids.find(isTwoSided) ?? ids.find((id) => result.rank[id] > 1) ?? model.study.baseline;
}

function barStep(model, state, result) {
  const told = byId(model.options, toldOf(model, state, result));
  const said = why(model, state, told.id, result);
  return {
    id: "bars", kind: "bar", title: "What a bar means", state, options: [told.id],
    lines: [`${nameOf(model, told.id)}. ${typeset(said?.sentence ?? "")}`, `The line is today\u2019s practice: left of it is worse for ${possessive(model)} concerns, right of it better.`,
      state.protection > 0 ? `What an option does for the people themselves is in the bar too: it counts for ${state.protection}\u00a0% of the total.`
        : "What an option does for the people themselves is not in the bar."],
    notes: ["Read one bar slowly, part by part, before showing all.", said?.reason ? typeset(said.reason.text) : ""].filter(Boolean),
  };
}

/** Four options read aloud: today's practice, those chosen, and who stands first as protection counts for more. */
function spoken(model, state, result, ladder) {
  const leaders = ladder.refused ? result.order : ladder.pieces.map((piece) => piece.leaders[0]);
  const middle = leaders[Math.floor(leaders.length / 2)];
  const ids = [...new Set([model.study.baseline, ...state.chosen, leaders.at(-1), middle, leaders[1], ...result.order])]
    .filter(Boolean).slice(0, SPOKEN);
  return ids.map((id) => {
    const option = byId(model.options, id);
    const origins = option.proposed_by.map((item) => `${model.sources[item.source]?.cite ?? item.source}, ${FIRMNESS[item.firmness] ?? item.firmness}`);
    return {
      id: `option-${id}`, kind: "words", title: option.title, state, options: [id],
      lines: [option.summary, option.short && !option.title.startsWith(option.short) ? `In the pictures: ${option.short}.` : "", `Who would do it: ${option.actor}.`, origins.length ? `Where it comes from: ${origins.join("; ")}.` : "No paper proposes it: it is what happens now."].filter(Boolean),
      notes: ["Read it aloud once, without comment.", option.not_stated.length ? `What the papers leave open: ${option.not_stated.join("; ")}.` : ""].filter(Boolean),
    };
  });
}

function orderStep(id, title, model, state) {
  return {
    id, kind: "order", title, state, options: rowsOf(model, state),
    lines: [typeset(orderSentence(model, state))],
    notes: ["Give people time to read before anybody speaks.", "A \u2026 stands where a range is still being worked out.", "Options with = are too close to call: one score moved by half a step could swap them.",
      `${count(model.options.length, "option")} in all; the rest is in the report.`],
  };
}

/** Predict, then reveal with a replay: what a change of weights does. */
function question(id, asked, model, before, after) {
  const notes = ["Say it to the person next to you first; then a show of hands, without counting who was right."];
  return [
    { id: `${id}-predict`, kind: "words", title: asked, state: before, lines: ["Say it to the person next to you first."], notes },
    {
      id: `${id}-reveal`, kind: "replay", title: asked, state: after, before, options: rowsOfBoth(model, before, after),
      lines: [movedSentence(model, before, after)],
      notes: ["Replay shows the move again.", "Ask what the change rests on: a value, or a fact that could be found out?"],
    },
  ];
}

/** What the floor of this view leaves standing; nothing where none is set. */
function belowSentence(model, { floor }, { protection }) {
  if (floor === null) return "";
  const below = model.options.filter(({ id }) => protection[id] < floor - TIE).length;
  return `In this view the floor is ${signed(floor)} of protection: ${below} of ${count(model.options.length, "option")} fall below it. They are dimmed, not taken away.`;
}

function closing(model, state) {
  return [{
    id: "silence", kind: "silence", title: "One minute of silence", state, lines: [],
    notes: ["Keep it. Nothing on the screen moves; end it yourself."],
  }, {
    id: "close", kind: "words", title: "What remains open", state,
    lines: ["Which score would you put differently, and on what evidence?", "Who was not heard here, and how might they weigh?", "This view can be opened again by its link."],
    notes: ["Copy the link from the page Explore, or print the report.", "Thank people; do not sum up for them."],
  }];
}

/**
 * The steps of a presentation of `state`.
 * @returns {Step[]}
 */
export function stepsOf(model, given) {
  const state = { ...given, step: null };
  const result = evaluate(model, state);
  if (result.nothing) return [...opening(model, state), ...closing(model, state)];
  const [first] = model.groups.filter((group) => group.ledger === "state");
  const hasAims = model.groups.some((group) => group.ledger === "protection");
  const ladder = hasAims ? protectionLadder(model, state) : { refused: "none" };
  const apart = { ...state, protection: 0 };
  return [
    ...opening(model, state),
    barStep(model, state, result),
    ...spoken(model, state, result, ladder),
    orderStep("order", "The order under these weights", model, state),
    ...question("group", `If ${lower(first.title)} counted twice as much, which option would move up most?`, model, state, doubled(model, state, first.id)),
    ...(ladder.refused ? [] : [
      ...question("people", "If the protection of people counted for a third of the total, which option would move up most?", model, apart, { ...state, protection: THIRD }),
      {
        id: "ladder", kind: "ladder", title: "Who stands first as protection counts for more", state,
        lines: ["By the totals alone: near a cut, and where places are shared, it is too close to call."],
        notes: [...ladder.story.map(typeset), FIRST_MEANS, `From left to right: what is gained for people, and what is given up for ${model.study.decision_maker}.`],
      },
      {
        id: "floor", kind: "words", title: "Is there a point below which no option is acceptable to you?", state,
        lines: ["Some hold that not being returned is an obligation, and nothing to be weighed.", "Not sure, and rather not say, are answers.", belowSentence(model, state, result)].filter(Boolean),
        notes: ["Nobody has to answer aloud. On the page Explore, Floor on protection shows what falls below a point; nothing disappears."],
      },
    ]),
    {
      id: "conditions", kind: "conditions", title: "What would have to be true for another option to stand first", state, lines: [],
      notes: ["Take one sentence and ask: is this a matter of what is, or of what counts?"],
    },
    ...closing(model, state),
  ];
}

/** The shares of the groups of the state, as "S 44, A 28, E 28 %". */
function sharesText(model, state) {
  const { nothing, groupShares } = evaluate(model, { ...state, protection: 0 });
  if (nothing) return "";
  const parts = model.groups.filter((group) => group.ledger === "state").map((group) => `${group.letter} ${groupShares[group.id] ?? 0}`);
  return ` (${parts.join(", ")}\u00a0%)`;
}

/** Whose weights and which scenario a step shows, for the foot of the screen. In a room nobody is "you". */
export function footOf(model, step) {
  const set = byId(model.weight_sets, step.state.weight_set);
  const origin = byId(model.weight_sets, step.state.started_from);
  const whose = set ? `${lower(set.title)} (${set.owner})` : `set here, from ${lower(origin?.title ?? "none")}${sharesText(model, step.state)}`;
  const share = step.state.protection > 0 ? ` Protection counts for ${step.state.protection}\u00a0% of the total.` : "";
  const own = countOwn(step.state);
  const scores = own && step.state.use_own ? ` ${count(own, "score")} changed here.` : "";
  const floor = step.state.floor !== null && step.kind !== "words" ? ` Floor: ${signed(step.state.floor)}.` : "";
  return `${step.kind === "replay" ? "Weights after the change" : "Weights"}: ${whose}. Scenario: ${byId(model.scenarios, step.state.scenario).title}.${share}${floor}${scores}`;
}
