"""What the page is told, in which order, and for how long: messages, overtaken answers, files."""

from __future__ import annotations

import pytest

from tests.browser.studio_page import StudioPage, at_home
from tests.browser.studio_page import home as _home
from tests.browser.studio_page import studio_page as _studio_page
from tests.ui.kit import act, idle, picture

pytestmark = pytest.mark.browser
home, studio_page = _home, _studio_page  # fixtures of this module


def plan_nothing(studio) -> None:
    studio.page.get_by_label("Prompt", exact=True).fill("")
    studio.button("Plan").click()


def second_tab(studio) -> StudioPage:
    tab = StudioPage(type(studio.watched)(studio.page.context.new_page()), studio.studio)
    tab.watched.watch()
    tab.page.goto(studio.page.url)
    return tab.ready()


def test_a_new_project_shows_its_messages_after_those_of_the_one_before(studio_page):
    """Messages were counted from 1 in each project, and so the second one's were kept back."""
    studio = studio_page()
    toasts = studio.page.locator(".st-toast.bad")
    plan_nothing(studio)
    studio.page.get_by_text("The prompt is empty").wait_for()
    plan_nothing(studio)
    studio.shows(".st-toast.bad", 2)
    studio.button("New project").click()
    studio.page.wait_for_selector(".st-scenes-panel .st-empty:not([hidden])")
    for _ in range(2):
        toasts.get_by_role("button", name="Dismiss").first.click()
    plan_nothing(studio)
    studio.shows(".st-toast.bad", 1)


def test_a_refreshed_page_does_not_repeat_itself_and_a_second_tab_stays_silent(studio_page):
    studio = studio_page()
    plan_nothing(studio)
    studio.shows(".st-toast", 1)
    studio.page.reload()
    studio.ready()
    other = second_tab(studio)
    plan_nothing(studio)
    studio.shows(".st-toast", 1)
    assert other.page.locator(".st-toast").count() == 0


def test_the_way_back_from_a_plan_is_offered_until_the_next_change(studio_page):
    """It undoes the last change: after another one it would have taken that one back."""
    studio = studio_page()
    studio.page.get_by_label("Prompt", exact=True).fill("A cat sleeps on a sofa.")
    studio.button("Plan").click()
    studio.page.get_by_role("button", name="Bring the old one back").wait_for()
    field = studio.card(1).get_by_label("Background of scene 1")
    field.fill("attic")
    field.press("Enter")
    studio.until(lambda: studio.plan.scenes[0].background == "attic")
    studio.page.locator(".st-toast").wait_for(state="detached", timeout=8000)


def test_an_answer_that_was_overtaken_on_its_way_does_not_bring_old_things_back(studio_page):
    """An answer of before the save stood for a minute in place of "All changes saved"."""
    studio = studio_page()
    held = []

    def hold(route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    studio.page.route("**/run/predict**", hold)
    field = studio.card(1).get_by_label("Description of scene 1")
    field.fill("By me")
    field.press("Enter")
    studio.until(lambda: held)
    title = studio.page.get_by_label("Title of the film")
    edits = [{"kind": "set_title", "title": "By another tab"},
             {"kind": "set_scene_text", "scene": "scene-2", "background": "attic"}]  # fmt: skip
    act(studio.desk, "edit", edits=edits)
    studio.until(lambda: title.input_value() == "By another tab")
    route, answer = held[0]
    route.fulfill(response=answer)
    studio.page.wait_for_timeout(500)
    assert title.input_value() == "By another tab"
    assert studio.card(2).get_by_label("Background of scene 2").input_value() == "attic"


def test_two_files_asked_for_at_once_both_arrive_and_no_other_tab_takes_them(studio_page):
    studio = studio_page()
    other = second_tab(studio)
    taken, strangers = [], []
    studio.page.on("download", lambda file: taken.append(file.suggested_filename))
    other.page.on("download", lambda file: strangers.append(file.suggested_filename))
    for page in (studio, other):
        page.tab("Export")
    studio.page.route("**/studio/events", lambda route: route.abort())  # it hears of both at once
    studio.page.reload()
    studio.ready()
    studio.tab("Export")
    for name in ("Subtitles, SRT", "Plan, JSON"):
        studio.button(f"Export {name}").click()
    studio.until(lambda: len(studio.desk.session.ready) == 2 and idle(studio.desk))
    studio.button("Undo (Ctrl+Z)").dispatch_event("click")
    studio.until(lambda: len(taken) == 2)
    assert {name.rpartition(".")[2] for name in taken} == {"srt", "json"}
    other.page.wait_for_timeout(300)
    assert strangers == []


def test_the_monitor_shows_no_look_at_another_scene_than_the_selected_one(open_page, tmp_path):
    with at_home(tmp_path, 3.0) as (slow, url):
        studio = StudioPage(open_page(f"{url}/"), slow).ready()
        studio.tab("Render")
        studio.button("Render film").click()
        look = studio.page.locator(".st-look")
        look.wait_for()
        studio.card(2).locator(".st-thumb").click()
        look.wait_for(state="hidden", timeout=2000)
        studio.card(1).locator(".st-thumb").click()
        look.wait_for(timeout=2000)
        studio.button("Cancel this job").click()
        studio.shows(".st-job", 0)


def test_a_scene_that_is_done_says_so_while_the_film_goes_on(open_page, tmp_path):
    with at_home(tmp_path, 0.5) as (slow, url):
        studio = StudioPage(open_page(f"{url}/"), slow).ready()
        studio.tab("Render")
        studio.button("Render film").click()
        studio.card(1).locator(".st-badge.done").wait_for()
        assert studio.page.locator(".st-job").count() == 1


def test_a_picture_that_is_refused_is_named(studio_page, tmp_path):
    studio = studio_page()
    bad, good = tmp_path / "letter.png", tmp_path / "dog.jpg"
    bad.write_text("This is no picture.")
    good.write_bytes(picture())
    studio.watched.errors = Tolerant("400")
    with studio.page.expect_file_chooser() as chooser:
        studio.button("Drop or choose a picture of dog").click()
    chooser.value.set_files([bad, good])
    studio.page.get_by_text("“letter.png”: this is no PNG").wait_for()
    studio.page.get_by_role("button", name="Crop picture 1 of dog").wait_for()


class Tolerant(list):
    """Errors of a page, without those that begin with `expected`."""

    def __init__(self, expected: str) -> None:
        self.expected = expected

    def append(self, line: str) -> None:
        if not line.startswith(self.expected):
            super().append(line)


def test_a_new_project_leads_back_to_the_one_before(studio_page):
    """One press, and there was no way back to an hour of work."""
    studio = studio_page()
    studio.button("New project").click()  # nothing was changed in the sample: it is not listed
    studio.page.wait_for_selector(".st-scenes-panel .st-empty:not([hidden])")
    assert studio.page.locator(".st-earlier button").count() == 0
    studio.button("Add scene").click()
    title = studio.page.get_by_label("Title of the film")
    title.fill("An hour of work")
    title.press("Enter")
    studio.until(lambda: studio.plan.title == "An hour of work")
    token = studio.token
    studio.button("New project").click()
    studio.until(lambda: studio.token != token)
    studio.page.locator(".st-earlier").get_by_role("button", name="An hour of work").click()
    studio.until(lambda: studio.token == token)
    studio.ready()
    assert title.input_value() == "An hour of work"
    studio.shows(".st-card", 1)
