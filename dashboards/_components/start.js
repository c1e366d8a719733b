// Reads the study from the page, opens it with the state of its address, and mounts it. The page works from here
// on without a server.

import { followAddress } from "./address.js";
import { mount } from "./explore.js";
import { createHistory } from "./history.js";
import { createKeep, dateText } from "./keep.js";
import { codeIn, decode, opened } from "./link.js";
import { createOffer } from "./offer.js";
import { CHOICES, byId, pick, takeOver } from "./store.js";
import { mountTools } from "./tools.js";

/** The states there is a way back to; `linked` is that of the link last opened, if any. */
function waysBack(model, keep, linked) {
  const equal = byId(model.weight_sets, "equal");
  const { named } = keep.read();
  const saved = named.length ? decode(model, named[0].code).state : null;
  return [
    ...(equal ? [{ label: "equal", patch: takeOver(equal) }] : []),
    ...(linked ? [{ label: "this link", patch: pick(linked, CHOICES) }] : []),
    ...(saved ? [{ label: `saved (${named[0].name}, ${dateText(named[0].at)})`, patch: pick(saved, CHOICES) }] : []),
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

function join(page, keep, found, isReload) {
  const { store } = page;
  let linked = found?.state && !isReload ? found.state : null;
  page.resets = () => waysBack(store.model, keep, linked);
  page.undoable = createHistory(store, page.resets);
  const tools = mountTools(document.getElementById("tools"), page, keep);
  page.say = tools.say;
  const offer = createOffer(page, keep);
  document.querySelector(".label").after(offer.node);
  page.address = followAddress(page, {
    quietly: page.undoable.quietly,
    onCode(code) {
      keep.save(code);
      keep.markTab(code);
    },
    onLink(link) {
      if (link.state) {
        linked = link.state;
        page.undoable.as("Opened a link", () => store.replace(link.state));
      }
      offer.link(link);
      page.say([link.state ? "Opened from a link." : "", ...link.says].join(" "));
    },
  });
  page.onSettled(page.undoable.close);
  page.reload = () => {
    page.address.flush();
    window.location.reload();
  };
  if (isReload) keep.take();
  else if (found) offer.link(found);
  else offer.ask();
}

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.querySelector("main");
const keep = createKeep(model.study.id);
const code = codeIn(window.location.hash);
const found = opened(model);
const page = mount(main, { model, state: found?.state ?? undefined, nav: document.getElementById("views") });
join(page, keep, found, code !== null && code === keep.inTab());
keepAddress();
main.policylab = page;
main.dispatchEvent(new CustomEvent("policylab-ready"));
