// The crop dialog: drag a rectangle on the picture, see what is cut out of it.

import { el, fill } from "../kit/dom.mjs";

const STEP = 0.02;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A rectangle between two corners, inside the unit square, at least `least` wide and high. */
export function span(a, b, least = 0.05) {
  const side = (p, q) => {
    const low = Math.max(0, Math.min(p, q));
    const high = Math.min(1, Math.max(p, q));
    return high - low >= least ? [low, high] : [Math.min(low, 1 - least), Math.min(low, 1 - least) + least];
  };
  const [x0, x1] = side(a[0], b[0]);
  const [y0, y1] = side(a[1], b[1]);
  return [x0, y0, x1, y1].map((value) => Math.round(value * 1000) / 1000);
}

/** The rectangle a step further that way, or (`size`) larger that way. */
export function nudged([x0, y0, x1, y1], way, size) {
  const [dx, dy] = way.map((value) => value * STEP);
  if (size) return span([x0, y0], [x1 + dx, y1 + dy]);
  const mx = Math.min(Math.max(dx, -x0), 1 - x1);
  const my = Math.min(Math.max(dy, -y0), 1 - y1);
  return span([x0 + mx, y0 + my], [x1 + mx, y1 + my]);
}

/** Open the dialog; `refresh(reference)` of what it gives shows a cut-out that came meanwhile. */
export function openCrop(reference, apply) {
  let box = reference.crop || null;
  const frame = el("div.st-crop-frame", { hidden: true });
  const stage = el("div.st-crop-stage", { tabIndex: 0, role: "application",
    "aria-label": "Crop: drag a rectangle; arrow keys move it, Shift and arrow keys size it" },
  el("img", { src: reference.src, alt: "The picture", draggable: false }), frame);
  const cutout = el("div.st-cutout-place");
  const dialog = el("dialog.st.st-crop", { "aria-label": "Crop and cut-out" },
    el("div.st-crop-both", {}, stage, el("div.st-stack", {}, el("h2", {}, "Cut-out"), cutout)),
    el("p.st-hint", {}, "Drag over the part that shows the entity. The engine sees only this part."),
    el("div.st-row.end", {},
      action("Whole picture", "", () => { box = null; draw(); }),
      action("Cancel", "", () => dialog.close()),
      action("Use this part", "primary", () => { apply(box); dialog.close(); })));

  function drawCutout() {
    const other = String(box) !== String(reference.crop);
    const missing = other ? "Press “Use this part”; its cut-out is then made anew."
      : "The cut-out appears here in a moment.";
    fill(cutout, reference.cutout && !other
      ? [el("img.st-cutout", { src: reference.cutout, alt: "What is cut out of the picture" })]
      : [el("p.st-hint", {}, missing)]);
  }

  function draw() {
    drawCutout();
    frame.hidden = !box;
    if (!box) return;
    const [x0, y0, x1, y1] = box.map((value) => `${value * 100}%`);
    Object.assign(frame.style, { left: x0, top: y0, width: `calc(${x1} - ${x0})`,
      height: `calc(${y1} - ${y0})` });
  }

  let start = null;
  const at = (event) => {
    const area = stage.getBoundingClientRect();
    return [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height];
  };
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    start = at(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (!start) return;
    box = span(start, at(event));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, () => { start = null; });
  }
  stage.addEventListener("keydown", (event) => {
    if (!WAYS[event.key]) return;
    event.preventDefault();
    box = nudged(box || [0.1, 0.1, 0.9, 0.9], WAYS[event.key], event.shiftKey);
    draw();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  draw();
  dialog.showModal();
  stage.focus();
  return {
    refresh(now) {
      if (now.cutout === reference.cutout || !dialog.isConnected) return;
      reference = now;
      drawCutout();
    },
  };
}

function action(label, kind, on) {
  return el(`button.st-button${kind ? `.${kind}` : ""}`, { type: "button", on: { click: on } }, label);
}
