// The picture under the boxes and the window on it: size, zoom, scrolling, the rendered frame.
// Owns the one place where pixels become plan units (`point`) and back (`unit`).

import { center } from "../geometry.mjs";
import { renderedAt } from "../tracks.mjs";
import { h, s, set } from "./dom.mjs";

const MARGIN_PX = 14; // room for handles on the edge of the frame
const TALLEST = 0.64; // of the window's height

export class Stage {
  #image = null; // the filmstrip, once it is decoded
  #url = null;
  #fit = [1, 1]; // pixels of the frame at zoom 1
  #rect = null;

  /** `resolve(url)` puts the path prefix before an address of this server. */
  constructor(store, resolve) {
    this.store = store;
    this.resolve = resolve;
    this.canvas = h("canvas", { class: "vd-canvas", "aria-hidden": "true" });
    this.svg = s("svg", {
      class: "vd-overlay", role: "group", tabindex: "0", "data-role": "stage",
      "aria-label": "Stage: boxes of this frame",
    });
    this.paper = h("div", { class: "vd-paper" }, this.canvas, this.svg);
    this.window = h("div", { class: "vd-window" }, this.paper);
    this.empty = h("p", { class: "vd-empty" });
    this.root = h("div", { class: "vd-stage" }, this.window, this.empty);
    this.onresize = () => {};
    this.observer = new ResizeObserver(() => this.layout());
    this.observer.observe(this.root);
    this.window.addEventListener("scroll", () => { this.#rect = null; }, { passive: true });
  }

  /** Plan coordinates under the pointer; not clamped, so that a drag can go on outside. */
  point(event) {
    this.#rect ??= this.svg.getBoundingClientRect();
    const { left, top, width, height } = this.#rect;
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  }

  /** Pixels that one plan unit spans, across and down. */
  unit() {
    return this.#fit.map((size) => size * this.store.state.zoom);
  }

  capture(event) {
    this.#rect = null;
    try {
      this.svg.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that is gone already, or one made by a script: events on the stage still come
    }
  }

  pan(dx, dy) {
    this.window.scrollBy(dx, dy);
  }

  /** Scroll what the stage stands in, the page or a column of it. */
  scroll(dy) {
    let node = this.root.parentElement;
    const still = () => node.scrollHeight <= node.clientHeight || getComputedStyle(node).overflowY === "visible";
    while (node && node !== document.body && still()) node = node.parentElement;
    (node && node !== document.body ? node : document.scrollingElement).scrollBy(0, dy);
  }

  layout() {
    const { view, zoom } = this.store.state;
    const across = this.root.clientWidth - 2 * MARGIN_PX;
    if (across <= 0) return;
    const aspect = (view?.width ?? 1) / (view?.height ?? 1);
    const tallest = Math.max(220, window.innerHeight * TALLEST);
    const width = Math.floor(Math.min(across, tallest * aspect));
    this.#fit = [width, Math.floor(width / aspect)];
    const [w, ht] = this.unit();
    this.paper.style.width = `${w}px`;
    this.paper.style.height = `${ht}px`;
    this.window.style.height = `${this.#fit[1] + 2 * MARGIN_PX}px`;
    set(this.svg, { viewBox: `0 0 ${w} ${ht}` });
    set(this.window, { "data-zoomed": zoom > 1 });
    this.#rect = null;
    this.onresize();
  }

  /** Zoom about a point of the window, so that what lies there stays. */
  zoomAt(zoom, clientX, clientY) {
    const before = this.svg.getBoundingClientRect();
    const [u, v] = [(clientX - before.left) / before.width, (clientY - before.top) / before.height];
    this.store.set({ zoom });
    const after = this.svg.getBoundingClientRect();
    this.pan(after.left + u * after.width - clientX, after.top + v * after.height - clientY);
  }

  update(state, changed) {
    if (changed.has("view") || changed.has("zoom")) this.layout();
    if (changed.has("zoom")) this.#showSelected();
    if (changed.has("view") || changed.has("scene")) this.#load(state);
    if (["view", "scene", "time"].some((name) => changed.has(name))) this.paint();
    if (changed.has("tool")) set(this.root, { "data-tool": state.tool });
  }

  // After a zoom the selected box, else the middle of the frame, is in the middle.
  #showSelected() {
    const [u, v] = this.store.box ? center(this.store.box) : [0.5, 0.5];
    const [w, h] = this.unit();
    const { clientWidth, clientHeight } = this.window;
    this.window.scrollTo(u * w + MARGIN_PX - clientWidth / 2, v * h + MARGIN_PX - clientHeight / 2);
  }

  #load({ view, scene }) {
    const none = scene === null;
    set(this.root, { "data-empty": none });
    this.empty.textContent = none ? "The boxes of a scene are edited here. Plan a film, or add a scene." : "";
    const url = view?.filmstrip?.url ?? null;
    if (url === this.#url) return;
    this.#url = url;
    this.#image = null;
    if (url === null) return;
    const image = new Image();
    image.src = this.resolve(url);
    image.decode().then(() => {
      if (this.#url !== url) return;
      this.#image = image;
      this.paint();
    }, () => {}); // a picture that cannot be read leaves the background tone
  }

  paint() {
    const { view, scene, time } = this.store.state;
    const strip = view?.filmstrip;
    const shown = this.#image !== null && strip && scene;
    const [width, height] = shown ? [strip.width, strip.height] : [64, 64];
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    set(this.root, { "data-picture": shown ? "frame" : "tone" });
    const context = this.canvas.getContext("2d");
    context.fillStyle = "#c9d3dd";
    context.fillStyle = view?.tone ?? "#c9d3dd"; // a colour that cannot be read changes nothing
    context.fillRect(0, 0, width, height);
    if (!shown) return;
    const index = Math.min(renderedAt(scene, time), strip.frames - 1);
    const [x, y] = [(index % strip.columns) * width, Math.floor(index / strip.columns) * height];
    context.drawImage(this.#image, x, y, width, height, 0, 0, width, height);
    set(this.canvas, { "data-frame": index });
  }

  destroy() {
    this.observer.disconnect();
  }
}
