// Joins the page to its Python session: the settled state goes out, ranges of places come back.
// The page itself stands outside the session, so that losing the server loses no weight.

const LOST = "Connection lost. Your weights are kept and the order still follows them; only the ranges of places wait. ";
const FORGOTTEN = "Connected again, after too long a break. Your weights are kept and the order follows them; the ranges of places need a reload. ";
const TRYING = "Trying again \u2026 ";

/**
 * After a lost connection Bokeh puts a pulled copy in place of the page's models and reports the copies
 * to the server as new ones, which cuts them off from Python. The page's own models are right as they
 * are when the session is still the same; when it is not, only a reload makes a new one.
 */
function keepModels(document, page) {
  document.replace_with_json = (pulled) => {
    const isSame = pulled.roots.some((root) => document.roots().some((own) => own.id === root.id));
    if (!isSame) page.status(FORGOTTEN, page.reload);
    document.isForgotten = !isSame;
  };
}

function join(page, model, document) {
  let waiting = null;
  const leave = page.onSettled((state) => {
    waiting = state;
    if (document.isForgotten) return;
    model.state = JSON.stringify(state);
  });
  const answered = () => {
    const { asked, ranges } = JSON.parse(model.answer);
    // An answer to an older state says nothing about the weights on screen.
    if (ranges && page.store.state === waiting && asked === JSON.stringify(waiting)) page.ranges(ranges);
  };
  model.on("answer", answered);
  keepModels(document, page);
  document.on_event("connection_lost", (_, event) => {
    page.status(event.timeout === null ? LOST : LOST + TRYING, page.reload);
  });
  document.on_event("client_reconnected", () => {
    if (document.isForgotten) return;
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
