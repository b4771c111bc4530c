// Scenes of a plan that is being written, each as soon as it is there; the project stays as it is.

import { el, fill, keyed, text } from "../kit/dom.mjs";

export function makeArriving() {
  const list = el("ol.st-arriving-list", { "aria-label": "Scenes as they arrive" });
  const node = el("div.st-arriving", { hidden: true }, list);

  function show(view) {
    node.hidden = !view.planning || !view.arriving.length;
    keyed(list, view.arriving, (scene) => scene.id, create, update);
  }
  return { node, show };
}

function create() {
  return el("li.st-arriving-scene", {}, el("div.st-arriving-frame"),
    el("div", {}, el("strong"), el("p")));
}

function update(node, scene) {
  node.classList.toggle("laid-out", scene.laid_out);
  const frame = node.querySelector(".st-arriving-frame");
  frame.style.background = scene.tone;
  fill(frame, scene.boxes.map(({ color, box: [x0, y0, x1, y1] }) => el("span", {
    style: `border-color:${color};left:${100 * x0}%;top:${100 * y0}%;`
      + `width:${100 * (x1 - x0)}%;height:${100 * (y1 - y0)}%`,
  })));
  text(node.querySelector("strong"), `${scene.number} ${scene.laid_out ? "" : "· boxes to come"}`);
  text(node.querySelector("p"), scene.background
    ? `${scene.description} (${scene.background})` : scene.description);
}
