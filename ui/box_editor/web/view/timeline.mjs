// Time under the stage: transport, a ruler of layout frames and rendered frames, and a lane for
// each track with its keys and the stretches where it is seen.

import { seek, stepRendered } from "../actions.mjs";
import { clamp } from "../geometry.mjs";
import { setFlags, setKey } from "../edits.mjs";
import { boxAt, keyAt, renderedAt, spans, timeOf, title } from "../tracks.mjs";
import { actionButton, refresh } from "./buttons.mjs";
import { h, keyed, set, text } from "./dom.mjs";
import { icon, swapIcon } from "./icons.mjs";
import { colorOf } from "./overlay.mjs";

const at = (time, last) => `${(100 * time) / last}%`;

export class Timeline {
  constructor(store, machine) {
    this.store = store;
    this.machine = machine;
    this.play = actionButton(store, machine, "play", { label: "Play" });
    this.clock = h("output", { class: "vd-clock" });
    const transport = h("div", { class: "vd-transport", role: "group", "aria-label": "Playback" },
      actionButton(store, machine, "previousKey"), actionButton(store, machine, "previousFrame"), this.play,
      actionButton(store, machine, "nextFrame"), actionButton(store, machine, "nextKey"),
      actionButton(store, machine, "loop"), this.clock);
    this.marks = h("div", { class: "vd-marks" });
    this.ticks = h("div", { class: "vd-ticks" });
    this.head = h("div", { class: "vd-playhead" });
    this.ruler = h("div", {
      class: "vd-ruler", role: "slider", tabindex: "0", "aria-label": "Layout frame", "aria-valuemin": 1,
    }, this.marks, this.ticks, this.head);
    this.lanes = h("div", { class: "vd-lanes", role: "list", "aria-label": "Tracks" });
    this.root = h("section", { class: "vd-timeline", "aria-label": "Timeline" }, transport,
      h("div", { class: "vd-scale" }, h("div", { class: "vd-corner", "aria-hidden": "true" }, "Frames"), this.ruler), this.lanes);
    this.listen();
  }

