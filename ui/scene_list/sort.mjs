// Reordering by drag, for mouse and touch: the grip is dragged, a line shows where it will land.

/** Where a card dropped at height `y` would stand, given the cards' middles from top to bottom. */
export function landing(middles, from, y) {
  const before = middles.filter((middle) => middle < y).length;
  return before > from ? before - 1 : before;
}

/** Let the grips of `list` reorder it; `moved(scene, index)` is called once, at the end. */
export function makeSortable(list, moved) {
  let drag = null;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".st-grip");
    if (!grip || event.button !== 0) return;
    const card = grip.closest("li");
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const from = [...list.children].indexOf(card);
    drag = { card, grip, from, to: from, pointer: event.pointerId };
    card.classList.add("dragging");
  });

  list.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const across = getComputedStyle(list).flexDirection === "row";
    const middles = [...list.children].map((card) => {
      const box = card.getBoundingClientRect();
      return across ? box.left + box.width / 2 : box.top + box.height / 2;
    });
    drag.to = landing(middles, drag.from, across ? event.clientX : event.clientY);
    [...list.children].forEach((card, index) => {
      card.classList.toggle("drop-before", drag.to < drag.from && index === drag.to);
      card.classList.toggle("drop-after", drag.to > drag.from && index === drag.to);
    });
    scrollNear(list, event);
  });

  function finish(keep) {
    if (!drag) return;
    const { card, from, to } = drag;
    drag = null;
    for (const each of list.children) each.classList.remove("dragging", "drop-before", "drop-after");
    if (keep && to !== from) moved(card.dataset.key, to);
  }

  list.addEventListener("pointerup", () => finish(true));
  list.addEventListener("pointercancel", () => finish(false));
  list.addEventListener("lostpointercapture", () => finish(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") finish(false);
  });
}

function scrollNear(list, event) {
  const box = list.getBoundingClientRect();
  if (event.clientY < box.top + 32) list.scrollTop -= 12;
  if (event.clientY > box.bottom - 32) list.scrollTop += 12;
}
