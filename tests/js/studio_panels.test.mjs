// The pure parts of the studio's panels: where a card lands, what a crop is, which frame is shown.

import assert from "node:assert/strict";
import test from "node:test";

import { nudged, span } from "../../ui/cast/crop.mjs";
import { makeNewer } from "../../ui/kit/newer.mjs";
import { heard, without } from "../../ui/kit/recent.mjs";
import { landing } from "../../ui/scene_list/sort.mjs";
import { frameAt, sceneAt } from "../../ui/player/time.mjs";
import { looksLikePlan, progress, remembered } from "../../ui/top_bar/planning.mjs";

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

test("a text with frames and boxes is a plan, prose about them is a prompt", () => {
  for (const words of [
    'Frame_1: [["cat", [0.1, 0.2, 0.3, 0.4]]]', "**Frame 1:** [{'id': 0, 'name': 'bear'}]",
    '{"schema": "VideoPlan.1", "scenes": []}', '{"scenes": [{"description": "x"}]}',
    "Reasoning: it moves.\nFrame 1: [{'id': 0, 'box': [1, 2, 3, 4]}]",
  ]) assert.ok(looksLikePlan(words), words);
  for (const words of ["", "A dog runs in a frame 1: fast.", "1. A dog. 2. A cat [brown].",
    "In frame 1 a dog [0.5 s] runs", "Scene 1: a dog\nScene 2: a cat",
  ]) assert.ok(!looksLikePlan(words), words);
});

test("progress counts scenes with and without boxes", () => {
  assert.equal(progress([]), "Asking the planner …");
  assert.match(progress([{ laid_out: false }]), /^1 scene written, boxes come next/);
  assert.equal(progress([{ laid_out: true }, { laid_out: false }]), "2 scenes written, 1 with boxes");
});

test("of a model server only address and model are remembered", () => {
  const typed = { base_url: "http://x/v1", model: "m", key: "sk-canary", input_price: 1 };
  assert.deepEqual(remembered(typed), { base_url: "http://x/v1", model: "m" });
});

test("a panel leaves aside a view that a later one has overtaken", () => {
  const newer = makeNewer();
  assert.deepEqual(newer({ serial: 5, saved: "no" }), { serial: 5, saved: "no" });
  assert.deepEqual(newer({ serial: 7, saved: "yes" }), { serial: 7, saved: "yes" });
  assert.equal(newer({ serial: 6, saved: "no" }), null);
  assert.equal(newer(null), null);
  assert.deepEqual(newer({ serial: 8 }), { serial: 8 });
});

test("earlier projects are listed once, the latest first, and only a few", () => {
  let list = [];
  for (const token of ["a", "b", "a"]) list = heard(list, token, `title of ${token}`);
  assert.deepEqual(list.map((each) => each.token), ["a", "b"]);
  assert.equal(heard(list, "b", "renamed")[0].title, "renamed");
  for (let i = 0; i < 20; i += 1) list = heard(list, `p${i}`, "");
  assert.equal(list.length, 6);
  assert.deepEqual(without(list, "p19").map((each) => each.token), ["p18", "p17", "p16", "p15", "p14"]);
});