  listen() {
    const scrub = (event) => this.scrub(event);
    this.ruler.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.machine.finish();
      this.ruler.setPointerCapture(event.pointerId);
      scrub(event);
      this.ruler.addEventListener("pointermove", scrub);
    });
    const stop = () => this.ruler.removeEventListener("pointermove", scrub);
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) this.ruler.addEventListener(name, stop);
    this.ruler.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (by === undefined || !this.store.state.scene) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) stepRendered(this.store, by);
      else seek(this.store, by < 0 ? Math.ceil(this.store.state.time) - 1 : Math.floor(this.store.state.time) + 1);
    });
  }

  // The upper half of the ruler goes by layout frames, the lower one by rendered frames.
  scrub(event) {
    const { scene } = this.store.state;
    if (!scene) return;
    if (event.type === "pointermove" && event.buttons === 0) {
      this.ruler.releasePointerCapture(event.pointerId);
      return;
    }
    if (event.type === "pointerdown") this.fine = event.clientY > this.ticks.getBoundingClientRect().top;
    const { left, width } = this.marks.getBoundingClientRect();
    const last = scene.layout_frames - 1;
    const time = clamp((event.clientX - left) / width, 0, 1) * last;
    this.store.set({ playing: false, time: this.fine ? timeOf(scene, renderedAt(scene, time)) : Math.round(time) });
  }

  update(state, changed) {
    if (changed.has("live") && changed.size <= 2) return;
    const { scene } = state;
    set(this.root, { "data-none": scene === null });
    if (scene === null) return;
    if (changed.has("scene") || changed.has("view")) {
      this.scale(scene);
      this.rows(state);
    }
    if (changed.has("selected") || changed.has("scene")) this.select(state);
    if (["time", "scene", "playing"].some((name) => changed.has(name))) this.point(state);
    refresh(this.store, this.root);
  }

  scale(scene) {
    const last = scene.layout_frames - 1;
    const frames = Array.from({ length: scene.layout_frames }, (_, i) => i);
    keyed(this.marks, frames, String, (i) => h("span", { class: "vd-mark" }, String(i + 1)))
      .forEach((node, i) => { node.style.left = at(i, last); });
    const rendered = Array.from({ length: scene.frame_count }, (_, i) => i);
    keyed(this.ticks, rendered, String, () => h("span", { class: "vd-tick" }))
      .forEach((node, i) => { node.style.left = at(timeOf(scene, i), last); });
    set(this.ruler, { "aria-valuemax": scene.layout_frames });
  }

  point({ scene, time, playing }) {
    const last = scene.layout_frames - 1;
    const index = renderedAt(scene, time);
    this.root.style.setProperty("--vd-time", String(time / last));
    [...this.ticks.children].forEach((node, i) => set(node, { "data-here": i === index }));
    [...this.marks.children].forEach((node, i) => set(node, { "data-here": i === Math.round(time) }));
    const seconds = (index / scene.fps).toFixed(2);
    text(this.clock, `Frame ${Math.round(time) + 1} of ${scene.layout_frames} · picture ${index + 1} of ${scene.frame_count} · ${seconds} s`);
    set(this.ruler, {
      "aria-valuenow": Math.round(time) + 1, "data-time": time,
      "aria-valuetext": `Frame ${Math.round(time) + 1} of ${scene.layout_frames}, picture ${index + 1} of ${scene.frame_count}`,
    });
    swapIcon(this.play, playing ? "pause" : "play");
    set(this.play, { "aria-label": playing ? "Pause" : "Play", title: playing ? "Pause (Space)" : "Play (Space)" });
  }

  rows(state) {
    const tracks = [...state.scene.tracks].reverse(); // in front is on top
    const rows = keyed(this.lanes, tracks, (track) => track.id, (track) => this.row(track.id));
    rows.forEach((row, i) => this.fill(row, tracks[i], state));
  }

  row(id) {
    const { store } = this;
    const now = () => store.state.scene.tracks.find((track) => track.id === id);
    const name = h("button", { type: "button", class: "vd-track-name" }, h("span", { class: "vd-dot-color" }), h("span", { class: "vd-track-text", dir: "auto" }));
    name.addEventListener("click", () => store.set({ selected: id }));
    const flag = (field, symbol) => {
      const button = h("button", { type: "button", class: "vd-button vd-small", "data-flag": field }, icon(symbol));
      button.addEventListener("click", () => {
        this.machine.finish();
        store.commit([setFlags(store.state.scene.id, id, { [field]: !now()[field] })]);
      });
      return button;
    };
    const bars = h("div", { class: "vd-bars" });
    const keys = h("div", { class: "vd-keys" });
    const lane = h("div", { class: "vd-lane", "data-role": "lane" }, bars, keys);
    lane.addEventListener("click", (event) => {
      const { left, width } = keys.getBoundingClientRect();
      const last = store.state.scene.layout_frames - 1;
      const frame = event.target.closest("[data-role=key]")?.dataset.frame ?? Math.round(((event.clientX - left) / width) * last);
      store.set({ selected: id });
      seek(store, Number(frame));
    });
    lane.addEventListener("dblclick", () => {
      const track = now();
      const box = boxAt(track, store.frame);
      if (!track.locked && !keyAt(track, store.frame)) store.commit([setKey(store.state.scene.id, id, store.frame, box)]);
    });
    return h("div", { class: "vd-track", role: "listitem", "data-role": "track", "data-track": id },
      h("div", { class: "vd-track-head" }, name, flag("locked", "unlock"), flag("hidden", "eye")), lane);
  }

  fill(row, track, { scene, view }) {
    const last = scene.layout_frames - 1;
    const name = title(scene, track);
    row.style.setProperty("--vd-color", colorOf(view, track.entity));
    set(row, { "data-hidden": track.hidden, "data-locked": track.locked });
    text(row.querySelector(".vd-track-text"), name);
    set(row.querySelector(".vd-track-name"), { title: name, "aria-label": `Select ${name}` });
    for (const [field, on, off, icons] of [["locked", "Unlock", "Lock", ["lock", "unlock"]], ["hidden", "Show", "Hide", ["hidden", "eye"]]]) {
      const button = row.querySelector(`[data-flag=${field}]`);
      set(button, { "aria-label": `${track[field] ? on : off} ${name}`, title: track[field] ? on : off, "data-on": track[field] });
      swapIcon(button, icons[track[field] ? 0 : 1]);
    }
    const seen = spans(track, last);
    keyed(row.querySelector(".vd-bars"), seen, (span) => span.join("-"), () => h("span", { class: "vd-bar", "data-role": "span" }))
      .forEach((node, i) => {
        node.style.left = at(seen[i][0], last);
        node.style.width = at(seen[i][1] - seen[i][0], last);
      });
    keyed(row.querySelector(".vd-keys"), track.keys, (key) => String(key.frame), (key) =>
      h("button", { type: "button", class: "vd-key", tabindex: "-1", "data-role": "key", "data-frame": key.frame }))
      .forEach((node, i) => {
        const key = track.keys[i];
        node.style.left = at(key.frame, last);
        const what = `${key.box ? "Key" : "Absent"} on frame ${key.frame + 1}, ${key.source === "person" ? "set by hand" : "planned"}`;
        set(node, { "data-source": key.source, "data-easing": key.easing, "data-absent": key.box === null, "aria-label": what, title: what });
      });
  }

  select({ selected }) {
    for (const row of this.lanes.children) {
      set(row, { "data-selected": row.dataset.track === selected });
      set(row.querySelector(".vd-track-name"), { "aria-pressed": String(row.dataset.track === selected) });
    }
  }
}
