// The monitor: plays the selected scene, the film, or two takes side by side.

import { choices } from "../kit/choices.mjs";
import { el, fill, icon, keyed, text } from "../kit/dom.mjs";
import { address } from "../kit/link.mjs";
import { on } from "../kit/stream.mjs";
import { drawBoxes } from "./boxes.mjs";
import { makeOffers } from "./offers.mjs";
import { follow as followVideo } from "./pair.mjs";
import { build } from "./parts.mjs";
import { frameAt, sceneAt } from "./time.mjs";

// Calls `follow` whenever a video shows another frame, for as long as it is on the page.
function onFrames(video, follow) {
  for (const type of ["timeupdate", "play", "pause", "seeked", "loadeddata"]) {
    video.addEventListener(type, follow);
  }
  const tick = () => {
    if (!video.paused) follow();
    if (video.isConnected) video.requestVideoFrameCallback?.(tick);
  };
  video.requestVideoFrameCallback?.(tick);
}

// Remembers what a person picked in each list, then draws.
function onPick(selects, draw) {
  for (const select of selects) {
    select.addEventListener("change", () => {
      select.dataset.picked = select.value;
      draw();
    });
  }
}

// Whoever works on the stage does not want it to run away.
function restWhileEditing(video) {
  for (const type of ["pointerdown", "keydown"]) {
    document.addEventListener(type, (event) => {
      if (event.target.closest?.(".vd-editor")) video.pause();
    }, true);
  }
}

// Puts the takes into both lists; what nobody picked is the latest and the one before it.
function offerTakes(selects, takes) {
  selects.forEach((select, index) => {
    const { picked } = select.dataset;
    const chosen = takes.some((each) => each.id === picked) ? picked : takes[index]?.id;
    fill(select, takes.map((each) => el("option", { value: each.id }, each.label)));
    select.value = chosen || "";
  });
}

// Has the same scene a clip now that was not there before?
function rendered(before, now) {
  if (!before || before.id !== now?.id || now.takes.length === 0) return false;
  return now.clip === now.takes[0].clip && before.takes.every((each) => each.id !== now.takes[0].id);
}

