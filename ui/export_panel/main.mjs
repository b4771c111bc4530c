// Export: every file the studio can write, and why one cannot be written yet.

import { button, el, keyed, text } from "../kit/dom.mjs";
import { address } from "../kit/link.mjs";

export function mount(root, { value, watch, act }) {
  const overlay = el("input", { type: "checkbox" });
  const list = el("div.st-exports");
  root.replaceChildren(
    el("label.st-row.st-hint", {}, overlay, "Draw the boxes on videos"), list);
  const asked = new Set(); // formats that this page waits for: other tabs take theirs themselves
  let taken = 0;
  let view = null;

  function show(next) {
    if (!next?.groups) return;
    view = next;
    keyed(list, next.groups, (group) => group.title, (group) => el("section.st-section.st-stack", {},
      el("h2", {}, group.title), el("ul.st-export-list")), (node, group) =>
      keyed(node.querySelector("ul"), group.files, (file) => file.format, createFile, updateFile));
    for (const file of next.ready.filter((each) => each.id > taken)) {
      if (asked.delete(file.format)) download(file);
      taken = file.id;
    }
  }

  function order(format) {
    asked.add(format);
    act({ kind: "export", format, scene: view.selected, overlay: overlay.checked });
  }

  function createFile(file) {
    return el("li", {}, button(file.title, { glyph: "download", title: `Export ${file.title}`,
      on: () => order(file.format) }), el("span.st-hint"));
  }

  function updateFile(node, file) {
    const press = node.querySelector("button");
    press.disabled = Boolean(file.reason) || file.busy;
    text(press.querySelector("span"), file.busy ? "Writing …" : file.title);
    text(node.querySelector(".st-hint"), file.reason || file.note);
  }
  watch(show);
  show(value());
}

function download(ready) {
  const link = el("a", { href: address(ready.url), download: ready.name });
  document.body.append(link);
  link.click();
  link.remove();
}
