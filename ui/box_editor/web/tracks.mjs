// Sparse keys to boxes in time, exactly as core.plan.tracks has it. Pure.
// Frames are layout frames; a time may lie between two of them.

const ease = (t) => t * t * (3 - 2 * t);
const lerp = (a, b, t) => a.map((p, i) => p + (b[i] - p) * t);

/** The box of `track` at layout time `time`, or null where it is absent. */
export function boxAt(track, time) {
  const keys = track.keys;
  if (time <= keys[0].frame) return keys[0].box;
  let i = keys.length - 1;
  while (keys[i].frame > time) i -= 1;
  const key = keys[i];
  const next = keys[i + 1];
  if (key.box === null || next === undefined || next.box === null) return key.box;
  if (key.frame === time || key.easing === "hold") return key.box;
  const t = (time - key.frame) / (next.frame - key.frame);
  return lerp(key.box, next.box, key.easing === "ease" ? ease(t) : t);
}

/** Layout time of rendered frame `index` of a scene, spread over its whole span. */
export function timeOf(scene, index) {
  if (scene.frame_count < 2) return 0;
  return (index * (scene.layout_frames - 1)) / (scene.frame_count - 1);
}

/** The rendered frame nearest to a layout time. */
export function renderedAt(scene, time) {
  const last = scene.layout_frames - 1;
  return Math.round((time / last) * (scene.frame_count - 1));
}

/** `n` boxes (or null) spread over the whole scene: dense() in Python. */
export function dense(track, scene, n) {
  const at = (i) => (n < 2 ? 0 : (i * (scene.layout_frames - 1)) / (n - 1));
  return Array.from({ length: n }, (_, i) => boxAt(track, at(i)));
}

export const keyAt = (track, frame) => track.keys.find((key) => key.frame === frame) ?? null;
export const trackOf = (scene, id) => scene?.tracks.find((track) => track.id === id) ?? null;

/** The neighbouring keys that hold a box: {before, after}, each a key or null. */
export function neighbours(track, time) {
  const seen = track.keys.filter((key) => key.box !== null);
  return {
    before: seen.filter((key) => key.frame < time).at(-1) ?? null,
    after: seen.find((key) => key.frame > time) ?? null,
  };
}

/** Stretches of layout frames in which the track is seen: [from, to] in layout time. */
export function spans(track, lastFrame) {
  const result = [];
  let from = track.keys[0].box === null ? null : 0;
  for (const key of track.keys) {
    if (key.box !== null && from === null) from = key.frame;
    if (key.box === null && from !== null) {
      result.push([from, key.frame]);
      from = null;
    }
  }
  if (from !== null) result.push([from, lastFrame]);
  return result;
}

/** The last box seen at or before `time`, else the first ever: to bring an absent thing back. */
export function lastSeen(track, time) {
  const seen = track.keys.filter((key) => key.box !== null);
  return (seen.filter((key) => key.frame <= time).at(-1) ?? seen[0])?.box ?? null;
}

/** Name for people and screen readers: the entity, numbered where it stands more than once. */
export function title(scene, track) {
  const same = scene.tracks.filter((other) => other.entity === track.entity);
  return same.length > 1 ? `${track.entity} ${same.indexOf(track) + 1}` : track.entity;
}
