// Which interaction has the pointer. Each state is one file that makes {name, move, up, cancel};
// a gesture is a snapshot plus a delta, shown as `state.live`, and cancelling drops it.

import { idle } from "./idle.mjs";

export class Machine {
  /** `surface`: {point(event) -> [x, y] in plan units, unit() -> pixels of [width, height], capture(event), pan(dx, dy)} */
  constructor(store, surface) {
    this.store = store;
    this.surface = surface;
    this.pointer = null; // id of the pointer that a gesture follows
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
    if (this.pointer !== null || (event.button ?? 0) > 1) return; // a second finger, a context menu
    this.finish();
    this.state.down(event);
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    if (event.pointerType === "mouse" && event.buttons === 0) {
      this.cancel(); // the button went up where no event could reach us
      return;
    }
    this.state.move?.(event);
  }

  up(event) {
    if (event.pointerId === this.pointer) this.state.up?.(event);
  }

  /** The pointer is gone: lost capture, pointercancel, the window lost focus. */
  lost(event = null) {
    if (event === null || event.pointerId === this.pointer) this.cancel();
  }
}
