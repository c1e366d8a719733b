// Where names go beside points: every name gets a place from the numbers alone, so that the same points always
// carry their names in the same way. No document.

const NEAR = 3; // px between a point and its name
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];
const ROUNDS = [0, 16, 34, 56, 84, 116]; // px further away, from the second on with a leader line
const COST = { name: 160, point: 90, near: 14, line: 6, far: 0.35, side: 0.6 };
const MOST = 40; // what a name may cost that need not be shown
const AMBIGUOUS = 9; // px within which a name seems to belong to a point

/**
 * @typedef {Object} Item
 * @property {string} id
 * @property {number} x       centre of the point, in px
 * @property {number} y
 * @property {number} r       its radius
 * @property {number} width   of its name
 * @property {number} height
 * @property {boolean} must   shown even where it covers something; the others give way
 */

/**
 * A place for each name: those that must be shown first, then the others in the order given.
 *
 * @param {Item[]} items
 * @param {{left, top, right, bottom}} bounds names stay inside
 * @param {{left, top, right, bottom}[]} lines thin things that names had better not cover
 * @param {{left, top, right, bottom}[]} taken what no name may cover
 * @param {{id, x, y, r}[]} others points without a name
 * @returns {Map<string, {left: number, top: number, leader: number[]|null}>} without the names that found no place
 */
export function placeNames(items, bounds, lines, taken = [], others = []) {
  const points = [...items, ...others].map(({ id, x, y, r }) => ({ id, left: x - r, right: x + r, top: y - r, bottom: y + r }));
  const placed = [...taken];
  const found = new Map();
  for (const item of [...items.filter((one) => one.must), ...items.filter((one) => !one.must)]) {
    const place = placeOf(item, bounds, lines, placed, points);
    if (!place) continue;
    placed.push(place.box);
    found.set(item.id, { left: place.box.left, top: place.box.top, leader: place.leader });
  }
  return found;
}

function placeOf(item, bounds, lines, placed, points) {
  let best = null;
  for (const more of item.must ? ROUNDS : ROUNDS.slice(0, 3)) {
    SIDES.forEach(([dx, dy], side) => {
      const box = boxAt(item, dx, dy, NEAR + more);
      if (!isInside(box, bounds)) return;
      const cost = costOf(item, box, lines, placed, points) + more * COST.far + side * COST.side;
      if (!item.must && cost >= MOST) return;
      if (!best || cost < best.cost - 1e-6) best = { cost, box, leader: more ? leaderOf(item, box) : null };
    });
  }
  return best;
}

function boxAt({ x, y, r, width, height }, dx, dy, gap) {
  const reach = r + gap;
  const diagonal = dx && dy ? 0.72 : 1;
  const middleX = x + dx * (reach * diagonal + width / 2);
  const middleY = y + dy * (reach * diagonal + height / 2 - (dx && dy ? 3 : 0));
  return { left: middleX - width / 2, right: middleX + width / 2, top: middleY - height / 2, bottom: middleY + height / 2 };
}

function costOf(item, box, lines, placed, points) {
  let cost = 0;
  for (const other of placed) cost += overlap(box, other) > 0 ? COST.name + overlap(box, other) / 20 : 0;
  for (const point of points) {
    if (point.id === item.id) continue;
    if (overlap(box, point) > 0) cost += COST.point;
    else if (overlap(wider(box, AMBIGUOUS), point) > 0) cost += COST.near;
  }
  for (const line of lines) if (overlap(box, line) > 0) cost += COST.line;
  return cost;
}

function wider(box, by) {
  return { left: box.left - by, right: box.right + by, top: box.top, bottom: box.bottom };
}

function overlap(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high + 0.01 : 0;
}

function isInside(box, bounds) {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

/** From the edge of the point to the nearest edge of its name. */
function leaderOf({ x, y, r }, box) {
  const toX = Math.min(box.right, Math.max(box.left, x));
  const toY = Math.min(box.bottom - 2, Math.max(box.top + 2, y));
  const far = Math.hypot(toX - x, toY - y) || 1;
  return [x + ((toX - x) * r) / far, y + ((toY - y) * r) / far, toX, toY];
}

/** The point that arrow keys lead to: the nearest in that direction, the order of the list where two coincide. */
export function neighbourOf(points, from, key) {
  const to = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const here = points[from];
  if (!to || !here) return null;
  let best = null;
  let least = Infinity;
  points.forEach((point, k) => {
    if (k === from) return;
    const dx = point.x - here.x + (k - from) * 1e-3;
    const dy = point.y - here.y + (k - from) * 1e-3;
    const along = dx * to[0] + dy * to[1];
    const across = Math.abs(dx * to[1] + dy * to[0]);
    if (along <= 0 || along < 0.25 * across) return;
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [k, cost];
  });
  return best;
}
