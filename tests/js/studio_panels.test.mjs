// The pure parts of the studio's panels: where a card lands, what a crop is, which frame is shown.

import assert from "node:assert/strict";
import test from "node:test";

import { nudged, span } from "../../ui/cast/crop.mjs";
import { landing } from "../../ui/scene_list/sort.mjs";
import { frameAt, sceneAt } from "../../ui/player/time.mjs";

test("a card dropped below the middle of another lands after it", () => {
  const middles = [50, 150, 250];
  assert.equal(landing(middles, 0, 160), 1);
  assert.equal(landing(middles, 0, 140), 0);
  assert.equal(landing(middles, 0, 999), 2);
  assert.equal(landing(middles, 2, 10), 0);
  assert.equal(landing(middles, 2, 60), 1);
  assert.equal(landing(middles, 1, 150.5), 1, "dropped on itself it stays");
});

test("a moment of a clip shows the frame it lies in, and the last one at its end", () => {
  assert.equal(frameAt(0, 8, 16), 0);
  assert.equal(frameAt(0.124, 8, 16), 0);
  assert.equal(frameAt(0.125, 8, 16), 1);
  assert.equal(frameAt(1.999, 8, 16), 15);
  assert.equal(frameAt(2.5, 8, 16), 15);
  assert.equal(frameAt(-1, 8, 16), 0);
});

test("a frame of the film belongs to the scene that began last", () => {
  const scenes = [{ id: "a", start: 0, frames: 16 }, { id: "b", start: 14, frames: 16 }];
  assert.deepEqual(sceneAt(scenes, 0), { scene: scenes[0], frame: 0 });
  assert.deepEqual(sceneAt(scenes, 13), { scene: scenes[0], frame: 13 });
  assert.deepEqual(sceneAt(scenes, 14), { scene: scenes[1], frame: 0 });
  assert.deepEqual(sceneAt(scenes, 40), { scene: scenes[1], frame: 15 });
});

test("a crop is the rectangle between two corners, inside the picture and never a line", () => {
  assert.deepEqual(span([0.8, 0.7], [0.2, 0.1]), [0.2, 0.1, 0.8, 0.7]);
  assert.deepEqual(span([-1, 0.5], [2, 0.5]), [0, 0.5, 1, 0.55]);
  assert.deepEqual(nudged([0, 0, 0.5, 0.5], [-1, 0], false), [0, 0, 0.5, 0.5]);
  assert.deepEqual(nudged([0, 0, 0.5, 0.5], [1, 0], false), [0.02, 0, 0.52, 0.5]);
  assert.deepEqual(nudged([0, 0, 0.5, 0.5], [0, 1], true), [0, 0, 0.5, 0.52]);
});
