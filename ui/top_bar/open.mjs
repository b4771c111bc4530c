// Opening a project or a plan: by the file chooser, or dropped anywhere on the page.

import { el } from "../kit/dom.mjs";
import { send } from "../kit/link.mjs";

/** Send the file; the studio answers with a new view once it is open. */
export async function openFile(file, act, tell) {
  try {
    await send("studio/open", file);
    act({ kind: "refresh" });
  } catch (error) {
    tell({ level: "bad", text: error.message });
  }
}

export function makeDropOpen(open, tell) {
  const veil = el("div.st-veil", { hidden: true }, el("p", {}, "Drop a .storyboard or plan to open it"));
  document.body.append(veil);
  const ours = (event) => [...(event.dataTransfer?.items || [])].some((item) =>
    item.kind === "file" && !item.type.startsWith("image/"));
  document.addEventListener("dragenter", (event) => {
    if (ours(event)) veil.hidden = false;
  });
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    if (!file.type.startsWith("image/")) open(file);
    else tell({ level: "warn", text: "A picture belongs to an entity: drop it on a row under Entities." });
  });
}
