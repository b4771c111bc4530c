// Rendering: what to render, how far it is, and the settings it is rendered with.

import { choices } from "../kit/choices.mjs";
import { button, el, keyed, text } from "../kit/dom.mjs";
import { on } from "../kit/stream.mjs";
import { makeSettings } from "./settings.mjs";

export function mount(root, { value, watch, act }) {
  const render = (what) => () => act({ kind: "render", what, scene: view.selected,
    cross_fade: choices.cross_fade });
  const preview = button("Preview scene", { glyph: "play", on: render("preview") });
  const scene = button("Render scene", { glyph: "spark", on: render("scene") });
  const stale = button("Render changed", { glyph: "loop", on: render("stale") });
  const film = button("Render film", { glyph: "film", kind: "primary", on: render("film") });
  const fade = el("select.st-field", { "aria-label": "Between scenes" },
    el("option", { value: "0" }, "Hard cuts"), el("option", { value: "2" }, "Short cross-fade"),
    el("option", { value: "4" }, "Long cross-fade"));
  fade.addEventListener("change", () => { choices.cross_fade = Number(fade.value); });
  const work = el("ul.st-work", { "aria-label": "Work in progress" });
  const idle = el("p.st-hint");
  const settings = makeSettings(act, () => view);
  root.replaceChildren(
    el("div.st-render-buttons", {}, film, preview, scene, stale),
    el("p.st-hint", {}, "A preview is quick and coarse. Whatever did not change is not rendered again."),
    el("label.st-row.between.st-hint", {}, "Between scenes", fade),
    el("div.st-section.st-stack", {}, el("h2", {}, "Progress"), work, idle),
    el("div.st-section.st-stack", {}, el("h2", {}, "Settings"), settings.node),
  );
  let view = null;
  let jobs = [];

  function progress() {
    keyed(work, jobs, (job) => job.job, (job) => createJob(job, act), updateJob);
    idle.hidden = jobs.length > 0;
  }

  function show(next) {
    if (!next?.info) return;
    view = next;
    text(stale.querySelector("span"), changed(next.stale));
    stale.disabled = !next.stale;
    for (const each of [preview, scene]) each.disabled = !next.selected;
    film.disabled = !next.scenes;
    text(idle, next.idle);
    jobs = next.work;
    settings.show(next);
    progress();
  }

  on("progress", (message) => {
    jobs = message.work;
    progress();
  });
  watch(show);
  show(value());
}

const changed = (n) => (n ? `Render ${n} changed ${n === 1 ? "scene" : "scenes"}` : "All scenes are up to date");

function createJob(job, act) {
  return el("li.st-job", {},
    el("div.st-row.between", {}, el("strong.st-job-title"),
      button("Cancel", { kind: "ghost danger", title: "Cancel this job",
        on: () => act({ kind: "cancel", job: job.job }) })),
    el("div.st-bar", { role: "progressbar", "aria-label": "Progress", "aria-valuemin": 0,
      "aria-valuemax": 100 }, el("span")),
    el("p.st-hint"));
}

function updateJob(node, job) {
  text(node.querySelector("strong"), job.title);
  const bar = node.querySelector(".st-bar");
  const percent = Math.round(100 * job.share);
  bar.setAttribute("aria-valuenow", percent);
  bar.firstChild.style.width = `${percent}%`;
  text(node.querySelector("p"), job.line);
}
