import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { boxAt, dense, lastSeen, neighbours, renderedAt, spans, timeOf, title } from "../../ui/box_editor/web/tracks.mjs";

const golden = JSON.parse(readFileSync(new URL("../golden/interpolation.json", import.meta.url), "utf8"));

for (const { name, keys, layout_frames, n, positions, boxes } of golden.cases) {
  test(`the browser interpolates as Python does: ${name}`, () => {
    const scene = { layout_frames, frame_count: n };
    const made = dense({ keys }, scene, n);
    assert.equal(made.length, boxes.length);
    made.forEach((box, i) => {
      assert.ok(Math.abs(timeOf(scene, i) - positions[i]) <= 1e-9, `position ${i}`);
      if (boxes[i] === null || box === null) assert.equal(box, boxes[i], `frame ${i}`);
      else box.forEach((v, k) => assert.ok(Math.abs(v - boxes[i][k]) <= 1e-9, `frame ${i}: ${box} is not ${boxes[i]}`));
    });
  });
}

const key = (frame, box) => ({ frame, box, easing: "linear" });
const box = [0.1, 0.1, 0.3, 0.3];
const comesAndGoes = { keys: [key(2, null), key(3, box), key(6, null)] };

test("a track whose first key is empty is absent from the start", () => {
  assert.equal(boxAt(comesAndGoes, 0), null);
  assert.deepEqual(boxAt(comesAndGoes, 5.9), box);
  assert.equal(boxAt(comesAndGoes, 6), null);
});

test("the stretches in which a track is seen end where it goes", () => {
  assert.deepEqual(spans(comesAndGoes, 8), [[3, 6]]);
  assert.deepEqual(spans({ keys: [key(4, box)] }, 8), [[0, 8]]);
});

test("neighbouring keys leave absences aside", () => {
  const track = { keys: [key(0, box), key(2, null), key(5, box)] };
  const { before, after } = neighbours(track, 3);
  assert.deepEqual([before.frame, after.frame], [0, 5]);
});

test("a thing that is brought back stands where it was last seen", () => {
  assert.deepEqual(lastSeen(comesAndGoes, 8), box);
  assert.deepEqual(lastSeen(comesAndGoes, 0), box);
});

test("rendered frames and layout time agree both ways", () => {
  const scene = { layout_frames: 9, frame_count: 16 };
  for (let i = 0; i < 16; i += 1) assert.equal(renderedAt(scene, timeOf(scene, i)), i);
  assert.equal(timeOf({ layout_frames: 9, frame_count: 1 }, 0), 0);
});

test("several of one name are numbered, one alone is not", () => {
  const [a, b, c] = ["dog", "cat", "dog"].map((entity) => ({ entity }));
  const scene = { tracks: [a, b, c] };
  assert.deepEqual([a, b, c].map((track) => title(scene, track)), ["dog 1", "cat", "dog 2"]);
});
