// Building and updating elements. Text only ever becomes text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: `el("button.st-button", {title, on: {click}}, "Save", child)`. */
export function el(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  assign(node, attributes);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Set attributes, properties, `dataset`, `vars` (custom properties) and `on` listeners. */
export function assign(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else if (name === "vars") {
      for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
    } else if (name === "dataset") {
      Object.assign(node.dataset, value);
    } else if (name in node && !name.startsWith("aria") && name !== "role") {
      if (node[name] !== value) node[name] = value;
    } else if (value === null || value === undefined || value === false) {
      node.removeAttribute(name);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  return node;
}

/** Replace the text of a node only where it differs, so that selections survive. */
export function text(node, value) {
  const wanted = value ?? "";
  if (node.textContent !== wanted) node.textContent = wanted;
}

/** Words as a sentence begins. */
export const sentence = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

/** Replace children, leaving nodes alone that already stand in their place. */
export function fill(parent, children) {
  const wanted = children.flat().filter((child) => child !== null && child !== undefined);
  for (const old of [...parent.childNodes]) if (!wanted.includes(old)) old.remove();
  wanted.forEach((child, index) => {
    if (parent.childNodes[index] !== child) {
      parent.insertBefore(child, parent.childNodes[index] ?? null);
    }
  });
}

/** Keep one element per item of `items`, by key, in order; focus and selections survive. */
export function keyed(parent, items, key, create, update) {
  const known = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item) => {
    const id = String(key(item));
    let node = known.get(id);
    if (!node) {
      node = create(item);
      node.dataset.key = id;
    }
    update(node, item);
    return node;
  });
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  fill(parent, nodes); // a node that is moved loses the focus
  if (focused?.isConnected && document.activeElement !== focused) focused.focus();
}

/** A 16-pixel line icon from path data of our own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  for (const [key, value] of Object.entries({
    fill: "none", stroke: "currentColor", "stroke-width": "1.5",
    "stroke-linecap": "round", "stroke-linejoin": "round",
  })) path.setAttribute(key, value);
  svg.append(path);
  return svg;
}

export function button(label, { glyph = null, kind = "", title = "", on = () => {} } = {}) {
  const node = el(`button.st-button${kind ? `.${kind.split(" ").join(".")}` : ""}`, {
    type: "button", on: { click: on },
  });
  if (glyph) node.append(icon(glyph));
  if (label && !kind.includes("icon")) node.append(el("span", {}, label));
  if (title || kind.includes("icon")) {
    node.setAttribute("aria-label", title || label);
    node.title = title || label;
  }
  return node;
}

const ICONS = {
  plus: "M8 3v10M3 8h10",
  copy: "M6 6h7v7H6zM3 10V3h7",
  trash: "M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4M9.2 7v4",
  split: "M8 2v3M8 7.5v1M8 11v3M3 5v6h2.5M13 5v6h-2.5M3 5h2.5M13 5h-2.5",
  merge: "M2 8h4M14 8h-4M4.5 5.5 7 8l-2.5 2.500M11.5 5.5 9 8l2.5 2.5",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  play: "M5 3.500v9l7-4.500z",
  pause: "M5.5 3.500v9M10.5 3.500v9",
  stop: "M4 4h8v8H4z",
  undo: "M6 4 3 7l3 3M3.5 7H10a3 3 0 0 1 0 6H7",
  redo: "m10 4 3 3-3 3M12.5 7H6a3 3 0 0 0 0 6h3",
  picture: "M2.5 3.500h11v9h-11zM2.5 11l3-3 2.5 2.5 2-2 3.5 3.500M10.5 6h.01",
  crop: "M4.5 1.500v10h10M1.5 4.500h10v10",
  close: "M4 4l8 8M12 4l-8 8",
  film: "M2.5 3h11v10h-11zM5.5 3v10M10.5 3v10M2.5 6.300h3M2.5 9.700h3M10.5 6.300h3M10.5 9.700h3",
  download: "M8 2.500v7.500M4.5 7 8 10.5 11.5 7M3 13.500h10",
  open: "M2.5 12.500v-9h4l1.5 2h5.500v7z",
  moon: "M13 9.500A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.500z",
  spark: "M8 2l1.400 4.600L14 8l-4.600 1.400L8 14l-1.400-4.600L2 8l4.600-1.400z",
  loop: "M3 7a4 4 0 0 1 4-3h4l-2-2M13 9a4 4 0 0 1-4 3H5l2 2",
  frame: "M2.5 4.500v-2h2M11.5 2.500h2v2M13.5 11.500v2h-2M4.5 13.500h-2v-2M5.5 5.500h5v5h-5z",
};
