// Nothing is under way: a press decides which gesture begins.

import { pick } from "../geometry.mjs";
import { trackOf } from "../tracks.mjs";
import { dragging } from "./dragging.mjs";
import { drawing } from "./drawing.mjs";
import { panning } from "./panning.mjs";
import { path } from "./path.mjs";
import { resizing } from "./resizing.mjs";

export function idle(machine) {
  return { name: "idle", down: (event) => press(machine, event) };
}

function press(machine, event) {
  const { store } = machine;
  if (store.state.scene === null) return;
  const role = event.target.closest?.("[data-role]");
  store.set({ playing: false, time: store.frame, proposal: null });
  if (event.button === 1) machine.begin(panning(machine, event), event);
  else if (store.state.tool === "draw") machine.begin(drawing(machine, event), event);
  else if (role?.dataset.role === "handle") {
    machine.begin(resizing(machine, event, role.dataset.handle), event);
  } else if (role?.dataset.role === "path-point") {
    machine.begin(path(machine, event, Number(role.dataset.frame)), event);
  } else pressBoxes(machine, event, role);
}

function pressBoxes(machine, event, role) {
  const { store, surface } = machine;
  const [x, y] = surface.point(event);
  const before = store.state.selected;
  const id = pick(store.visible(), x, y, before, false);
  if (id === null && role?.dataset.role === "path") {
    machine.begin(path(machine, event, null), event);
    return;
  }
  store.set({ selected: id });
  if (id === null) machine.begin(panning(machine, event), event);
  else machine.begin(dragging(machine, event, trackOf(store.state.scene, id), before === id), event);
}
