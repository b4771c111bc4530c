// Boxes over the picture, as SVG in unit coordinates.

const SVG = "http://www.w3.org/2000/svg";

/** Draw `boxes` ([{color, frames: [box | null]}]) at `frame`; null clears. */
export function drawBoxes(svg, boxes, frame = 0) {
  svg.setAttribute("viewBox", "0 0 1 1");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.replaceChildren();
  for (const { color, frames } of boxes || []) {
    const box = frames[Math.min(frame, frames.length - 1)];
    if (!box) continue;
    const rect = document.createElementNS(SVG, "rect");
    const [x, y, right, bottom] = box;
    for (const [name, number] of Object.entries({ x, y, width: right - x, height: bottom - y })) {
      rect.setAttribute(name, number);
    }
    rect.style.stroke = color;
    svg.append(rect);
  }
}
