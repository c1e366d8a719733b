// Joins the page to its Python session: questions go out, answers come back.
// The page itself stands outside the session, so that losing the server loses no weight.

const LOST = "Connection lost. Your weights are kept on this device, and the order still follows them; what needs drawing of lots waits. ";
const FORGOTTEN = "Connected again, after too long a break. Your weights are kept and the order follows them; ranges of places need a reload. ";
const TRYING = "Trying again \u2026 ";
const BACK = "Connected again.";

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
  let times = 0;
  const send = (message) => { if (!document.isForgotten) model.asked = JSON.stringify(message); };
  page.desk.connect(send);
  model.on("told", () => { if (model.told) JSON.parse(model.told).forEach(page.desk.told); });
  const hear = () => { if (model.news) page.news?.(model.news); };
  model.on("news", hear);
  hear();
  keepModels(document, page);
  document.on_event("connection_lost", (_, event) => {
    page.desk.connect(null);
    page.status(event.timeout === null ? LOST : LOST + TRYING, page.reload);
  });
  document.on_event("client_reconnected", () => {
    if (document.isForgotten) return;
    page.status(BACK);
    setTimeout(() => page.status(""), 4000);
    times += 1;
    model.asked = JSON.stringify({ asks: [], back: times });
    page.desk.connect(send);
  });
  return () => page.desk.connect(null);
}

export function render({ model, view }) {
  const main = window.document.querySelector("main");
  let leave = () => {};
  const start = () => { leave = join(main.policylab, model, view.model.document); };
  if (main.policylab) start();
  else main.addEventListener("policylab-ready", start, { once: true });
  model.on("remove", () => leave());
}
