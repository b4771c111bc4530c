// Key presses to actions. Owns which key means what while the editor has the focus.

import { ACTIONS, proposeBox, run } from "./actions.mjs";
import { nudge, STEP } from "./interaction/nudging.mjs";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const BY_KEY = new Map(
  Object.entries(ACTIONS).flatMap(([name, action]) => action.keys.map((key) => [key, name])),
);

/** A press as the table writes it: "Mod+Shift+z", "Delete", "?", "Space". */
export function chord(event) {
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const letter = /^[a-z]$/.test(key) || key.length > 1;
  const shift = event.shiftKey && letter ? "Shift+" : "";
  return (event.ctrlKey || event.metaKey ? "Mod+" : "") + shift + key;
}

// Where a key has its own meaning: fields keep all, buttons keep Space and Enter.
function taken(event) {
  const { target } = event;
  if (target.closest?.("input, select, textarea, [role=dialog]")) return true;
  const presses = event.key === " " || event.key === "Enter";
  return presses && target.closest?.("button") !== null;
}

function escape(store, machine) {
  const { tool, help, proposal } = store.state;
  if (machine.busy) machine.cancel();
  else if (help) store.set({ help: false });
  else if (proposal) store.set({ proposal: null });
  else if (tool === "draw") store.set({ tool: "select" });
  else if (store.state.selected !== null) store.set({ selected: null });
  else return false;
  return true;
}

function arrows(event, store, machine) {
  const arrow = ARROWS[event.key];
  if (event.target.closest?.("[role=slider]") || event.altKey) return false;
  const step = STEP * (event.shiftKey ? 5 : 1);
  return nudge(machine, arrow[0] * step, arrow[1] * step, event.ctrlKey || event.metaKey);
}

/** Handle a keydown inside the editor; the event is consumed where it meant something. */
export function press(event, store, machine) {
  const { key } = event;
  let done = false;
  if (key === "Alt") done = machine.busy; // else the browser's menu takes the focus
  else if (key === "Escape") done = escape(store, machine);
  else if (taken(event)) return;
  else if (ARROWS[key]) done = arrows(event, store, machine);
  else if (key === "Enter" && store.state.tool === "draw") {
    proposeBox(store);
    done = true;
  } else {
    const name = event.altKey ? undefined : BY_KEY.get(chord(event));
    if (name === undefined) return;
    machine.finish();
    done = run(store, name);
  }
  if (done) event.preventDefault();
}
