import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { ACTIONS, run } from "../../ui/box_editor/web/actions.mjs";
import { addTrack, copyBox, freshId, moveTrack, preview, setKey } from "../../ui/box_editor/web/edits.mjs";
import { Machine } from "../../ui/box_editor/web/interaction/machine.mjs";
import { nudge } from "../../ui/box_editor/web/interaction/nudging.mjs";
import { chord } from "../../ui/box_editor/web/keyboard.mjs";
import { Store } from "../../ui/box_editor/web/store.mjs";
import { trackOf } from "../../ui/box_editor/web/tracks.mjs";

const box = [0.1, 0.1, 0.3, 0.3];
const key = (frame, at = box, easing = "linear") => ({ frame, box: at, easing, source: "planner" });
const track = (id, keys = [key(0)]) => ({ id, entity: id, instance: 0, keys, planned: [], locked: false, hidden: false });
const scene = (...tracks) => ({ id: "s", layout_frames: 9, frame_count: 16, fps: 8, tracks });
const view = (revision, fields = {}) => ({
  revision, scene: scene(track("dog"), track("cat")), entities: [], filmstrip: null, frame: 0, error: null, ack: null, ...fields,
});

function opened() {
  const sent = [];
  const store = new Store((message) => sent.push(message));
  store.receive(view(1));
  store.set({ selected: "dog" });
  return { store, sent };
}

const idleSurface = { point: (e) => [e.clientX, e.clientY], unit: () => [100, 100], capture() {}, pan() {} };
const pointer = (x, y, fields = {}) => ({
  pointerId: 1, button: 0, buttons: 1, clientX: x, clientY: y, altKey: true, target: {}, ...fields,
});

test("an edit shows at once and leaves once, with what is selected", () => {
  const { store, sent } = opened();
  store.commit([setKey("s", "dog", 0, [0.5, 0.5, 0.7, 0.7])]);
  assert.deepEqual(store.box, [0.5, 0.5, 0.7, 0.7]);
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].selection, { track: "dog", frame: 0 });
  assert.equal(sent[0].revision, 1);
});

test("edits made before the answer wait for it and go in one message", () => {
  const { store, sent } = opened();
  for (const x of [0.2, 0.3, 0.4]) store.commit([setKey("s", "dog", 0, [x, 0.1, x + 0.2, 0.3])]);
  store.ask("undo");
  assert.equal(sent.length, 1);
  store.receive(view(2, { ack: sent[0].serial }));
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1].edits.map((edit) => edit.box[0]), [0.3, 0.4]);
  assert.equal(sent[1].request, "undo");
});

test("an answer to an earlier edit does not undo what was done since", () => {
  const { store, sent } = opened();
  store.commit([setKey("s", "dog", 0, [0.5, 0.5, 0.7, 0.7])]);
  store.commit([setKey("s", "cat", 0, [0.6, 0.1, 0.8, 0.3])]);
  store.receive(view(2, { ack: sent[0].serial })); // knows nothing of the cat
  assert.deepEqual(trackOf(store.state.scene, "cat").keys[0].box, [0.6, 0.1, 0.8, 0.3]);
});

test("a view older than the last one is left aside", () => {
  const { store } = opened();
  store.receive(view(5, { tone: "red" }));
  store.receive(view(4, { tone: "blue" }));
  assert.equal(store.state.view.tone, "red");
});

test("another scene or another project begins its revisions anew", () => {
  const { store } = opened();
  store.receive(view(5));
  store.receive(view(0, { scene: null }));
  assert.equal(store.state.scene, null);
  store.receive(view(3));
  store.receive(view(1, { project: "other", tone: "blue" }));
  assert.equal(store.state.view.tone, "blue");
});

test("a view that comes during a drag waits until it is over", () => {
  const { store, sent } = opened();
  const machine = new Machine(store, idleSurface);
  machine.down(pointer(0.2, 0.2));
  machine.move(pointer(10.2, 0.2));
  store.receive(view(2, { tone: "blue" }));
  assert.equal(store.state.view.tone, undefined);
  assert.notEqual(store.state.live, null);
  machine.move(pointer(0.2, 20));
  machine.up(pointer(0.2, 20, { buttons: 0 }));
  assert.equal(store.state.view.tone, "blue");
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].edits[0].box, [0.1, 0.8, 0.3, 1]);
});

