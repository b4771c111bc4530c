// The top bar: name of the project, prompt and Plan, what plans and renders here, messages.

import { button, el, fill, icon, text } from "../kit/dom.mjs";
import { keep } from "../kit/link.mjs";
import { on } from "../kit/stream.mjs";
import { makeArriving } from "./arriving.mjs";
import { makeDropOpen, openFile } from "./open.mjs";
import { makePopover } from "./popover.mjs";
import { makePrompt } from "./prompt.mjs";
import { makeToasts } from "./toasts.mjs";

export function mount(root, { value, watch, act }) {
  const title = el("input.st-title", { maxLength: 200, "aria-label": "Title of the film",
    placeholder: "Untitled film", spellcheck: false });
  const undo = button("Undo", { glyph: "undo", kind: "ghost icon", title: "Undo (Ctrl+Z)",
    on: () => act({ kind: "undo" }) });
  const redo = button("Redo", { glyph: "redo", kind: "ghost icon", title: "Redo (Ctrl+Shift+Z)",
    on: () => act({ kind: "redo" }) });
  const saved = el("span.st-saved.st-hint", { role: "status" });
  const engine = el("details.st-about", {}, el("summary.st-chip", {}, el("span.st-dot"),
    el("span")), el("div.st-popover", {}));
  const picker = el("input", { type: "file", accept: ".storyboard,.json", hidden: true,
    "aria-label": "Open a project or plan" });
  const open = (file) => openFile(file, act, toasts.show);
  picker.addEventListener("change", () => {
    if (picker.files[0]) open(picker.files[0]);
    picker.value = "";
  });
  const fresh = button("New", { glyph: "plus", title: "New project", on: () => act({ kind: "new" }) });
  const theme = button("Theme", { glyph: "moon", kind: "ghost icon", title: "Dark or light",
    on: () => document.body.classList.toggle("dark") });
  const toasts = makeToasts(act);
  const prompt = makePrompt(act, open);
  const arriving = makeArriving();
  makePopover(engine);
  root.replaceChildren(
    el("div.st-bar-row", {},
      el("span.st-brand", {}, el("span.st-brand-mark", {}, icon("film")),
        el("span.st-brand-name", {}, "VideoDirector")),
      title, undo, redo, saved, el("span.st-grow"), engine,
      button("Open", { glyph: "open", title: "Open a project or plan",
        on: () => picker.click() }), fresh, theme, picker),
    prompt.node, arriving.node, toasts.node,
  );
  makeDropOpen(open, toasts.show);

  title.addEventListener("change", () =>
    act({ kind: "edit", edits: [{ kind: "set_title", title: title.value.trim() }] }));
  undoByKeys(act);
  document.addEventListener("vd:offline", () => state("No connection to the studio: trying again …"));
  document.addEventListener("vd:online", () => state(root.dataset.saved || ""));
  const state = (line) => text(saved, line);

  function show(view) {
    if (!view?.token) return;
    keep(view);
    root.dataset.saved = view.saved;
    state(view.saved);
    if (document.activeElement !== title) title.value = view.title;
    undo.disabled = !view.can_undo;
    redo.disabled = !view.can_redo;
    text(engine.querySelector("summary span:last-child"), view.engine.title);
    engine.querySelector("summary").style.setProperty("--chip", view.engine.ready
      ? "var(--st-good)" : "var(--st-warn)");
    fill(engine.querySelector(".st-popover"), about(view));
    prompt.show(view);
    arriving.show(view);
    toasts.take(view.notices, view.revision);
  }

  on("changed", () => act({ kind: "refresh" }));
  watch(show);
  show(value());
}

function undoByKeys(act) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], .vd-editor");
    if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    act({ kind: event.shiftKey ? "redo" : "undo" });
  });
}

function about(view) {
  return [el("h2", {}, "What is at work here"), el("dl", {},
    ...view.about.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, words)]))];
}
