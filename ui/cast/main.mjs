// Entities and references: one row per consistency group, with the pictures that stand for it.

import { assign, button, el, fill, keyed, text } from "../kit/dom.mjs";
import { openCrop } from "./crop.mjs";
import { addPictures, picturesOf } from "./pictures.mjs";

export function mount(root, { value, watch, act }) {
  const list = el("ul.st-cast", { "aria-label": "Entities" });
  const empty = el("div.st-empty", { hidden: true }, el("strong", {}, "Nobody here yet"),
    "Plan a film, draw a box on the stage, or name somebody below.");
  const name = el("input.st-field", { placeholder: "Add to this scene: dog, red car …",
    maxLength: 80, "aria-label": "Name of a new entity" });
  const form = el("form.st-row.st-cast-add", { on: { submit: (event) => {
    event.preventDefault();
    if (!name.value.trim() || !view.selected) return;
    edit({ kind: "add_track", scene: view.selected, entity: name.value.trim(),
      box: [0.3, 0.35, 0.7, 0.95], frame: 0 });
    name.value = "";
  } } }, name, el("button.st-button", { type: "submit" }, "Add"));
  const hint = el("p.st-hint");
  root.replaceChildren(hint, list, empty, form);

  let view = null;
  const edit = (...edits) => act({ kind: "edit", edits });
  let dialog = null; // the crop that is open: {group, digest, refresh}
  const crop = (group, reference, apply) => {
    dialog = { group, digest: reference.digest, ...openCrop(reference, apply) };
  };
  const hands = { edit, act, crop, view: () => view };

  function show(next) {
    if (!next?.entities) return;
    view = next;
    text(hint, next.hint);
    empty.hidden = next.entities.length > 0;
    form.hidden = !next.selected;
    const cropped = next.entities.find((each) => each.group === dialog?.group)?.references
      .find((each) => each.digest === dialog.digest);
    if (cropped) dialog.refresh(cropped);
    keyed(list, next.entities, (entity) => entity.group, (entity) => createRow(entity, hands), updateRow);
  }
  watch(show);
  show(value());
}

