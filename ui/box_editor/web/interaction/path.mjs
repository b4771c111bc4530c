// The motion path follows the pointer: one of its keys (`frame`), or the whole of it (null).

import { move, roundBox, snapMove } from "../geometry.mjs";
import { moveTrack, setKey } from "../edits.mjs";
import { boxAt, keyAt } from "../tracks.mjs";
import { SLOP_PX, snaps, tolerance } from "./common.mjs";

export function path(machine, start, frame) {
  const { store, surface } = machine;
  const scene = store.state.scene.id;
  const { track } = store;
  const origin = surface.point(start);
  const at = frame ?? store.frame;
  const box = keyAt(track, at)?.box ?? boxAt(track, at) ?? track.keys.find((key) => key.box).box;
  let moved = false;

  function follow(event) {
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (track.locked || (!moved && far < SLOP_PX)) return;
    moved = true;
    const [x, y] = surface.point(event);
    const raw = move(box, x - origin[0], y - origin[1]);
    const to = snaps(store, event) ? snapMove(raw, [], tolerance(surface)).box : roundBox(raw);
    const live = frame === null
      ? moveTrack(scene, track.id, to[0] - box[0], to[1] - box[1])
      : setKey(scene, track.id, frame, to);
    store.set({ live });
  }

  function release() {
    const { live } = store.state;
    machine.end(live === null ? [] : [live]);
    if (!moved && frame !== null) store.set({ time: frame });
  }

  return { name: "path", move: follow, up: release };
}
