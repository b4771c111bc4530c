// The selected box in words and numbers: where it stands, its key and easing, its whole track.

import { clamp, MIN_SIDE } from "../geometry.mjs";
import { setKey } from "../edits.mjs";
import { boxAt, keyAt, title } from "../tracks.mjs";
import { actionButton, refresh } from "./buttons.mjs";
import { h, set, text } from "./dom.mjs";
import { colorOf } from "./overlay.mjs";
import { swapIcon } from "./icons.mjs";

const FIELDS = [["Left", 0], ["Top", 1], ["Width", 2], ["Height", 3]];
const EASINGS = [["linear", "Even"], ["ease", "Ease in and out"], ["hold", "Hold, then jump"]];

export class Inspector {
  constructor(store, machine) {
    this.store = store;
    this.machine = machine;
    const button = (name, label, labelled = false) => actionButton(store, machine, name, { label, labelled });
    this.dot = h("span", { class: "vd-dot-color", "aria-hidden": "true" });
    this.name = h("span", { class: "vd-name", dir: "auto" });
    this.lock = button("lock", "Lock");
    this.hide = button("hide", "Hide");
    this.fields = FIELDS.map(([label, at]) => this.field(label, at));
    this.absent = button("absent", "Absent from here", true);
    this.easing = h("select", { class: "vd-select", "aria-label": "Motion to the next key" },
      ...EASINGS.map(([value, label]) => h("option", { value }, label)));
    this.easing.addEventListener("change", () => this.ease());
    this.when = h("span", { class: "vd-when" });
    this.body = h("div", { class: "vd-inspector-body" },
      this.section("Place, in percent", h("div", { class: "vd-fields" }, ...this.fields.map((f) => f.label))),
      this.section(this.when,
        h("div", { class: "vd-row" }, button("key", "Set key", true), button("clearKey", "Remove key", true), this.absent),
        h("label", { class: "vd-pair" }, h("span", {}, "Motion to next key"), this.easing)),
      this.section("Copy this box to",
        h("div", { class: "vd-row" }, button("earlier", "Earlier", true), button("all", "All", true), button("later", "Later", true))),
      this.section("Whole track",
        h("div", { class: "vd-row" }, button("smaller", "Smaller", true), button("larger", "Larger", true),
          button("forward", "Bring forward"), button("backward", "Send backward")),
        h("div", { class: "vd-row" }, button("simplify", "Fewer keys", true), button("revert", "As planned", true))));
    this.hint = h("p", { class: "vd-hint" });
    this.head = h("div", { class: "vd-inspector-head" }, this.dot, this.name, this.lock, this.hide);
    this.root = h("section", { class: "vd-inspector", "aria-label": "Selected box" }, this.head, this.hint, this.body);
  }

  section(heading, ...children) {
    return h("div", { class: "vd-section" }, h("h4", {}, heading), ...children);
  }

  field(name, at) {
    const input = h("input", {
      type: "number", class: "vd-number", min: at < 2 ? 0 : MIN_SIDE * 100, max: 100, step: 1, "data-field": name.toLowerCase(),
    });
    input.addEventListener("change", () => this.enter(at, input));
    return { at, input, label: h("label", { class: "vd-pair" }, h("span", {}, name), input) };
  }

  enter(at, input) {
    const { store } = this;
    const { box, track } = store;
    const value = Number(input.value) / 100;
    if (!box || track.locked || input.value === "" || !Number.isFinite(value)) {
      this.update(store.state, new Set(["scene"]));
      return;
    }
    const [w, h2] = [box[2] - box[0], box[3] - box[1]];
    const to = [...box];
    if (at < 2) {
      const size = at === 0 ? w : h2;
      to[at] = clamp(value, 0, 1 - size);
      to[at + 2] = to[at] + size;
    } else {
      const size = clamp(value, MIN_SIDE, 1);
      to[at - 2] = Math.min(box[at - 2], 1 - size);
      to[at] = to[at - 2] + size;
    }
    store.set({ playing: false, time: store.frame });
    store.commit([setKey(store.state.scene.id, track.id, store.frame, to)]);
  }

  ease() {
    const { store } = this;
    const key = store.track && keyAt(store.track, store.frame);
    if (!key) return;
    store.commit([setKey(store.state.scene.id, store.track.id, key.frame, key.box, this.easing.value)]);
  }

  update(state, changed) {
    const { store } = this;
    const { track } = store;
    set(this.root, { "data-none": track === null });
    if (track === null) {
      text(this.name, "");
      text(this.hint, this.advice(state.scene));
      return;
    }
    const shown = store.shown(track);
    this.numbers(boxAt(shown, state.time), track.locked);
    if (changed.has("live") && changed.size <= 2) return;
    text(this.hint, "");
    text(this.name, title(state.scene, track));
    this.dot.style.background = colorOf(state.view, track.entity);
    const key = keyAt(track, store.frame);
    text(this.when, `Frame ${store.frame + 1}${key ? ": key" : ""}`);
    this.toggle(this.lock, track.locked, ["Unlock", "Lock"], ["lock", "unlock"]);
    this.toggle(this.hide, track.hidden, ["Show", "Hide"], ["hidden", "eye"]);
    text(this.absent.querySelector(".vd-label"), store.box === null ? "Bring back here" : "Absent from here");
    set(this.absent, { "aria-label": store.box === null ? "Bring back here" : "Absent from here" });
    this.easing.value = key?.easing ?? "linear";
    this.easing.disabled = key === null || key.box === null || track.locked;
    refresh(store, this.root);
  }

  advice(scene) {
    if (scene === null) return "";
    return scene.tracks.length
      ? "Select a box to see where it stands and how it moves; drag it to move it."
      : "Nothing stands here yet. Choose “Draw box” above, then drag on the stage.";
  }

  toggle(button, on, labels, icons) {
    const at = on ? 0 : 1;
    set(button, { "aria-label": labels[at], title: labels[at], "data-on": on });
    swapIcon(button, icons[at]);
  }

  numbers(box, locked) {
    for (const { at, input } of this.fields) {
      const value = box === null ? "" : String(Math.round((at < 2 ? box[at] : box[at] - box[at - 2]) * 1000) / 10);
      if (input !== document.activeElement && input.value !== value) input.value = value;
      input.disabled = box === null || locked;
    }
  }
}
