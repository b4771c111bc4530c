// One of the eight handles follows the pointer. On a whole track it changes every key's size.

import { resize, resizeFactors, roundBox, snapResize } from "../geometry.mjs";
import { scaleTrack, setKey } from "../edits.mjs";
import { others, snaps, tolerance } from "./common.mjs";

export function resizing(machine, start, handle) {
  const { store, surface } = machine;
  const scene = store.state.scene.id;
  const { track, frame, box } = store;
  const origin = surface.point(start);
  const rest = others(store, track.id);

  function follow(event) {
    const [x, y] = surface.point(event);
    const [dx, dy] = [x - origin[0], y - origin[1]];
    if (store.state.whole) {
      const factors = resizeFactors(box, handle, dx, dy);
      store.set({ live: scaleTrack(scene, track.id, ...factors) });
      return;
    }
    const raw = resize(box, handle, dx, dy);
    const snapped = snaps(store, event) ? snapResize(raw, handle, rest, tolerance(surface)) : null;
    const live = setKey(scene, track.id, frame, snapped?.box ?? roundBox(raw));
    store.set({ live, guides: snapped?.guides ?? [] });
  }

  return {
    name: "resizing",
    move: follow,
    up: () => machine.end(store.state.live === null ? [] : [store.state.live]),
  };
}
