// From seconds of a video to frames and scenes. Pure functions.

/** The frame shown at `seconds`, within 0 … frames-1. */
export function frameAt(seconds, fps, frames) {
  return Math.min(frames - 1, Math.max(0, Math.floor(seconds * fps + 1e-6)));
}

/** The scene that film frame `frame` lies in, and the frame inside it. `scenes` ascend by `start`. */
export function sceneAt(scenes, frame) {
  let scene = scenes[0];
  for (const each of scenes) if (each.start <= frame) scene = each;
  return { scene, frame: Math.min(Math.max(0, frame - scene.start), scene.frames - 1) };
}
