// Seed, steps, guidance, layout strength: of the selected scene, or of all scenes.

import { button, el, text } from "../kit/dom.mjs";

const FIELDS = [
  { name: "seed", label: "Seed", min: 0, max: 4294967295, step: 1,
    hint: "The same seed gives the same picture." },
  { name: "steps", label: "Steps", min: 1, max: 100, step: 1, hint: "More steps take longer." },
  { name: "guidance", label: "Guidance", min: 1, max: 20, step: 0.5,
    hint: "How closely the words are followed." },
  { name: "layout_strength", label: "Layout strength", min: 0, max: 1, step: 0.05,
    hint: "The share of steps in which boxes decide (the paper's alpha)." },
];

export function makeSettings(act, view) {
  let scope = "scene";
  const choose = (next) => () => {
    scope = next;
    show(view());
  };
  const scene = el("button.st-button", { type: "button", on: { click: choose("scene") } }, "This scene");
  const all = el("button.st-button", { type: "button", on: { click: choose("plan") } }, "All scenes");
  const inputs = Object.fromEntries(FIELDS.map((field) => [field.name, input(field)]));
  const node = el("div.st-stack", {},
    el("div.st-segments", { role: "group", "aria-label": "Settings of" }, scene, all),
    el("div.st-settings", {}, ...FIELDS.map((field) =>
      el("label", { title: field.hint }, el("span.st-label", {}, field.label), inputs[field.name]))),
    el("div.st-row", {}, button("New seed", { on: () =>
      set("seed", Math.floor(Math.random() * 4294967296)) }),
    button("Reset to defaults", { kind: "ghost", on: () => send({ seed: null, steps: null,
      guidance: null, layout_strength: null }) })),
    el("p.st-hint"));

  function input(field) {
    const box = el("input.st-field", { type: "number", min: field.min, max: field.max, step: field.step });
    box.addEventListener("change", () => {
      if (box.value === "") return set(field.name, null);
      const number = Number(box.value);
      const whole = field.step === 1 ? Math.round(number) : number;
      return set(field.name, Math.min(field.max, Math.max(field.min, whole)));
    });
    return box;
  }

  function set(name, value) {
    send({ [name]: value });
  }

  function send(changes) {
    const edit = scope === "scene"
      ? { kind: "set_scene_sampling", scene: view().selected, ...changes }
      : { kind: "set_plan_sampling", ...changes };
    act({ kind: "edit", edits: [edit] });
  }

  function show(next) {
    if (!next.selected) scope = "plan";
    scene.disabled = !next.selected;
    scene.setAttribute("aria-pressed", String(scope === "scene"));
    all.setAttribute("aria-pressed", String(scope === "plan"));
    const own = scope === "scene" ? next.scene_sampling : next.plan_sampling;
    for (const { name } of FIELDS) {
      const inherited = (scope === "scene" ? next.plan_sampling[name] : null) ?? next.info.defaults[name];
      inputs[name].placeholder = inherited === null || inherited === undefined ? "auto" : String(inherited);
      if (document.activeElement !== inputs[name]) inputs[name].value = own[name] ?? "";
    }
    text(node.querySelector("p"), scope === "scene"
      ? "Empty fields follow “All scenes”." : "Empty fields follow the engine.");
  }
  return { node, show };
}
