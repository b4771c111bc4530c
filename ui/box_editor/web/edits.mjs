// Edits as core.plan.edits reads them, and their effect on one scene until Python answers.
// The effect is only a bridge of some tens of milliseconds: the answer is what counts. Pure.

import { move, round, roundBox, scale } from "./geometry.mjs";
import { boxAt } from "./tracks.mjs";

export const setKey = (scene, track, frame, box, easing) => ({
  kind: "set_key", scene, track, frame, box: box && roundBox(box), ...(easing ? { easing } : {}),
});
export const clearKey = (scene, track, frame) => ({ kind: "clear_key", scene, track, frame });
export const addTrack = (scene, entity, box, frame, id) => ({
  kind: "add_track", scene, entity, box: roundBox(box), frame, id,
});
export const removeTrack = (scene, track) => ({ kind: "remove_track", scene, track });
export const copyBox = (scene, track, frame, scope) => ({
  kind: "copy_box", scene, track, frame, scope,
});
export const copyTrack = (scene, track, toScene, id) => ({
  kind: "copy_track", scene, track, to_scene: toScene, id,
});
export const moveTrack = (scene, track, dx, dy) => ({
  kind: "move_track", scene, track, dx: round(dx), dy: round(dy),
});
export const scaleTrack = (scene, track, factorX, factorY) => ({
  kind: "scale_track", scene, track, factor_x: round(factorX), factor_y: round(factorY),
});
export const simplifyTrack = (scene, track, tolerance) => ({
  kind: "simplify_track", scene, track, tolerance,
});
export const revertTrack = (scene, track) => ({ kind: "revert_track", scene, track });
export const setFlags = (scene, track, flags) => ({
  kind: "set_track_flags", scene, track, ...flags,
});
export const orderTrack = (scene, track, to) => ({ kind: "order_track", scene, track, to });

/** An id that no track of the scene has, numbered as Python would. */
export function freshId(scene) {
  const numbers = scene.tracks.map((track) => Number(/^track-(\d{1,9})$/.exec(track.id)?.[1] ?? 0));
  return `track-${Math.max(0, ...numbers) + 1}`;
}

const byFrame = (a, b) => a.frame - b.frame;
const easingAt = (track, frame) => track.keys.filter((k) => k.frame <= frame).at(-1)?.easing;
const still = (frame, box, easing = "linear") => ({ frame, box, easing, source: "person" });

function withKey(track, frame, box, easing) {
  const key = still(frame, box, easing ?? easingAt(track, frame));
  const keys = [...track.keys.filter((k) => k.frame !== frame), key].sort(byFrame);
  return { ...track, keys };
}

function withoutKey(track, frame) {
  if (track.keys.length < 2) return track;
  return { ...track, keys: track.keys.filter((key) => key.frame !== frame) };
}

function withCopies(track, frame, scope) {
  const box = boxAt(track, frame);
  const here = still(frame, box, easingAt(track, frame));
  const before = track.keys.filter((key) => key.frame < frame);
  const after = track.keys.filter((key) => key.frame > frame);
  if (scope === "all") return { ...track, keys: [still(0, box)] };
  if (scope === "following") return { ...track, keys: [...before, here] };
  return { ...track, keys: [...(frame > 0 ? [still(0, box)] : []), here, ...after] };
}

const mapBoxes = (track, change) => ({
  ...track, keys: track.keys.map((key) => ({ ...key, box: key.box && change(key.box) })),
});

// The whole path moves as far as all of its boxes can.
function moved(track, dx, dy) {
  const boxes = track.keys.flatMap((key) => (key.box === null ? [] : [key.box]));
  const hull = [0, 1].map((i) => Math.min(...boxes.map((b) => b[i])))
    .concat([2, 3].map((i) => Math.max(...boxes.map((b) => b[i]))));
  const to = move(hull, dx, dy);
  const shift = (box) => move(box, to[0] - hull[0], to[1] - hull[1]);
  return mapBoxes(track, (box) => roundBox(shift(box)));
}

const CHANGES = {
  set_key: (track, e) => withKey(track, e.frame, e.box, e.easing),
  clear_key: (track, e) => withoutKey(track, e.frame),
  copy_box: (track, e) => withCopies(track, e.frame, e.scope),
  move_track: (track, e) => moved(track, e.dx, e.dy),
  scale_track: (track, e) => mapBoxes(track, (box) => roundBox(scale(box, e.factor_x, e.factor_y))),
  set_track_flags: (track, e) => ({
    ...track, locked: e.locked ?? track.locked, hidden: e.hidden ?? track.hidden,
  }),
};

function added(scene, edit) {
  const instance = scene.tracks.filter((track) => track.entity === edit.entity).length;
  const track = {
    id: edit.id, entity: edit.entity, instance, planned: [], locked: false, hidden: false,
    keys: [still(edit.frame, edit.box)],
  };
  return { ...scene, tracks: [...scene.tracks, track] };
}

function ordered(scene, edit) {
  const track = scene.tracks.find((t) => t.id === edit.track);
  const rest = scene.tracks.filter((t) => t !== track);
  return { ...scene, tracks: [...rest.slice(0, edit.to), track, ...rest.slice(edit.to)] };
}

/** The scene as it will look after `edit`; the same scene where the edit is not about it. */
export function preview(scene, edit) {
  if (scene === null || edit.scene !== scene.id) return scene;
  if (edit.kind === "add_track") return added(scene, edit);
  if (!scene.tracks.some((track) => track.id === edit.track)) return scene;
  if (edit.kind === "remove_track") {
    return { ...scene, tracks: scene.tracks.filter((track) => track.id !== edit.track) };
  }
  if (edit.kind === "order_track") return ordered(scene, edit);
  const tracks = scene.tracks.map((track) => previewTrack(track, edit));
  return { ...scene, tracks };
}

/** One track as it will look after `edit`; itself where the edit is not about it, or is null. */
export function previewTrack(track, edit) {
  const change = edit !== null && edit.track === track.id ? CHANGES[edit.kind] : undefined;
  return change === undefined ? track : change(track, edit);
}
