// Which interaction has the pointer. Each state is one file that makes {name, move, up, cancel};
// a gesture is a snapshot plus a delta, shown as `state.live`, and cancelling drops it.

import { idle } from "./idle.mjs";
import { pinching } from "./pinching.mjs";

export class Machine {
  /** `surface`: {point(event) -> [x, y] in plan units, unit() -> pixels of [width, height],
   *  capture(event), pan(dx, dy), zoomAt(zoom, clientX, clientY), scroll(dy)} */
  constructor(store, surface) {
    this.store = store;
    this.surface = surface;
    this.pointer = null; // id of the pointer that a gesture follows
    this.touches = new Map(); // where each finger is: id -> [clientX, clientY]
    this.state = idle(this);
  }

  get busy() {
    return this.state.name !== "idle";
  }

  /** Begin a gesture; views from Python wait until it is over. */
  begin(state, event = null) {
    this.finish();
    this.state = state;
    this.store.gesture = state.name;
    if (event !== null) {
      this.pointer = event.pointerId;
      this.surface.capture(event);
    }
  }

  /** Back to idle; then the edits of the gesture leave, on top of what came meanwhile. */
  end(edits = []) {
    this.pointer = null;
    this.state = idle(this);
    this.store.set({ live: null, guides: [] });
    this.store.release();
    this.store.commit(edits.filter((edit) => edit.scene === this.store.state.scene?.id));
  }

  /** What is under way counts as done (only key presses are; a pointer gesture is dropped). */
  finish() {
    if (this.state.finish) this.state.finish();
    else this.cancel();
  }

  cancel() {
    if (!this.busy) return;
    this.state.cancel?.();
    this.end();
  }

  down(event) {
    if (event.pointerType === "touch") this.#touch(event);
    const more = this.state.fingers || this.pointer !== null; // one more finger
    if (more || (event.button ?? 0) > 1) return;
    this.finish();
    this.state.down(event);
  }

  // The second finger turns whatever the first one did into a pinch.
  #touch(event) {
    if (event.isPrimary) this.touches.clear(); // the first finger of a new gesture
    this.touches.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.touches.size !== 2) return;
    this.surface.capture(event);
    this.begin(pinching(this, [...this.touches.values()]));
    this.pointer = null;
  }

  #lift(event) {
    if (!this.touches.delete(event.pointerId) || !this.state.fingers) return;
    if (this.touches.size < 2) this.end();
  }

  move(event) {
    if (this.touches.has(event.pointerId)) {
      this.touches.set(event.pointerId, [event.clientX, event.clientY]);
      this.state.fingers?.([...this.touches.values()].slice(0, 2));
    }
    if (event.pointerId !== this.pointer) return;
    if (event.pointerType === "mouse" && event.buttons === 0) {
      this.cancel(); // the button went up where no event could reach us
      return;
    }
    this.state.move?.(event);
  }

  up(event) {
    this.#lift(event);
    if (event.pointerId === this.pointer) this.state.up?.(event);
  }

  /** The pointer is gone: lost capture, pointercancel, the window lost focus. */
  lost(event = null) {
    if (event === null) this.touches.clear();
    else this.#lift(event);
    if (event === null || event.pointerId === this.pointer) this.cancel();
  }
}
