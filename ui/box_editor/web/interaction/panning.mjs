// The picture follows the pointer where it is larger than its window. Where it is not, a finger
// scrolls the page, as the stage takes all touches for itself; a mouse does nothing.

export function panning(machine, start) {
  let last = [start.clientX, start.clientY];
  return {
    name: "panning",
    move(event) {
      const [dx, dy] = [last[0] - event.clientX, last[1] - event.clientY];
      const { surface, store } = machine;
      if (event.pointerType === "touch" && store.state.zoom === 1) surface.scroll(dy);
      else surface.pan(dx, dy);
      last = [event.clientX, event.clientY];
    },
    up: () => machine.end(),
  };
}
