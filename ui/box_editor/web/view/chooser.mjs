// The box just drawn asks who it is: one of the cast, or a new name.

import { addTrack, freshId } from "../edits.mjs";
import { h, keyed, set, text } from "./dom.mjs";

const NAME_MAX = 80;

export class Chooser {
  constructor(store, overlay) {
    this.store = store;
    this.overlay = overlay;
    this.list = h("div", { class: "vd-cast", role: "group", "aria-label": "The cast" });
    this.input = h("input", { class: "vd-input", type: "text", maxlength: NAME_MAX, "aria-label": "New name", placeholder: "Someone or something new" });
    const form = h("form", { class: "vd-new" }, this.input, h("button", { type: "submit", class: "vd-primary" }, "Add"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.input.value.trim();
      if (name) this.choose(name);
      else this.input.focus();
    });
    const close = h("button", { type: "button", class: "vd-plain" }, "Cancel");
    close.addEventListener("click", () => this.close());
    this.root = h("div", { class: "vd-chooser", role: "dialog", "aria-label": "Who is in this box?", hidden: true },
      h("div", { class: "vd-chooser-head" }, h("h4", {}, "Who is in this box?"), close), this.list, form);
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  choose(name) {
    const { scene, proposal } = this.store.state;
    const edit = addTrack(scene.id, name, proposal.box, this.store.frame, freshId(scene));
    this.store.set({ proposal: null });
    this.store.commit([edit]);
    this.overlay.focus();
  }

  close() {
    this.store.set({ proposal: null });
    this.overlay.focus();
  }

  update(state, changed) {
    if (!changed.has("proposal") && !changed.has("view")) return;
    const open = state.proposal?.open === true;
    if (this.root.hidden === !open && !open) return;
    this.root.hidden = !open;
    if (!open) return;
    const { box } = state.proposal;
    set(this.root, { "data-side": box[1] + box[3] > 1 ? "top" : "bottom" }); // leave the box in sight
    const cast = state.view?.entities ?? [];
    keyed(this.list, cast, (one) => one.name, (one) => {
      const button = h("button", { type: "button", class: "vd-person", "data-entity": one.name }, h("span", { class: "vd-dot-color" }), h("span", { dir: "auto" }));
      button.addEventListener("click", () => this.choose(one.name));
      return button;
    }).forEach((button, i) => {
      button.firstChild.style.background = cast[i].color;
      text(button.lastChild, cast[i].name);
    });
    set(this.list, { hidden: cast.length === 0 });
    if (changed.has("proposal")) {
      this.input.value = "";
      (this.list.querySelector("button") ?? this.input).focus({ preventScroll: true });
    }
  }
}
