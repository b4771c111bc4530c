// What the editor shows: Python's last view, edits that are under way, and how it is looked at.
// Owns no DOM. Truth stays in Python; a drag in progress is the one thing that lives here.

import { clamp } from "./geometry.mjs";
import { preview, previewTrack } from "./edits.mjs";
import { Outbox } from "./outbox.mjs";
import { boxAt, trackOf } from "./tracks.mjs";

const START = {
  view: null, scene: null, time: 0, selected: null,
  tool: "select", // or "draw"
  live: null, // the edit that a gesture in progress would make
  guides: [], proposal: null, // proposal: the box drawn, waiting for its entity
  snap: true, whole: false, ghosts: true, playing: false, loop: true, zoom: 1,
  notice: null, clipboard: null, saving: false, help: false,
  gesture: null,
};

export class Store {
  #listeners = [];
  #held = null; // the newest view that came during a gesture
  #wanted = null; // a track to select once it is there

  constructor(post, clock = globalThis) {
    this.state = { ...START };
    this.outbox = new Outbox(post, () => this.#lost(), clock);
  }

  /** Name of the interaction in progress, or null; the machine sets it. */
  get gesture() {
    return this.state.gesture;
  }

  set gesture(name) {
    this.set({ gesture: name });
  }

  /** `listener(state, changed)` after every change; `changed` is a Set of names of `state`. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** Tell everything to everybody once, so that each part draws its beginning. */
  start() {
    const all = new Set(Object.keys(this.state));
    for (const listener of this.#listeners) listener(this.state, all);
  }

  set(patch) {
    const changed = new Set(Object.keys(patch).filter((k) => this.state[k] !== patch[k]));
    if (changed.size === 0) return;
    this.state = { ...this.state, ...patch };
    for (const listener of this.#listeners) listener(this.state, changed);
  }

  /** A view from Python. During a gesture it waits; of one that was overtaken only the answer counts. */
  receive(view) {
    const { view: last, scene } = this.state;
    const same = last !== null && view.project === last.project && view.scene?.id === scene?.id;
    if (same && view.revision < last.revision) return;
    const newest = this.#held ?? last;
    const late = (view.serial ?? 0) < (newest?.serial ?? 0);
    const next = late ? { ...newest, ack: view.ack, error: view.error } : view;
    if (this.gesture !== null) this.#held = next;
    else this.#apply(next);
  }

  /** The gesture is over: what came meanwhile counts now. */
  release() {
    this.gesture = null;
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#apply(held);
  }

  #apply(view) {
    const before = this.state.scene;
    this.outbox.answered(view.ack ?? null, view.revision);
    const scene = this.#optimistic(view.scene);
    const patch = { view, scene, notice: view.error ?? null, saving: this.outbox.busy };
    if (before?.id !== scene?.id) {
      Object.assign(patch, { time: view.frame, selected: null, playing: false, proposal: null });
    } else {
      const wanted = trackOf(scene, this.#wanted);
      patch.selected = (trackOf(scene, this.state.selected) ?? wanted)?.id ?? null;
      if (wanted) this.#wanted = null;
    }
    if (scene) patch.time = clamp(patch.time ?? this.state.time, 0, scene.layout_frames - 1);
    this.set(patch);
  }

  #optimistic(scene) {
    return this.outbox.edits.reduce(preview, scene);
  }

  get selection() {
    return { track: this.state.selected, frame: this.frame };
  }

  /** The layout frame that an edit is about: the one nearest to the playhead. */
  get frame() {
    return Math.round(this.state.time);
  }

  get track() {
    return trackOf(this.state.scene, this.state.selected);
  }

  /** A track of the scene as the gesture in progress leaves it. */
  shown(track) {
    return previewTrack(track, this.state.live);
  }

  /** Tracks a pointer can reach now, back to front: [{id, box, track}]. */
  visible() {
    const { scene, time } = this.state;
    return (scene?.tracks ?? [])
      .filter((track) => !track.hidden)
      .map((track) => ({ id: track.id, track, box: boxAt(this.shown(track), time) }))
      .filter((item) => item.box !== null);
  }

  /** The selected box on the current layout frame, or null. */
  get box() {
    return this.track && boxAt(this.track, this.frame);
  }

  /** Edits leave for Python, and show at once. */
  commit(edits, request = null) {
    if (edits.length === 0 && request === null) return;
    this.outbox.add(edits, this.selection, request);
    const scene = this.#optimistic(this.state.view?.scene ?? null);
    const added = edits.find((edit) => edit.id !== undefined)?.id;
    if (added !== undefined) this.#wanted = added; // a copy is there when Python says so
    const selected = trackOf(scene, added ?? this.state.selected)?.id ?? null;
    this.set({ scene, selected, saving: true, notice: null });
  }

  ask(request) {
    this.commit([], request);
  }

  #lost() {
    this.set({
      scene: this.state.view?.scene ?? null, saving: false,
      notice: "The studio did not answer, so the last change is not kept. Please try it again.",
    });
  }
}
