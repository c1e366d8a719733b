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

/** What Python sets before the page is ready, or while the connection is lost, is lost: each message says what was heard. */
function join(page, model, document) {
  let [sent, heard] = [0, 0];
  const send = (message) => {
    sent += 1;
    if (!document.isForgotten) model.asked = JSON.stringify({ ...message, sent, heard });
  };
  const hear = () => {
    if (!model.news) return;
    heard = JSON.parse(model.news).n;
    page.news?.(model.news);
  };
  model.on("told", () => { if (model.told) JSON.parse(model.told).forEach(page.desk.told); });
  model.on("news", hear);
  hear();
  page.desk.connect(send);
  keepModels(document, page);
  document.on_event("connection_lost", (_, event) => {
    page.desk.connect(null);
    page.status(event.timeout === null ? LOST : LOST + TRYING, page.reload);
  });
  document.on_event("client_reconnected", () => {
    if (document.isForgotten) return;
    page.status(BACK);
    setTimeout(() => page.status(""), 4000);
    page.desk.connect(send);
  });
  return () => page.desk.connect(null);
}

export function render({ model, view }) {
  const main = window.document.querySelector("main");
  let leave = () => {};
  const { document } = view.model;
  // An answer that Python gives before it knows the page as ready would not be sent.
  const start = () => {
    if (document.is_idle) leave = join(main.policylab, model, document);
    else document.idle.connect(start);
  };
  if (main.policylab) start();
  else main.addEventListener("policylab-ready", start, { once: true });
  model.on("remove", () => leave());
}
