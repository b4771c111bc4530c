// Two takes side by side: the second video does what the first one does.

const APART_S = 0.12; // so far from one another they are brought together

/** Let `other` follow `main` while `paired()`. */
export function follow(main, other, paired) {
  const meet = () => {
    if (!paired() || !other.duration) return;
    const at = Math.min(main.currentTime, other.duration);
    if (Math.abs(other.currentTime - at) > APART_S) other.currentTime = at;
  };
  const same = () => {
    if (!paired()) return;
    meet();
    if (main.paused) other.pause();
    else other.play().catch(() => {});
  };
  for (const type of ["play", "pause"]) main.addEventListener(type, same);
  for (const type of ["seeked", "timeupdate"]) main.addEventListener(type, meet);
  other.addEventListener("loadeddata", same);
}
