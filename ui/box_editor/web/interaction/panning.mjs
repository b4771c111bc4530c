// The picture follows the pointer where it is larger than its window; otherwise nothing happens.

export function panning(machine, start) {
  let last = [start.clientX, start.clientY];
  return {
    name: "panning",
    move(event) {
      machine.surface.pan(last[0] - event.clientX, last[1] - event.clientY);
      last = [event.clientX, event.clientY];
    },
    up: () => machine.end(),
  };
}
