// Two fingers: the picture grows and shrinks about the point between them, and goes with it.

import { clamp } from "../geometry.mjs";

const [ZOOM_LEAST, ZOOM_MOST] = [1, 8];

const between = ([a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const apart = ([a, b]) => Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));

/** `fingers`: [[clientX, clientY], [clientX, clientY]]; so is what `fingers` of the state gets. */
export function pinching(machine, fingers) {
  const { store, surface } = machine;
  const [zoom, distance] = [store.state.zoom, apart(fingers)];
  let last = between(fingers);

  return {
    name: "pinching",
    fingers(now) {
      const middle = between(now);
      surface.zoomAt(clamp((zoom * apart(now)) / distance, ZOOM_LEAST, ZOOM_MOST), ...last);
      surface.pan(last[0] - middle[0], last[1] - middle[1]);
      last = middle;
    },
  };
}
