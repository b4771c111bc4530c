// Puts the editor together inside the element that Gradio gives. Owns the wiring, nothing else.

import { Machine } from "./interaction/machine.mjs";
import { press } from "./keyboard.mjs";
import { Player } from "./player.mjs";
import { Store } from "./store.mjs";
import { timeOf } from "./tracks.mjs";
import { Chooser } from "./view/chooser.mjs";
import { Chrome } from "./view/chrome.mjs";
import { h, sentence, set, text } from "./view/dom.mjs";
import { Help } from "./view/help.mjs";
import { Inspector } from "./view/inspector.mjs";
import { Overlay } from "./view/overlay.mjs";
import { Stage } from "./view/stage.mjs";
import { Timeline } from "./view/timeline.mjs";
import { Toolbar } from "./view/toolbar.mjs";

const PREFIX = import.meta.url.split("/gradio_api/")[0];
// Addresses of this server are below the prefix that the app is mounted under.
const resolve = (url) => (url.startsWith("/") ? PREFIX + url : new URL(url, `${PREFIX}/`).href);

function style(name) {
  const href = new URL(name, import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  const link = h("link", { rel: "stylesheet", href });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

function listenToPointers(stage, machine, overlay) {
  const { svg } = stage;
  svg.addEventListener("pointerdown", (event) => {
    machine.down(event);
    if (!machine.store.state.proposal?.open) overlay.focus();
  });
  svg.addEventListener("mousedown", (event) => event.preventDefault()); // focus is ours to give
  svg.addEventListener("pointermove", (event) => machine.move(event));
  svg.addEventListener("pointerup", (event) => machine.up(event));
  for (const name of ["pointercancel", "lostpointercapture"]) {
    svg.addEventListener(name, (event) => machine.lost(event));
  }
  svg.addEventListener("contextmenu", (event) => {
    if (machine.busy) event.preventDefault(); // a long touch is a drag here
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { zoom } = machine.store.state;
    const to = Math.min(8, Math.max(1, zoom * Math.exp(-event.deltaY / 300)));
    stage.zoomAt(to, event.clientX, event.clientY);
  }, { passive: false });
}

// Things outside that concern the editor; returns how to stop listening.
function listenToWindow(store, machine, stage) {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener("blur", () => machine.lost(), { signal });
  window.addEventListener("resize", () => stage.layout(), { signal });
  document.addEventListener("vd:playhead", ({ detail }) => {
    const { scene } = store.state;
    if (scene === null || detail?.scene !== scene.id || machine.busy) return;
    const index = Math.min(Math.max(Math.round(detail.frame) || 0, 0), scene.frame_count - 1);
    store.set({ playing: false, time: timeOf(scene, index) });
  }, { signal });
  return () => stop.abort();
}

function tellSelection(store, changed) {
  if (!["selected", "scene", "time"].some((name) => changed.has(name)) || store.state.playing) return;
  const { scene } = store.state;
  const detail = { scene: scene?.id ?? null, entity: store.track?.entity ?? null, ...store.selection };
  document.dispatchEvent(new CustomEvent("vd:selection", { detail }));
}

// The parts of the page, each with `update(state, changed)`, in the order in which they hear.
function assemble(root, store, stage, machine) {
  const overlay = new Overlay(store, stage);
  const chrome = new Chrome(store, stage, overlay);
  const [toolbar, inspector] = [new Toolbar(store, machine), new Inspector(store, machine)];
  const timeline = new Timeline(store, machine);
  const [chooser, help] = [new Chooser(store, overlay), new Help(store)];
  const notice = h("p", { class: "vd-notice", role: "status", "aria-live": "polite" });
  stage.root.append(chooser.root);
  root.replaceChildren(
    h("div", { class: "vd-layout" }, toolbar.root, stage.root, inspector.root, timeline.root, notice),
    help.root,
  );
  stage.onresize = () => {
    overlay.resized();
    chrome.draw(store.state);
  };
  const around = {
    update(state) {
      text(notice, sentence(state.notice ?? ""));
      set(root, {
        "data-saving": state.saving, "data-busy": state.gesture,
        "data-revision": state.view?.revision ?? null,
      });
    },
  };
  const player = new Player(store);
  return { overlay, parts: [stage, overlay, chrome, toolbar, inspector, timeline, chooser, help, player, around] };
}

// When Gradio takes the element away, so does what we hung on the window.
function onceGone(element, clean) {
  const observer = new MutationObserver(() => {
    if (element.isConnected) return;
    observer.disconnect();
    clean();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** Build the editor in `element`; `send()` makes Gradio carry `props.value` to Python. */
export async function mount(element, { props, watch, send }) {
  await Promise.all([style("editor.css"), style("timeline.css")]);
  const root = element.querySelector(".vd-editor");
  const store = new Store((message) => {
    props.value = message;
    send();
  });
  const stage = new Stage(store, resolve);
  const machine = new Machine(store, stage);
  const { overlay, parts } = assemble(root, store, stage, machine);
  store.listen((state, changed) => {
    for (const part of parts) part.update(state, changed);
    tellSelection(store, changed);
  });
  listenToPointers(stage, machine, overlay);
  root.addEventListener("keydown", (event) => press(event, store, machine));
  const unlisten = listenToWindow(store, machine, stage);
  onceGone(element, () => {
    unlisten();
    stage.destroy();
  });
  const take = () => {
    if (props.value && "scene" in props.value) store.receive(props.value);
    else if (!props.value) store.set({ view: null, scene: null, selected: null });
  };
  watch("value", take);
  store.start();
  take();
  set(root, { "data-state": "ready" });
}
