// The row above the stage: tools, undo and redo, switches, clipboard, zoom, help.

import { actionButton, refresh } from "./buttons.mjs";
import { h, text } from "./dom.mjs";

const GROUPS = [
  ["Tools", ["select", "draw"], true],
  ["History", ["undo", "redo"], false],
  ["Switches", ["snap", "whole", "ghosts"], true],
  ["Clipboard", ["copy", "paste", "remove"], false],
];

export class Toolbar {
  constructor(store, machine) {
    this.store = store;
    const button = (name, labelled) => actionButton(store, machine, name, { labelled });
    const groups = GROUPS.map(([label, names, labelled]) =>
      h("div", { class: "vd-group", role: "group", "aria-label": label },
        ...names.map((name) => button(name, labelled))));
    this.zoom = actionButton(store, machine, "zoomFit", { label: "Zoom to fit" });
    this.zoom.replaceChildren((this.percent = h("span", { class: "vd-zoom" })));
    const view = h("div", { class: "vd-group", role: "group", "aria-label": "Zoom" },
      button("zoomOut", false), this.zoom, button("zoomIn", false));
    const help = h("div", { class: "vd-group vd-end" }, button("preview", true), button("help", false));
    this.root = h("div", { class: "vd-toolbar", role: "toolbar", "aria-label": "Box editor" }, ...groups, view, help);
  }

  update(state, changed) {
    if (changed.has("live") && changed.size <= 2) return; // nothing here depends on a drag
    const percent = `${Math.round(state.zoom * 100)} %`;
    text(this.percent, percent);
    this.zoom.setAttribute("aria-label", `${percent}, zoom to fit`); // says what it shows
    refresh(this.store, this.root);
  }
}
