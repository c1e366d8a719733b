// A state as a short text, to stand behind "#s=" in an address, and back. Nothing in it reaches a server.
//
// Form 2:   2.h….w….s….p….o….d….k….v…
// The form, then parts in any order, each a letter, its contents and five signs that vouch for them; the sum
// is taken over form, letter, contents and, but for h, the study's id, so that no part of another study passes.
// Contents are bits, the highest first, six to a sign of base64url, the last sign filled up with zeros. A name is
// 18 bits of a hash of its kind and its id, so that it is found again wherever it stands in a later version; a
// count is 8 bits, yes or no 1 bit, and what may be absent has 1 bit before it.
//   h study (name), length of the version (6), its bytes (8 each)        w weight set and the one started from,
//   groups: count, (name, points 7), criteria: count, (name, points 4)    s scenario   p protection (7), floor + 100 (8)
//   o use_own, steps in the scale (12), criteria: count, names; options: count, (name, count, (place among the
//     criteria 8, low, central, high in as many bits as the steps need))  d filter: count, (facet, class)
//   k package: count, names   v language, tab, part of How firm?, option, cell (2 names), chosen, open, numbers,
//     whiskers, step (6)

import { hash, reader, writer } from "./bits.js";
import { byId, initialState, same } from "./store.js";
import { TABS } from "./tabs.js";
import { count, listing } from "./words.js";

const FORM = "2";
const LANGUAGES = ["en"];
/** Parts of How firm?, as `policylab.viewmodels.state` has them. */
export const FIRM = ["conditions", "tipping", "map", "places", "evidence", "questions", "methods"];
const MOST_OWN = 60;
const MOST_CHOSEN = 3;
const MOST_STEPS = 40;
const UNREADABLE = "This link could not be read, and nothing was taken from it.";
const OTHER = "This link belongs to another study, and nothing was taken from it.";
const NEWER = "This link was made by a later version of policylab and cannot be read here. Nothing was taken from it.";

/** Five letters or digits, so that an address never ends in a sign that a mail program would leave out. */
function vouch(letter, contents, study) {
  const sum = hash(`${FORM} ${letter} ${letter === "h" ? "" : study} ${contents}`) >>> 7;
  return sum.toString(32).padStart(5, "0");
}

// ---- The parts ----------------------------------------------------------------------------------

const idsOf = (records) => records.map((record) => record.id);
const allOptions = (model) => idsOf([...model.options, ...model.companions ?? []]);
const stateGroups = (model) => idsOf(model.groups.filter((group) => group.ledger === "state"));
const sets = (model) => [...idsOf(model.weight_sets), "yours"];

function within(number, most) {
  if (number > most) throw new RangeError("A number is out of bounds.");
  return number;
}

/** Those found, each once; what is gone is told to `lose` by its number. */
function present(ids, lose, one, many) {
  const gone = ids.filter((id) => id === null).length;
  if (gone) lose(count(gone, one, many));
  return [...new Set(ids.filter((id) => id !== null))];
}

function titles(records, ids) {
  const named = ids.map((id) => byId(records, id).title);
  return named.length > 3 ? `${named.slice(0, 2).join(", ")} and ${named.length - 2} more` : listing(named);
}

/** Points by name. Where the link has none, those of the weight set it started from stay, and are named. */
function readPoints(bits, kind, records, start, width, most, lose, many) {
  const ids = idsOf(records);
  const found = new Map();
  let gone = 0;
  for (let n = bits.take(8); n > 0; n--) {
    const id = bits.name(kind, ids);
    const points = within(bits.take(width), most);
    if (id === null) gone += 1;
    else found.set(id, points);
  }
  if (gone) lose(`the points of ${count(gone, kind, many)} that the study no longer has`);
  const absent = ids.filter((id) => !found.has(id));
  if (absent.length) lose(`points of ${titles(records, absent)}`);
  return Object.fromEntries(ids.map((id) => [id, found.get(id) ?? start[id] ?? 0]));
}

