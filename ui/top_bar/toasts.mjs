// Messages: what went wrong, what was done, and the way back where there is one.

import { button, el } from "../kit/dom.mjs";

export function makeToasts(act) {
  const node = el("div.st-toasts", { role: "log", "aria-live": "polite", "aria-label": "Messages" });
  let last = 0;

  function show(notice) {
    const card = el(`div.st-toast.${notice.level}`, {}, el("p", {}, notice.text));
    if (notice.undo) {
      card.append(button(notice.undo, { on: () => {
        act({ kind: "undo" });
        card.remove();
      } }));
    }
    card.append(button("Dismiss", { glyph: "close", kind: "ghost icon", on: () => card.remove() }));
    node.append(card);
    while (node.children.length > 4) node.firstChild.remove();
    if (notice.level !== "bad" && !notice.undo) setTimeout(() => card.remove(), 7000);
  }

  /** Show those notices that were not shown before; ids ascend. */
  function take(notices) {
    const fresh = notices.filter((notice) => notice.id > last);
    for (const notice of fresh) show(notice);
    if (fresh.length) last = fresh.at(-1).id;
  }
  return { node, show, take };
}