test("a drag of a track that the server took away meanwhile commits nothing", () => {
  const { store, sent } = opened();
  const machine = new Machine(store, idleSurface);
  machine.down(pointer(0.2, 0.2));
  machine.move(pointer(10.2, 0.2));
  store.receive(view(2, { scene: { ...scene(track("cat")), id: "other" } }));
  machine.up(pointer(10.2, 0.2, { buttons: 0 }));
  assert.equal(sent.length, 0);
});

for (const [what, end] of [
  ["capture is lost", (machine) => machine.lost(pointer(0, 0))],
  ["the window loses focus", (machine) => machine.lost()],
  ["the button went up elsewhere", (machine) => machine.move(pointer(5, 5, { buttons: 0, pointerType: "mouse" }))],
]) {
  test(`a drag ends and everything is as before when ${what}`, () => {
    const { store, sent } = opened();
    const machine = new Machine(store, idleSurface);
    machine.down(pointer(0.2, 0.2));
    machine.move(pointer(10.2, 0.2));
    end(machine);
    assert.equal(machine.busy, false);
    assert.equal(store.state.live, null);
    assert.deepEqual(store.box, box);
    assert.equal(sent.length, 0);
  });
}

test("a second finger does not disturb the drag of the first", () => {
  const { store } = opened();
  const machine = new Machine(store, idleSurface);
  machine.down(pointer(0.2, 0.2));
  machine.down(pointer(0.8, 0.8, { pointerId: 2 }));
  machine.move(pointer(9, 9, { pointerId: 2 }));
  assert.equal(store.state.live, null);
  machine.move(pointer(10.2, 0.2));
  assert.notEqual(store.state.live, null);
});

test("a run of arrow presses is one edit", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store, sent } = opened();
  const machine = new Machine(store, idleSurface);
  for (let i = 0; i < 5; i += 1) nudge(machine, 0.01, 0);
  assert.equal(sent.length, 0);
  mock.timers.tick(1000);
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].edits[0].box, [0.15, 0.1, 0.35, 0.3]);
  mock.timers.reset();
});

test("without an answer the edit is taken back and the person is told", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store } = opened();
  store.commit([setKey("s", "dog", 0, [0.5, 0.5, 0.7, 0.7])]);
  mock.timers.tick(20_000);
  assert.deepEqual(store.box, box);
  assert.match(store.state.notice, /did not answer/);
  mock.timers.reset();
});

test("a new key keeps the easing of the stretch it stands in", () => {
  const eased = scene(track("dog", [key(0, box, "ease"), key(8)]));
  const after = preview(eased, setKey("s", "dog", 4, [0.5, 0.5, 0.7, 0.7]));
  assert.deepEqual(after.tracks[0].keys.map((k) => k.easing), ["ease", "ease", "linear"]);
});

test("a path that reaches the edge keeps its shape", () => {
  const wide = scene(track("dog", [key(0), key(8, [0.7, 0.1, 0.9, 0.3])]));
  const after = preview(wide, moveTrack("s", "dog", 0.5, 0));
  assert.deepEqual(after.tracks[0].keys.map((k) => k.box), [[0.2, 0.1, 0.4, 0.3], [0.8, 0.1, 1, 0.3]]);
});

test("a box carried to earlier frames leaves later keys alone", () => {
  const moving = scene(track("dog", [key(0), key(4, [0.5, 0.5, 0.7, 0.7]), key(8)]));
  const after = preview(moving, copyBox("s", "dog", 4, "preceding"));
  assert.deepEqual(after.tracks[0].keys.map((k) => [k.frame, k.box[0]]), [[0, 0.5], [4, 0.5], [8, 0.1]]);
});

test("a new track gets an id of its own and is selected", () => {
  const { store } = opened();
  const id = freshId(scene(track("track-3"), track("dog")));
  assert.equal(id, "track-4");
  store.commit([addTrack("s", "bird", [0.4, 0.4, 0.6, 0.6], 2, id)]);
  assert.equal(store.state.selected, id);
});

test("pasting in another scene copies the track, on another frame the box, else a second one", () => {
  const { store, sent } = opened();
  const answer = (fields) => store.receive(view(store.state.view.revision + 1, fields));
  run(store, "copy");
  run(store, "paste");
  assert.equal(sent.at(-1).edits[0].kind, "add_track");
  answer();
  store.set({ time: 3 });
  run(store, "paste");
  assert.deepEqual([sent.at(-1).edits[0].kind, sent.at(-1).edits[0].frame], ["set_key", 3]);
  answer({ scene: { ...scene(), id: "t" } });
  run(store, "paste");
  assert.deepEqual([sent.at(-1).edits[0].kind, sent.at(-1).edits[0].to_scene], ["copy_track", "t"]);
});

