"""Speed of the whole studio, with 3 scenes and with 64: `python -m tests.bench_studio`.

In a real browser, over the real page, server and autosave, with nothing being rendered: choosing
a scene, an edit's way to Python and back, dragging with 32 boxes, scrolling the scene list,
opening the page. `python -m tests.bench_editor` measures the editor by itself.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from core.plan.schema import Entity, VideoPlan
from tests.bench_editor import PROBE, ROUND_TRIP, line
from tests.browser.conftest import CHROMIUM
from tests.browser.sample import sample_plan
from tests.plans import changed
from tests.ui.kit import served, studio_in
from ui.session import begin

CHOICES = 24
EDITS = 24
MOVES = 240
SCROLLS = 120

# Milliseconds from the press on a card's picture until the scene is painted on the stage.
CHOOSE = """(key) => new Promise((done) => {
  const start = performance.now();
  document.addEventListener('vd:selection', function hear({detail}) {
    if (detail.scene !== key) return;
    document.removeEventListener('vd:selection', hear);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  });
  document.querySelector(`.st-card[data-key="${key}"] .st-thumb`).click();
})"""

SCROLL = """(steps) => new Promise((done) => {
  const list = document.querySelector('.st-scenes');
  const way = (list.scrollHeight - list.clientHeight) / steps;
  const times = [];
  let last = null;
  const step = (at) => {
    if (last !== null) times.push(at - last);
    last = at;
    list.scrollTop += way;
    if (times.length < steps) requestAnimationFrame(step);
    else done(times);
  };
  requestAnimationFrame(step);
})"""


def plan_of(n_scenes: int, n_boxes: int = 32) -> VideoPlan:
    """Scenes of `n_boxes` boxes each, the dog in every one."""
    first = sample_plan(n_boxes - 2)
    scenes = (
        changed(
            first.scenes[0],
            id=f"scene-{number}",
            description=f"Shot {number}: a dog runs after a red ball among balloons",
            background=("meadow", "beach", "city street")[number % 3],
        )
        for number in range(n_scenes)
    )
    names = {track.entity for track in first.scenes[0].tracks}
    entities = tuple(Entity(name=name) for name in sorted(names))
    return VideoPlan(prompt="a long film", entities=entities, scenes=tuple(scenes))


def open_studio(browser: Any, url: str) -> tuple[Any, float]:
    """A page of the studio with the probe, and how long it took to be ready."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)
    page.add_init_script(PROBE)
    page.goto(f"{url}/")
    page.wait_for_selector(".st-card")
    page.wait_for_selector('.vd-editor[data-state="ready"] .vd-box')
    took = page.evaluate("performance.now()")
    page.wait_for_timeout(1500)
    return page, took


def choices(page: Any, n_scenes: int) -> list[float]:
    """Times to choose one scene after another."""
    times = []
    for i in range(CHOICES):
        times.append(page.evaluate(CHOOSE, f"scene-{(i * 7 + 1) % n_scenes}"))
        page.wait_for_timeout(120)
    return times


def point(page: Any, x: float, y: float) -> tuple[float, float]:
    area = page.locator(".vd-overlay").bounding_box()
    return area["x"] + x * area["width"], area["y"] + y * area["height"]


def edits(page: Any) -> list[float]:
    """Times from letting a box go until Python's answer shows."""
    times = []
    page.locator('[data-track="dog"] .vd-track-name').click()
    for i in range(EDITS):
        box = page.locator('.vd-box[data-track="dog"]').get_attribute("data-box").split(",")
        x, y = float(box[0]) + 0.06, float(box[3]) - 0.06
        page.mouse.move(*point(page, x, y))
        page.mouse.down()
        page.mouse.move(*point(page, x + (0.1 if i % 2 else -0.1), y), steps=6)
        handle = page.evaluate_handle(f"({{promise: ({ROUND_TRIP})()}})")
        page.mouse.up()
        times.append(page.evaluate("(h) => h.promise", handle))
        page.wait_for_timeout(120)
    return times


def drag(page: Any) -> tuple[dict[str, list[float]], int]:
    """Frames of one long drag, and the requests that left meanwhile."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.locator('.vd-box[data-track="dog"]').get_attribute("data-box").split(",")
    x, y = float(box[0]) + 0.06, float(box[3]) - 0.06
    page.mouse.move(*point(page, x, y))
    page.mouse.down()
    area = page.locator(".vd-overlay").bounding_box()
    page.evaluate("window.__own.on = true")
    before = len(asked)
    for i in range(MOVES):
        across = area["width"] * 0.3 * abs(1 - (i % 80) / 40)
        page.mouse.move(area["x"] + x * area["width"] + across, area["y"] + y * area["height"])
    count = len([url for url in asked[before:] if "heartbeat" not in url])
    page.evaluate("window.__own.on = false")
    page.mouse.up()
    page.wait_for_timeout(500)
    return page.evaluate("({frames: __own.frames, scripts: __own.scripts})"), count


def measure(browser: Any, n_scenes: int) -> None:
    """Print every figure for a storyboard of so many scenes."""
    with tempfile.TemporaryDirectory() as folder, studio_in(Path(folder)) as studio:
        studio.projects._sample = begin(plan_of(n_scenes), "sample")
        with served(studio) as url:
            page, opened = open_studio(browser, url)
            print(f"the studio with {n_scenes} scenes of 32 boxes: open after {opened:.0f} ms")
            line("choosing a scene", choices(page, n_scenes), "< 100")
            line("an edit to Python and back", edits(page), "< 150")
            own, requests = drag(page)
            line("interval while dragging", own["frames"], "p95 <= 18")
            line("own script while dragging", [t for t in own["scripts"] if t], "p95 <= 4")
            print(f"  requests while dragging      {requests} (promised: 0)")
            line("interval while scrolling", page.evaluate(SCROLL, SCROLLS), "usable")
            page.close()


def main() -> None:
    with sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for n_scenes in (3, 64):
            measure(browser, n_scenes)
        browser.close()


if __name__ == "__main__":
    main()
