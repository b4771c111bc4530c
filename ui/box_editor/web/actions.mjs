// Everything a person can do apart from pointing: name, icon, keys, when it is possible, how.
// Toolbar, inspector, shortcuts and their help are all made from this table. No DOM.

import { clamp, move } from "./geometry.mjs";
import * as edits from "./edits.mjs";
import { boxAt, keyAt, lastSeen, timeOf, renderedAt } from "./tracks.mjs";

const ZOOM_MAX = 8;
const SIMPLIFIED_WITHIN = 0.02; // of the frame's side: how far a key that goes may have been off
const DEFAULT_BOX = [0.35, 0.35, 0.65, 0.65];

const has = (store) => store.track !== null;
const free = (store) => has(store) && !store.track.locked;
const seen = (store) => free(store) && store.box !== null;

/** Move the playhead to a layout frame. */
export function seek(store, frame) {
  const { scene } = store.state;
  if (scene) store.set({ playing: false, time: clamp(frame, 0, scene.layout_frames - 1) });
}

/** Move the playhead by rendered frames. */
export function stepRendered(store, by) {
  const { scene, time } = store.state;
  if (!scene) return;
  const index = clamp(renderedAt(scene, time) + by, 0, scene.frame_count - 1);
  store.set({ playing: false, time: timeOf(scene, index) });
}

const onTrack = (make) => (store) => store.commit([make(store.state.scene, store.track, store)]);
const flip = (name) => (store) => store.set({ [name]: !store.state[name] });
const zoomTo = (zoom) => (store) => store.set({ zoom: clamp(zoom(store.state.zoom), 1, ZOOM_MAX) });

function paste(store) {
  const { clipboard, scene } = store.state;
  if (clipboard.scene !== scene.id) {
    store.commit([edits.copyTrack(clipboard.scene, clipboard.track, scene.id, edits.freshId(scene))]);
  } else if (clipboard.frame !== store.frame && scene.tracks.some((t) => t.id === clipboard.track)) {
    store.commit([edits.setKey(scene.id, clipboard.track, store.frame, clipboard.box)]);
  } else {
    const box = move(clipboard.box, 0.05, 0.05);
    store.commit([edits.addTrack(scene.id, clipboard.entity, box, store.frame, edits.freshId(scene))]);
  }
}

function copy(store) {
  const { scene } = store.state;
  const { id, entity } = store.track;
  const box = boxAt(store.track, store.frame) ?? lastSeen(store.track, store.frame);
  if (box) store.set({ clipboard: { scene: scene.id, track: id, entity, frame: store.frame, box } });
}

function order(store, by) {
  const { scene } = store.state;
  const at = scene.tracks.indexOf(store.track);
  const to = clamp(at + by, 0, scene.tracks.length - 1);
  if (to !== at) store.commit([edits.orderTrack(scene.id, store.track.id, to)]);
}

const propagate = (scope) => onTrack((scene, t, store) => edits.copyBox(scene.id, t.id, store.frame, scope));
const resized = (factor) => onTrack((scene, t) => edits.scaleTrack(scene.id, t.id, factor, factor));
const flag = (name) => onTrack((scene, t) => edits.setFlags(scene.id, t.id, { [name]: !t[name] }));

/** The playhead to a neighbouring key of the selected track, or to a neighbouring frame. */
export function jump(store, by) {
  const keys = (store.track?.keys ?? []).map((key) => key.frame);
  const { time } = store.state;
  const to = by < 0 ? keys.filter((f) => f < time).at(-1) : keys.find((f) => f > time);
  if (to !== undefined) seek(store, to);
}

const scene = (store) => store.state.scene !== null;
const A = (label, icon, keys, run, when = scene, pressed = null) => ({ label, icon, keys, run, when, pressed });

