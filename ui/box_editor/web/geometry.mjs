// Boxes as [x0, y0, x1, y1] in the unit square, y down. Pure: no DOM, no pixels, no time.

export const GRID = 0.05; // the paper's layout unit
export const MIN_SIDE = 0.02; // as core.plan.geometry
const DIGITS = 1e4; // boxes are kept to four decimals

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
export const round = (value) => Math.round(value * DIGITS) / DIGITS;
export const roundBox = (box) => box.map(round);
export const width = (box) => box[2] - box[0];
export const height = (box) => box[3] - box[1];
export const center = (box) => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
export const sameBox = (a, b) =>
  a === b || (a !== null && b !== null && a.every((v, i) => Math.abs(v - b[i]) < 1e-9));

/** Shifted and held inside the square, without change of size (Box.moved in Python). */
export function move(box, dx, dy) {
  const x = clamp(dx, -box[0], 1 - box[2]);
  const y = clamp(dy, -box[1], 1 - box[3]);
  return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
}

/** Scaled about its centre, held inside the square; the size is what gives way last. */
export function scale(box, factorX, factorY) {
  const w = clamp(width(box) * factorX, MIN_SIDE, 1);
  const h = clamp(height(box) * factorY, MIN_SIDE, 1);
  const [cx, cy] = center(box);
  const x0 = clamp(cx - w / 2, 0, 1 - w);
  const y0 = clamp(cy - h / 2, 0, 1 - h);
  return [x0, y0, x0 + w, y0 + h];
}

/** Two corners in any order, as a box of at least the smallest size inside the square. */
export function fromCorners(ax, ay, bx, by) {
  const axis = (a, b) => {
    const low = clamp(Math.min(a, b), 0, 1 - MIN_SIDE);
    return [low, Math.max(clamp(Math.max(a, b), 0, 1), low + MIN_SIDE)];
  };
  const [x0, x1] = axis(ax, bx);
  const [y0, y1] = axis(ay, by);
  return [x0, y0, x1, y1];
}

/** The handles: which edge each one moves, -1 the low one, 1 the high one, 0 neither. */
export const HANDLES = Object.freeze({
  nw: [-1, -1], n: [0, -1], ne: [1, -1], e: [1, 0],
  se: [1, 1], s: [0, 1], sw: [-1, 1], w: [-1, 0],
});

/** Move the edges of `handle` by the delta; the opposite edges stay, and no box turns over. */
export function resize(box, handle, dx, dy) {
  const [sx, sy] = HANDLES[handle];
  const result = [...box];
  if (sx < 0) result[0] = clamp(box[0] + dx, 0, box[2] - MIN_SIDE);
  if (sx > 0) result[2] = clamp(box[2] + dx, box[0] + MIN_SIDE, 1);
  if (sy < 0) result[1] = clamp(box[1] + dy, 0, box[3] - MIN_SIDE);
  if (sy > 0) result[3] = clamp(box[3] + dy, box[1] + MIN_SIDE, 1);
  return result;
}

/** Factors that a drag of `handle` means for a whole track: about the centre, both sides. */
export function resizeFactors(box, handle, dx, dy) {
  const [sx, sy] = HANDLES[handle];
  const factor = (size, sign, delta) =>
    sign === 0 ? 1 : Math.max(size + 2 * sign * delta, MIN_SIDE) / size;
  return [factor(width(box), sx, dx), factor(height(box), sy, dy)];
}

const toGrid = (value) => Math.round(value / GRID) * GRID;

// The lines of other boxes on one axis (0 = x, 1 = y): both edges and the centre.
function lines(others, axis) {
  return others.flatMap((box) => [box[axis], box[axis + 2], (box[axis] + box[axis + 2]) / 2]);
}

// The smallest shift that brings one of `values` onto another box's line, else onto the grid.
function shift(values, others, axis, tolerance) {
  let best = null;
  for (const line of lines(others, axis)) {
    for (const value of values) {
      const delta = line - value;
      if (Math.abs(delta) <= tolerance && (best === null || Math.abs(delta) < Math.abs(best.delta)))
        best = { delta, guide: line };
    }
  }
  if (best !== null) return best;
  const deltas = values.slice(0, 2).map((value) => toGrid(value) - value);
  const delta = deltas.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
  return { delta, guide: null };
}

/**
 * Snap a moved box: an edge or the centre to another box within `tolerance`, else an edge to
 * the grid. Returns {box, guides}: guides are [axis, value] lines of other boxes it stands on.
 */
export function snapMove(box, others, tolerance) {
  const guides = [];
  const axisShift = (axis) => {
    const values = [box[axis], box[axis + 2], (box[axis] + box[axis + 2]) / 2];
    const { delta, guide } = shift(values, others, axis, tolerance);
    if (guide !== null) guides.push([axis, guide]);
    return delta;
  };
  const dx = axisShift(0);
  const dy = axisShift(1);
  return { box: roundBox(move(box, dx, dy)), guides };
}

/** Snap the edges that `handle` moves, as snapMove does; the others stay untouched. */
export function snapResize(box, handle, others, tolerance) {
  const [sx, sy] = HANDLES[handle];
  const guides = [];
  const edge = (sign, axis) => {
    if (sign === 0) return 0;
    const { delta, guide } = shift([box[sign < 0 ? axis : axis + 2]], others, axis, tolerance);
    if (guide !== null) guides.push([axis, guide]);
    return delta;
  };
  const dx = edge(sx, 0);
  const dy = edge(sy, 1);
  return { box: roundBox(resize(box, handle, dx, dy)), guides };
}

/** Snap one point, such as the first corner of a new box. */
export function snapPoint(x, y, others, tolerance) {
  const dx = shift([x], others, 0, tolerance).delta;
  const dy = shift([y], others, 1, tolerance).delta;
  return [round(clamp(x + dx, 0, 1)), round(clamp(y + dy, 0, 1))];
}

export const contains = (box, x, y) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

/**
 * What a click takes among boxes given back to front, [{id, box}]: the frontmost that holds the
 * point; with `cycle`, the one behind `selected`, round and round.
 */
export function pick(items, x, y, selected, cycle) {
  const hits = items.filter((item) => contains(item.box, x, y)).map((item) => item.id).reverse();
  if (hits.length === 0) return null;
  const at = hits.indexOf(selected);
  if (at < 0) return hits[0];
  return cycle ? hits[(at + 1) % hits.length] : selected;
}
