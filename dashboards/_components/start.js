// Reads the study from the page and mounts it. The page works from here on without a server.

import { mount } from "./explore.js";

const KEPT = "policylab-kept";

/** A state kept over a reload that this page asked for itself; anything else is left alone. */
function keptState(model) {
  try {
    const text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    const state = text ? JSON.parse(text) : null;
    return state && state.study === model.study.id && state.version === model.study.version ? state : undefined;
  } catch {
    return undefined;
  }
}

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.querySelector("main");
const page = mount(main, { model, state: keptState(model), nav: document.getElementById("views") });
page.reload = () => {
  sessionStorage.setItem(KEPT, JSON.stringify(page.store.state));
  window.location.reload();
};
main.policylab = page;
main.dispatchEvent(new CustomEvent("policylab-ready"));
