// A new box between two corners. It becomes an edit when its entity is chosen (view/chooser).

import { fromCorners, roundBox, snapPoint } from "../geometry.mjs";
import { others, SLOP_PX, snaps, tolerance } from "./common.mjs";

export function drawing(machine, start) {
  const { store, surface } = machine;
  const rest = others(store, null);
  const corner = (event) => {
    const [x, y] = surface.point(event);
    return snaps(store, event) ? snapPoint(x, y, rest, tolerance(surface)) : [x, y];
  };
  const first = corner(start);
  let box = null;

  function follow(event) {
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (box === null && far < SLOP_PX) return;
    box = roundBox(fromCorners(...first, ...corner(event)));
    store.set({ proposal: { box, open: false } });
  }

  function release() {
    const drawn = box;
    machine.end();
    if (drawn !== null) store.set({ tool: "select", proposal: { box: drawn, open: true } });
  }

  return {
    name: "drawing",
    move: follow,
    up: release,
    cancel: () => store.set({ proposal: null }),
  };
}
