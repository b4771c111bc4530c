// What surrounds the selected box: handles, ghosts of its neighbouring keys, its motion path,
// snap guides, and the box being drawn.

import { HANDLES, height, width } from "../geometry.mjs";
import { boxAt, neighbours } from "../tracks.mjs";
import { keyed, s, set } from "./dom.mjs";
import { colorOf } from "./overlay.mjs";

const WATCHED = ["view", "scene", "time", "zoom", "selected", "live", "guides", "ghosts", "proposal", "playing"];

const rectOf = (box, [w, h]) => ({
  x: box[0] * w, y: box[1] * h, width: width(box) * w, height: height(box) * h,
});

export class Chrome {
  constructor(store, stage, overlay) {
    this.store = store;
    this.stage = stage;
    this.overlay = overlay;
    this.halo = matchMedia("(pointer: coarse)").matches ? 44 : 20; // pixels that react to a press
    this.ghosts = s("g", { class: "vd-ghosts" });
    this.line = s("polyline", { class: "vd-path-line" });
    this.grip = s("polyline", { class: "vd-path-grip", "data-role": "path" });
    overlay.under.append(this.ghosts, this.line, this.grip);
    this.points = s("g", { class: "vd-points" });
    this.frame = s("rect", { class: "vd-selection" });
    this.handles = s("g", { class: "vd-handles" }, ...Object.keys(HANDLES).map((n) => this.handle(n)));
    this.guides = s("g", { class: "vd-guides" });
    this.proposal = s("rect", { class: "vd-proposal", "data-role": "proposal" });
    overlay.over.append(this.guides, this.frame, this.points, this.handles, this.proposal);
  }

  handle(name) {
    return s(
      "g",
      { class: "vd-handle", "data-role": "handle", "data-handle": name },
      s("rect", { class: "vd-halo", width: this.halo, height: this.halo }),
      s("rect", { class: "vd-knob", width: 9, height: 9, x: -4.5, y: -4.5, rx: 2 }),
    );
  }

  update(state, changed) {
    if (!WATCHED.some((name) => changed.has(name))) return;
    this.draw(state);
  }

  draw(state) {
    const track = this.store.track && this.store.shown(this.store.track);
    const box = track && !track.hidden ? boxAt(track, state.time) : null;
    const color = track ? colorOf(state.view, track.entity) : "";
    for (const layer of [this.overlay.under, this.overlay.over]) {
      if (layer.dataset.color !== color) {
        layer.dataset.color = color;
        layer.style.setProperty("--vd-color", color);
      }
    }
    this.select(track, box, state);
    this.path(track, box, state);
    this.guide(state);
    const { proposal } = state;
    set(this.proposal, { visibility: proposal ? "visible" : "hidden" });
    if (proposal) {
      set(this.proposal, { ...rectOf(proposal.box, this.stage.unit()), "data-box": proposal.box.join(",") });
    }
  }

  select(track, box, state) {
    const shown = box !== null && !state.playing;
    set(this.frame, { visibility: shown ? "visible" : "hidden" });
    const open = shown && !track.locked && state.tool === "select";
    set(this.handles, { visibility: open ? "visible" : "hidden" });
    if (!shown) return;
    const unit = this.stage.unit();
    const { x, y, width: w, height: h } = rectOf(box, unit);
    set(this.frame, { x, y, width: w, height: h });
    if (!open) return;
    const outward = (size) => Math.min(this.halo / 2, Math.max(0, this.halo / 2 - size / 4));
    for (const node of this.handles.children) {
      const [sx, sy] = HANDLES[node.dataset.handle];
      const roomy = (sx !== 0 || w > 2.4 * this.halo) && (sy !== 0 || h > 2.4 * this.halo);
      const [cx, cy] = [x + ((sx + 1) / 2) * w, y + ((sy + 1) / 2) * h];
      set(node, { transform: `translate(${cx} ${cy})`, visibility: roomy ? "inherit" : "hidden" });
      const [ox, oy] = [sx * outward(w), sy * outward(h)];
      set(node.firstChild, { x: ox - this.halo / 2, y: oy - this.halo / 2 });
    }
  }

  path(track, box, state) {
    const wanted = track && state.ghosts && !track.hidden && !state.playing;
    const keys = wanted ? track.keys.filter((key) => key.box !== null) : [];
    const moving = keys.length > 1;
    const points = moving ? this.course(track, state.scene) : "";
    set(this.line, { points });
    set(this.grip, { points });
    const dots = keyed(this.points, moving ? keys : [], (key) => String(key.frame), (key) =>
      s("g", { class: "vd-point", "data-role": "path-point", "data-frame": key.frame },
        s("circle", { class: "vd-halo", r: this.halo / 2 }), s("circle", { class: "vd-dot", r: 5 })));
    dots.forEach((dot, i) => {
      const [x, y] = this.overlay.centerPx(keys[i].box);
      set(dot, { transform: `translate(${x} ${y})`, "data-here": keys[i].frame === state.time });
    });
    const near = wanted ? neighbours(track, state.time) : { before: null, after: null };
    const ghosts = [near.before, near.after].filter(Boolean);
    const nodes = keyed(this.ghosts, ghosts, (key) => String(key.frame), () =>
      s("rect", { class: "vd-ghost", "data-role": "ghost" }));
    nodes.forEach((node, i) => {
      set(node, { ...rectOf(ghosts[i].box, this.stage.unit()), "data-frame": ghosts[i].frame });
    });
  }

  // The centres that the track passes through, at every key and rendered frame.
  course(track, scene) {
    const last = scene.layout_frames - 1;
    const times = new Set(track.keys.map((key) => key.frame));
    for (let i = 0; i <= 4 * last; i += 1) times.add(i / 4);
    return [...times].sort((a, b) => a - b).flatMap((time) => {
      const box = boxAt(track, time);
      return box ? [this.overlay.centerPx(box).map((v) => v.toFixed(1)).join(",")] : [];
    }).join(" ");
  }

  guide({ guides }) {
    const [w, h] = this.stage.unit();
    const nodes = keyed(this.guides, guides, (guide) => guide.join("-"), () => s("line"));
    nodes.forEach((node, i) => {
      const [axis, at] = guides[i];
      set(node, axis === 0
        ? { x1: at * w, x2: at * w, y1: 0, y2: h }
        : { x1: 0, x2: w, y1: at * h, y2: at * h });
    });
  }
}
