"""Speed of the box editor with 32 boxes in a real browser: `python -m tests.bench_editor`.

Prints what the studio promises: intervals between frames while a box is dragged, the time our
own script takes in one of them, and an edit's way to Python and back. Run it on a quiet machine:
another process on the same cores shows in the intervals, hardly in the script time.
"""

from __future__ import annotations

import statistics
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.editor_page import Editor, studio_of
from tests.browser.pages import Watched, serving
from tests.browser.sample import sample_plan

MOVES = 240
EDITS = 15

# Sums the time in our pointermove listeners from one frame to the next.
PROBE = """(() => {
  const own = window.__own = {frames: [], scripts: [], now: 0, on: false};
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (name, listener, ...rest) {
    const move = name === 'pointermove' && typeof listener === 'function';
    const timed = !move ? listener : function (e) {
      const start = performance.now();
      listener.call(this, e);
      own.now += performance.now() - start;
    };
    return add.call(this, name, timed, ...rest);
  };
  let last = null;
  const frame = (at) => {
    if (own.on && last !== null) { own.frames.push(at - last); own.scripts.push(own.now); }
    own.now = 0;
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()"""

# Milliseconds from the pointer's release until the answer is on the stage.
ROUND_TRIP = """() => new Promise((done) => {
  const root = document.querySelector('.vd-editor');
  window.addEventListener('pointerup', () => {
    const start = performance.now();
    let sent = false;
    new MutationObserver((_, observer) => {
      sent ||= root.hasAttribute('data-saving');
      if (!sent || root.hasAttribute('data-saving')) return;
      observer.disconnect();
      done(performance.now() - start);
    }).observe(root, {attributes: true});
  }, {once: true, capture: true});
})"""


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def drag_frames(editor: Editor) -> dict[str, list[float]]:
    """Drag the dog in a slow zigzag, one move a frame or so."""
    editor.press_at(0.2, 0.65)
    editor.page.evaluate("window.__own.on = true")
    before = len(editor.watched.requests)
    for i in range(MOVES):
        x = 0.2 + 0.3 * abs(1 - (i % 80) / 40)
        editor.page.mouse.move(*editor.client(x, 0.4 + 0.2 * (i / MOVES)))
    asked = editor.watched.requests[before:]
    editor.page.evaluate("window.__own.on = false")
    editor.page.mouse.up()
    editor.settle()
    own = editor.page.evaluate("({frames: __own.frames, scripts: __own.scripts})")
    return {**own, "requests": asked}


def round_trips(editor: Editor) -> list[float]:
    """The time that each of some edits takes to come back."""
    times = []
    for i in range(EDITS):
        x = 0.3 if i % 2 else 0.4
        box = editor.box("dog")
        editor.press_at(box[0] + 0.05, box[1] + 0.05)
        editor.move_to(x, 0.5)
        handle = editor.page.evaluate_handle(f"({{promise: ({ROUND_TRIP})()}})")
        editor.page.mouse.up()
        times.append(editor.page.evaluate("(h) => h.promise", handle))
        editor.settle()
    return times


def main() -> None:
    studio = studio_of(sample_plan(30))
    with sync_playwright() as playwright, serving(studio.blocks()) as url:
        browser: Any = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        watched = Watched(browser.new_page(viewport={"width": 1280, "height": 900}))
        watched.watch()
        watched.page.add_init_script(PROBE)
        watched.page.goto(url)
        editor = Editor(watched, studio).ready()
        drag = drag_frames(editor)
        trips = round_trips(editor)
        browser.close()
    print(f"drag with 32 boxes: {len(drag['frames'])} frames, {len(drag['requests'])} requests")
    line("interval between frames", drag["frames"], "p95 <= 18")
    moving = [took for took in drag["scripts"] if took > 0]
    line(f"own script ({len(moving)} frames)", moving, "p95 <= 4")
    line("an edit to Python and back", trips, "< 150")


def line(what: str, times: list[float], promise: str) -> None:
    """Print one measurement in milliseconds."""
    p50, p95 = statistics.median(times), percentile(times, 0.95)
    print(f"  {what:28} p50 {p50:7.2f} ms   p95 {p95:7.2f} ms   (promised: {promise})")


if __name__ == "__main__":
    main()
