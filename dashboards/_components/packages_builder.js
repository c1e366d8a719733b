// The list of options to tick, by who would act, with what the rules say at once.

import { h, freshId, setText, show } from "./dom.js";
import { inTheWay, ruleWords, wayWords } from "./packages_rules.js";
import { count, sentence } from "./words.js";

/** Options in the classes of the facet "actor" where the study has it, companions apart. */
function groupsOf(model) {
  const others = model.options.filter(({ id }) => id !== model.study.baseline);
  const facet = (model.study.facets ?? []).find(({ id }) => id === "actor");
  const classes = facet ? Object.entries(facet.classes) : [];
  const groups = classes.map(([id, title]) => ({ title: sentence(title), options: others.filter((option) => option.facets?.actor === id) }));
  const placed = new Set(groups.flatMap(({ options }) => options.map(({ id }) => id)));
  const rest = others.filter(({ id }) => !placed.has(id));
  if (rest.length) groups.push({ title: groups.length ? "Others" : "Options", options: rest });
  if (model.companions?.length) groups.push({ title: "Goes with others, not ranked by itself", options: model.companions });
  return groups.filter(({ options }) => options.length);
}

function makeRow(option, onTick) {
  const hint = h("p", { class: "hint", id: freshId("way"), hidden: true });
  const box = h("input", { type: "checkbox", "aria-describedby": hint.id, onchange: () => onTick(option.id, box.checked) });
  const node = h("li", null, h("label", { title: `${option.title}. ${option.actor}` }, box, h("span", null, option.short || option.title)), h("p", { class: "actor" }, option.actor), hint);
  return { option, box, hint, node };
}

function citations(model, evidence) {
  const cited = (evidence ?? []).map((id) => model.evidence[id]?.citation).filter(Boolean);
  return cited.length ? h("span", { class: "cite" }, ` ${cited.join("; ")}.`) : null;
}

/**
 * @param model the study
 * @param names from id to short name
 * @param onChange called with the ids of the package
 */
export function makeBuilder(model, names, onChange) {
  let held = [];
  const tick = (id, isOn) => onChange(isOn ? [...held, id] : held.filter((other) => other !== id));
  const groups = groupsOf(model).map(({ title, options }) => ({ title, rows: options.map((option) => makeRow(option, tick)) }));
  const rows = groups.flatMap((group) => group.rows);
  const summary = h("summary", null, "To put together");
  const empty = h("button", { type: "button", class: "plain", onclick: () => onChange([]) }, "Empty the package");
  const node = h("details", { class: "builder", open: true }, summary,
    groups.map(({ title, rows: some }) => h("fieldset", null, h("legend", null, title), h("ul", null, some.map((row) => row.node)))), empty);

  function update(chosen, rules) {
    held = chosen;
    setText(summary, `To put together: ${count(chosen.length, "ticked", "ticked")}`);
    show(empty, chosen.length > 0);
    for (const { option, box, hint } of rows) {
      box.checked = chosen.includes(option.id);
      const way = rules && chosen.length && !box.checked ? inTheWay(rules, chosen, option.id) : [];
      setText(hint, way.map((rule) => `${wayWords(rule, option.id, names)} ${rule.kind === "company" ? "" : rule.reason}`.trim()).join(" "));
      show(hint, way.length > 0);
    }
  }
  return { node, update };
}

/** What keeps the ticked options from being a package, why, and what could be done; nothing is done by itself. */
export function makeObstacles(model, names, onChange) {
  const node = h("div", { class: "obstacles", role: "status" });
  let written = "";
  function act(label, position, n, ids) {
    return h("button", { type: "button", class: "act", "aria-label": n > 1 ? `${label} (rule ${position + 1})` : null, onclick: () => onChange(ids) }, label);
  }
  function update(held, broken) {
    const key = JSON.stringify([held, broken]);
    if (key === written) return;
    written = key;
    const items = broken.map((rule, i) => h("li", null,
      h("p", null, h("b", null, ruleWords(rule, names)), ` ${rule.reason}`, citations(model, rule.evidence)),
      h("div", { class: "acts" },
        rule.kind === "needs" ? act(`Add ${names(rule.needed)}`, i, broken.length, [...held, rule.needed]) : null,
        rule.options.map((id) => act(`Take out ${names(id)}`, i, broken.length, held.filter((other) => other !== id))))));
    node.replaceChildren(...(items.length ? [h("h4", null, "The rules do not allow this package"), h("ul", null, items),
      h("p", { class: "hint" }, "Nothing is taken out by itself, and there are no numbers until the rules allow it.")] : []));
  }
  return { node, update };
}
