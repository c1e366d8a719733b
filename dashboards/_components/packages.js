// Packages: options carried out together. Ticking is here, every number comes from Python.

import { h, setText, show } from "./dom.js";
import { heading as orderName } from "./kernel_sentences.js";
import { mountAnswer } from "./answered.js";
import { makeBuilder, makeObstacles } from "./packages_builder.js";
import { makeFront } from "./packages_front.js";
import { brokenRules } from "./packages_rules.js";
import { packageName, ruleList, tellPackage, tellSteps } from "./packages_told.js";

const SIZES = [[1, "1 option"], [2, "2 options"], [3, "3 options"], [4, "4 options"], [5, "5 options"], [null, "any number of options"]];
const FEW = 3;
const invite = ({ study }) => `Tick options to see what they would do together: for ${study.decision_maker}, for the people concerned, and which option brings what. Nothing is put together for you.`;
const WAITING = "What these options do together is worked out by the server. This page waits for it; what you tick is kept.";
const OURS = "How effects come together is our judgement almost throughout: each criterion has a rule, and the rules are stated below.";
const FAR_END = "At most three options unless you ask for more: in larger packages losses hide behind greater ones and many small gains pile up, so that they look better than they could be. The far end of the ladder is not credible.";

export function heading(model, state) {
  return orderName(model, state).split(". Scenario: ")[0].replace(/^Order/, "Packages");
}

/** How many options a package is compared with; a way of looking, no part of the state. */
function sizePicker(onSize) {
  const select = h("select", { "aria-label": "Most options in a package", onchange: () => onSize(SIZES[select.selectedIndex][0]) },
    SIZES.map(([size, text]) => h("option", { value: String(size), selected: size === FEW }, text)));
  return h("label", { class: "size" }, h("span", { "aria-hidden": "true" }, "Packages of at most"), select);
}

/** Rules once from the session; until then options can be ticked, and no reason can be given. */
function fetchRules(page, onRules, onRefused) {
  page.ask("package_rules", {}).found.then(onRules, (error) => onRefused(error.message));
}

/**
 * The Packages tab.
 *
 * @param element where it goes
 * @param store the shared state
 * @param onChange called with a patch of the state
 * @param page the page, to ask Python
 */
export function mount(element, store, onChange, page) {
  const { model } = store;
  const all = new Map([...model.options, ...model.companions ?? []].map((option) => [option.id, option.short || option.title]));
  const names = (id) => all.get(id) ?? id;
  let rules = null;
  let size = FEW;
  let isOpen = false;
  const set = (ids) => onChange({ package: [...ids] });

  const title = h("h3", { tabindex: -1 });
  const invitation = h("p", { class: "invitation" }, invite(model));
  const obstacles = makeObstacles(model, names, (ids) => { set(ids); title.focus({ preventScroll: true }); });
  const take = (ids) => { set(ids); title.focus({ preventScroll: true }); title.scrollIntoView({ block: "nearest" }); };
  const builder = makeBuilder(model, names, set);
  const front = makeFront(model, names);
  const steps = h("div", { class: "stepsbody" });

  const one = mountAnswer(page, {
    kind: "package", what: "what the package does", args: (state) => ({ options: state.package, size }),
    draw: (found) => { drawFront(); return tellPackage(model, names, found, { isOpen, onToggle: (now) => { isOpen = now; }, onTake: take }); },
  });
  const every = mountAnswer(page, { kind: "packages", what: "all packages", args: () => ({ size }), draw: () => { queueMicrotask(drawFront); return [front.node, h("h3", null, "What first, what then"), steps]; } });
  const resize = (next) => { size = next; every.start(); if (isAllowed()) one.start(); };

  const how = h("details", { class: "rules" }, h("summary", null, "How effects come together, and why"));
  const together = h("section", { class: "together", "aria-label": "The package" }, title, invitation, obstacles.node, one.node);
  const whole = h("section", { class: "allpackages", "aria-label": "All packages" },
    h("div", { class: "line" }, h("h3", null, "All packages the rules allow"), sizePicker(resize)),
    every.node, h("p", { class: "hint" }, FAR_END), how);
  const refused = h("p", { class: "notes", role: "status", hidden: true });
  const body = h("div", { class: "packaging" }, h("div", { class: "building" }, builder.node, h("p", { class: "hint" }, OURS)), together, whole);
  element.replaceChildren(refused, body);
  if (window.matchMedia("(max-width: 860px)").matches && store.state.package.length) builder.node.open = false;

  function isAllowed() {
    const held = store.state.package;
    return held.length > 0 && rules !== null && brokenRules(rules, held).length === 0;
  }

  function drawFront() {
    const found = every.found();
    if (!found) return;
    const told = one.found();
    const own = told && isAllowed() ? { members: told.members, state: told.values.state.central, protection: told.values.protection.central } : null;
    front.update(found, own);
    steps.replaceChildren(...tellSteps(model, found, names, take));
  }

  let drawn = "";
  function update() {
    const held = store.state.package;
    const broken = rules ? brokenRules(rules, held) : [];
    builder.update(held, rules);
    obstacles.update(held, broken);
    setText(title, held.length ? `Together: ${packageName(held, names)}` : "No package yet");
    setText(invitation, held.length ? WAITING : invite(model));
    show(invitation, !held.length || !rules);
    show(one.node, isAllowed());
    one.update();
    every.update();
    const key = JSON.stringify([held, Boolean(one.found()), Boolean(every.found())]);
    if (key !== drawn) { drawn = key; drawFront(); }
  }

  fetchRules(page, (found) => {
    rules = found;
    how.append(...ruleList(model, rules));
    update();
    if (isAllowed()) one.start();
  }, (message) => {
    setText(refused, message);
    show(refused, true);
    show(body, false);
  });
  return { update };
}
