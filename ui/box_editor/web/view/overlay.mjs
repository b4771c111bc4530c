// The boxes as SVG, back to front: each a named button that carries its plan coordinates.

import { center, height, width } from "../geometry.mjs";
import { keyAt, title } from "../tracks.mjs";
import { keyed, s, set, text } from "./dom.mjs";

const TAG_PX = 20;
const PATIENCE = 26; // characters of a name shown on a box

const percent = (value) => `${Math.round(value * 100)} %`;

/** Readable text on a colour: black or white, whichever contrasts more. */
export function inkOn(color) {
  const probe = inkOn.probe ??= document.createElement("canvas").getContext("2d");
  probe.fillStyle = "#888888";
  probe.fillStyle = color;
  const hex = /^#(..)(..)(..)/.exec(probe.fillStyle);
  if (hex === null) return "#fff";
  const [r, g, b] = hex.slice(1).map((part) => {
    const c = parseInt(part, 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#10141a" : "#ffffff";
}

export function colorOf(view, entity) {
  return view?.entities.find((one) => one.name === entity)?.color ?? "#7a8594";
}

export class Overlay {
  constructor(store, stage) {
    this.store = store;
    this.stage = stage;
    this.grid = s("path", { class: "vd-grid", "aria-hidden": "true" });
    this.under = s("g", { class: "vd-under", "aria-hidden": "true" }); // ghosts, path line
    this.boxes = s("g", { class: "vd-boxes" });
    this.over = s("g", { class: "vd-over", "aria-hidden": "true" }); // handles, guides, points
    stage.svg.append(this.grid, this.under, this.boxes, this.over);
    this.nodes = new Map();
  }

  update(state, changed) {
    const all = ["view", "scene", "time", "zoom"].some((name) => changed.has(name));
    if (all) this.all();
    else if (changed.has("live")) this.place(this.store.visible().find((i) => this.isLive(i)));
    if (all || changed.has("selected")) this.mark();
    if (changed.has("live") && state.live === null && !all) this.all();
  }

  isLive(item) {
    return item.id === this.store.state.live?.track;
  }

  resized() {
    const [w, h] = this.stage.unit();
    const lines = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
    set(this.grid, {
      d: lines.map((v) => `M${v * w} 0V${h}M0 ${v * h}H${w}`).join(""),
    });
    this.all();
  }

  all() {
    const items = this.store.visible();
    const focused = this.boxes.contains(document.activeElement);
    const nodes = keyed(this.boxes, items, (item) => item.id, () => this.make());
    this.nodes = new Map(items.map((item, i) => [item.id, nodes[i]]));
    for (const item of items) {
      this.dress(item);
      this.place(item);
    }
    this.mark();
    if (focused && !this.boxes.contains(document.activeElement)) this.focus();
  }

  /** Give the selected box, else the stage, the keyboard. */
  focus() {
    (this.nodes.get(this.store.state.selected) ?? this.stage.svg).focus({ preventScroll: true });
  }

  make() {
    const group = s(
      "g",
      { class: "vd-box", "data-role": "box", role: "button", tabindex: "0" },
      s("rect", { class: "vd-box-area" }),
      s("g", { class: "vd-tag" }, s("rect", { height: TAG_PX, rx: 4 }), s("text", { y: 14, x: 7 })),
    );
    group.addEventListener("focus", () => {
      if (this.store.gesture === null) this.store.set({ selected: group.dataset.track });
    });
    return group;
  }

  // What does not change while a box moves: its colours, name and description.
  dress({ id, track, box }) {
    const node = this.nodes.get(id);
    const { view, scene } = this.store.state;
    const color = colorOf(view, track.entity);
    const name = title(scene, track);
    const key = keyAt(track, this.store.frame);
    set(node, { "data-track": id, "data-entity": track.entity, "data-locked": track.locked });
    if (node.dataset.color !== color) {
      node.dataset.color = color;
      node.style.setProperty("--vd-color", color);
      node.style.setProperty("--vd-ink", inkOn(color));
    }
    const place = `left ${percent(box[0])}, top ${percent(box[1])}, width ${percent(width(box))}, height ${percent(height(box))}`;
    const notes = [track.locked ? "locked" : "", key ? "key" : "between keys"].filter(Boolean);
    set(node, { "aria-label": `${name}: ${place}, ${notes.join(", ")}`, "data-key-here": key !== null });
    const short = [...name].length > PATIENCE ? `${[...name].slice(0, PATIENCE - 1).join("")}…` : name;
    const label = node.querySelector("text");
    if (label.textContent !== short) {
      text(label, short);
      const wide = Math.ceil(label.getComputedTextLength?.() ?? short.length * 7) + 14;
      set(node.querySelector(".vd-tag rect"), { width: wide });
      node.dataset.tag = wide;
    }
  }

  place(item) {
    const node = item && this.nodes.get(item.id);
    if (!node) return;
    const { box } = item;
    const [w, h] = this.stage.unit();
    const [x, y] = [box[0] * w, box[1] * h];
    set(node, { "data-box": box.map((v) => Number(v.toFixed(6))).join(",") });
    set(node.firstChild, { x, y, width: width(box) * w, height: height(box) * h });
    const wide = Number(node.dataset.tag ?? 0);
    const inside = y < TAG_PX + 2;
    const left = Math.max(0, Math.min(x, w - wide));
    set(node.lastChild, { transform: `translate(${left} ${inside ? y : y - TAG_PX - 1})` });
  }

  mark() {
    const { selected } = this.store.state;
    for (const [id, node] of this.nodes) {
      set(node, { "data-selected": id === selected, "aria-pressed": String(id === selected) });
    }
  }

  /** Pixel centre of a box, for lines between boxes. */
  centerPx(box) {
    const [w, h] = this.stage.unit();
    const [x, y] = center(box);
    return [x * w, y * h];
  }
}
