// Pure words and guesses about planning, without the page.

/** How far a plan is, in words. */
export function progress(arriving) {
  if (!arriving.length) return "Asking the planner …";
  const laid = arriving.filter((scene) => scene.laid_out).length;
  const written = arriving.length === 1 ? "1 scene written" : `${arriving.length} scenes written`;
  return laid ? `${written}, ${laid} with boxes` : `${written}, boxes come next …`;
}

/** Is a text the plan of some tool, rather than a prompt? */
export function looksLikePlan(words) {
  if (/"schema"\s*:\s*"(VideoPlan|DenseBoxes)\./.test(words)) return true;
  const listed = /\[\s*[[{'"\d.-]/.test(words);
  const framed = /^\W{0,12}(key)?frames?[ _]?#?\d{1,3}\W{0,8}[:\-–—=\n]/im.test(words);
  const keyed = /["'](scenes|frames)["']\s*:\s*\[/.test(words);
  return (listed && framed) || keyed;
}

/** What a person types that is remembered between visits: never the key. */
export function remembered({ base_url, model }) {
  return { base_url, model };
}
