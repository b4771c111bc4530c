// Messages: what went wrong, what was done, and the way back where there is one.

import { button, el } from "../kit/dom.mjs";

const READ_MS = { good: 7000, warn: 9000, bad: 15000 };
const UNDO_MS = 20000;

// The message goes after a while, never while it is pointed at or holds the focus.
function leaveLater(card, ms) {
  const leave = () => {
    if (card.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else card.remove();
  };
  setTimeout(leave, ms);
}

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
    // what went well answers the complaints before it
    if (notice.level === "good") for (const old of node.querySelectorAll(".bad")) old.remove();
    node.append(card);
    while (node.children.length > 4) node.firstChild.remove();
    leaveLater(card, notice.undo ? UNDO_MS : READ_MS[notice.level]);
  }

  /** Show those notices that were not shown before; ids ascend. */
  function take(notices) {
    const fresh = notices.filter((notice) => notice.id > last);
    for (const notice of fresh) show(notice);
    if (fresh.length) last = fresh.at(-1).id;
  }
  return { node, show, take };
}
