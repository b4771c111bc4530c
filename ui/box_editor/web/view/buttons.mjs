// A button for an action: icon, name, keys in the tooltip, pressed and disabled states.

import { ACTIONS, run } from "../actions.mjs";
import { h, set } from "./dom.mjs";
import { icon } from "./icons.mjs";

const MAC = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");

/** Keys as people read them: "Ctrl+Z". */
export function keyName(key) {
  return key
    .split(/\+(?=.)/)
    .map((part) => ({ Mod: MAC ? "⌘" : "Ctrl", PageUp: "Page Up", PageDown: "Page Down" })[part]
      ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(MAC ? " " : "+");
}

/** A button that runs `name`; `labelled` shows the words beside the icon where there is room. */
export function actionButton(store, machine, name, { labelled = false, label = null } = {}) {
  const action = ACTIONS[name];
  const words = label ?? action.label;
  const button = h(
    "button",
    {
      type: "button", class: "vd-button", "data-action": name, "aria-label": words,
      title: action.keys.length ? `${action.label} (${keyName(action.keys[0])})` : action.label,
      "aria-keyshortcuts": action.keys[0]?.replace("Mod", "Control") ?? null,
    },
    icon(action.icon),
    ...(labelled ? [h("span", { class: "vd-label", "aria-hidden": "true" }, words)] : []),
  );
  button.addEventListener("click", () => {
    machine.finish();
    run(store, name);
  });
  return button;
}

/** Bring the buttons below `root` in step with what is possible and what is on. */
export function refresh(store, root) {
  for (const button of root.querySelectorAll("[data-action]")) {
    const action = ACTIONS[button.dataset.action];
    const can = action.when(store);
    // aria-disabled keeps the keyboard's place where `disabled` would drop it
    set(button, { "aria-disabled": can ? null : "true" });
    if (action.pressed) set(button, { "aria-pressed": String(Boolean(action.pressed(store))) });
  }
}
