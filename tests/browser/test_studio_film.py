"""From plan to film in a real browser: render, watch, change, compare, export, come back."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from core.export.video import read_mp4
from tests.browser.studio_page import StudioPage
from tests.browser.studio_page import home as _home
from tests.browser.studio_page import studio_page as _studio_page
from tests.ui.kit import picture, served, studio_in
from ui.takes import latest

pytestmark = pytest.mark.browser
home, studio_page = _home, _studio_page  # fixtures of this module


def clip_of(studio, number: int):
    scene = studio.plan.scenes[number]
    take = latest(studio.desk.session, scene.id)
    return read_mp4(studio.studio.projects.tools.media.path(take.clip))[0]


def film(studio) -> None:
    studio.tab("Render")
    studio.button("Render film").click()
    studio.shows(".st-badge.done", len(studio.plan.scenes))
    studio.page.wait_for_selector(".st-chapters:not([hidden])")


def test_a_film_is_rendered_and_its_player_jumps_to_scenes_with_the_stage_behind_it(studio_page):
    studio = studio_page()
    film(studio)
    studio.page.wait_for_function("document.querySelector('.st-player video').readyState >= 2")
    studio.page.evaluate("document.querySelector('.st-player video').pause()")
    studio.button("Jump to scene 2").click()
    studio.until(lambda: studio.desk.session.selected == studio.plan.scenes[1].id)
    at = studio.page.evaluate("document.querySelector('.st-player video').currentTime")
    assert at >= studio.plan.scenes[0].frame_count / studio.plan.scenes[0].fps
    studio.page.wait_for_function("document.querySelectorAll('.vd-box').length === 2")
    studio.page.locator(".vd-stage").click(position={"x": 5, "y": 5})
    assert studio.page.evaluate("document.querySelector('.st-player video').paused")
    studio.page.get_by_role("checkbox", name="Boxes", exact=True).check()
    studio.shows(".st-monitor-boxes rect", 2)


def test_moving_a_box_and_pressing_preview_moves_the_thing_in_the_clip(studio_page):
    studio = studio_page()
    studio.tab("Render")
    studio.button("Preview scene").click()
    studio.until(lambda: latest(studio.desk.session, studio.plan.scenes[0].id))
    before = clip_of(studio, 0)[0].astype(int)
    old = studio.plan.scenes[0].tracks[0].keys[0].box
    box = studio.page.locator(".vd-box").first.bounding_box()
    stage = studio.page.locator(".vd-overlay").bounding_box()
    mouse = studio.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2 + stage["width"] * 0.3,
               box["y"] + box["height"] / 2, steps=8)  # fmt: skip
    mouse.up()
    new = studio.until(lambda: (b := studio.plan.scenes[0].tracks[0].keys[0].box) != old and b)
    assert new.x0 - old.x0 == pytest.approx(0.3, abs=0.06)
    studio.button("Preview scene").click()
    studio.until(lambda: len(studio.desk.session.takes[studio.plan.scenes[0].id]) == 2)
    after = clip_of(studio, 0)[0].astype(int)
    changed = np.abs(after - before).max(axis=-1) > 40
    width = changed.shape[1]
    columns = np.flatnonzero(changed.any(axis=0)) / width
    assert columns.min() <= old.x0 + 0.06 and columns.max() >= new.x1 - 0.08


def test_the_monitor_offers_the_next_step_and_says_when_a_clip_is_old(studio_page):
    studio = studio_page()
    monitor = studio.page.locator(".st-monitor")
    monitor.get_by_role("button", name="Preview scene").click()
    note = monitor.locator(".st-monitor-note")
    note.get_by_text("Quick preview").wait_for()
    frame = studio.page.locator(".vd-ruler").get_attribute("aria-valuenow")
    studio.page.wait_for_function("!document.querySelector('.st-player video').paused")
    studio.page.wait_for_timeout(700)
    now = studio.page.locator(".vd-ruler").get_attribute("aria-valuenow")
    assert now == frame == "1", "what plays by itself leaves the stage on the frame being edited"
    note.get_by_role("button", name="Render scene").click()
    note.wait_for(state="hidden")
    field = studio.card(1).get_by_label("Background of scene 1")
    field.fill("desert")
    field.press("Enter")
    note.get_by_text("Older than your changes").wait_for()
    studio.card(1).locator(".st-badge.stale").wait_for()
    labels = [take.label for take in studio.desk.session.takes["scene-1"]]
    assert labels == ["Preview 1", "Take 2"]


def test_a_picture_of_the_dog_changes_the_dog_in_both_scenes_and_can_be_switched_off(
    studio_page, tmp_path
):
    studio = studio_page()
    film(studio)
    file = tmp_path / "dog.jpg"
    file.write_bytes(picture())
    studio.tab("Entities")
    with studio.page.expect_file_chooser() as chooser:
        studio.button("Drop or choose a picture of dog").click()
    chooser.value.set_files(file)
    studio.page.get_by_role("button", name="Crop picture 1 of dog").wait_for()
    studio.shows(".st-badge.stale", 2)
    studio.page.get_by_role("button", name="Crop picture 1 of dog").click()
    stage = studio.page.locator(".st-crop-stage").bounding_box()
    mouse = studio.page.mouse
    mouse.move(stage["x"] + stage["width"] * 0.2, stage["y"] + stage["height"] * 0.2)
    mouse.down()
    mouse.move(stage["x"] + stage["width"] * 0.8, stage["y"] + stage["height"] * 0.8, steps=4)
    mouse.up()
    studio.button("Use this part").click()
    crop = studio.until(lambda: studio.plan.entity("dog").references[0].crop)
    assert tuple(crop) == pytest.approx((0.2, 0.2, 0.8, 0.8), abs=0.03)
    studio.page.get_by_label("Use picture 1 of dog").uncheck()
    studio.until(lambda: not studio.plan.entity("dog").references[0].enabled)
    studio.shows(".st-badge.done", 2)
    studio.page.get_by_label("Use picture 1 of dog").check()
    studio.tab("Render")
    studio.button("Render 2 changed scenes").click()
    studio.shows(".st-badge.done", 2)
    studio.tab("Entities")
    studio.page.locator(".st-similarity .st-badge").first.wait_for()


def test_files_are_taken_away_and_a_project_opens_again_by_drop(studio_page):
    studio = studio_page()
    film(studio)
    title = studio.page.get_by_label("Title of the film")
    title.fill("My dog film")
    title.press("Enter")
    studio.tab("Export")
    with studio.page.expect_download() as sheet:
        studio.button("Export Sheet, PNG").click()
    assert sheet.value.suggested_filename == "my-dog-film.png"
    data = sheet.value.path().read_bytes()
    assert Image.open(io.BytesIO(data)).width > 1000
    with studio.page.expect_download() as project:
        studio.button("Export Project").click()
    packed = project.value.path().read_bytes()

    other = studio_page()
    other.button("New project").click()
    other.page.wait_for_selector(".st-scenes-panel .st-empty:not([hidden])")
    other.page.evaluate(
        """(bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "film.storyboard"));
          for (const type of ["dragenter", "dragover", "drop"]) {
            document.body.dispatchEvent(new DragEvent(type,
              { dataTransfer: data, bubbles: true, cancelable: true }));
          }
        }""",
        list(packed),
    )
    other.shows(".st-badge.done", 2)
    assert other.plan.title == "My dog film"


def test_two_takes_are_compared_side_by_side(studio_page):
    studio = studio_page()
    studio.tab("Render")
    studio.button("Render scene").click()
    studio.until(lambda: len(studio.desk.session.takes.get("scene-1", ())) == 1)
    seed = studio.page.get_by_role("spinbutton", name="Seed")
    seed.fill("42")
    seed.press("Enter")
    studio.until(lambda: studio.plan.scenes[0].sampling.seed == 42)
    studio.button("Render scene").click()
    studio.until(lambda: len(studio.desk.session.takes["scene-1"]) == 2)
    studio.button("A / B").click()
    studio.page.wait_for_function(
        """() => { const videos = [...document.querySelectorAll('.st-player video')];
             return videos.length === 2 && videos.every((v) => v.readyState >= 2)
               && videos[0].src !== videos[1].src; }"""
    )


def test_a_render_shows_its_progress_and_is_cancelled(open_page, tmp_path):
    with studio_in(tmp_path, step_s=1.0) as slow, served(slow) as url:
        studio = StudioPage(open_page(f"{url}/"), slow).ready()
        studio.tab("Render")
        studio.button("Render film").click()
        studio.page.wait_for_function(
            "document.querySelector('.st-job p')?.textContent.includes('step')"
        )
        studio.page.wait_for_selector(".st-badge.rendering")
        studio.button("Cancel this job").click()
        studio.until(lambda: not studio.desk.session.orders)
        studio.shows(".st-job", 0)
        assert studio.desk.session.film is None
