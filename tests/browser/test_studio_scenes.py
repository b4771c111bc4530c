"""The scene list in a real browser: every card action, by mouse and by keyboard."""

from __future__ import annotations

import pytest

from tests.browser.studio_page import home as _home
from tests.browser.studio_page import studio_page as _studio_page

pytestmark = pytest.mark.browser
home, studio_page = _home, _studio_page  # fixtures of this module


def order(studio) -> list[str]:
    return [scene.id for scene in studio.plan.scenes]


def test_text_is_edited_in_place_and_escape_leaves_it(studio_page):
    studio = studio_page()
    field = studio.card(1).get_by_label("Description of scene 1")
    field.fill("A dog sleeps")
    field.press("Enter")
    studio.until(lambda: studio.plan.scenes[0].description == "A dog sleeps")
    studio.card(1).locator(".st-provenance", has_text="you").wait_for()
    field.fill("Never mind")
    field.press("Escape")
    assert field.input_value() == "A dog sleeps"
    background = studio.card(2).get_by_label("Background of scene 2")
    background.fill("cave")
    background.press("Enter")
    studio.until(lambda: studio.plan.scenes[1].background == "cave")
    assert studio.card(2).get_attribute("class").endswith("selected")
    frames = studio.card(2).get_by_label("Frames")
    frames.fill("8")
    frames.press("Enter")
    studio.until(lambda: studio.plan.scenes[1].frame_count == 8)
    studio.card(2).locator(".st-badge", has_text="1.0 s").wait_for()


def test_scenes_are_added_duplicated_split_merged_and_deleted_and_all_is_undone(studio_page):
    studio = studio_page()
    before = studio.plan
    studio.button("Add scene").click()
    studio.shows(".st-card", 3)
    assert studio.page.evaluate("document.activeElement.value") == "New scene"
    studio.card(1).locator(".st-thumb").click()
    studio.card(1).get_by_role("button", name="Duplicate scene").click()
    studio.shows(".st-card", 4)
    studio.card(2).get_by_role("button", name="Split scene in two").click()
    studio.shows(".st-card", 5)
    studio.card(2).locator(".st-thumb").click()
    studio.card(2).get_by_role("button", name="Merge with the next scene").click()
    studio.shows(".st-card", 4)
    studio.card(2).locator(".st-thumb").click()
    studio.card(2).get_by_role("button", name="Delete scene").click()
    studio.shows(".st-card", 3)
    for _ in range(5):
        studio.page.locator(".st-top").get_by_role("button", name="Undo (Ctrl+Z)").click()
    studio.until(lambda: studio.plan == before)


def test_a_scene_is_cut_where_the_stage_stands_and_else_in_the_middle(studio_page):
    studio = studio_page()

    def cut_at(frame: int) -> None:
        studio.card(1).locator(".st-thumb").click()
        mark = studio.page.locator(".vd-mark", has_text=str(frame)).first.bounding_box()
        studio.page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
        studio.card(1).get_by_role("button", name="Split scene in two").click()

    cut_at(7)
    studio.until(lambda: [s.layout_frames for s in studio.plan.scenes[:2]] == [6, 3])
    studio.page.locator(".st-top").get_by_role("button", name="Undo (Ctrl+Z)").click()
    studio.until(lambda: studio.plan.scenes[0].layout_frames == 9)
    cut_at(1)
    studio.until(lambda: [s.layout_frames for s in studio.plan.scenes[:2]] == [4, 5])


def test_cards_are_reordered_by_drag_and_by_alt_and_arrows(studio_page):
    studio = studio_page()
    first, second = order(studio)
    grip, target = studio.card(1).locator(".st-grip"), studio.card(2)
    start, end = grip.bounding_box(), target.bounding_box()
    mouse = studio.page.mouse
    mouse.move(start["x"] + 8, start["y"] + 8)
    mouse.down()
    mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=6)
    assert studio.page.locator(".drop-after").count() == 1
    studio.page.keyboard.press("Escape")
    mouse.up()
    assert order(studio) == [first, second], "Escape gives the drag up"
    mouse.move(start["x"] + 8, start["y"] + 8)
    mouse.down()
    mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=6)
    mouse.up()
    studio.until(lambda: order(studio) == [second, first])
    studio.page.wait_for_function(
        "(id) => document.querySelector('.st-card').dataset.key === id", arg=second
    )
    studio.card(2).locator(".st-thumb").focus()
    studio.page.keyboard.press("Alt+ArrowUp")
    studio.page.wait_for_function(
        "(id) => document.activeElement.closest('.st-card')?.dataset.key === id"
        " && document.querySelector('.st-card').dataset.key === id",
        arg=first,
    )
    assert order(studio) == [first, second]
    studio.page.keyboard.press("ArrowDown")
    studio.until(lambda: studio.desk.session.selected == second)


def test_selecting_a_scene_shows_its_boxes_on_the_stage(studio_page):
    studio = studio_page()
    studio.shows(".vd-box", 1)
    studio.card(2).locator(".st-thumb").click()
    studio.shows(".vd-box", 2)
    chips = studio.card(2).locator(".st-chip").all_inner_texts()
    assert chips == ["dog", "cat"]


def test_a_track_is_thinned_and_goes_back_to_its_plan(studio_page):
    studio = studio_page()

    def keys() -> tuple:
        return studio.plan.scenes[0].tracks[0].keys

    planned = keys()
    studio.page.locator(".vd-box").first.click()

    def add_key(frame: int) -> None:
        studio.page.locator(".vd-mark", has_text=str(frame)).first.click()
        studio.page.locator('[data-action="key"]').click()
        studio.until(lambda: any(key.frame == frame - 1 for key in keys()))

    add_key(3)
    add_key(5)
    studio.page.locator('[data-action="simplify"]').click()
    studio.until(lambda: len(keys()) == len(planned))
    add_key(3)  # what is as planned cannot go back to it
    studio.page.locator('[data-action="revert"]').click()
    studio.until(lambda: keys() == planned)
