// Playback: the playhead goes through the rendered frames at the scene's pace.

import { renderedAt, timeOf } from "./tracks.mjs";

export class Player {
  #since = 0; // when frame #from was shown
  #from = 0;
  #request = null;

  constructor(store) {
    this.store = store;
  }

  update(state, changed) {
    if (!changed.has("playing")) return;
    if (!state.playing) {
      cancelAnimationFrame(this.#request);
      this.#request = null;
      return;
    }
    const { scene, time } = state;
    const last = scene.frame_count - 1;
    const index = renderedAt(scene, time);
    this.#from = index >= last ? 0 : index;
    this.#since = performance.now();
    this.#request = requestAnimationFrame((now) => this.#step(now));
  }

  #step(now) {
    const { scene, playing, loop } = this.store.state;
    if (!playing || scene === null) return;
    const ahead = Math.floor(((now - this.#since) / 1000) * scene.fps);
    const index = this.#from + Math.max(ahead, 0);
    const over = index > scene.frame_count - 1;
    if (over && !loop) {
      this.store.set({ time: timeOf(scene, scene.frame_count - 1), playing: false });
      return;
    }
    this.store.set({ time: timeOf(scene, index % scene.frame_count) });
    this.#request = requestAnimationFrame((next) => this.#step(next));
  }
}
