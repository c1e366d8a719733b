// Numbers and names as bits in a text, for links (`link.js` says how they are put together).

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NAME = 18;

/** 32 bits of a text: FNV-1a over its UTF-8, then mixed so that the low bits are as good as the high ones. */
export function hash(text) {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

const tags = new Map();

function tagOf(kind, id) {
  const key = `${kind} ${id}`;
  if (!tags.has(key)) tags.set(key, hash(key) >>> (32 - NAME));
  return tags.get(key);
}

/** Takes numbers, names and answers down as bits. */
export function writer() {
  let text = "";
  let kept = 0;
  let room = 6;
  const put = (number, width) => {
    for (let bit = width - 1; bit >= 0; bit--) {
      room -= 1;
      kept |= ((number >> bit) & 1) << room;
      if (!room) { text += SIGNS[kept]; kept = 0; room = 6; }
    }
  };
  return {
    put,
    flag: (yes) => put(yes ? 1 : 0, 1),
    name: (kind, id) => put(tagOf(kind, id), NAME),
    names(kind, ids) { put(ids.length, 8); for (const id of ids) put(tagOf(kind, id), NAME); },
    text: () => text + (room < 6 ? SIGNS[kept] : ""),
  };
}

/** Reads them back; a RangeError when there are too few. */
export function reader(text) {
  let at = 0;
  const take = (width) => {
    let number = 0;
    for (let k = 0; k < width; k++, at++) {
      const sign = SIGNS.indexOf(text[Math.floor(at / 6)] ?? " ");
      if (sign < 0) throw new RangeError("The part ends too early.");
      number = number * 2 + ((sign >> (5 - (at % 6))) & 1);
    }
    return number;
  };
  /** The id of a name among those there are; null for one that is gone, or that two would answer to. */
  const name = (kind, ids) => {
    const tag = take(NAME);
    const found = ids.filter((id) => tagOf(kind, id) === tag);
    return found.length === 1 ? found[0] : null;
  };
  return {
    take, name,
    flag: () => take(1) === 1,
    names: (kind, ids) => Array.from({ length: take(8) }, () => name(kind, ids)),
  };
}
