// One card of the scene list: thumbnail, text edited in place, state, entities, actions.

import { button, el, fill, icon, text } from "../kit/dom.mjs";
import { address } from "../kit/link.mjs";

const STATES = {
  planned: "Planned", edited: "Edited", stale: "Changed",
  waiting: "Waiting", rendering: "Rendering", done: "Rendered", failed: "Failed",
};
const MEANING = {
  planned: "As the planner left it; not rendered yet", edited: "Changed by you; not rendered yet",
  stale: "Changed since it was rendered", waiting: "Waiting for its turn to be rendered",
  rendering: "Being rendered", done: "Rendered as it is planned now", failed: "The render failed",
};

export function createCard(scene, hands) {
  const id = scene.id;
  const thumb = el("button.st-thumb", {
    type: "button",
    on: { click: () => hands.select(id), pointerenter: () => move(thumb, true),
      pointerleave: () => move(thumb, false), focus: () => move(thumb, true),
      blur: () => move(thumb, false) },
  });
  const grip = el("span.st-grip", { title: "Drag to reorder (or Alt+arrows)" }, icon("grip"));
  const card = el("li.st-card", {}, thumb, el("div.st-card-body", {},
    el("div.st-card-top", {}, el("span.st-number"), el("span.st-badge"), grip),
    field(hands, id, "description", "textarea"), field(hands, id, "background", "input"),
    el("ul.st-chips", { "aria-label": "Entities" }), el("p.st-note.bad.st-reason")),
  el("div.st-card-more", {}, timing(hands, id), el("p.st-provenance"),
    el("details.st-reading", {}, el("summary", {}, "How the planner read it"), el("p")),
    el("ul.st-card-notes"), tools(hands, id)));
  card.addEventListener("pointerdown", (event) => {
    const inert = !event.target.closest("button, input, textarea, summary, .st-grip");
    if (inert && !card.classList.contains("selected")) hands.select(id);
  });
  return card;
}

function field(hands, scene, name, tag) {
  const label = name === "description" ? "Description" : "Background";
  const node = el(`${tag}.st-inline.st-${name}`, {
    rows: 1, maxLength: 2000, spellcheck: false,
    placeholder: name === "background" ? "Add a background" : "What happens here?",
    "aria-label": `${label} of scene`,
  });
  const commit = () => {
    const value = node.value.trim();
    if (value !== node.dataset.known) {
      node.dataset.known = value;
      hands.edit({ kind: "set_scene_text", scene, [name]: value });
    }
  };
  node.addEventListener("change", commit);
  node.addEventListener("focus", () => {
    if (hands.view().selected !== scene) hands.select(scene);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      node.blur();
    } else if (event.key === "Escape") {
      node.value = node.dataset.known;
      node.blur();
    }
  });
  node.addEventListener("input", () => grow(node));
  return node;
}

function timing(hands, scene) {
  const number = (name, label, max) => {
    const input = el("input.st-field", { type: "number", min: 1, max, "aria-label": label });
    input.addEventListener("change", () => {
      const value = Math.round(Number(input.value));
      if (value >= 1 && value <= max) {
        hands.edit({ kind: "set_scene_timing", scene, [name]: value });
      } else {
        input.value = input.dataset.known;
      }
    });
    return el("label", {}, el("span", {}, label), input);
  };
  return el("div.st-timing", {}, number("frame_count", "Frames", 64), number("fps", "Per second", 60));
}

function tools(hands, scene) {
  const tool = (label, glyph, make, kind = "ghost icon") => button(label, {
    glyph, kind, title: label, on: () => hands.edit(make()),
  });
  // Before the frame on the stage, where both parts keep two frames; else in the middle.
  const cut = () => {
    const total = hands.view().scenes.find((each) => each.id === scene).layout_frames;
    const { scene: shown, frame } = hands.shown() ?? {};
    if (shown === scene && frame >= 2 && frame <= total - 2) return frame;
    return Math.max(1, Math.floor(total / 2));
  };
  return el("div.st-tools", { role: "group", "aria-label": "Scene actions" },
    tool("Duplicate scene", "copy", () => ({ kind: "duplicate_scene", scene })),
    tool("Split scene in two", "split", () => ({ kind: "split_scene", scene, frame: cut() })),
    tool("Merge with the next scene", "merge", () => ({ kind: "merge_scenes", scene }), "ghost icon merge"),
    button("Render this scene", { glyph: "spark", kind: "ghost icon", title: "Render this scene",
      on: () => hands.act({ kind: "render", what: "scene", scene }) }),
    tool("Delete scene", "trash", () => ({ kind: "remove_scene", scene }), "ghost icon danger"));
}

