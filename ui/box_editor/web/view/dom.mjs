// Elements without HTML text: every string from outside becomes textContent or an attribute.

const SVG = "http://www.w3.org/2000/svg";

/** Set attributes that changed; null removes one. Writes nothing that stands already. */
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) {
      if (node.hasAttribute(name)) node.removeAttribute(name);
    } else {
      const text = value === true ? "" : String(value);
      if (node.getAttribute(name) !== text) node.setAttribute(name, text);
    }
  }
  return node;
}

/** Set text that changed. */
export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
  return node;
}

/** Words as a sentence begins. */
export const sentence = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

function fill(node, attributes, children) {
  set(node, attributes);
  for (const child of children) node.append(child);
  return node;
}

export const h = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);
export const s = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/**
 * Keep the children of `parent` in step with `items`: `key(item)` names one, `make(item)` builds
 * it once. Returns the nodes in order; nodes that stay keep their focus.
 */
export function keyed(parent, items, key, make) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item) => {
    const name = key(item);
    const node = old.get(name) ?? make(item);
    old.delete(name);
    node.dataset.key = name;
    return node;
  });
  for (const node of old.values()) node.remove();
  nodes.forEach((node, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] ?? null);
  });
  return nodes;
}
