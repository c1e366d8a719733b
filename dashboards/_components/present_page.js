// The console of whoever leads a workshop: the steps, what is shown now, what comes next, notes, and the keys.

import { definePatterns } from "./bars.js";
import { h, setText } from "./dom.js";
import { createPresenting, joined } from "./presenting.js";
import { drawStep } from "./slides.js";
import { opened } from "./link.js";
import { footOf } from "./steps.js";
import { createNews } from "./study_news.js";

const PREVIEW = 520;
const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.getElementById("present");
const preview = h("section", { class: "slide", "aria-label": "What the screen shows now" });
const now = h("p", { class: "now", role: "status" });
const notes = h("ul", { class: "notes-list" });
const next = h("p", { class: "next" });
const list = h("ol", { class: "steps" });
const sheet = h("ol", { class: "sheet-notes", "aria-label": "Notes for all steps" });
let drawn = { replay() {}, stop() {} };
const whose = h("p", { class: "sheet-weights" });
let listed = null;

const button = (name, text, hint) => h("button", { type: "button", class: "act", onclick: () => presenting.act(name), title: hint }, text);
const blank = button("blank", "Blank the screen", "B");
const replay = button("replay", "Replay", "R");
const opener = h("button", {
  type: "button", class: "act strong",
  onclick: () => window.open(`screen${presenting.hash()}`, "policylab-screen"),
}, "Open the screen");

function keys() {
  const rows = [["Right, Page Down", "next step"], ["Left, Page Up", "step before"], ["Home, End", "first, last step"],
    ["R", "replay"], ["B or .", "blank the screen, and back"], ["Esc on the screen", "back to Explore"]];
  return h("section", { class: "keys-part", "aria-label": "Keys" }, h("h2", null, "Keys, also those of a clicker"),
    h("dl", null, rows.map(([key, what]) => h("div", null, h("dt", null, key), h("dd", null, what)))));
}

const part = (step) => {
  const word = step.kind === "replay" ? " (reveal)" : step.id.endsWith("-predict") ? " (predict)" : null;
  return word ? h("span", { class: "kind" }, word) : null;
};

function fillList() {
  if (listed === presenting.steps) return;
  listed = presenting.steps;
  list.replaceChildren(...listed.map((step, k) => h("li", null,
    h("button", { type: "button", class: "step-button", onclick: () => presenting.go(k) }, step.title,
      part(step)))));
  sheet.replaceChildren(...listed.map((step) => h("li", null, h("b", null, step.title), part(step),
    h("ul", null, step.lines.map((text) => h("li", null, `Shown: ${text}`)), step.notes.map((text) => h("li", null, text))))));
  setText(whose, footOf(model, listed[0]));
}

function show(step, index, { isBlank, isReplay }) {
  fillList();
  if (isReplay) { drawn.replay(); return; }
  drawn.stop();
  const em = parseFloat(getComputedStyle(preview).fontSize);
  drawn = drawStep(preview, model, step, { ask: presenting.ask, width: Math.floor((preview.clientWidth / em) * 14) || PREVIEW });
  [...list.children].forEach((item, k) => item.firstChild.setAttribute("aria-current", k === index ? "step" : "false"));
  setText(now, `Step ${index + 1} of ${presenting.steps.length}${isBlank ? ". The screen is blank." : ""}`);
  setText(blank, isBlank ? "Show the screen again" : "Blank the screen");
  notes.replaceChildren(...step.notes.map((text) => h("li", null, text)));
  const after = presenting.steps[index + 1];
  setText(next, after ? `Next: ${after.title}` : "This is the last step.");
  replay.disabled = step.kind !== "replay";
}

const presenting = createPresenting(model, show, { leads: true });
main.replaceChildren(definePatterns(model.groups), h("div", { class: "console" },
  h("section", { class: "console-steps", "aria-label": "Steps" }, h("h2", null, "Steps"), list),
  h("section", { class: "console-now", "aria-label": "Now" },
    h("div", { class: "console-bar" }, opener, button("back", "Step before", "Left"), button("next", "Next step", "Right"), replay, blank,
      h("a", { class: "back", href: `./${presenting.explore()}` }, "Back to Explore")),
    now, h("div", { class: "preview" }, preview), next, h("h2", null, "Notes"), notes, keys()),
), h("section", { class: "print-sheet", "aria-label": "Sheet of notes" }, h("h2", null, "Sheet of notes"), whose, sheet));
const news = createNews(() => window.location.reload());
news.say(opened(model)?.says ?? []);
document.querySelector(".label").after(news.node);
presenting.start();
main.policylab = { ...joined(presenting), news: news.told };
main.dispatchEvent(new CustomEvent("policylab-ready"));
