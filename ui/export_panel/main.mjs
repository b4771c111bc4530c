// Export: every file the studio can write, and why one cannot be written yet.

import { button, el, keyed, text } from "../kit/dom.mjs";
import { address } from "../kit/link.mjs";

export function mount(root, { value, watch, act }) {
  const overlay = el("input", { type: "checkbox" });
  const list = el("div.st-exports");
  root.replaceChildren(
    el("label.st-row.st-hint", {}, overlay, "Draw the boxes on videos and pictures"), list);
  let taken = null;
  let view = null;

  function show(next) {
    if (!next?.groups) return;
    view = next;
    keyed(list, next.groups, (group) => group.title, (group) => el("section.st-section.st-stack", {},
      el("h2", {}, group.title), el("ul.st-export-list")), (node, group) =>
      keyed(node.querySelector("ul"), group.files, (file) => file.format, createFile, updateFile));
    if (next.ready && next.ready.id !== taken) {
      if (taken !== null || next.ready.fresh) download(next.ready);
      taken = next.ready.id;
    } else if (taken === null) {
      taken = "";
    }
  }

  function createFile(file) {
    return el("li", {}, button(file.title, { glyph: "download", title: `Export ${file.title}`,
      on: () => act({ kind: "export", format: file.format, scene: view.selected,
        overlay: overlay.checked }) }), el("span.st-hint"));
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
