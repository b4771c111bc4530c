// What the gestures share: how far a click may slip, when to snap and to what.

export const SLOP_PX = 3;
const SNAP_PX = 6; // how near another box's line attracts

/** Alt turns snapping off while it is on, and on while it is off. */
export const snaps = (store, event) => store.state.snap !== event.altKey;

/** Boxes other than `id` that are seen now. */
export const others = (store, id) =>
  store.visible().filter((item) => item.id !== id).map((item) => item.box);

/** The attraction of other boxes in plan units. */
export const tolerance = (surface) => SNAP_PX / Math.max(...surface.unit());