test("a locked track refuses every change but unlocking", () => {
  const { store } = opened();
  store.receive(view(2, { scene: scene({ ...track("dog"), locked: true }) }));
  for (const name of ["remove", "absent", "all", "larger", "forward", "key"]) {
    assert.equal(run(store, name), false, name);
  }
  assert.equal(run(store, "lock"), true);
});

test("no two actions claim one key", () => {
  const keys = Object.values(ACTIONS).flatMap((action) => action.keys);
  assert.equal(new Set(keys).size, keys.length);
});

test("a key press is read as the table of actions writes it", () => {
  const press = (k, fields = {}) => chord({ key: k, ctrlKey: false, metaKey: false, shiftKey: false, ...fields });
  assert.equal(press("Z", { ctrlKey: true, shiftKey: true }), "Mod+Shift+z");
  assert.equal(press("?", { shiftKey: true }), "?");
  assert.equal(press(" "), "Space");
  assert.equal(press("Delete", { shiftKey: true }), "Shift+Delete");
});

test("a size changed right after a move keeps the move", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store, sent } = opened();
  const machine = new Machine(store, idleSurface);
  for (let i = 0; i < 4; i += 1) nudge(machine, 0.01, 0);
  nudge(machine, 0.05, 0, true);
  mock.timers.tick(1000);
  mock.timers.reset();
  assert.deepEqual(store.box, [0.14, 0.1, 0.39, 0.3]);
  store.receive(view(2, { ack: sent[0].serial }));
  assert.deepEqual(sent.flatMap((message) => message.edits.map((edit) => edit.box)),
    [[0.14, 0.1, 0.34, 0.3], [0.14, 0.1, 0.39, 0.3]]);
  store.receive(view(3, { ack: sent[1].serial }));
});

test("a box pasted from another scene is the selected one once Python shows it", () => {
  const { store, sent } = opened();
  run(store, "copy");
  store.receive(view(1, { scene: { ...scene(track("bird")), id: "t" } }));
  assert.equal(store.state.selected, null);
  run(store, "paste");
  const { kind, id } = sent[0].edits[0];
  assert.equal(kind, "copy_track");
  const copied = { ...scene(track("bird"), track(id)), id: "t" };
  store.receive(view(2, { ack: sent[0].serial, scene: copied }));
  assert.equal(store.state.selected, id);
  store.set({ selected: "bird" });
  store.receive(view(3, { scene: copied }));
  assert.equal(store.state.selected, "bird");
});

test("a view that was overtaken on its way shows nothing, but its answer counts", () => {
  const { store, sent } = opened();
  store.commit([setKey("s", "dog", 0, [0.5, 0.5, 0.7, 0.7])]);
  store.receive(view(2, { serial: 9, tone: "rendered" }));
  store.receive(view(2, { serial: 8, tone: "planned", ack: sent[0].serial, error: "no" }));
  assert.equal(store.state.view.tone, "rendered");
  assert.equal(store.state.notice, "no");
  store.receive(view(2, { serial: 10, tone: "rendered again" }));
  assert.equal(store.state.view.tone, "rendered again");
});

test("a track becomes simpler and goes back to its plan, where there is something to do", () => {
  const { store, sent } = opened();
  assert.equal(run(store, "simplify"), false);
  assert.equal(run(store, "revert"), false);
  const keys = [0, 1, 2].map((frame) => key(frame));
  store.receive(view(1, { scene: scene({ ...track("dog", keys), planned: keys }) }));
  assert.equal(run(store, "revert"), false, "it is as planned");
  const rich = { ...track("dog", keys), planned: keys.slice(1) };
  store.receive(view(2, { scene: scene(rich) }));
  assert.equal(run(store, "simplify"), true);
  assert.equal(run(store, "revert"), true);
  store.receive(view(3, { scene: scene(rich), ack: sent[0].serial }));
  store.receive(view(4, { scene: scene(rich), ack: sent[1].serial }));
  assert.deepEqual(sent.map(({ edits: [edit] }) => edit), [
    { kind: "simplify_track", scene: "s", track: "dog", tolerance: 0.02 },
    { kind: "revert_track", scene: "s", track: "dog" },
  ]);
  store.receive(view(5, { scene: scene({ ...rich, locked: true }) }));
  assert.equal(run(store, "simplify"), false);
});