export const ACTIONS = {
  select: A("Select", "select", ["v"], (s) => s.set({ tool: "select" }), scene, (s) => s.state.tool === "select"),
  draw: A("Draw box", "draw", ["b"], (s) => s.set({ tool: "draw", playing: false }), scene, (s) => s.state.tool === "draw"),
  undo: A("Undo", "undo", ["Mod+z"], (s) => s.ask("undo"), (s) => Boolean(s.state.view?.can_undo) || s.outbox.edits.length > 0),
  redo: A("Redo", "redo", ["Mod+Shift+z", "Mod+y"], (s) => s.ask("redo"), (s) => Boolean(s.state.view?.can_redo)),
  snap: A("Snap", "snap", ["s"], flip("snap"), scene, (s) => s.state.snap),
  whole: A("Whole track", "whole", ["w"], flip("whole"), scene, (s) => s.state.whole),
  ghosts: A("Ghosts", "ghosts", ["g"], flip("ghosts"), scene, (s) => s.state.ghosts),
  copy: A("Copy", "copy", ["Mod+c"], copy, has),
  paste: A("Paste", "paste", ["Mod+v"], paste, (s) => scene(s) && s.state.clipboard !== null),
  remove: A("Delete box", "remove", ["Delete", "Backspace"], onTrack((sc, t) => edits.removeTrack(sc.id, t.id)), free),
  zoomOut: A("Zoom out", "zoomOut", ["-"], zoomTo((z) => z / 1.5), (s) => scene(s) && s.state.zoom > 1),
  zoomIn: A("Zoom in", "zoomIn", ["+", "="], zoomTo((z) => z * 1.5), (s) => scene(s) && s.state.zoom < ZOOM_MAX),
  zoomFit: A("Fit", "zoomOut", ["0"], zoomTo(() => 1)),
  help: A("Shortcuts", "help", ["?"], (s) => s.set({ help: !s.state.help }), () => true),
  preview: A("Preview", "preview", ["p"], (s) => s.ask("preview")),
  play: A("Play or pause", "play", ["Space"], (s) => s.set({ playing: !s.state.playing })),
  loop: A("Loop", "loop", ["o"], flip("loop"), scene, (s) => s.state.loop),
  previousFrame: A("Frame before", "earlier", [","], (s) => seek(s, Math.ceil(s.state.time) - 1)),
  nextFrame: A("Frame after", "later", ["."], (s) => seek(s, Math.floor(s.state.time) + 1)),
  previousKey: A("Key before", "first", ["Shift+,", "<"], (s) => jump(s, -1), has),
  nextKey: A("Key after", "last", ["Shift+.", ">"], (s) => jump(s, 1), has),
  firstFrame: A("First frame", "first", ["Home"], (s) => seek(s, 0)),
  lastFrame: A("Last frame", "last", ["End"], (s) => seek(s, s.state.scene.layout_frames - 1)),
  previousScene: A("Scene before", "earlier", ["PageUp"], (s) => s.ask("previous")),
  nextScene: A("Scene after", "later", ["PageDown"], (s) => s.ask("next")),
  lock: A("Lock", "lock", ["l"], flag("locked"), has),
  hide: A("Hide", "eye", ["h"], flag("hidden"), has),
  forward: A("Bring forward", "front", ["Mod+]"], (s) => order(s, 1), free),
  backward: A("Send backward", "back", ["Mod+["], (s) => order(s, -1), free),
  key: A("Set a key here", "key", ["k"], onTrack((sc, t, s) => edits.setKey(sc.id, t.id, s.frame, s.box)),
    (s) => seen(s) && keyAt(s.track, s.frame) === null),
  clearKey: A("Remove the key here", "remove", ["Shift+Delete", "Shift+Backspace"],
    onTrack((sc, t, s) => edits.clearKey(sc.id, t.id, s.frame)),
    (s) => free(s) && s.track.keys.length > 1 && keyAt(s.track, s.frame) !== null),
  absent: A("Absent from here", "absent", ["x"], (s) => toggleAbsent(s), free),
  earlier: A("Copy box to earlier frames", "earlier", ["Shift+e"], propagate("preceding"), seen),
  all: A("Copy box to all frames", "all", ["Shift+a"], propagate("all"), seen),
  later: A("Copy box to later frames", "later", ["Shift+f"], propagate("following"), seen),
  smaller: A("Smaller on all frames", "smaller", ["["], resized(1 / 1.1), free),
  larger: A("Larger on all frames", "larger", ["]"], resized(1.1), free),
  simplify: A("Fewer keys, nearly the same motion", "key", [],
    onTrack((sc, t) => edits.simplifyTrack(sc.id, t.id, SIMPLIFIED_WITHIN)),
    (s) => free(s) && s.track.keys.length > 2),
  revert: A("Back to the keys as planned", "undo", [], onTrack((sc, t) => edits.revertTrack(sc.id, t.id)),
    (s) => free(s) && strayed(s.track)),
};

const strayed = ({ planned, keys }) =>
  planned.length > 0 && JSON.stringify(planned) !== JSON.stringify(keys);

function toggleAbsent(store) {
  const { scene: now } = store.state;
  const box = store.box === null ? lastSeen(store.track, store.frame) ?? DEFAULT_BOX : null;
  store.commit([edits.setKey(now.id, store.track.id, store.frame, box)]);
}

/** A box in the middle, as if it had been drawn: the way to add one by keyboard. */
export const proposeBox = (store) =>
  store.set({ tool: "select", proposal: { box: DEFAULT_BOX, open: true } });

/** Run an action if it is possible now; says whether it ran. */
export function run(store, name) {
  const action = ACTIONS[name];
  if (!action.when(store)) return false;
  action.run(store);
  return true;
}
