// The projected page: one chart and one sentence, nothing to press. It follows the console in the same browser,
// and the keys of a clicker.

import { definePatterns } from "./bars.js";
import { h } from "./dom.js";
import { createPresenting, joined } from "./presenting.js";
import { drawStep } from "./slides.js";

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.getElementById("screen");
const slide = h("section", { class: "slide", "aria-live": "polite" });
let drawn = { replay() {}, stop() {} };
let shownStep = null;

main.replaceChildren(definePatterns(model.groups), slide);
const presenting = createPresenting(model, (step, index, { isBlank, isReplay }) => {
  document.body.classList.toggle("is-blank", isBlank);
  if (step === shownStep && isReplay) { drawn.replay(); return; }
  if (step === shownStep) return;
  shownStep = step;
  draw(step);
});

function draw(step) {
  drawn.stop();
  const em = parseFloat(getComputedStyle(slide).fontSize);
  drawn = drawStep(slide, model, step, { ask: presenting.ask, width: Math.floor((slide.clientWidth / em) * 14) });
}

window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") window.location.assign(`./${presenting.explore()}`);
});
new ResizeObserver(() => { if (shownStep) draw(shownStep); }).observe(main);
presenting.start();
main.policylab = joined(presenting);
main.dispatchEvent(new CustomEvent("policylab-ready"));
