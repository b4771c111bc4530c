// Messages: what went wrong, what was done, and the way back where there is one.

import { button, el, sentence } from "../kit/dom.mjs";

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

// Which messages this tab has shown, also before it was refreshed.
const TOLD = "videodirector.told";

function told() {
  try {
    return Number(sessionStorage.getItem(TOLD)) || 0;
  } catch {
    return 0;
  }
}

function tell(id) {
  try {
    sessionStorage.setItem(TOLD, String(id));
  } catch {
    // storage may be blocked: a refreshed page then keeps silent about what was before it
  }
}

export function makeToasts(act) {
  const node = el("div.st-toasts", { role: "log", "aria-live": "polite", "aria-label": "Messages" });
  let last = told();
  let revision = 0;

  function show(notice) {
    const card = el(`div.st-toast.${notice.level}`, {}, el("p", {}, sentence(notice.text)));
    if (notice.undo) {
      card.undoes = revision;
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

  /**
   * Show those notices that this tab has not shown; ids ascend. The way back leads from the plan
   * as it was at the notice: with the next change it goes.
   */
  function take(notices, now) {
    revision = now;
    for (const card of [...node.children]) if ((card.undoes ?? now) !== now) card.remove();
    const fresh = last ? notices.filter((notice) => notice.id > last) : [];
    for (const notice of fresh) show(notice);
    last = Math.max(last || 1, notices.at(-1)?.id ?? 0);
    tell(last);
  }
  return { node, show, take };
}
