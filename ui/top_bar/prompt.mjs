// The prompt: what the film shows, how many scenes, by which planner, and what it takes.

import { button, el, fill, text } from "../kit/dom.mjs";
import { looksLikePlan, progress } from "./planning.mjs";
import { makePlanner } from "./planner.mjs";

const ESTIMATE_AFTER_MS = 400;

export function makePrompt(act, open) {
  const field = el("textarea.st-field.st-prompt", { rows: 1, "aria-label": "Prompt",
    placeholder: "Describe your film: who does what, where. One sentence a scene works well." });
  const scenes = el("select.st-field", { "aria-label": "Number of scenes" },
    el("option", { value: "" }, "Scenes: auto"),
    ...[1, 2, 3, 4, 5, 6, 8, 10, 12].map((n) => el("option", { value: String(n) },
      n === 1 ? "1 scene" : `${n} scenes`)));
  const planner = makePlanner(act, () => estimate(0));
  const go = button("Plan", { glyph: "spark", kind: "primary", on: () => submit() });
  const stop = button("Stop planning", { glyph: "stop", on: () => act({ kind: "stop_planning" }) });
  const examples = el("div.st-examples", { role: "group", "aria-label": "Prompts to try" });
  const note = makeNote(field, open);
  const node = el("form.st-plan", { on: { submit: (event) => {
    event.preventDefault();
    submit();
  } } }, field, scenes, planner.node, go, stop, note.node, examples);

  const wish = () => ({ prompt: field.value, scenes: scenes.value ? Number(scenes.value) : null });
  const submit = () => act({ kind: "plan", planner: planner.value(), ...wish() });
  let timer = 0;
  function estimate(wait) {
    clearTimeout(timer);
    if (planner.value() !== "model" || !field.value.trim()) return;
    timer = setTimeout(() => act({ kind: "estimate", ...wish() }), wait);
  }
  field.addEventListener("input", () => estimate(ESTIMATE_AFTER_MS));
  scenes.addEventListener("change", () => estimate(0));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!go.hidden) submit();
    }
  });

  function show(view) {
    if (document.activeElement !== field && view.prompt !== show.prompt) field.value = view.prompt;
    show.prompt = view.prompt;
    planner.show(view);
    go.hidden = view.planning;
    stop.hidden = !view.planning;
    examples.hidden = view.planning;
    node.classList.toggle("busy", view.planning);
    note.show(view, planner.value() === "model");
    if (planner.value() === "model" && !view.estimate && !view.planning) estimate(0);
    if (!examples.children.length) fill(examples, tries(view.examples, field));
  }
  return { node, show };
}

function tries(examples, field) {
  return [el("span.st-hint", {}, "Try:"), ...examples.map((words) =>
    el("button.st-example", { type: "button", title: words, on: { click: () => {
      field.value = words;
      field.dispatchEvent(new Event("input"));
      field.focus();
    } } }, words))];
}

// One line below the prompt: what a plan would take, how it goes, what the last one took.
function makeNote(field, open) {
  const words = el("span", { role: "status" });
  const count = el("summary.st-hint");
  const list = el("ul");
  const warnings = el("details.st-warnings", { hidden: true }, count, list);
  const offer = el("span.st-offer", { hidden: true }, "This text looks like a finished plan.");
  offer.append(button("Open it as a plan", { on: () => {
    open(new Blob([field.value], { type: "text/plain" }));
    field.value = "";
    offer.hidden = true;
  } }));
  const node = el("div.st-plan-note.st-hint", {}, offer, words, warnings);
  field.addEventListener("input", () => {
    offer.hidden = !looksLikePlan(field.value);
  });

  function show(view, byModel) {
    const { report } = view;
    const made = report?.usage && field.value === view.prompt;
    const line = made ? `This plan took ${report.usage}.` : byModel ? view.estimate : "";
    text(words, view.planning ? progress(view.arriving) : line);
    const found = view.planning ? [] : report?.warnings || [];
    warnings.hidden = !found.length;
    text(count, found.length === 1 ? "1 thing to know about it" : `${found.length} things to know`);
    fill(list, found.map((line) => el("li", {}, line)));
  }
  return { node, show };
}
