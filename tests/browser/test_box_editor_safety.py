"""Drags that get stuck, servers that answer late, names that are code, pages under a prefix."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from core.plan.edits import parse_edit
from core.plan.schema import Entity, Scene, VideoPlan
from tests.browser.editor_page import Editor, studio_of
from tests.browser.sample import sample_plan

pytestmark = pytest.mark.browser

DOG = (0.05, 0.45, 0.35, 0.85)


def test_a_pointer_that_leaves_the_window_keeps_its_box_and_lets_go_outside(editor: Editor) -> None:
    editor.press_at(0.2, 0.65)
    editor.move_to(0.4, 0.65)
    editor.page.mouse.move(-60, 300, steps=4)  # out on the left
    assert editor.box("dog")[0] == 0
    editor.page.mouse.up()
    editor.settle()
    assert editor.studio.box("dog")[0] == 0
    editor.move_to(0.8, 0.2)  # the box no longer follows
    assert editor.box("dog")[0] == 0


@pytest.mark.parametrize(
    "interruption",
    [
        "window.dispatchEvent(new Event('blur'))",
        "document.querySelector('.vd-overlay').dispatchEvent("
        "new PointerEvent('pointercancel', {pointerId: 1}))",
        "document.querySelector('.vd-overlay').releasePointerCapture(1)",
    ],
    ids=["window loses focus", "pointer is cancelled", "capture is lost"],
)
def test_a_drag_that_is_interrupted_restores_the_box(editor: Editor, interruption: str) -> None:
    editor.press_at(0.2, 0.65)
    editor.move_to(0.4, 0.5)
    assert editor.box("dog") != DOG
    editor.page.evaluate(interruption)
    editor.move_to(0.42, 0.5)
    assert editor.box("dog") == DOG
    editor.page.mouse.up()
    assert editor.studio.messages == []
    editor.drag((0.2, 0.65), (0.3, 0.65))  # and the next drag works
    assert editor.studio.box("dog") == (0.15, 0.45, 0.45, 0.85)


def test_escape_drops_a_drag(editor: Editor) -> None:
    editor.press_at(0.2, 0.65)
    editor.move_to(0.4, 0.5)
    editor.key("Escape")
    assert editor.box("dog") == DOG
    editor.page.mouse.up()
    assert editor.studio.messages == []


def test_an_update_from_the_server_during_a_drag_waits_for_its_end(editor: Editor) -> None:
    """A render that ended used to reset the box under the pointer."""
    tone = "document.querySelector('.vd-canvas').getContext('2d').getImageData(5, 5, 1, 1).data[0]"
    before = editor.page.evaluate(tone)
    editor.press_at(0.2, 0.65)
    editor.move_to(0.4, 0.5)
    dragged = editor.box("dog")
    other = {"kind": "set_key", "scene": "scene-1", "track": "ball", "frame": 0}
    edit = parse_edit({**other, "box": [0.4, 0.0, 0.6, 0.2]})
    editor.studio.history = editor.studio.history.do(edit)
    editor.page.evaluate("document.querySelector('#push').click()")
    editor.page.wait_for_timeout(500)
    assert editor.box("dog") == dragged
    assert editor.page.evaluate(tone) == before
    editor.move_to(0.45, 0.5)
    editor.page.mouse.up()
    editor.settle()
    assert editor.box("ball") == (0.4, 0.0, 0.6, 0.2)
    assert editor.studio.box("dog") == (0.3, 0.3, 0.6, 0.7)
    assert editor.page.evaluate(tone) == 0x33


def test_an_edit_shows_before_the_server_answers_and_the_next_one_waits(editor: Editor) -> None:
    gate = threading.Event()
    editor.studio.before_answer = lambda: gate.wait(10) and None
    for start, end in [((0.2, 0.65), (0.3, 0.65)), ((0.3, 0.65), (0.4, 0.65))]:
        editor.press_at(*start)
        editor.move_to(*end)
        editor.page.mouse.up()
    assert editor.box("dog") == (0.25, 0.45, 0.55, 0.85)
    assert len(editor.studio.messages) <= 1
    gate.set()
    editor.settle()
    assert editor.studio.box("dog") == (0.25, 0.45, 0.55, 0.85)
    assert len(editor.studio.messages) == 2


def test_a_refused_edit_is_taken_back_with_its_reason(editor: Editor) -> None:
    lock = {"kind": "set_track_flags", "scene": "scene-1", "track": "dog", "locked": True}
    editor.studio.history = editor.studio.history.do(parse_edit(lock))  # by another tab
    editor.drag((0.2, 0.65), (0.3, 0.65))
    assert editor.box("dog") == DOG
    assert "locked" in editor.page.locator(".vd-notice").inner_text()


def test_P09_names_that_are_code_are_shown_as_they_are(
    open_page: Callable, serve: Callable
) -> None:
    names = (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "${alert(3)}<b>",
        "{{7*7}}",
        "`${alert(4)}`",
        "\\u{zz}",
        "مرحبا",
        "👩‍🚀",
    )
    base = sample_plan()
    dog = base.scenes[0].tracks[0]
    tracks = tuple(
        dog.model_copy(update={"id": f"t-{i}", "entity": name}) for i, name in enumerate(names)
    )
    scene = Scene(id="s", description=names[0], background=names[1], tracks=tracks)
    plan = VideoPlan(entities=tuple(Entity(name=n) for n in names), scenes=(scene,))
    studio = studio_of(plan)
    watched = open_page(serve(studio.blocks()))
    editor = Editor(watched, studio).ready()
    rows = watched.page.locator(".vd-track-text").all_text_contents()
    assert sorted(rows) == sorted(names)
    editor.select("t-2")
    assert watched.page.locator(".vd-inspector .vd-name").text_content() == "${alert(3)}<b>"
    assert "${alert(3)}<b>" in watched.page.locator(
        '[data-role="box"][data-track="t-2"]'
    ).get_attribute("aria-label")
    editor.action("draw")
    editor.press_at(0.6, 0.1)
    editor.move_to(0.8, 0.3)
    watched.page.mouse.up()
    assert sorted(watched.page.locator(".vd-person").all_text_contents()) == sorted(names)
    assert watched.page.locator(".vd-editor :is(script, img, b)").count() == 0


def test_the_editor_works_under_a_path_prefix(open_page: Callable, serve: Callable) -> None:
    studio = studio_of(sample_plan())
    watched = open_page(serve(studio.blocks(), prefix="/tools/film"))
    editor = Editor(watched, studio).ready()
    editor.drag((0.2, 0.65), (0.3, 0.65))
    assert studio.box("dog") == (0.15, 0.45, 0.45, 0.85)
    modules = [r for r in watched.requests if ".mjs" in r]
    assert modules and all("/tools/film/gradio_api/file=" in r for r in modules)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_in_both_themes(open_page: Callable, serve: Callable, theme: str) -> None:
    studio = studio_of(sample_plan())
    watched = open_page(serve(studio.blocks()), theme=theme)
    editor = Editor(watched, studio).ready()
    editor.select("dog")
    contrasts = watched.page.evaluate(CONTRASTS)
    assert len(contrasts) > 30
    assert {text: round(c, 2) for text, c in contrasts if c < 4.5} == {}


# contrast of every shown text with the nearest opaque ground behind it (WCAG 2)
CONTRASTS = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (node) => {
    const layers = [];
    for (let n = node; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      if (c.length < 4 || c[3] > 0) layers.push(c);
      if (c.length < 4 || c[3] === 1) break;
    }
    return layers.reverse().reduce((under, [r, g, b, a = 1]) =>
      [r, g, b].map((v, i) => v * a + under[i] * (1 - a)), [255, 255, 255]);
  };
  const found = [];
  for (const node of document.querySelectorAll('.vd-editor *')) {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    const skip = node.closest('svg, [aria-disabled], option, [hidden]');
    if (!own || skip || !node.offsetParent) continue;
    const a = light(parse(getComputedStyle(node).color)), b = light(ground(node));
    found.push([node.textContent, (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]);
  }
  return found;
}"""
