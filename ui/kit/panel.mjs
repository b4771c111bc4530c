// The bridge between a Gradio component and a panel's module.

import "./link.mjs";

/** Mount `module` below `element`. Actions go to Python as the event "act". */
export function start(element, name, module, { props, trigger, watch }) {
  const root = element.querySelector(".st-mount");
  const plain = () => (props.value ? JSON.parse(props.value) : null); // Python sends text
  root.classList.add("st", `st-${name}`);
  root.dataset.state = "ready";
  module.mount(root, {
    value: plain,
    watch: (show) => watch("value", () => show(plain())),
    act: (action) => trigger("act", action),
  });
}