export function mount(root, { value, watch, act }) {
  const parts = build();
  root.replaceChildren(parts.head, parts.stage, parts.chapters, parts.controls, parts.takes);
  const [main, other] = parts.videos;
  let view = null;
  let mode = "scene";
  let work = []; // what is under way
  let live = null; // the last look into the scene on show, where it is in work
  let told = "";
  let leads = false; // what began by itself leaves the stage on the frame that is being edited

  const choose = (name) => () => {
    mode = name;
    draw();
    if (mode === "ab") main.play().catch(() => {}); // both, to be compared in motion
  };
  for (const name in parts.modes) parts.modes[name].addEventListener("click", choose(name));
  parts.play.addEventListener("click", () => {
    leads = true;
    if (main.paused) main.play();
    else halt();
  });
  parts.seek.addEventListener("change", arrive);
  parts.seek.addEventListener("input", () => {
    leads = true;
    main.currentTime = (Number(parts.seek.value) / 1000) * (main.duration || 0);
    follow();
  });
  parts.overlay.addEventListener("change", follow);
  onPick([parts.first, parts.second], draw);
  onFrames(main, follow);
  followVideo(main, other, () => mode === "ab");
  const offers = makeOffers((what) => act({ kind: "render", what, scene: view.scene?.id,
    cross_fade: choices.cross_fade }));
  parts.stage.append(...offers.nodes);

  function source() {
    if (mode === "film") return view.film;
    if (mode === "ab") return take(parts.first);
    return view.scene?.clip ? view.scene : null;
  }

  function take(select) {
    return view.scene?.takes.find((each) => each.id === select.value) || null;
  }

  function load(video, clip) {
    const url = clip?.clip ? address(clip.clip) : "";
    if (video.dataset.url === url) return;
    video.dataset.url = url;
    if (url) video.src = url;
    else video.removeAttribute("src");
  }

  function draw() {
    if (!view) return;
    live = work.find((job) => job.scene && job.scene === view.scene?.id)?.look || null;
    parts.modes.film.disabled = !view.film;
    parts.modes.ab.disabled = (view.scene?.takes.length || 0) < 2;
    if (parts.modes[mode].disabled) mode = "scene";
    for (const [name, press] of Object.entries(parts.modes)) {
      press.setAttribute("aria-pressed", String(name === mode));
    }
    const clip = source();
    load(main, clip);
    main.loop = mode !== "film";
    other.hidden = mode !== "ab";
    load(other, mode === "ab" ? take(parts.second) : null);
    parts.stage.classList.toggle("both", mode === "ab");
    parts.takes.hidden = mode !== "ab";
    main.hidden = !clip;
    parts.look.hidden = !live || (Boolean(clip) && mode !== "scene");
    if (live) parts.look.src = live;
    offers.show(view, mode === "ab" ? null : clip, Boolean(live) || mode === "ab");
    for (const control of [parts.play, parts.seek]) control.disabled = !clip;
    chapters();
    follow();
  }

  function halt() {
    main.pause();
    arrive();
  }

  /** Where a person stopped in the film is the scene to work on; the film running by is not. */
  function arrive() {
    if (mode !== "film" || !view.film) return;
    const { scene } = sceneAt(view.film.scenes, frameAt(main.currentTime, view.film.fps, view.film.frames));
    if (scene.id !== view.scene?.id) act({ kind: "select", scene: scene.id });
  }

  function chapters() {
    parts.chapters.hidden = mode !== "film" || !view.film;
    if (!view.film) return;
    keyed(parts.chapters, view.film.scenes, (scene) => scene.id, () => el("li", {},
      el("button.st-chapter", { type: "button" })), (node, scene) => {
      node.style.flexGrow = scene.frames;
      const press = node.firstChild;
      press.style.setProperty("--tone", scene.tone);
      press.setAttribute("aria-label", `Jump to scene ${scene.number}`);
      press.title = scene.title;
      text(press, String(scene.number));
      press.onclick = () => {
        leads = true;
        main.currentTime = (scene.start + 0.25) / view.film.fps;
        follow();
        act({ kind: "select", scene: scene.id });
      };
    });
  }

  /** The stage, the overlay and the clock follow the playhead. */
  function follow() {
    const clip = view && source();
    const still = !clip || main.paused;
    fill(parts.play, [icon(still ? "play" : "pause")]);
    parts.play.setAttribute("aria-label", still ? "Play" : "Pause");
    if (!clip) {
      parts.seek.value = 0;
      text(parts.clock, "");
      return drawBoxes(parts.boxes, null);
    }
    const frame = frameAt(main.currentTime, clip.fps, clip.frames);
    if (main.duration) parts.seek.value = Math.round((1000 * main.currentTime) / main.duration);
    text(parts.clock, `${main.currentTime.toFixed(1)} / ${(clip.frames / clip.fps).toFixed(1)} s`);
    const spot = mode === "film" ? sceneAt(clip.scenes, frame) : { scene: view.scene, frame };
    drawBoxes(parts.boxes, parts.overlay.checked ? spot.scene.boxes : null, spot.frame);
    for (const node of parts.chapters.children) {
      node.classList.toggle("now", mode === "film" && node.dataset.key === spot.scene.id);
    }
    const now = `${spot.scene.id}:${spot.frame}`;
    if (now !== told && leads && mode !== "ab") {
      told = now;
      document.dispatchEvent(new CustomEvent("vd:playhead",
        { detail: { scene: spot.scene.id, frame: spot.frame } }));
    }
    return undefined;
  }

  function show(next) {
    if (!next || !("scene" in next)) return;
    const film = view && next.film && next.film.clip !== view.film?.clip;
    const take = !film && mode !== "ab" && rendered(view?.scene, next.scene);
    view = next;
    if (film) mode = "film";
    if (take) mode = "scene";
    offerTakes([parts.first, parts.second], next.scene?.takes || []);
    draw();
    if (!film && !take) return;
    leads = false;
    main.play().catch(() => {});
  }

  restWhileEditing(main);
  on("progress", (message) => {
    ({ work } = message);
    draw();
  });
  watch(show);
  show(value());
}