const weights = {
  letter: "w",
  what: "weights",
  write(bits, model, state) {
    bits.name("weight set", state.weight_set);
    bits.name("weight set", state.started_from);
    for (const [kind, ids, points, width] of [
      ["group", stateGroups(model), state.groups, 7], ["criterion", idsOf(model.criteria), state.criteria, 4],
    ]) {
      bits.put(ids.length, 8);
      for (const id of ids) { bits.name(kind, id); bits.put(points[id] ?? 0, width); }
    }
  },
  read(bits, model, state, lose, note) {
    const given = bits.name("weight set", sets(model));
    const from = bits.name("weight set", idsOf(model.weight_sets));
    if (from === null) lose("the weight set that was started from");
    const start = byId(model.weight_sets, from ?? state.started_from);
    const groups = readPoints(bits, "group", model.groups.filter((group) => group.ledger === "state"), start.groups, 7, 100, lose, "groups");
    const criteria = readPoints(bits, "criterion", model.criteria, start.criteria, 4, 10, lose, "criteria");
    const set = byId(model.weight_sets, given);
    const isSet = set && same(set.groups, groups) && same(set.criteria, criteria);
    if (set && !isSet) note(`\u201c${set.title}\u201d has other points now; the points of the link are shown, as yours.`);
    return { weight_set: isSet ? set.id : "yours", started_from: start.id, groups, criteria };
  },
};

const scenario = {
  letter: "s",
  what: "scenario",
  write: (bits, model, state) => bits.name("scenario", state.scenario),
  read(bits, model, state, lose) {
    const id = bits.name("scenario", idsOf(model.scenarios));
    if (id === null) lose("scenario");
    return id === null ? {} : { scenario: id };
  },
};

const protection = {
  letter: "p",
  what: "protection in the total, and floor",
  write(bits, model, state) {
    bits.put(state.protection, 7);
    bits.flag(state.floor !== null);
    if (state.floor !== null) bits.put(state.floor + 100, 8);
  },
  read: (bits) => ({
    protection: within(bits.take(7), 100), floor: bits.flag() ? within(bits.take(8), 200) - 100 : null,
  }),
};

const bitsFor = (steps) => Math.max(1, Math.ceil(Math.log2(steps + 1)));

const own = {
  letter: "o",
  what: "own scores",
  write(bits, model, state) {
    const { scale, step } = model.study;
    const steps = Math.round((2 * scale) / step);
    const options = Object.keys(state.own).filter((id) => Object.keys(state.own[id]).length);
    const criteria = [...new Set(options.flatMap((id) => Object.keys(state.own[id])))];
    bits.flag(state.use_own);
    bits.put(steps, 12);
    bits.names("criterion", criteria);
    bits.put(options.length, 8);
    for (const option of options) {
      const scores = Object.entries(state.own[option]);
      bits.name("option", option);
      bits.put(scores.length, 8);
      for (const [criterion, numbers] of scores) {
        bits.put(criteria.indexOf(criterion), 8);
        for (const number of numbers) bits.put(Math.round((number + scale) / step), bitsFor(steps));
      }
    }
  },
  read(bits, model, state, lose) {
    const use_own = bits.flag();
    const steps = bits.take(12);
    const criteria = bits.names("criterion", idsOf(model.criteria));
    const found = {};
    let kept = 0;
    let gone = 0;
    for (let n = bits.take(8); n > 0; n--) {
      const option = bits.name("option", idsOf(model.options));
      for (let m = bits.take(8); m > 0; m--) {
        const criterion = criteria[bits.take(8)] ?? null;
        const numbers = [0, 0, 0].map(() => scoreAt(model, within(bits.take(bitsFor(steps)), steps), steps));
        const isScore = option && criterion && option !== model.study.baseline && kept < MOST_OWN
          && numbers.every((number) => number !== null) && numbers[0] <= numbers[1] && numbers[1] <= numbers[2];
        if (!isScore) { gone += 1; continue; }
        (found[option] ??= {})[criterion] = numbers;
        kept += 1;
      }
    }
    if (gone) lose(count(gone, "own score"));
    return { own: found, use_own };
  },
};