export function updateCard(card, scene, view) {
  const find = (selector) => card.querySelector(selector);
  const chosen = scene.id === view.selected;
  card.classList.toggle("selected", chosen);
  const thumb = find(".st-thumb");
  thumb.setAttribute("aria-current", String(chosen));
  thumb.setAttribute("aria-label", `Scene ${scene.number}: ${scene.description || "untitled"}`);
  drawThumb(thumb, scene);
  text(find(".st-number"), String(scene.number).padStart(2, "0"));
  for (const name of ["description", "background"]) {
    const input = find(`.st-${name}`);
    input.setAttribute("aria-label",
      `${name === "description" ? "Description" : "Background"} of scene ${scene.number}`);
    input.dataset.known = scene[name];
    if (document.activeElement !== input && input.value !== scene[name]) input.value = scene[name];
    grow(input);
  }
  setNumber(find(".st-timing label:nth-child(1) input"), scene.frames);
  setNumber(find(".st-timing label:nth-child(2) input"), scene.fps);
  fill(find(".st-chips"), scene.entities.map(chip));
  text(find(".st-provenance"), scene.provenance);
  find(".st-reading").hidden = !scene.reading;
  text(find(".st-reading p"), scene.reading);
  fill(find(".st-card-notes"), scene.notes.map((note) => el("li", {}, note)));
  find(".merge").disabled = scene.number === view.scenes.length;
  card.dataset.state = scene.state;
  card.live = Boolean(scene.live);
  const failed = scene.state === "failed";
  find(".st-reason").hidden = !failed;
  text(find(".st-reason"), failed ? scene.reason : "");
  card.dataset.seconds = `${scene.seconds.toFixed(1)} s`;
  badge(card, scene.live || scene.state, card.dataset.seconds);
}

function chip(entity) {
  return el("li.st-chip", { vars: { "--chip": entity.color } }, el("span.st-dot"),
    el("span", {}, entity.count > 1 ? `${entity.name} ×${entity.count}` : entity.name));
}

function badge(card, state, tail) {
  const node = card.querySelector(".st-badge");
  node.className = `st-badge ${state}`;
  node.title = MEANING[state];
  text(node, tail ? `${STATES[state]} · ${tail}` : STATES[state]);
}

/** Show live progress of this card's scene, from `work`: [{scene, state, step, steps}]. */
export function showProgress(card, work) {
  const mine = work.find((each) => each.scene === card.dataset.key);
  const was = card.live;
  card.live = Boolean(mine);
  if (!mine) {
    if (was) badge(card, card.dataset.state, card.dataset.seconds); // over before a view said so
    return;
  }
  const share = mine.steps ? Math.round((100 * mine.step) / mine.steps) : 0;
  badge(card, mine.state, "");
  if (mine.state === "rendering") text(card.querySelector(".st-badge"), `Rendering ${share} %`);
}

function setNumber(input, value) {
  input.dataset.known = value;
  if (document.activeElement !== input) input.value = value;
}

function grow(node) {
  if (node.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  node.style.height = "auto";
  node.style.height = `${node.scrollHeight}px`;
}

function drawThumb(thumb, scene) {
  const wanted = `${scene.poster}|${scene.moving}|${scene.tone}|${JSON.stringify(scene.boxes)}`;
  if (thumb.dataset.drawn === wanted) return;
  thumb.dataset.drawn = wanted;
  thumb.style.setProperty("--tone", scene.tone);
  if (scene.poster) {
    const still = el("img", { src: address(scene.poster), alt: "", draggable: false });
    thumb.replaceChildren(still);
    thumb.dataset.poster = still.src;
    thumb.dataset.moving = scene.moving ? address(scene.moving) : "";
  } else {
    thumb.dataset.poster = "";
    thumb.replaceChildren(...scene.boxes.map((box) => {
      const place = ([x0, y0, x1, y1]) => ({ x: x0, y: y0, w: x1 - x0, h: y1 - y0 });
      const [a, b] = [place(box.from), place(box.to)];
      const vars = { "--chip": box.color };
      for (const key of ["x", "y", "w", "h"]) {
        vars[`--a-${key}`] = `${a[key] * 100}%`;
        vars[`--b-${key}`] = `${b[key] * 100}%`;
      }
      return el("span.st-ghost", { vars });
    }));
  }
}

function move(thumb, moving) {
  thumb.classList.toggle("moving", moving);
  const image = thumb.querySelector("img");
  if (!image || !thumb.dataset.moving) return;
  image.src = moving ? thumb.dataset.moving : thumb.dataset.poster;
}
