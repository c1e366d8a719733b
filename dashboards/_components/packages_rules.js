// What the study's rules say of the options that are ticked. Plain logic on ids; no DOM, no numbers.

/**
 * What keeps these options from being a package, one entry a broken rule:
 * {kind: "apart", options: [a, b]}, {kind: "needs", options: [a], needed} or {kind: "company", options: [a], joins},
 * each with the study's `reason` and `evidence`.
 *
 * @param rules from Python (`package_rules`)
 * @param {string[]} held ids of options and companions
 */
export function brokenRules(rules, held) {
  const has = new Set(held);
  const found = [];
  for (const { between, reason, evidence } of rules.apart) {
    between.forEach((side, i) => between.slice(i + 1).forEach((other) => {
      for (const one of side) for (const two of other) if (has.has(one) && has.has(two)) found.push({ kind: "apart", options: [one, two], reason, evidence });
    }));
  }
  for (const { option, needs, reason, evidence } of rules.needs) {
    if (!has.has(option)) continue;
    for (const needed of needs) if (!has.has(needed)) found.push({ kind: "needs", options: [option], needed, reason, evidence });
  }
  for (const [option, { joins, reason, evidence }] of Object.entries(rules.companions)) {
    if (!has.has(option)) continue;
    const isJoined = held.some((id) => (joins === "all" ? !(id in rules.companions) : joins.includes(id)));
    if (!isJoined) found.push({ kind: "company", options: [option], joins, reason, evidence });
  }
  return found;
}

/** What would be broken if one more option were ticked, and is not broken yet. */
export function inTheWay(rules, held, option) {
  const key = ({ kind, options, needed }) => JSON.stringify([kind, options, needed]);
  const before = new Set(brokenRules(rules, held).map(key));
  return brokenRules(rules, [...held, option]).filter((rule) => !before.has(key(rule)));
}

/** A broken rule in words, without its reason. */
export function ruleWords(rule, names) {
  const [one, two] = rule.options;
  if (rule.kind === "apart") return `${names(one)} and ${names(two)} cannot be in one package.`;
  if (rule.kind === "needs") return `${names(one)} needs ${names(rule.needed)} first.`;
  return `${names(one)} goes with other measures, and the package holds none that it may join.`;
}

/** The same seen from an option that is not ticked yet. */
export function wayWords(rule, option, names) {
  if (rule.kind === "apart") return `Not with ${names(rule.options.find((id) => id !== option))}.`;
  if (rule.kind === "needs") return `Needs ${names(rule.needed)} first.`;
  return "Goes with other measures, not by itself.";
}

/** How effects come together on a criterion. */
export const RULE_WORDS = {
  strongest: "the strongest gain and the strongest loss count once",
  covers: "shares unite: what one covers, another cannot cover again",
  add: "effects add up, to the end of the scale at most",
};
