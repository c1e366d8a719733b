// One set of points: minus, slider, plus and a typed field for the same number.
// Moving it changes this number and no other.

import { h, setAttr } from "./dom.js";
import { count } from "./words.js";

function clamp(value, max) {
  return Math.min(max, Math.max(0, Math.round(value)));
}

function stepButton(sign, name, amount, onclick) {
  const word = sign < 0 ? "less" : "more";
  return h("button", {
    type: "button", class: "step", onclick,
    "aria-label": `${name}: ${count(amount, "point")} ${word}`,
  }, sign < 0 ? "\u2212" : "+");
}

function makeSlider(name, max, onInput) {
  return h("input", {
    type: "range", min: 0, max, step: 1, value: 0, "aria-label": name,
    oninput: (event) => onInput(event.target.valueAsNumber),
  });
}

function makeField(name, max, onInput) {
  const field = h("input", {
    type: "number", min: 0, max, step: 1, class: "field", inputmode: "numeric",
    "aria-label": `${name}, points from 0 to ${max}`,
    oninput: (event) => {
      const typed = event.target.valueAsNumber;
      if (Number.isFinite(typed)) onInput(typed);
    },
  });
  // A field left empty or out of bounds goes back to the number that counts.
  field.addEventListener("blur", () => { field.value = field.dataset.points; });
  return field;
}

/**
 * @param name accessible name of the slider
 * @param max greatest number of points
 * @param step what minus and plus change
 * @param onPoints called with the new number
 * @returns {{slider, field, track, minus, plus, update}} nodes to place, and
 *   `update(points, start, says)` which sets them; `says` is the spoken value.
 */
export function mountPoints(name, max, step, onPoints) {
  let now = 0;
  const give = (value) => onPoints(clamp(value, max));
  const slider = makeSlider(name, max, give);
  const field = makeField(name, max, give);
  const track = h("span", { class: "track" }, slider);

  function update(points, start, says) {
    now = points;
    if (slider.valueAsNumber !== points) slider.value = String(points);
    setAttr(slider, "aria-valuetext", says);
    field.dataset.points = String(points);
    if (field.valueAsNumber !== points && !(document.activeElement === field && field.value === "")) {
      field.value = String(points);
    }
    const low = Math.min(points, start) / max;
    const high = Math.max(points, start) / max;
    const bounds = `--low:${low};--high:${high};--start:${start / max}`;
    setAttr(track, "style", bounds);
  }

  return {
    slider, field, track, update,
    minus: stepButton(-1, name, step, () => give(now - step)),
    plus: stepButton(1, name, step, () => give(now + step)),
  };
}
