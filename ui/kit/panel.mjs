// The bridge between a Gradio component and a panel's module.

import "./link.mjs";
import { makeNewer } from "./newer.mjs";

/** Mount `module` below `element`. Actions go to Python as the event "act". */
export function start(element, name, module, { props, trigger, watch }) {
  const root = element.querySelector(".st-mount");
  const plain = () => (props.value ? JSON.parse(props.value) : null); // Python sends text
  const newer = makeNewer();
  root.classList.add("st", `st-${name}`);
  root.dataset.state = "ready";
  module.mount(root, {
    value: () => newer(plain()),
    watch: (show) => watch("value", () => {
      const view = newer(plain());
      if (view) show(view);
    }),
    act: (action) => trigger("act", action),
  });
}
