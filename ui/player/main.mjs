// The monitor: plays the selected scene, the film, or two takes side by side.

import { button, el, fill, icon, keyed, text } from "../kit/dom.mjs";
import { address } from "../kit/link.mjs";
import { on } from "../kit/stream.mjs";
import { drawBoxes } from "./boxes.mjs";
import { frameAt, sceneAt } from "./time.mjs";

// Calls `follow` at each painted frame of a playing video, for as long as it is on the page.
function onFrames(video, follow) {
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

export function mount(root, { value, watch, act }) {
  const parts = build();
  root.replaceChildren(parts.head, parts.stage, parts.chapters, parts.controls, parts.takes);
  const [main, other] = parts.videos;
  let view = null;
  let mode = "scene";
  let live = null; // the last look into the scene in work
  let told = "";

  for (const [name, press] of Object.entries(parts.modes)) {
    press.addEventListener("click", () => {
      mode = name;
      draw();
    });
  }
  parts.play.addEventListener("click", () => (main.paused ? main.play() : main.pause()));
  parts.overlay.addEventListener("change", follow);
  parts.seek.addEventListener("input", () => {
    main.currentTime = (Number(parts.seek.value) / 1000) * (main.duration || 0);
    follow();
  });
  onPick([parts.first, parts.second], draw);
  for (const type of ["timeupdate", "play", "pause", "seeked", "loadeddata"]) {
    main.addEventListener(type, follow);
  }
  onFrames(main, follow);

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
    if (url && video !== main) video.play().catch(() => {});
  }

  function draw() {
    if (!view) return;
    parts.modes.film.disabled = !view.film;
    parts.modes.ab.disabled = (view.scene?.takes.length || 0) < 2;
    if (parts.modes[mode].disabled) mode = "scene";
    for (const [name, press] of Object.entries(parts.modes)) {
      press.setAttribute("aria-pressed", String(name === mode));
    }
    const clip = source();
    load(main, clip);
    other.hidden = mode !== "ab";
    load(other, mode === "ab" ? take(parts.second) : null);
    parts.stage.classList.toggle("both", mode === "ab");
    parts.takes.hidden = mode !== "ab";
    main.hidden = !clip;
    parts.nothing.hidden = Boolean(clip) || Boolean(live);
    parts.look.hidden = !live || (Boolean(clip) && mode !== "scene");
    if (live) parts.look.src = live;
    text(parts.nothing, view.nothing);
    for (const control of [parts.play, parts.seek]) control.disabled = !clip;
    chapters();
    follow();
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
        main.currentTime = (scene.start + 0.25) / view.film.fps;
        follow();
        act({ kind: "select", scene: scene.id });
      };
    });
  }

  /** The stage, the overlay and the clock follow the playhead. */
  function follow() {
    const clip = view && source();
    fill(parts.play, [icon(main.paused ? "play" : "pause")]);
    parts.play.setAttribute("aria-label", main.paused ? "Play" : "Pause");
    if (!clip) {
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
    if (now !== told && mode !== "ab") {
      told = now;
      document.dispatchEvent(new CustomEvent("vd:playhead",
        { detail: { scene: spot.scene.id, frame: spot.frame } }));
    }
    return undefined;
  }

  function show(next) {
    if (!next || !("scene" in next)) return;
    const fresh = view && next.film && next.film.clip !== view.film?.clip;
    view = next;
    if (fresh) mode = "film";
    for (const [select, index] of [[parts.first, 0], [parts.second, 1]]) {
      const takes = next.scene?.takes || [];
      const { picked } = select.dataset; // what nobody picked is the latest and the one before it
      const chosen = takes.some((each) => each.id === picked) ? picked : takes[index]?.id;
      fill(select, takes.map((each) => el("option", { value: each.id }, each.label)));
      select.value = chosen || "";
    }
    draw();
    if (fresh) main.play().catch(() => {});
  }

  // whoever works on the stage does not want it to run away
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest?.(".vd-editor")) main.pause();
  }, true);
  on("progress", (message) => {
    const mine = message.work.find((job) => job.scene && job.scene === view?.scene?.id && job.look);
    live = mine ? mine.look : null;
    draw();
  });
  watch(show);
  show(value());
}

function build() {
  const mode = (label) => el("button.st-button", { type: "button" }, label);
  const modes = { scene: mode("Scene"), film: mode("Film"), ab: mode("A / B") };
  const video = () => el("video", { muted: true, loop: true, playsInline: true, preload: "auto" });
  const videos = [video(), video()];
  const boxes = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  boxes.setAttribute("class", "st-monitor-boxes");
  boxes.setAttribute("aria-hidden", "true");
  const look = el("img.st-look", { hidden: true, alt: "Latest look at the scene being rendered" });
  const nothing = el("p.st-nothing");
  const overlay = el("input", { type: "checkbox" });
  const seek = el("input.st-seek", { type: "range", min: 0, max: 1000, value: 0,
    "aria-label": "Position in the clip" });
  const play = button("Play", { glyph: "play", kind: "ghost icon" });
  const clock = el("span.st-hint.st-clock");
  const [first, second] = ["First take", "Second take"].map((label) =>
    el("select.st-field", { "aria-label": label }));
  return {
    modes, videos, boxes, look, nothing, overlay, seek, play, clock, first, second,
    head: el("div.st-row.between.st-monitor-head", {},
      el("div.st-segments.st-modes", { role: "group", "aria-label": "Show" }, ...Object.values(modes)),
      el("label.st-row.st-hint", {}, overlay, "Boxes")),
    stage: el("div.st-monitor", {}, el("div.st-screen", {}, videos[0], look, boxes), videos[1], nothing),
    chapters: el("ol.st-chapters", { "aria-label": "Scenes of the film", hidden: true }),
    controls: el("div.st-monitor-controls", {}, play, seek, clock),
    takes: el("div.st-row.st-takes", { hidden: true }, first, second),
  };
}
