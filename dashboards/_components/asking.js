// What the page asks of Python, each question with the state it is about. A page without a server works
// on; what it asks waits.

// ms after which open questions are asked again, as their answers may have got lost on the way; then after twice as
// long, and so on, as an answer may also be a large file on a slow line.
const AGAIN = 1000;

/** The parts of a state that an answer can depend on, as a text. */
export function reckoning(state) {
  const { weight_set, started_from, groups, criteria, scenario, protection, own, use_own } = state;
  return JSON.stringify([weight_set, started_from, groups, criteria, scenario, protection, use_own ? own : null]);
}

/**
 * @returns {{ask, connect, told}}
 *   `ask(kind, state, args, onProgress)` gives `{found, stop}`: a promise of the answer, rejected with a
 *   sentence, and a function that gives the question up;
 *   `connect(send)` joins a session: `send(message)` is called at once and after each change, with all questions
 *   that are open, if any;
 *   `told(message)` takes what the session says.
 */
export function createDesk() {
  const open = new Map();
  let send = null;
  let last = 0;
  let timer = 0;

  function post(wait = AGAIN) {
    clearTimeout(timer);
    if (!send) return;
    send({ asks: [...open.values()].map(({ n, kind, args, state }) => ({ n, kind, args, state })) });
    timer = setTimeout(() => { if (open.size) post(2 * wait); }, wait);
  }

  function ask(kind, state, args = {}, onProgress = () => {}) {
    last += 1;
    const asked = { n: last, kind, args, state, onProgress };
    const found = new Promise((resolve, reject) => { Object.assign(asked, { resolve, reject }); });
    open.set(asked.n, asked);
    post();
    return { found, stop: () => { if (open.delete(asked.n)) post(); } };
  }

  function told({ n, done, found, refused }) {
    const asked = open.get(n);
    if (!asked) return;
    if (done !== undefined) { asked.onProgress(done); return; }
    open.delete(n);
    if (refused === undefined) asked.resolve(found);
    else asked.reject(new Error(refused));
    // No message: what is no longer listed is given up, and this one is done anyway.
  }

  return {
    ask,
    told,
    isConnected: () => send !== null,
    /** What was asked of a connection that is gone is asked anew: its answer may have gone with it. */
    connect(sender) {
      send = sender;
      const asked = [...open.values()];
      open.clear();
      for (const each of asked) {
        last += 1;
        each.n = last;
        open.set(last, each);
      }
      post();
    },
  };
}
