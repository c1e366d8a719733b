// Joins the page to its Python session: the settled state goes out, ranges of places come back.
// The page itself stands outside the session, so that losing the server loses no weight.

const LOST = "Connection lost. Your weights are kept and the order still follows them; only the ranges of places wait. ";
const TRYING = "Trying again \u2026 ";

function join(page, model, document) {
  let waiting = null;
  const leave = page.onSettled((state) => {
    waiting = state;
    model.state = JSON.stringify(state);
  });
  const answered = () => {
    const { asked, ranges } = JSON.parse(model.answer);
    // An answer to an older state says nothing about the weights on screen.
    if (ranges && page.store.state === waiting && asked === JSON.stringify(waiting)) page.ranges(ranges);
  };
  model.on("answer", answered);
  document?.on_event("connection_lost", (_, event) => {
    page.status(event.timeout === null ? LOST : LOST + TRYING, page.reload);
  });
  document?.on_event("client_reconnected", () => {
    page.status("");
    model.state = "";
    model.state = JSON.stringify(page.store.state);
  });
  return leave;
}

export function render({ model, view }) {
  const main = window.document.getElementById("explore");
  let leave = () => {};
  const start = () => { leave = join(main.policylab, model, view.model.document); };
  if (main.policylab) start();
  else main.addEventListener("policylab-ready", start, { once: true });
  model.on("remove", () => leave());
}
