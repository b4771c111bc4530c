// "?": every shortcut, made from the table of actions.

import { ACTIONS } from "../actions.mjs";
import { keyName } from "./buttons.mjs";
import { h } from "./dom.mjs";

const POINTING = [
  [["Drag"], "Move a box, a handle, a key of the path, or the path"],
  [["Click again"], "Take the next of overlapping boxes"],
  [["Alt"], "Leave the grid and other boxes aside while dragging"],
  [["Ctrl+Wheel"], "Zoom; drag beside the boxes to look around"],
  [["Two fingers"], "Zoom and look around"],
  [["Arrows"], "Move the box by 1 %; with Shift by 5 %"],
  [["Ctrl+Arrows"], "Change its size; with Shift by 5 %"],
  [["Tab"], "Next box"],
  [["Enter"], "While drawing: put a box in the middle"],
  [["Escape"], "Drop what is under way; then deselect"],
];

export class Help {
  constructor(store) {
    this.store = store;
    const line = ([keys, words]) => h("div", { class: "vd-shortcut" },
      h("dt", {}, ...keys.map((key) => h("kbd", {}, key))), h("dd", {}, words));
    const actions = Object.values(ACTIONS).filter((action) => action.keys.length > 0)
      .map((action) => [action.keys.slice(0, 1).map(keyName), action.label]);
    this.close = h("button", { type: "button", class: "vd-plain" }, "Close");
    this.close.addEventListener("click", () => store.set({ help: false }));
    this.root = h("div", { class: "vd-help", role: "dialog", "aria-modal": "true", "aria-label": "Shortcuts", hidden: true },
      h("div", { class: "vd-chooser-head" }, h("h4", {}, "Shortcuts"), this.close),
      h("dl", {}, ...[...POINTING, ...actions].map(line)));
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "?") store.set({ help: false });
      else if (event.key === "Tab") event.preventDefault();
      event.stopPropagation();
    });
  }

  update(state, changed) {
    if (!changed.has("help")) return;
    if (state.help) this.back = document.activeElement;
    this.root.hidden = !state.help;
    if (state.help) this.close.focus();
    else this.back?.focus?.({ preventScroll: true });
  }
}
