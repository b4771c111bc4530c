// A box follows the pointer. A press without a move is a click: on the selected box it
// takes the next one of those that overlap there.

import { move, pick, roundBox, sameBox, snapMove } from "../geometry.mjs";
import { boxAt } from "../tracks.mjs";
import { moveTrack, setKey } from "../edits.mjs";
import { others, SLOP_PX, snaps, tolerance } from "./common.mjs";

export function dragging(machine, start, track, wasSelected) {
  const { store, surface } = machine;
  const scene = store.state.scene.id;
  const frame = store.frame;
  const origin = surface.point(start);
  const box = boxAt(track, frame);
  const rest = others(store, track.id);
  let moved = false;

  function follow(event) {
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    moved ||= far >= SLOP_PX;
    if (track.locked || !moved) return;
    const [x, y] = surface.point(event);
    const raw = move(box, x - origin[0], y - origin[1]);
    const snapped = snaps(store, event) ? snapMove(raw, rest, tolerance(surface)) : null;
    const to = snapped?.box ?? roundBox(raw);
    const live = store.state.whole
      ? moveTrack(scene, track.id, to[0] - box[0], to[1] - box[1])
      : setKey(scene, track.id, frame, to);
    store.set({ live: sameBox(to, box) ? null : live, guides: snapped?.guides ?? [] });
  }

  function release(event) {
    const { live } = store.state;
    machine.end(live === null ? [] : [live]);
    if (moved || !wasSelected) return;
    const [x, y] = surface.point(event);
    store.set({ selected: pick(store.visible(), x, y, track.id, true) });
  }

  return { name: "dragging", move: follow, up: release };
}
