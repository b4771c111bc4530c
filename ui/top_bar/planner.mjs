// Which planner writes the plan: the built-in one, or a model on a server that a person names.

import { button, el, fill, sentence, text } from "../kit/dom.mjs";
import { makePopover } from "./popover.mjs";
import { remembered } from "./planning.mjs";

const KEY = "videodirector.model-server"; // address and model; a key is stored nowhere

export function makePlanner(act, changed) {
  const title = el("span");
  const radios = el("div.st-choices", { role: "radiogroup", "aria-label": "Planner" });
  const server = makeServer(act, () => choose(""));
  const node = el("details.st-planner", {},
    el("summary.st-field", { title: "Which planner writes the plan" }, title),
    el("div.st-popover", {}, el("h2", {}, "Planner"), radios, server.node));
  let planners = [];
  let chosen = ""; // nothing chosen: the first
  makePopover(node);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault(); // not the prompt's form
    server.enter(event.target);
  });

  const value = () => planners.find((each) => each.id === chosen)?.id || planners[0]?.id || "";
  function choose(id) {
    chosen = id;
    draw();
    changed();
  }
  function draw() {
    const now = value();
    text(title, `Planner: ${(planners.find((each) => each.id === now)?.title || "").replace(/ planner$/, "")}`);
    fill(radios, planners.map((each) => {
      const known = radios.querySelector(`[value="${each.id}"]`)?.closest("label");
      const label = known || option(each.id, () => choose(each.id));
      label.querySelector("input").checked = each.id === now;
      text(label.querySelector("strong"), each.title);
      text(label.querySelector("small"), each.note);
      return label;
    }));
  }
  function show(view) {
    planners = view.planners;
    draw();
    server.show(view.server);
  }
  return { node, show, value };
}

function option(id, on) {
  return el("label.st-choice", {}, el("input", { type: "radio", name: "planner", value: id,
    on: { change: on } }), el("span", {}, el("strong"), el("small.st-hint")));
}

function makeServer(act, used) {
  const fields = makeFields();
  const line = el("p.st-note", { role: "status", hidden: true });
  const promise = el("p.st-hint");
  const check = button("Check connection", { on: () => send("check") });
  const use = button("Use this model", { kind: "primary", on: () => send("use") });
  const forget = button("Forget", { kind: "ghost", on: () => send("forget") });
  const node = el("details.st-server", {},
    el("summary", {}, "A model on a server you name"),
    el("div.st-stack", {}, ...fields.rows, el("div.st-row", {}, check, use, forget), line, promise));
  let asked = "";

  function send(what) {
    asked = what;
    act({ kind: "model_server", do: what, ...(what === "forget" ? {} : fields.read()) });
  }
  function show(server) {
    fields.show(server);
    forget.hidden = !server.own;
    check.disabled = server.checking;
    line.hidden = !server.line;
    line.className = `st-note ${server.level}`;
    text(line, sentence(server.line));
    text(promise, server.promise);
    const done = asked === "use" && server.own && server.level === "good";
    if (done) {
      fields.settle();
      used();
    }
    if (done || asked === "forget") asked = "";
  }
  const enter = (input) => {
    if (node.contains(input)) send(fields.read().model ? "use" : "check");
  };
  return { node, show, enter };
}

function makeFields() {
  const named = (label, attributes) => {
    const input = el("input.st-field", { autocomplete: "off", spellcheck: false, ...attributes });
    return { input, row: el("label", {}, el("span.st-label", {}, label), input) };
  };
  const servers = el("datalist", { id: "st-known-servers" });
  const models = el("datalist", { id: "st-known-models" });
  const url = named("Address, up to /v1", { type: "text", inputMode: "url", maxLength: 400 });
  const key = named("API key", { type: "password", autocomplete: "new-password" });
  const model = named("Model", { type: "text", maxLength: 200 });
  const money = { type: "number", min: 0, step: "any", placeholder: "unknown" };
  const sent = named("Price, million sent", money);
  const received = named("Price, million received", money);
  url.input.setAttribute("list", servers.id);
  model.input.setAttribute("list", models.id);
  const price = (input) => (input.value === "" ? null : Number(input.value));
  let seen = "";

  const read = () => ({
    base_url: url.input.value.trim(), model: model.input.value.trim(), key: key.input.value,
    input_price: price(sent.input), output_price: price(received.input),
  });
  function show(server) {
    fill(servers, server.known.map((each) => el("option", { value: each.url }, each.name)));
    fill(models, server.models.map((name) => el("option", { value: name })));
    key.input.placeholder = server.has_key ? "held for this address" : "none for a local server";
    const now = JSON.stringify([server.base_url, server.model]);
    if (now === seen) return;
    const before = server.own ? server : seen ? { base_url: "", model: "" } : recalled();
    seen = now;
    url.input.value = before.base_url || url.input.value;
    model.input.value = before.model || model.input.value;
    sent.input.value = server.input_price ?? sent.input.value;
    received.input.value = server.output_price ?? received.input.value;
  }
  /** The server took them over: the key leaves the page. */
  function settle() {
    key.input.value = "";
    try {
      localStorage.setItem(KEY, JSON.stringify(remembered(read())));
    } catch {
      // storage may be blocked: the fields then begin empty
    }
  }
  const rows = [url.row, key.row, model.row, el("div.st-prices", {}, sent.row, received.row),
    servers, models];
  return { rows, read, show, settle };
}

function recalled() {
  try {
    return remembered(JSON.parse(localStorage.getItem(KEY)) || {});
  } catch {
    return {};
  }
}