/** The score at a step of a scale of so many steps; null where the study has no such score. */
function scoreAt({ study }, place, steps) {
  const at = ((place / steps) * 2 * study.scale) / study.step;
  if (Math.abs(at - Math.round(at)) > 1e-6) return null;
  return Math.round((Math.round(at) * study.step - study.scale) * 1e6) / 1e6 + 0;
}

const filter = {
  letter: "d",
  what: "filter of options",
  write(bits, model, state) {
    const chosen = Object.entries(state.filter);
    bits.put(chosen.length, 8);
    for (const [facet, value] of chosen) { bits.name("facet", facet); bits.name("class", value); }
  },
  read(bits, model, state, lose) {
    const facets = model.study.facets ?? [];
    const pairs = Array.from({ length: bits.take(8) }, () => {
      const facet = bits.name("facet", idsOf(facets));
      const value = bits.name("class", facet ? Object.keys(byId(facets, facet).classes) : []);
      return value === null ? null : [facet, value];
    });
    const kept = pairs.filter((pair) => pair !== null);
    if (kept.length < pairs.length) lose(pairs.length - kept.length === 1 ? "one filter of options" : "filters of options");
    return { filter: Object.fromEntries(kept) };
  },
};

const bundle = {
  letter: "k",
  what: "package",
  write: (bits, model, state) => bits.names("option", state.package),
  read: (bits, model, state, lose) => ({
    package: present(bits.names("option", allOptions(model)), lose, "option of the package", "options of the package"),
  }),
};

const view = {
  letter: "v",
  what: "what was in view",
  write(bits, model, state) {
    bits.name("language", state.language);
    bits.name("tab", state.tab);
    bits.name("firm", state.firm);
    bits.flag(state.option !== null);
    if (state.option !== null) bits.name("option", state.option);
    bits.flag(state.cell !== null);
    if (state.cell !== null) { bits.name("option", state.cell[0]); bits.name("criterion", state.cell[1]); }
    bits.names("option", state.chosen);
    bits.names("group", state.open);
    bits.flag(state.numbers);
    bits.flag(state.whiskers);
    bits.flag(state.step !== null);
    if (state.step !== null) bits.put(state.step, 6);
  },
  read(bits, model, state, lose) {
    const language = bits.name("language", LANGUAGES);
    const tab = bits.name("tab", idsOf(TABS));
    const firm = bits.name("firm", FIRM);
    const option = bits.flag() ? bits.name("option", idsOf(model.options)) : undefined;
    const cell = bits.flag() ? [bits.name("option", idsOf(model.options)), bits.name("criterion", idsOf(model.criteria))] : null;
    const chosen = present(bits.names("option", idsOf(model.options)), lose, "chosen option");
    const open = present(bits.names("group", idsOf(model.groups)), lose, "opened list");
    const numbers = bits.flag();
    const whiskers = bits.flag();
    const step = bits.flag() ? within(bits.take(6), MOST_STEPS) : null;
    const hasCell = cell !== null && cell.every((id) => id !== null);
    if (tab === null) lose("the view that was open");
    if (firm === null) lose("the part of How firm? that was open");
    if (option === null) lose("the row that was open");
    if (cell !== null && !hasCell) lose("the cell that was open");
    return {
      language: language ?? state.language, tab: tab ?? state.tab, firm: firm ?? state.firm, option: option ?? null,
      cell: hasCell ? cell : null, chosen: chosen.slice(0, MOST_CHOSEN), open, numbers, whiskers, step,
    };
  },
};

const PARTS = [weights, scenario, protection, own, filter, bundle, view];

// ---- Whole links --------------------------------------------------------------------------------

function head({ study }) {
  const bits = writer();
  const bytes = new TextEncoder().encode(study.version).slice(0, 63);
  bits.name("study", study.id);
  bits.put(bytes.length, 6);
  for (const byte of bytes) bits.put(byte, 8);
  return bits.text();
}

/** The text of a state; the same state always has the same text. */
export function encode(model, state) {
  const sealed = (letter, contents) => `${letter}${contents}${vouch(letter, contents, model.study.id)}`;
  const parts = PARTS.map((part) => {
    const bits = writer();
    part.write(bits, model, state);
    return sealed(part.letter, bits.text());
  });
  return [FORM, sealed("h", head(model)), ...parts].join(".");
}

