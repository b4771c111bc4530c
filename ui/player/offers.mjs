// What the monitor offers where there is nothing to play, or something that is out of date.

import { button, el, text } from "../kit/dom.mjs";

/** `order(what)` asks for a render. Gives the nodes, and `show(words, clip, busy)`. */
export function makeOffers(order) {
  const preview = button("Preview scene", { glyph: "play", on: () => order("preview") });
  const film = button("Render film", { glyph: "film", kind: "primary", on: () => order("film") });
  const line = el("p");
  const first = el("div.st-row", {}, preview, film);
  const nothing = el("div.st-nothing", {}, line, first);
  let what = "preview";
  const words = el("span");
  const again = button("Render", { on: () => order(what) });
  const note = el("p.st-monitor-note", { hidden: true }, words, again);

  /** `view`: of the player; `clip`: what is on show or null; `live`: is a look at work on show? */
  function show(view, clip, live) {
    nothing.hidden = Boolean(clip) || live;
    text(line, view.nothing);
    first.hidden = !view.scene;
    const lacks = live ? null : clip?.note;
    note.hidden = !lacks;
    if (!lacks) return;
    what = lacks.what;
    text(words, lacks.text);
    text(again.firstChild, lacks.label);
  }
  return { nodes: [nothing, note], show };
}
