// Reads the study from the page, opens it with the state of its address, and mounts it. The page works from here
// on without a server.

import { followAddress } from "./address.js";
import { mount } from "./explore.js";
import { createGuide } from "./guide.js";
import { createHistory } from "./history.js";
import { createKeep } from "./keep.js";
import { decode, encode, opened } from "./link.js";
import { createOffer } from "./offer.js";
import { carriedOver, createNews } from "./study_news.js";
import { CHOICES, VIEW, byId, initialState, pick, sameChoices, takeOver } from "./store.js";
import { mountTools } from "./tools.js";

/** The states there is a way back to; `linked` is that of the link last opened, if any. */
function waysBack(model, keep, linked) {
  const equal = byId(model.weight_sets, "equal");
  const { named } = keep.read();
  const saved = named.length ? decode(model, named[0].code).state : null;
  return [
    ...(equal ? [{ label: "equal", patch: takeOver(equal) }] : []),
    ...(linked ? [{ label: "this link", patch: pick(linked, CHOICES) }] : []),
    ...(saved ? [{ label: `saved (${named[0].name})`, patch: pick(saved, CHOICES) }] : []),
  ];
}

/** A place in the page gets the focus; the address stays the link that it is. */
function keepAddress() {
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href^='#']");
    const place = anchor && document.getElementById(anchor.getAttribute("href").slice(1));
    if (!place) return;
    event.preventDefault();
    place.scrollIntoView();
    place.focus();
  });
}

/**
 * What the page opens with: the state this tab had, when it is only reloaded or come back to; otherwise the link.
 * On the way back the address says what was in view.
 */
function opening(model, keep) {
  const found = opened(model);
  const tab = keep.inTab();
  const [visit] = performance.getEntriesByType("navigation");
  const isBack = visit?.type === "back_forward";
  const kept = tab && (visit?.type === "reload" || isBack || found?.code === tab.code) ? decode(model, tab.code) : null;
  const linked = tab?.link ? decode(model, tab.link).state : null;
  if (!kept?.state) return { found, state: found?.state ?? initialState(model), linked: found?.state ?? null, link: found?.code };
  const { state: own, says } = carriedOver(model, kept);
  const state = isBack && found?.state ? { ...own, ...pick(found.state, VIEW) } : own;
  return { found: null, state, linked, link: tab.link, says };
}

function join(page, keep, beginning) {
  const { store } = page;
  let { linked, link } = beginning;
  const isOwn = !beginning.found && !sameChoices(store.state, initialState(store.model));
  page.resets = () => waysBack(store.model, keep, linked);
  page.undoable = createHistory(store, page.resets);
  const tools = mountTools(document.getElementById("tools"), page, keep);
  page.say = tools.say;
  const offer = createOffer(page, keep);
  const guide = createGuide(page, keep);
  page.guide = guide.open;
  const news = createNews(() => page.reload());
  page.news = news.told;
  news.say(beginning.says ?? []);
  document.querySelector(".label").after(news.node, offer.node, guide.line);
  document.querySelector("main").after(guide.card, guide.frame);
  keep.markTab({ code: encode(store.model, store.state), link });
  if (isOwn) keep.take();
  page.address = followAddress(page, {
    isOwn,
    quietly: page.undoable.quietly,
    onCode(code) {
      keep.save(code);
      keep.markTab({ code, link });
    },
    onLink(found) {
      if (found.state) {
        linked = found.state;
        link = found.code;
        page.undoable.as("Opened a link", () => store.replace(found.state));
      }
      offer.link(found);
      page.say([found.state ? "Opened from a link." : "", ...found.says].join(" "));
    },
  });
  page.reload = () => {
    page.address.flush();
    window.location.reload();
  };
  if (beginning.found) offer.link(beginning.found);
  else if (!isOwn) offer.ask();
  if (!beginning.found && !isOwn) guide.welcome();
}

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.querySelector("main");
const keep = createKeep(model.study.id);
const beginning = opening(model, keep);
const page = mount(main, { model, state: beginning.state, nav: document.getElementById("views") });
join(page, keep, beginning);
keepAddress();
main.policylab = page;
main.dispatchEvent(new CustomEvent("policylab-ready"));
