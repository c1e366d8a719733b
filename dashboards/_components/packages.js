// Packages.

import { h } from "./dom.js";

export function mount(element) {
  element.replaceChildren(h("p", null, ""));
  return { update() {} };
}
