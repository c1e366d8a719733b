// What is kept on this device: the last state, and those a reader gave a name. All of it can be deleted.
// States are kept as links, so that they survive a new version of the study as links do.

const SHAPE = 1;
const MOST = 50;

function at(date) {
  const time = new Date(date);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** "12 November, 14:05"; with the year when it is another. */
export function dateText(date, now = new Date()) {
  const time = at(date);
  if (!time) return "an unknown day";
  const day = time.toLocaleDateString("en-GB", {
    day: "numeric", month: "long", ...(time.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  });
  return `${day}, ${time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
}

/** A box that may be refused (private windows, full or forbidden storage): then it is simply empty. */
function box(storage, key) {
  return {
    read() {
      try { return storage().getItem(key); } catch { return null; }
    },
    write(text) {
      try { storage().setItem(key, text); return true; } catch { return false; }
    },
    clear() {
      try { storage().removeItem(key); } catch { /* nothing was kept */ }
    },
  };
}

const isState = (item) => typeof item?.code === "string" && typeof item.at === "string";

/** What was kept, whatever else may have been written there. */
function sound(text) {
  let found = null;
  try { found = JSON.parse(text); } catch { /* not ours */ }
  const known = found?.shape === SHAPE ? found : {};
  return {
    last: isState(known.last) ? known.last : null,
    earlier: isState(known.earlier) ? known.earlier : null,
    named: (Array.isArray(known.named) ? known.named : [])
      .filter((item) => isState(item) && typeof item.name === "string").slice(0, MOST),
    guided: known.guided === true,
  };
}

/**
 * What is kept for a study.
 *
 * `save(code)` keeps the last state; the one that was there when the page opened stays as `earlier`. `inTab()`
 * and `markTab({code, link})`, the state of this tab and the link it was opened with, outlive a reload and nothing
 * more. `name(text, code)` and `drop(text)` are for states with names. After `forget()` nothing more is kept until
 * the page is opened again.
 */
export function createKeep(study, clock = () => new Date()) {
  const local = box(() => window.localStorage, `policylab ${study}`);
  const tab = box(() => window.sessionStorage, `policylab tab ${study}`);
  let isForgotten = false;
  let isOurs = false;
  const read = () => sound(local.read());
  const write = (kept) => !isForgotten && local.write(JSON.stringify({ shape: SHAPE, ...kept }));
  return {
    read,
    isForgotten: () => isForgotten,
    inTab() {
      const [code, link] = (tab.read() ?? "").split(" ");
      return code ? { code, link: link || null } : null;
    },
    markTab({ code, link }) { if (!isForgotten) tab.write(`${code} ${link ?? ""}`); },
    /** From here on the last state is this tab's to change. */
    take() { isOurs = true; },
    save(code) {
      const kept = read();
      if (!isOurs && kept.last && kept.last.code !== code) kept.earlier = kept.last;
      isOurs = true;
      return write({ ...kept, last: { code, at: clock().toISOString() } });
    },
    name(name, code) {
      const kept = read();
      const named = [{ name, code, at: clock().toISOString() }, ...kept.named.filter((item) => item.name !== name)];
      return write({ ...kept, named: named.slice(0, MOST) });
    },
    drop(name) {
      const kept = read();
      return write({ ...kept, named: kept.named.filter((item) => item.name !== name) });
    },
    /** Nothing is kept here, and the guided start was not closed. */
    isNew() {
      const { last, earlier, named, guided } = read();
      return !isForgotten && !last && !earlier && !named.length && !guided;
    },
    closeGuide: () => write({ ...read(), guided: true }),
    forget() {
      isForgotten = true;
      local.clear();
      tab.clear();
    },
  };
}
