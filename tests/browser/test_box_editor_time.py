"""The timeline, keys, copies, undo, and a whole session without a pointer."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import pytest
from PIL import Image

from tests.browser.editor_page import Editor, studio_of
from tests.browser.sample import sample_plan
from ui.box_editor.component import Filmstrip

pytestmark = pytest.mark.browser

DOG = (0.05, 0.45, 0.35, 0.85)


def test_the_timeline_shows_layout_frames_rendered_frames_keys_and_absences(editor: Editor) -> None:
    page = editor.page
    assert page.locator(".vd-mark").all_text_contents() == [str(n) for n in range(1, 10)]
    assert page.locator(".vd-tick").count() == 16
    ball = page.locator('[data-role="track"][data-track="ball"]')
    frames = [k.get_attribute("data-frame") for k in ball.locator('[data-role="key"]').all()]
    assert frames == ["0", "6"]
    lane = ball.locator(".vd-keys").bounding_box()
    span = ball.locator('[data-role="span"]').bounding_box()
    assert span["width"] / lane["width"] == pytest.approx(6 / 8, abs=0.01)
    editor.frame(8)
    assert editor.box("ball") is None
    assert editor.box("dog") is not None


def test_scrubbing_goes_by_layout_frames_above_and_rendered_ones_below(editor: Editor) -> None:
    page = editor.page
    editor.frame(5)
    assert editor.box("dog") == (0.3, 0.4, 0.6, 0.8)
    ticks = page.locator(".vd-tick")
    third = ticks.nth(2).bounding_box()
    with editor.watched.no_requests():
        page.mouse.move(third["x"], third["y"] + 3)
        page.mouse.down()
        page.mouse.move(third["x"] + 1, third["y"] + 3)
        page.mouse.up()
    assert float(page.locator(".vd-ruler").get_attribute("data-time")) == pytest.approx(2 * 8 / 15)
    assert editor.box("dog") == editor.studio.box("dog", 2 * 8 / 15)


def test_playing_goes_through_the_rendered_frames_and_loops_or_stops(editor: Editor) -> None:
    page = editor.page
    editor.page.evaluate(
        """() => { window.seen = new Set(); const r = document.querySelector('.vd-ruler');
        new MutationObserver(() => window.seen.add(Math.round(r.dataset.time * 15 / 8)))
          .observe(r, {attributes: true}); }"""
    )
    with editor.watched.no_requests():
        editor.action("play")
        page.wait_for_timeout(2300)  # 16 frames at 8 a second take 2 s
        assert page.locator('[data-action="play"]').get_attribute("aria-label") == "Pause"
        editor.action("play")
    assert set(page.evaluate("[...window.seen]")) == set(range(16))
    editor.action("loop")
    editor.key("End")
    editor.action("play")
    page.wait_for_selector('[data-action="play"][aria-label="Play"]')
    assert float(page.locator(".vd-ruler").get_attribute("data-time")) == 8


def test_the_stage_shows_the_frame_of_the_filmstrip_under_the_playhead(editor: Editor) -> None:
    sheet = Image.new("RGB", (4 * 8, 4 * 8))
    for i in range(16):
        sheet.paste((i * 15, 100, 50), (i % 4 * 8, i // 4 * 8, i % 4 * 8 + 8, i // 4 * 8 + 8))
    data = io.BytesIO()
    sheet.save(data, "PNG")
    url = "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
    strip = Filmstrip(url=url, frames=16, columns=4, width=8, height=8)
    editor.studio.fields = {"filmstrip": strip}
    editor.page.click("#push")
    editor.page.wait_for_selector('.vd-stage[data-picture="frame"] .vd-canvas[data-frame="0"]')
    editor.page.locator(".vd-overlay").focus()
    editor.key("End")
    pixel = "[...document.querySelector('.vd-canvas').getContext('2d').getImageData(4,4,1,1).data]"
    assert editor.page.evaluate(pixel)[:3] == [225, 100, 50]


def test_the_stage_follows_a_playhead_elsewhere_on_the_page(editor: Editor) -> None:
    detail = "{detail: {scene: 'scene-1', frame: 15}}"
    editor.page.evaluate(f"document.dispatchEvent(new CustomEvent('vd:playhead', {detail}))")
    assert editor.box("dog") == (0.6, 0.45, 0.9, 0.85)


def test_keys_are_set_eased_and_removed(editor: Editor) -> None:
    editor.select("dog")
    editor.frame(3)
    editor.action("key")
    assert [k.frame for k in editor.studio.track("dog").keys] == [0, 2, 4, 8]
    editor.page.select_option(".vd-select", "hold")
    editor.settle()
    assert editor.studio.track("dog").keys[1].easing == "hold"
    editor.action("clearKey")
    assert [k.frame for k in editor.studio.track("dog").keys] == [0, 4, 8]


def test_a_thing_leaves_and_comes_back(editor: Editor) -> None:
    editor.select("dog")
    editor.frame(6)
    editor.action("absent")
    assert editor.studio.box("dog", 5) is None and editor.box("dog") is None
    editor.frame(8)
    editor.action("absent")
    assert editor.studio.box("dog", 7) == (0.3, 0.4, 0.6, 0.8)
    spans = editor.page.locator('[data-track="dog"] [data-role="span"]')
    assert spans.count() == 2


@pytest.mark.parametrize(
    ("name", "frames"), [("later", [0, 2]), ("all", [0]), ("earlier", [0, 2, 4, 8])]
)
def test_a_box_is_carried_to_other_frames(editor: Editor, name: str, frames: list[int]) -> None:
    editor.select("dog")
    editor.frame(3)
    box = editor.box("dog")
    editor.action(name)
    assert [k.frame for k in editor.studio.track("dog").keys] == frames
    assert editor.studio.box("dog", 2) == box
    assert editor.studio.box("dog", 0) == (box if name != "later" else DOG)


def test_a_box_is_copied_within_a_scene_and_its_track_across_scenes(editor: Editor) -> None:
    editor.select("ball")
    editor.key("Control+c")
    editor.key("Control+v")
    editor.settle()
    second = editor.studio.scene.tracks[-1]
    assert (second.entity, second.instance) == ("red ball", 1)
    assert editor.studio.box(second.id) == (0.75, 0.15, 0.9, 0.3)
    editor.select("dog")
    editor.action("copy")
    editor.key("PageDown")
    editor.settle()
    assert editor.studio.at == 1 and editor.page.locator('[data-role="box"]').count() == 0
    editor.action("paste")
    assert editor.studio.scene.tracks[0].entity == "dog"
    assert [k.frame for k in editor.studio.scene.tracks[0].keys] == [0, 4, 8]


def test_undo_and_redo_are_buttons_and_keys(editor: Editor) -> None:
    undo = editor.page.locator('[data-action="undo"]')
    assert undo.get_attribute("aria-disabled") == "true"
    editor.drag((0.2, 0.65), (0.3, 0.65))
    editor.drag((0.3, 0.65), (0.4, 0.65))
    editor.action("undo")
    assert editor.box("dog") == (0.15, 0.45, 0.45, 0.85)
    editor.key("Control+z")
    editor.settle()
    assert editor.box("dog") == DOG
    assert undo.get_attribute("aria-disabled") == "true"
    editor.key("Control+Shift+Z")
    editor.settle()
    editor.action("redo")
    assert editor.box("dog") == (0.25, 0.45, 0.55, 0.85)


def test_deleting_takes_the_track_out_and_undo_brings_it_back(editor: Editor) -> None:
    editor.select("dog")
    editor.action("remove")
    assert [t.id for t in editor.studio.scene.tracks] == ["ball"]
    editor.action("undo")
    assert editor.box("dog") == DOG


def test_numbers_place_a_box_exactly(editor: Editor) -> None:
    editor.select("dog")
    editor.page.fill('[data-field="left"]', "12.5")
    editor.page.keyboard.press("Enter")
    editor.settle()
    assert editor.studio.box("dog") == (0.125, 0.45, 0.425, 0.85)
    editor.page.fill('[data-field="width"]', "500")
    editor.page.keyboard.press("Enter")
    editor.settle()
    assert editor.studio.box("dog") == (0, 0.45, 1, 0.85)


def test_everything_works_by_keyboard_alone(editor: Editor) -> None:
    page, studio = editor.page, editor.studio
    page.locator(".vd-overlay").focus()
    editor.key("Tab")
    assert editor.selected() == "dog"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "dog: left 5 %, top 45 %, width 30 %, height 40 %"
    )
    for chord in ["ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowRight"]:
        editor.key(chord)
    page.wait_for_timeout(450)
    editor.settle()
    assert studio.box("dog") == (0.12, 0.44, 0.42, 0.84)
    assert len(studio.messages) == 1
    editor.key("Control+ArrowDown")
    editor.key("Control+Shift+ArrowRight")
    editor.key(".")  # the run of presses counts before the next thing
    editor.settle()
    assert studio.box("dog") == (0.12, 0.44, 0.47, 0.85)
    editor.key("k")
    editor.settle()
    assert [k.frame for k in studio.track("dog").keys] == [0, 1, 4, 8]
    editor.key("]")
    editor.key("l")
    editor.settle()
    assert studio.track("dog").locked
    editor.key("l")
    editor.settle()
    editor.key("b")
    editor.key("Enter")
    assert page.evaluate("document.activeElement.dataset.entity") == "dog"
    editor.key("Tab")
    editor.key("Enter")
    editor.settle()
    track = studio.scene.tracks[-1]
    assert (track.entity, track.keys[0].frame) == ("red ball", 1)
    editor.key("Delete")
    editor.settle()
    assert len(studio.scene.tracks) == 2
    assert page.evaluate("document.activeElement.closest('.vd-editor') !== null")
    editor.key("Control+z")
    editor.settle()
    assert len(studio.scene.tracks) == 3


def test_the_ruler_is_a_slider_for_the_keyboard(editor: Editor) -> None:
    ruler = editor.page.get_by_role("slider", name="Layout frame")
    ruler.focus()
    for _ in range(4):
        editor.key("ArrowRight")
    assert ruler.get_attribute("aria-valuenow") == "5"
    editor.key("Shift+ArrowRight")
    assert float(ruler.get_attribute("data-time")) == pytest.approx(9 * 8 / 15)


def test_the_question_mark_shows_every_shortcut_and_gives_the_place_back(editor: Editor) -> None:
    editor.page.locator(".vd-overlay").focus()
    editor.key("?")
    help_box = editor.page.get_by_role("dialog", name="Shortcuts")
    assert help_box.is_visible() and help_box.locator("dt").count() > 35
    editor.key("Escape")
    assert not help_box.is_visible()
    assert editor.page.evaluate("document.activeElement.dataset.role") == "stage"


@pytest.mark.parametrize("width", [360, 768, 1440, 3840])
def test_nothing_sticks_out_from_360_pixels_to_4k(
    open_page: Callable, serve: Callable, width: int
) -> None:
    studio = studio_of(sample_plan(30))
    wide = ".gradio-container {max-width: none !important}"
    watched = open_page(serve(studio.blocks(), css=wide), width=width)
    editor = Editor(watched, studio).ready()
    editor.select("dog")
    out = watched.page.evaluate(STICKING_OUT)
    assert out == []
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


STICKING_OUT = """() => {
  const { left, right } = document.querySelector('.vd-editor').getBoundingClientRect();
  const outside = (node) => {
    const box = node.getBoundingClientRect();
    return node.offsetParent && (box.right > right + 1 || box.left < left - 1);
  };
  return [...document.querySelectorAll('.vd-editor :is(button, input, select, h4)')]
    .filter(outside).map((node) => node.outerHTML.slice(0, 90));
}"""
