"""Entities in a real browser: their pictures, cut-outs, looks, and how they go."""

from __future__ import annotations

import threading

import pytest

from core.render import pictures
from tests.browser.studio_page import home as _home
from tests.browser.studio_page import studio_page as _studio_page
from tests.ui.kit import picture

pytestmark = pytest.mark.browser
home, studio_page = _home, _studio_page  # fixtures of this module

DROP = """([bytes, target]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "dog.jpg", { type: "image/jpeg" }));
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.querySelector(target).dispatchEvent(new DragEvent(type,
      { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def test_a_cut_out_that_is_made_while_its_dialog_is_open_appears_there(studio_page, monkeypatch):
    """The dialog promised it, and showed it only after it was closed and opened again."""
    studio, go_on, cut_out = studio_page(), threading.Event(), pictures.cut_out

    def slow(image):
        assert go_on.wait(60)
        return cut_out(image)

    monkeypatch.setattr(pictures, "cut_out", slow)
    studio.page.evaluate(DROP, [list(picture()), ".st-entity"])
    studio.button("Crop picture 1 of dog").click()
    dialog = studio.page.get_by_role("dialog", name="Crop and cut-out")
    dialog.get_by_text("appears here in a moment").wait_for()
    go_on.set()
    dialog.get_by_alt_text("What is cut out of the picture").wait_for()
    dialog.locator(".st-crop-stage").press("ArrowRight")
    dialog.get_by_text("is then made anew").wait_for()


def test_a_picture_that_is_dropped_beside_the_entities_says_where_it_belongs(studio_page):
    studio = studio_page()
    studio.page.evaluate(DROP, [list(picture()), ".st-scenes-panel"])
    studio.page.get_by_text("drop it on a row under Entities").wait_for()
    assert not studio.plan.entity("dog").references


def test_two_pictures_that_arrive_at_once_are_both_kept(studio_page):
    studio = studio_page()
    held = []
    studio.page.route("**/studio/pictures", lambda route: held.append(route))
    for colour in ("#b5651d", "#1d65b5"):
        studio.page.evaluate(DROP, [list(picture(colour)), ".st-entity"])
    studio.until(lambda: len(held) == 2)
    held[0].continue_()
    studio.until(lambda: len(studio.plan.entity("dog").references) == 1)
    studio.page.get_by_role("button", name="Crop picture 1 of dog").wait_for()
    held[1].continue_()
    studio.until(lambda: len(studio.plan.entity("dog").references) == 2)


def test_an_entity_is_removed_from_every_scene_and_comes_back(studio_page):
    studio = studio_page()
    before = studio.plan
    studio.button("Remove dog from every scene").click()
    studio.shows(".st-entity", 1)
    assert all(track.entity != "dog" for scene in studio.plan.scenes for track in scene.tracks)
    studio.page.locator(".st-top").get_by_role("button", name="Undo (Ctrl+Z)").click()
    studio.shows(".st-entity", 2)
    assert studio.plan == before


def test_looks_that_are_too_long_are_refused_in_words_of_the_page(studio_page):
    studio = studio_page()
    field = studio.page.get_by_label("Looks of dog")
    field.fill("an old dog " * 9)
    field.press("Enter")
    studio.page.get_by_text("a look has 80 characters at most, and commas set looks").wait_for()
    assert studio.page.get_by_label("Name of dog").get_attribute("maxlength") == "80"


def test_a_scene_without_a_clip_leaves_the_players_controls_at_their_start(studio_page):
    studio = studio_page()
    studio.tab("Render")
    studio.button("Render scene").click()
    player = studio.page.locator(".st-player")
    player.get_by_role("button", name="Pause").wait_for()
    studio.card(2).locator(".st-thumb").click()
    player.get_by_role("button", name="Play", exact=True).wait_for()
    assert player.locator(".st-seek").input_value() == "0"
