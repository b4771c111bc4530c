import assert from "node:assert/strict";
import { test } from "node:test";

import {
  fromCorners, HANDLES, MIN_SIDE, move, pick, resize, resizeFactors, scale, snapMove, snapPoint, snapResize,
} from "../../ui/box_editor/web/geometry.mjs";

const near = (actual, expected) =>
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-9, `${actual} is not ${expected}`));

test("a box moved beyond the frame stops at its edge with its size", () => {
  near(move([0.1, 0.2, 0.3, 0.6], 0.9, -0.5), [0.8, 0, 1, 0.4]);
});

test("each handle moves its own edges and leaves the others", () => {
  const box = [0.2, 0.2, 0.6, 0.6];
  for (const [handle, [sx, sy]] of Object.entries(HANDLES)) {
    const to = resize(box, handle, 0.1, 0.05);
    near(to, [
      sx < 0 ? 0.3 : 0.2, sy < 0 ? 0.25 : 0.2, sx > 0 ? 0.7 : 0.6, sy > 0 ? 0.65 : 0.6,
    ]);
  }
});

test("a handle dragged over the opposite edge leaves the smallest box, not a turned one", () => {
  near(resize([0.2, 0.2, 0.6, 0.6], "w", 0.9, 0), [0.6 - MIN_SIDE, 0.2, 0.6, 0.6]);
  near(resize([0.2, 0.2, 0.6, 0.6], "se", -0.9, -0.9), [0.2, 0.2, 0.2 + MIN_SIDE, 0.2 + MIN_SIDE]);
});

test("a moved box snaps to the grid by its nearer edge", () => {
  near(snapMove([0.112, 0.231, 0.312, 0.531], [], 0).box, [0.1, 0.25, 0.3, 0.55]);
  near(snapMove([0.093, 0.2, 0.297, 0.4], [], 0).box, [0.096, 0.2, 0.3, 0.4]);
});

test("an edge of another box within reach wins over the grid and is named as a guide", () => {
  const { box, guides } = snapMove([0.41, 0.2, 0.61, 0.4], [[0.1, 0.7, 0.413, 0.9]], 0.01);
  near(box, [0.413, 0.2, 0.613, 0.4]);
  assert.deepEqual(guides, [[0, 0.413]]);
});

test("a resized edge snaps alone", () => {
  near(snapResize([0.13, 0.13, 0.52, 0.61], "e", [], 0).box, [0.13, 0.13, 0.5, 0.61]);
});

test("a snapped box never leaves the frame", () => {
  near(snapMove([0.83, 0.83, 1, 1], [], 0).box, [0.83, 0.83, 1, 1]);
  near(snapPoint(1.2, -0.1, [], 0), [1, 0]);
});

test("two corners in any order make a box of at least the smallest size", () => {
  near(fromCorners(0.6, 0.7, 0.2, 0.1), [0.2, 0.1, 0.6, 0.7]);
  near(fromCorners(1, 1, 1.4, 1.3), [1 - MIN_SIDE, 1 - MIN_SIDE, 1, 1]);
});

test("a scaled box keeps its centre while it can, and stays inside", () => {
  near(scale([0.4, 0.4, 0.6, 0.6], 2, 0.5), [0.3, 0.45, 0.7, 0.55]);
  near(scale([0, 0, 0.2, 0.2], 2, 9), [0, 0, 0.4, 1]);
});

test("a handle of a whole track grows both sides, so the pointer stays on the handle", () => {
  near(resizeFactors([0.4, 0.4, 0.6, 0.6], "e", 0.05, 0.2), [1.5, 1]);
  near(resizeFactors([0.4, 0.4, 0.6, 0.6], "nw", 0.05, 0.05), [0.5, 0.5]);
});

test("a click takes the front box, and cycling goes round the ones that overlap", () => {
  const items = ["back", "middle", "front"].map((id) => ({ id, box: [0, 0, 1, 1] }));
  assert.equal(pick(items, 0.5, 0.5, null, false), "front");
  assert.equal(pick(items, 0.5, 0.5, "middle", false), "middle");
  assert.equal(pick(items, 0.5, 0.5, "front", true), "middle");
  assert.equal(pick(items, 0.5, 0.5, "back", true), "front");
  assert.equal(pick(items, 1.5, 0.5, "back", true), null);
});
