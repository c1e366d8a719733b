// News of a study that is being worked on: what is wrong with its files, or that there is a new version. The page
// stays as it is until its reader asks for the new one.

import { freshId, h, setAttr, setText, show } from "./dom.js";
import { byId, takeOver } from "./store.js";
import { count, typeset } from "./words.js";

const GONE = "The folder of the study is no longer there. You see the version of before.";
const SOUND = "The study has no problems any more, and says what this page shows.";

/** One problem: where, its code, what is wrong, what to do. */
export function problemItem({ place, code, what, found, fix }) {
  return h("li", null, h("b", null, place), " ", h("span", { class: "code" }, code), ` ${what}: ${found}. ${fix}`);
}

export function problemsText(n) {
  return `The study has ${count(n, "problem")}`;
}

/** What news is, without its number: the same news twice is no news. */
function read(text) {
  if (!text) return null;
  const { n, ...news } = JSON.parse(text);
  return { news, same: JSON.stringify(news) };
}

/** Line, name of the list, and the list, of one piece of news; null where there is nothing to say. */
function told({ kind, count: n, problems, what, says }, hadProblems) {
  if (kind === "gone") return { line: GONE };
  if (kind === "problems") {
    return { line: `${problemsText(n)}; you see the version of before.`, list: "What is wrong", items: problems.map(problemItem), rest: n - problems.length };
  }
  if (kind === "changed") {
    const line = what ? `The study has changed: ${what}.` : "The study\u2019s files have changed, not what it says.";
    return { line, list: "What changed", items: says.map((text) => h("li", null, typeset(text))), rest: n - says.length, isNew: true };
  }
  return hadProblems ? { line: SOUND } : null;
}

/**
 * @param {Function} reload shows the page anew, with the reader's choices
 * @returns {{node, told, say}} `told(text)` takes the news of the server; `say(texts)` shows lines of our own
 */
export function createNews(reload) {
  const line = h("p", { role: "status" });
  const list = h("ul", { class: "problems", id: freshId("news"), hidden: true });
  const showIt = h("button", { type: "button", class: "plain", onclick: () => reload() }, "Show it");
  const more = h("button", { type: "button", class: "plain", "aria-controls": list.id, "aria-expanded": "false", onclick: () => open(list.hidden) });
  const close = h("button", { type: "button", class: "plain", onclick: () => put(null) }, "Close the news");
  const node = h("div", { class: "news" }, h("div", { class: "news-line" }, line, h("div", { class: "buttons" }, showIt, more, close)), list);
  let last = null;
  let hadProblems = false;

  function open(isOpen) {
    show(list, isOpen);
    setAttr(more, "aria-expanded", isOpen);
  }

  function put(found) {
    const hadFocus = node.contains(document.activeElement);
    node.classList.toggle("is-on", found !== null);
    setText(line, found?.line ?? "");
    show(showIt, Boolean(found?.isNew));
    show(more, Boolean(found?.list));
    setText(more, found?.list ?? "");
    const items = found?.items ?? [];
    list.replaceChildren(...items, ...(found?.rest > 0 ? [h("li", null, `and ${found.rest} more`)] : []));
    if (!items.length) open(false);
    if (hadFocus && (document.activeElement === document.body || document.activeElement?.hidden || !found)) {
      document.querySelector("main [tabindex='-1'], main[tabindex='-1']")?.focus({ preventScroll: true });
    }
  }

  put(null);
  return {
    node,
    say: (texts) => { if (texts.length) put({ line: texts.join(" ") }); },
    told(text) {
      const now = read(text);
      if (!now || now.same === last) return;
      const isFirst = last === null;
      last = now.same;
      const found = told(now.news, hadProblems);
      hadProblems = ["problems", "gone"].includes(now.news.kind);
      if (found || !isFirst) put(found);
    },
  };
}

/**
 * A view carried over to another version of the study: who follows a weight set goes on following it, and what
 * could not be kept is named.
 *
 * @param model the study as it is now
 * @param found what `decode` (`link.js`) made of the view
 * @returns {{state, says}}
 */
export function carriedOver(model, found) {
  const set = found.notes.length ? byId(model.weight_sets, found.state.started_from) : null;
  const state = set ? { ...found.state, ...takeOver(set), weight_set: set.id } : found.state;
  // A set brings its own points for what is new; for points of one's own it is worth knowing.
  const lost = state.weight_set === "yours" ? found.lost : found.lost.filter((what) => !/^(the )?points of /.test(what));
  return {
    state,
    says: [
      ...(set ? [`\u201c${set.title}\u201d has other points now; they count.`] : []),
      ...(lost.length ? [`The study has changed. Of your view could not be kept: ${lost.join("; ")}. The rest is as it was.`] : []),
    ],
  };
}