/** The contents of a part that its sum vouches for, or null. */
function contentsOf(pieces, letter, study) {
  for (const piece of pieces) {
    const contents = piece.slice(1, -5);
    if (piece[0] === letter && piece.length > 5 && piece.slice(-5) === vouch(letter, contents, study)) return contents;
  }
  return null;
}

/** Whose link it is: `{version}` for this study's, "other" for another's, null when that part is gone. */
function origin(pieces, model) {
  const contents = contentsOf(pieces, "h", "");
  if (contents === null) return null;
  try {
    const bits = reader(contents);
    if (bits.name("study", [model.study.id]) === null) return "other";
    const bytes = Uint8Array.from({ length: bits.take(6) }, () => bits.take(8));
    return { version: new TextDecoder().decode(bytes) };
  } catch {
    return null;
  }
}

function refused(reason) {
  return { state: null, version: null, lost: [], notes: [], says: [reason] };
}

/** A part put into the state; one that does not hold together is lost whole. */
function restore(part, contents, model, state, lost, notes) {
  const told = [[], []];
  try {
    const found = part.read(reader(contents), model, state, (what) => told[0].push(what), (what) => told[1].push(what));
    Object.assign(state, found);
    lost.push(...told[0]);
    notes.push(...told[1]);
    return true;
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    lost.push(part.what);
    return false;
  }
}

/**
 * The state a text stands for, as far as it can be read.
 *
 * @returns {{state, version, lost, notes, says}} `state` is null when nothing could be taken; `version` that of the study
 *   the link was made with, null when not known; `lost` names what was not restored, `notes` what reads otherwise; `says` are sentences to show
 */
export function decode(model, text) {
  const [form, ...pieces] = String(text).split(".");
  if (form !== FORM) return refused(/^\d+$/.test(form) && Number(form) > Number(FORM) ? NEWER : UNREADABLE);
  const from = origin(pieces, model);
  if (from === "other") return refused(OTHER);
  const state = initialState(model);
  const lost = from === null ? ["study version"] : [];
  const notes = [];
  let read = 0;
  for (const part of PARTS) {
    const contents = contentsOf(pieces, part.letter, model.study.id);
    if (contents === null) lost.push(part.what);
    else if (restore(part, contents, model, state, lost, notes)) read += 1;
  }
  if (!read) return refused(UNREADABLE);
  return { state, version: from?.version ?? null, lost, notes, says: sentences(model, from, lost, notes) };
}

function sentences(model, from, lost, notes) {
  const now = model.study.version;
  const isOld = from !== null && from.version !== now;
  return [
    ...(isOld ? [`This link was made with study version ${from.version}. You see ${now}.`] : []),
    ...(lost.length ? [`Part of this link could not be read: ${lost.join("; ")}. The rest was restored.`] : []),
    ...notes,
  ];
}

/** The text of a state in an address, a fragment, or by itself; null where there is none. */
export function codeIn(text) {
  const trimmed = String(text).trim();
  const found = /#(?:[^#]*&)?s=([^&#\s]*)/.exec(trimmed)?.[1] ?? (/^\d+\.\S*$/.test(trimmed) ? trimmed : null);
  if (found === null) return null;
  let code = found;
  try { code = decodeURIComponent(found); } catch { /* a bare per cent sign: as it is */ }
  return code.replace(/[^A-Za-z0-9]+$/, "");
}

/** The fragment of a state. */
export function fragment(model, state) {
  return `#s=${encode(model, state)}`;
}

/** The whole address of a state, on this page or on another beside it ("report"). */
export function linkTo(model, state, page = "") {
  const here = new URL(page || window.location.href, window.location.href);
  here.hash = "";
  return here.href.replace(/#$/, "") + fragment(model, state);
}

/** What an address asks for: null without a link, otherwise as `decode` gives it, with the text itself. */
export function opened(model, text = window.location.hash) {
  const code = codeIn(text);
  return code === null ? null : { code, ...decode(model, code) };
}
