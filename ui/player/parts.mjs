// The elements of the monitor. Owns no behaviour.

import { button, el } from "../kit/dom.mjs";

/** Every part of the monitor, made but not yet alive. */
export function build() {
  const mode = (label) => el("button.st-button", { type: "button" }, label);
  const modes = { scene: mode("Scene"), film: mode("Film"), ab: mode("A / B") };
  const video = () => el("video", { muted: true, loop: true, playsInline: true, preload: "auto" });
  const videos = [video(), video()];
  const boxes = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  boxes.setAttribute("class", "st-monitor-boxes");
  boxes.setAttribute("aria-hidden", "true");
  const look = el("img.st-look", { hidden: true, alt: "Latest look at the scene being rendered" });
  const overlay = el("input", { type: "checkbox" });
  const seek = el("input.st-seek", { type: "range", min: 0, max: 1000, value: 0,
    "aria-label": "Position in the clip" });
  const play = button("Play", { glyph: "play", kind: "ghost icon" });
  const clock = el("span.st-hint.st-clock");
  const [first, second] = ["First take", "Second take"].map((label) =>
    el("select.st-field", { "aria-label": label }));
  return {
    modes, videos, boxes, look, overlay, seek, play, clock, first, second,
    head: el("div.st-row.between.st-monitor-head", {},
      el("div.st-segments.st-modes", { role: "group", "aria-label": "Show" }, ...Object.values(modes)),
      el("label.st-row.st-hint", {}, overlay, "Boxes")),
    stage: el("div.st-monitor", {}, el("div.st-screen", {}, videos[0], look, boxes), videos[1]),
    chapters: el("ol.st-chapters", { "aria-label": "Scenes of the film", hidden: true }),
    controls: el("div.st-monitor-controls", {}, play, seek, clock),
    takes: el("div.st-row.st-takes", { hidden: true }, first, second),
  };
}
