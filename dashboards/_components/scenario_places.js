// The place of every option in every scenario under the same weights. No DOM.

import { TIE, evaluate } from "./kernel.js";

/** What `placesOver` depends on beside the model; the scenario in view is not among it. */
const WEIGHED = ["groups", "criteria", "protection", "own", "use_own"];

/**
 * @returns {{nothing, incomplete, byOption}} `byOption[id]` has, scenario by scenario, `places` (null without one) and
 *   `shared`; and counts of scenarios: `first`, `firstThree`, `better` than today's practice, and `close`, those of
 *   the better ones in which the two are too close to call
 */
export function placesOver(model, state) {
  const results = model.scenarios.map(({ id }) => evaluate(model, { ...state, scenario: id }));
  if (results[0].nothing) return { nothing: true, incomplete: [], byOption: {} };
  const { baseline } = model.study;
  const byOption = {};
  for (const { id } of model.options) {
    const count = (holds) => results.filter(holds).length;
    const isBetter = (result) => result.total[id] - result.total[baseline] > TIE;
    byOption[id] = {
      places: results.map((result) => result.rank[id]),
      shared: results.map((result) => result.shared[id]),
      first: count((result) => result.rank[id] === 1),
      firstThree: count((result) => result.rank[id] !== null && result.rank[id] <= 3),
      better: count(isBetter),
      close: count((result) => isBetter(result) && result.rank[id] === result.rank[baseline]),
    };
  }
  return { nothing: false, incomplete: results[0].incomplete, byOption };
}

/** The same, worked out again only when the weights or scores have changed. */
export function rememberedPlaces(model) {
  let about = null;
  let places = null;
  return (state) => {
    if (!about || WEIGHED.some((key) => about[key] !== state[key])) {
      about = state;
      places = placesOver(model, state);
    }
    return places;
  };
}

/** The options to follow when none is chosen: those that stand first in the most scenarios, three at most. */
export function firstAnywhere(model, places, most = 3) {
  if (places.nothing) return [];
  return model.options.map(({ id }) => id)
    .filter((id) => id !== model.study.baseline && places.byOption[id].first > 0)
    .sort((a, b) => places.byOption[b].first - places.byOption[a].first).slice(0, most);
}
