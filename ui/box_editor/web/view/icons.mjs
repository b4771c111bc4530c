// The editor's icons: strokes in a square of 24. Drawn for this project.

import { s } from "./dom.mjs";

const PATHS = {
  select: "M6 3.5 18 12l-5.2 1.1L10.4 18z",
  draw: "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M4 16v3a1 1 0 0 0 1 1h3M20 16v3a1 1 0 0 1-1 1h-3M12 8.5v7M8.5 12h7",
  undo: "M8.5 5 4.5 9l4 4M4.5 9H14a5 5 0 0 1 0 10H9",
  redo: "m15.5 5 4 4-4 4M19.5 9H10a5 5 0 0 0 0 10h5",
  snap: "M6 4v7a6 6 0 0 0 12 0V4h-4v7a2 2 0 0 1-4 0V4zM6 8h4M14 8h4",
  whole: "M4 7.5h5.5v5.5H4zM14.5 11H20v5.5h-5.5zM9.5 10.5c2 0 3 3.3 5 3.3",
  ghosts: "M8 8h11v11H8zM5 16V5h11",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  paste: "M9 4.5H6V20h12V4.5h-3M9 3h6v3.5H9zM9 11h6M9 15h4",
  remove: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  zoomIn: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5 20 20M8.5 11h5M11 8.5v5",
  zoomOut: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5 20 20M8.5 11h5",
  help: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.6 9.4a2.5 2.5 0 1 1 3.6 2.4c-.8.4-1.2.9-1.2 1.9M12 16.6v.1",
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  loop: "M17 3.5 20 6.5l-3 3M20 6.5H8a4 4 0 0 0-4 4v1M7 20.5l-3-3 3-3M4 17.5h12a4 4 0 0 0 4-4v-1",
  first: "M7 6v12M18 6l-8 6 8 6z",
  last: "M17 6v12M6 6l8 6-8 6z",
  lock: "M6.5 11h11v8.5h-11zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  unlock: "M6.5 11h11v8.5h-11zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2",
  eye: "M3.5 12S6.5 6.5 12 6.5s8.5 5.5 8.5 5.5-3 5.5-8.5 5.5S3.5 12 3.5 12zM12 9.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z",
  hidden: "M4 4l16 16M9.8 6.8A9 9 0 0 1 12 6.5c5.5 0 8.5 5.5 8.5 5.5a15 15 0 0 1-2.6 3.2M6.2 8.7A14.5 14.5 0 0 0 3.5 12s3 5.5 8.5 5.5a8.5 8.5 0 0 0 3.3-.7M10.4 10.3a2.3 2.3 0 0 0 3.2 3.3",
  earlier: "M20 12H6M11 6.5 5.5 12l5.5 5.5",
  later: "M4 12h14M13 6.5 18.5 12 13 17.5",
  all: "M3.5 12h17M8 7.5 3.5 12 8 16.5M16 7.5l4.5 4.5-4.5 4.5",
  key: "M12 5.5 18.5 12 12 18.5 5.5 12z",
  absent: "M5 5h14v14H5zM5 19 19 5",
  larger: "M13.5 4.5h6v6M19.5 4.5l-6 6M10.5 19.5h-6v-6M4.5 19.5l6-6",
  smaller: "M19.5 10.5h-6v-6M13.5 10.5l6-6M4.5 13.5h6v6M10.5 13.5l-6 6",
  front: "M12 20V6M6.5 11.5 12 6l5.5 5.5M5 3.5h14",
  back: "M12 4v14M6.5 12.5 12 18l5.5-5.5M5 20.5h14",
  preview: "M4.5 6h15v12h-15zM10.3 9.3v5.4l4.3-2.7z",
};

/** The icon as an SVG element that screen readers skip. */
export function icon(name) {
  return s(
    "svg",
    { viewBox: "0 0 24 24", class: "vd-icon", "aria-hidden": "true", focusable: "false" },
    s("path", { d: PATHS[name] }),
  );
}

/** Put another icon in the place of the one that `button` holds. */
export function swapIcon(button, name) {
  if (button.dataset.icon === name) return;
  button.dataset.icon = name;
  button.querySelector(".vd-icon")?.replaceWith(icon(name));
}
