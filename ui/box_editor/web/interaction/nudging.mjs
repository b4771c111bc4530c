// Arrow keys move or resize the selected box; a run of presses is one edit.

import { move, resize, roundBox } from "../geometry.mjs";
import { moveTrack, scaleTrack, setKey } from "../edits.mjs";

const REST_MS = 400; // so long after the last press the run is over
export const STEP = 0.01;

/** Move (or with `size`, resize at the lower right) the selected box by a step; joins a run. */
export function nudge(machine, dx, dy, size = false) {
  const { store } = machine;
  store.set({ playing: false, time: store.frame });
  const same = machine.state.name === "nudging" && machine.state.size === size;
  if (!same) machine.finish(); // a run of the other kind counts before this one begins
  const { track } = store;
  if (!track || track.locked || store.box === null) return false;
  if (!same) machine.begin(nudging(machine, track, size));
  machine.state.step(dx, dy);
  return true;
}

function nudging(machine, track, size) {
  const { store } = machine;
  const scene = store.state.scene.id;
  const { frame, box } = store;
  let [x, y] = [0, 0];
  let timer = null;

  function edit() {
    const to = roundBox(size ? resize(box, "se", x, y) : move(box, x, y));
    if (!store.state.whole) return setKey(scene, track.id, frame, to);
    if (!size) return moveTrack(scene, track.id, to[0] - box[0], to[1] - box[1]);
    const factor = (low, high) => (to[high] - to[low]) / (box[high] - box[low]);
    return scaleTrack(scene, track.id, factor(0, 2), factor(1, 3));
  }

  function finish() {
    clearTimeout(timer);
    const { live } = store.state;
    machine.end(live === null ? [] : [live]);
  }

  return {
    name: "nudging",
    size,
    step(dx, dy) {
      [x, y] = [x + dx, y + dy];
      store.set({ live: edit() });
      clearTimeout(timer);
      timer = setTimeout(finish, REST_MS);
    },
    finish,
    cancel: () => clearTimeout(timer),
  };
}
