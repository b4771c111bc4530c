// The scene list: an ordered list of cards. Owns its DOM; the server owns the truth.

import { button, el, fill, keyed, text } from "../kit/dom.mjs";
import { earlier, onProject, reopen } from "../kit/link.mjs";
import { on } from "../kit/stream.mjs";
import { createCard, showProgress, updateCard } from "./card.mjs";
import { makeSortable } from "./sort.mjs";

// A card that shows its scene as it is already is left alone: lists are long.
function renew(card, scene, view) {
  const now = JSON.stringify([scene, scene.id === view.selected, view.scenes.length]);
  if (card.shown === now && !card.contains(document.activeElement)) return;
  card.shown = now;
  updateCard(card, scene, view);
}

// Up and down go from card to card; with Alt they take the card along.
function listenToArrows(list, select, edit) {
  list.addEventListener("keydown", (event) => {
    const card = event.target.closest("li");
    if (!card || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const index = [...list.children].indexOf(card);
    const to = index + (event.key === "ArrowUp" ? -1 : 1);
    if (to < 0 || to >= list.children.length) return;
    if (event.altKey) {
      event.preventDefault();
      edit({ kind: "move_scene", scene: card.dataset.key, to });
    } else if (event.target.classList.contains("st-thumb")) {
      event.preventDefault();
      const next = list.children[to];
      next.querySelector(".st-thumb").focus();
      select(next.dataset.key);
    }
  });
}

function earlierProjects() {
  const known = earlier();
  return [known.length ? el("li", {}, "Or go on with an earlier project:") : null,
    ...known.map(({ token, title }) => el("li", {},
      button(title || "Untitled film", { on: () => reopen(token) })))];
}

export function mount(root, { value, watch, act }) {
  const list = el("ol.st-scenes", { "aria-label": "Scenes" });
  const count = el("span.st-hint");
  const add = button("Add scene", { glyph: "plus", on: () => addScene() });
  const others = el("ul.st-earlier", { "aria-label": "Earlier projects" });
  const empty = el("div.st-empty", { hidden: true },
    el("strong", {}, "No scenes yet"), "Write a prompt above and press Plan, or add a scene.", others);
  root.replaceChildren(
    el("div.st-scenes-head", {}, el("h2", {}, "Scenes"), count),
    list, empty, el("div.st-scenes-foot", {}, add),
  );
  let view = null;
  let wanted = null; // a scene to focus once it is there
  let shown = null; // {scene, frame} on the stage

  const edit = (...edits) => act({ kind: "edit", edits });
  const select = (scene) => {
    mark(scene);
    act({ kind: "select", scene });
  };
  const hands = { edit, select, act, view: () => view, shown: () => shown };

  function mark(scene) {
    for (const card of list.children) {
      const chosen = card.dataset.key === scene;
      card.classList.toggle("selected", chosen);
      card.querySelector(".st-thumb").setAttribute("aria-current", String(chosen));
    }
  }

  function addScene() {
    const at = view.scenes.findIndex((scene) => scene.id === view.selected) + 1;
    wanted = at || view.scenes.length;
    edit({ kind: "add_scene", at: wanted, description: "New scene", background: "" });
  }

  function show(next) {
    if (!next?.scenes) return;
    view = next;
    const seconds = next.scenes.reduce((sum, scene) => sum + scene.seconds, 0);
    text(count, next.scenes.length ? `${next.scenes.length} · ${seconds.toFixed(1)} s` : "");
    empty.hidden = next.scenes.length > 0;
    offerEarlier();
    add.disabled = next.scenes.length >= next.limit;
    keyed(list, next.scenes, (scene) => scene.id, (scene) => createCard(scene, hands),
      (card, scene) => renew(card, scene, next));
    if (wanted !== null && list.children[wanted]) {
      const field = list.children[wanted].querySelector("textarea");
      field.focus();
      field.select();
    }
    wanted = null;
    reveal();
  }

  function offerEarlier() {
    if (!empty.hidden) fill(others, earlierProjects());
  }

  // The card of another scene than before comes into sight.
  function reveal() {
    const chosen = list.querySelector(".selected");
    if (chosen && chosen.dataset.key !== reveal.last) chosen.scrollIntoView({ block: "nearest" });
    reveal.last = chosen?.dataset.key;
  }

  listenToArrows(list, select, edit);
  makeSortable(list, (scene, to) => edit({ kind: "move_scene", scene, to }));
  document.addEventListener("vd:selection", ({ detail }) => {
    shown = detail;
    if (!view || detail.scene === null || detail.scene === view.selected) return;
    view.selected = detail.scene; // what the stage shows is what is selected
    mark(detail.scene);
    reveal();
  });
  on("progress", (message) => {
    for (const card of list.children) showProgress(card, message.work);
  });
  onProject(offerEarlier);
  watch(show);
  show(value());
}
