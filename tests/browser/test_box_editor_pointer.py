"""Real pointer moves on the stage, with what they mean in plan coordinates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.editor_page import Editor, studio_of
from tests.browser.sample import sample_plan

pytestmark = pytest.mark.browser

DOG = (0.05, 0.45, 0.35, 0.85)  # on the first frame of the sample


def test_a_box_is_dragged_to_the_grid_with_one_commit_at_the_end(editor: Editor) -> None:
    editor.drag((0.2, 0.65), (0.31, 0.54))
    assert editor.box("dog") == (0.15, 0.35, 0.45, 0.75)
    assert editor.studio.box("dog") == (0.15, 0.35, 0.45, 0.75)
    assert len(editor.studio.messages) == 1
    assert editor.studio.messages[0].selection.track == "dog"


def test_alt_leaves_the_grid_aside(editor: Editor) -> None:
    editor.press_at(0.2, 0.65)
    editor.page.keyboard.down("Alt")
    editor.move_to(0.222, 0.65)
    editor.page.mouse.up()
    editor.page.keyboard.up("Alt")
    editor.settle()
    x0 = editor.studio.box("dog")[0]
    assert x0 == pytest.approx(0.072, abs=0.004) and x0 != 0.05


def test_a_box_snaps_to_another_one(editor: Editor) -> None:
    editor.drag((0.775, 0.175), (0.775, 0.19))  # to the grid: y 0.1 stays
    editor.page.keyboard.down("Alt")
    editor.drag((0.775, 0.175), (0.752, 0.175))  # ball left edge off the grid
    editor.page.keyboard.up("Alt")
    left = editor.studio.box("ball")[0]
    editor.press_at(0.2, 0.65)
    editor.move_to(0.2 + left - 0.35 + 0.004, 0.65)  # the dog's right edge near that edge
    assert editor.page.locator(".vd-guides line").count() >= 1
    editor.page.mouse.up()
    editor.settle()
    assert editor.studio.box("dog")[2] == pytest.approx(left, abs=1e-3)


@pytest.mark.parametrize(
    ("handle", "start", "end", "expected"),
    [
        ("nw", (0.05, 0.45), (0.15, 0.55), (0.15, 0.55, 0.35, 0.85)),
        ("n", (0.2, 0.45), (0.2, 0.3), (0.05, 0.3, 0.35, 0.85)),
        ("ne", (0.35, 0.45), (0.5, 0.4), (0.05, 0.4, 0.5, 0.85)),
        ("e", (0.35, 0.65), (0.6, 0.65), (0.05, 0.45, 0.6, 0.85)),
        ("se", (0.35, 0.85), (0.4, 0.95), (0.05, 0.45, 0.4, 0.95)),
        ("s", (0.2, 0.85), (0.2, 0.7), (0.05, 0.45, 0.35, 0.7)),
        ("sw", (0.05, 0.85), (0.1, 0.9), (0.1, 0.45, 0.35, 0.9)),
        ("w", (0.05, 0.65), (0.15, 0.65), (0.15, 0.45, 0.35, 0.85)),
    ],
)
def test_each_of_eight_handles_moves_its_edges(
    editor: Editor, handle: str, start: tuple, end: tuple, expected: tuple
) -> None:
    editor.select("dog")
    assert editor.page.locator(f'[data-handle="{handle}"]').is_visible()
    editor.drag(start, end)
    assert editor.studio.box("dog") == expected


def test_a_new_box_is_drawn_and_given_to_one_of_the_cast(editor: Editor) -> None:
    editor.action("draw")
    with editor.watched.no_requests():
        editor.press_at(0.5, 0.3)
        editor.move_to(0.71, 0.62)
        editor.page.mouse.up()
    editor.page.locator('.vd-chooser [data-entity="red ball"]').click()
    editor.settle()
    track = editor.studio.scene.tracks[-1]
    assert (track.entity, track.instance) == ("red ball", 1)
    assert editor.studio.box(track.id) == (0.5, 0.3, 0.7, 0.6)
    assert editor.selected() == track.id


def test_a_new_box_can_be_someone_new(editor: Editor) -> None:
    editor.action("draw")
    editor.press_at(0.5, 0.3)
    editor.move_to(0.7, 0.6)
    editor.page.mouse.up()
    editor.page.fill(".vd-chooser .vd-input", "a heron")
    editor.page.click(".vd-chooser .vd-primary")
    editor.settle()
    assert editor.studio.scene.tracks[-1].entity == "a heron"
    assert [e.name for e in editor.studio.history.plan.entities][-1] == "a heron"


def test_clicking_again_takes_the_next_of_overlapping_boxes(editor: Editor) -> None:
    editor.drag((0.775, 0.175), (0.2, 0.65))  # the ball on the dog, in front of it
    editor.key("Escape")
    editor.click_at(0.2, 0.65)
    first = editor.selected()
    editor.click_at(0.2, 0.65)
    second = editor.selected()
    editor.click_at(0.2, 0.65)
    assert {first, second} == {"dog", "ball"}
    assert editor.selected() == first


def test_a_locked_box_stays_and_a_hidden_one_is_gone_from_the_stage(editor: Editor) -> None:
    editor.select("dog")
    editor.action("lock")
    editor.drag((0.2, 0.65), (0.5, 0.5))
    assert editor.studio.box("dog") == DOG
    assert editor.page.locator('[data-role="handle"]:visible').count() == 0
    editor.action("hide")
    assert editor.box("dog") is None
    assert editor.studio.track("dog").hidden and editor.studio.track("dog").locked


def test_the_motion_path_is_dragged_by_a_key_and_as_a_whole(editor: Editor) -> None:
    editor.select("dog")
    editor.drag((0.45, 0.6), (0.45, 0.5))  # the key on frame 5, centre (0.45, 0.6)
    assert editor.studio.box("dog", 4) == (0.3, 0.3, 0.6, 0.7)
    assert editor.studio.box("dog", 0) == DOG
    editor.frame(9)
    # between frames 5 and 9 the path runs from (0.45, 0.5) to (0.75, 0.65): take it at a quarter
    editor.drag((0.525, 0.5375), (0.525, 0.4375))
    assert editor.studio.box("dog", 4) == (0.3, 0.2, 0.6, 0.6)
    assert editor.studio.box("dog", 0) == (0.05, 0.35, 0.35, 0.75)


def test_a_whole_track_moves_and_grows_together(editor: Editor) -> None:
    editor.select("dog")
    editor.action("whole")
    editor.drag((0.1, 0.7), (0.1, 0.6))
    assert editor.studio.box("dog", 0) == (0.05, 0.35, 0.35, 0.75)
    assert editor.studio.box("dog", 4) == (0.3, 0.3, 0.6, 0.7)
    before = [k.box.width for k in editor.studio.track("dog").keys]
    editor.drag((0.35, 0.55), (0.32, 0.55))  # the right handle, inwards
    after = [k.box.width for k in editor.studio.track("dog").keys]
    assert all(b < a - 0.03 for a, b in zip(before, after, strict=True))


def test_ghosts_show_the_neighbouring_keys(editor: Editor) -> None:
    editor.select("dog")
    editor.frame(5)
    ghosts = editor.page.locator('[data-role="ghost"]')
    assert [g.get_attribute("data-frame") for g in ghosts.all()] == ["0", "8"]
    editor.action("ghosts")
    assert ghosts.count() == 0


def test_zoom_keeps_plan_coordinates_true(editor: Editor) -> None:
    editor.select("dog")
    for _ in range(2):
        editor.action("zoomIn")
    editor.drag((0.2, 0.65), (0.25, 0.7))
    assert editor.studio.box("dog") == (0.1, 0.5, 0.4, 0.9)


def test_a_drag_between_keys_makes_a_key_there(editor: Editor) -> None:
    editor.frame(3)
    editor.drag((0.3, 0.65), (0.3, 0.5))
    keys = editor.studio.track("dog").keys
    assert [k.frame for k in keys] == [0, 2, 4, 8]
    assert [k.source for k in keys] == ["planner", "person", "planner", "planner"]


def test_touch_drags_and_finds_handles_by_their_large_halos(
    open_page: Callable, serve: Callable
) -> None:
    studio = studio_of(sample_plan())
    watched = open_page(serve(studio.blocks()), width=390, height=900, touch=True)
    editor = Editor(watched, studio).ready()
    assert (
        watched.page.evaluate("getComputedStyle(document.querySelector('.vd-overlay')).touchAction")
        == "none"
    )
    cdp = watched.page.context.new_cdp_session(watched.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [dict(zip("xy", editor.client(*p), strict=True)) for p in points]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    def swipe(start: tuple[float, float], end: tuple[float, float]) -> None:
        touch("touchStart", start)
        for i in range(1, 7):
            touch("touchMove", tuple(a + (b - a) * i / 6 for a, b in zip(start, end, strict=True)))
        touch("touchEnd")
        editor.settle()

    swipe((0.2, 0.65), (0.3, 0.55))
    assert studio.box("dog") == (0.15, 0.35, 0.45, 0.75)
    swipe((0.48, 0.78), (0.58, 0.88))  # beside the corner, within its halo
    assert studio.box("dog") == (0.15, 0.35, 0.55, 0.85)


def test_two_fingers_zoom_and_one_beside_the_boxes_scrolls(
    open_page: Callable, serve: Callable
) -> None:
    studio = studio_of(sample_plan())
    watched = open_page(serve(studio.blocks()), width=390, height=700, touch=True)
    editor = Editor(watched, studio).ready()
    page = watched.page
    cdp = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(at)]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    (x, y), before = editor.client(0.2, 0.6), studio.box("dog")
    touch("touchStart", (x, y))  # on the dog, which must stay where it is
    touch("touchMove", (x + 4, y))
    touch("touchStart", (x, y), (x + 60, y))
    for step in range(1, 9):
        touch("touchMove", (x - 5 * step, y), (x + 60 + 5 * step, y))
    page.wait_for_function("parseInt(document.querySelector('.vd-zoom').textContent) > 225")
    touch("touchEnd")
    editor.settle()
    zoom = page.evaluate("parseInt(document.querySelector('.vd-zoom').textContent)")
    assert zoom < 255, "140 pixels apart in place of 60"
    assert studio.box("dog") == before and studio.messages == []
    assert abs(editor.client(0.2 + 30 / 362, 0.6)[0] - (x + 30)) < 40, "about its middle"
    assert page.locator(".vd-editor[data-busy]").count() == 0

    editor.action("zoomFit")
    x, y = editor.client(0.5, 0.97)
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x, y - 30 * step))
    touch("touchEnd")
    page.wait_for_function("document.scrollingElement.scrollTop > 60")