function createRow(entity, hands) {
  const known = () => hands.view().entities.find((each) => each.group === entity.group);
  const fail = (message) => hands.act({ kind: "say", text: message });
  const add = (files) => addPictures(files, known, hands.edit, fail);
  const picker = el("input", { type: "file", accept: "image/png,image/jpeg,image/webp",
    multiple: true, hidden: true, "aria-label": "Choose pictures" });
  picker.addEventListener("change", () => {
    add([...picker.files]);
    picker.value = "";
  });
  const drop = el("button.st-drop", { type: "button", on: { click: () => picker.click() } },
    el("span", {}, "Drop or choose a picture"));
  const row = el("li.st-entity", { tabIndex: -1 },
    el("div.st-entity-head", {}, el("span.st-dot"),
      line(hands, "name", (value) => ({ kind: "rename_entity", entity: known().name, name: value })),
      el("span.st-hint.st-where")),
    line(hands, "attributes", (value) => ({ kind: "set_entity_attributes", entity: known().name,
      attributes: value.split(",").map((word) => word.trim()).filter(Boolean) })),
    el("p.st-hint.st-meant"), el("ul.st-pictures"), el("div.st-row", {}, drop, replaceButton(known, hands),
      button("Remove", { glyph: "trash", kind: "ghost icon danger remove",
        on: () => hands.edit({ kind: "remove_entity", entity: known().name }) }), picker),
    el("div.st-similarity"));
  row.addEventListener("paste", (event) => {
    const files = picturesOf(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
  row.addEventListener("dragover", (event) => {
    event.preventDefault();
    row.classList.add("over");
  });
  row.addEventListener("dragleave", (event) => {
    if (!row.contains(event.relatedTarget)) row.classList.remove("over");
  });
  row.addEventListener("drop", (event) => {
    row.classList.remove("over");
    const files = picturesOf(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
  row.hands = hands;
  return row;
}

function line(hands, name, make) {
  const node = el(`input.st-inline.st-entity-${name}`, { spellcheck: false,
    maxLength: name === "name" ? 80 : 400,
    placeholder: name === "attributes" ? "Add looks: red, in a white hat" : "" });
  node.addEventListener("change", () => {
    if (node.value.trim() || name === "attributes") hands.edit(make(node.value.trim()));
    else node.value = node.dataset.known;
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") node.blur();
    if (event.key === "Escape") {
      node.value = node.dataset.known;
      node.blur();
    }
  });
  return node;
}

function replaceButton(known, hands) {
  const name = el("input.st-field", { placeholder: "cat", maxLength: 80, "aria-label": "Replace by" });
  const here = el("input", { type: "checkbox" });
  const form = el("form.st-popover", { on: { submit: (event) => {
    event.preventDefault();
    if (!name.value.trim()) return;
    hands.edit({ kind: "replace_entity", entity: known().name, name: name.value.trim(),
      attributes: [], ...(here.checked ? { scene: hands.view().selected } : {}) });
    name.value = "";
    box.open = false;
  } } }, el("label.st-label", {}, "Replace by another thing", name),
  el("label.st-row.st-hint", {}, here, "in the selected scene only"),
  el("button.st-button.primary", { type: "submit" }, "Replace"));
  const box = el("details.st-replace", {}, el("summary.st-button.ghost", {}, "Replace"), form);
  return box;
}

function updateRow(row, entity) {
  const { hands } = row;
  const find = (selector) => row.querySelector(selector);
  row.style.setProperty("--chip", entity.color);
  for (const [name, value] of [["name", entity.name], ["attributes", entity.attributes.join(", ")]]) {
    const input = find(`.st-entity-${name}`);
    input.setAttribute("aria-label", `${name === "name" ? "Name" : "Looks"} of ${entity.name}`);
    input.dataset.known = value;
    if (document.activeElement !== input) input.value = value;
  }
  assign(find(".st-drop"), { title: "A pasted picture is taken too",
    "aria-label": `Drop or choose a picture of ${entity.name}` });
  const removal = `Remove ${entity.name} from every scene`;
  assign(find(".remove"), { title: removal, "aria-label": removal });
  text(find(".st-where"), entity.where);
  text(find(".st-meant"), entity.meant);
  find(".st-meant").hidden = !entity.meant;
  const change = (index, changes) => hands.edit({ kind: "set_references", entity: entity.name,
    references: entity.references.map(bare).map((each, place) =>
      place === index ? { ...each, ...changes } : each) });
  keyed(find(".st-pictures"), entity.references.map((each, index) => ({ ...each, index })),
    (each) => each.digest, () => el("li.st-picture"), (node, each) =>
      fill(node, picture(entity, each, change, hands)));
  fill(find(".st-similarity"), entity.similarity.map(([scene, cosine]) =>
    el("span.st-badge", { title: "Cosine between the rendered entity and its picture" },
      `Scene ${scene}: ${Math.round(100 * cosine)} % alike`)));
}

function picture(entity, each, change, hands) {
  const remove = () => hands.edit({ kind: "set_references", entity: entity.name,
    references: entity.references.filter((other) => other.digest !== each.digest).map(bare) });
  const on = el("input", { type: "checkbox", checked: each.enabled,
    "aria-label": `Use picture ${each.index + 1} of ${entity.name}`,
    on: { change: (event) => change(each.index, { enabled: event.target.checked }) } });
  const crop = () => hands.crop(entity.group, each, (box) => change(each.index, { crop: box }));
  return [
    el("button.st-picture-show", { type: "button", title: "Crop and cut-out", on: { click: crop },
      "aria-label": `Crop picture ${each.index + 1} of ${entity.name}` },
    el("img", { src: each.src, alt: "" })),
    el("label.st-row.st-hint", {}, on, "use"),
    button("Crop", { glyph: "crop", kind: "ghost icon", title: "Crop and cut-out", on: crop }),
    button("Remove", { glyph: "close", kind: "ghost icon danger", title: "Remove picture", on: remove }),
  ];
}

function bare({ digest, crop, enabled }) {
  return { digest, crop, enabled };
}
