"""A language model in the page: set up, asked, watched, stopped; and plans that are pasted."""

from __future__ import annotations

import pytest

from tests.browser.studio_page import home as _home
from tests.browser.studio_page import studio_page as _studio_page
from tests.browser.test_studio_page import axe
from tests.planner.answering import asked_scenes, boxed, with_frames
from tests.planner.fault_server import fault_server
from tests.ui.kit import wait_for
from tests.ui.test_model_server import KEY, listing

pytestmark = pytest.mark.browser
home, studio_page = _home, _studio_page  # fixtures of this module

PASTED = """Step 1: [A cat walks across a rug, [["cat"]], living room]
Frame_1: [["cat", [0.05, 0.4, 0.35, 0.8]]], caption: a cat
Frame_2: [["cat", [0.60, 0.4, 0.90, 0.8]]], caption: a cat
"""


def set_up(studio, url: str) -> None:
    """Name the server, look what it has, use a model of it."""
    page = studio.page
    page.locator(".st-planner > summary").click()
    page.locator(".st-server > summary").click()
    page.get_by_label("Address, up to /v1").fill(url)
    page.get_by_label("API key").fill(KEY)
    studio.button("Check connection").click()
    page.get_by_text("It answers and lists 2 models: choose one.").wait_for()
    page.get_by_label("Model", exact=True).fill("tiny")
    page.get_by_label("Model", exact=True).press("Enter")
    page.get_by_text("Plans are asked of tiny at").wait_for()


def kept(studio) -> str:
    """Everything that the browser keeps of the page."""
    return studio.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )


def test_a_model_is_set_up_asked_and_paid_for_and_its_key_leaves_the_page(studio_page):
    studio = studio_page()
    page, desk = studio.page, studio.desk

    def watched(exchange) -> None:
        if exchange.handler.command == "POST" and asked_scenes(exchange) is not None:
            wait_for(lambda: desk.session.arriving)
            exchange.stop.wait(1.5)  # long enough to look at scenes without boxes
        listing("tiny", "huge")(exchange)

    with fault_server(watched) as server:
        set_up(studio, server.url)
        assert page.get_by_label("API key").input_value() == ""
        page.keyboard.press("Escape")
        assert page.locator(".st-planner > summary").inner_text() == "Planner: tiny"
        page.get_by_label("Prompt", exact=True).fill("a dog's day")
        page.get_by_text("A plan of this prompt takes about").wait_for()
        assert [body for body in server.bodies if body] == [], "nothing was sent yet"
        studio.button("Plan").click()
        page.get_by_text("1 · boxes to come").wait_for()
        assert "The dog does thing 1 (park)" in page.locator(".st-arriving").inner_text()
        assert page.locator(".st-card").count() == 2, "the project waits for the whole plan"
        page.get_by_text("This plan took 200 tokens sent and 100 received").wait_for()
        assert studio.plan.scenes[0].description == "The dog does thing 1"
        page.locator(".st-arriving").wait_for(state="hidden")
    assert KEY not in kept(studio) + page.content()
    assert server.url in kept(studio), "the address is remembered"


def test_L02_a_plan_that_hangs_is_stopped_within_a_second(studio_page):
    studio = studio_page()
    before = studio.plan

    def hangs(exchange) -> None:
        if exchange.handler.command == "POST":
            exchange.hang()
        else:
            listing("tiny", "huge")(exchange)

    with fault_server(hangs) as server:
        set_up(studio, server.url)
        studio.page.keyboard.press("Escape")
        studio.button("Plan").click()
        studio.until(lambda: any(server.bodies))
        studio.button("Stop planning").click()
        studio.page.get_by_text("Planning was stopped.").wait_for(timeout=5_000)
    assert studio.plan == before


def test_a_server_that_is_down_is_told_where_it_is_set_up(studio_page):
    studio = studio_page()
    studio.page.locator(".st-planner > summary").click()
    studio.page.locator(".st-server > summary").click()
    studio.page.get_by_label("Address, up to /v1").fill("http://127.0.0.1:1/v1")
    studio.page.get_by_label("Address, up to /v1").press("Enter")
    studio.page.get_by_text("is it running?").wait_for()
    assert studio.page.locator(".st-server .st-note.bad").count() == 1


def test_what_was_mended_is_listed_and_the_planner_can_be_chosen_again(studio_page):
    studio = studio_page()
    page = studio.page

    careless = with_frames(boxed(("dog", [0.5, 0.2, 1.4, 0.9])))
    with fault_server(listing("tiny", "huge", plans=careless)) as server:
        set_up(studio, server.url)
        page.keyboard.press("Escape")
        studio.button("Plan").click()
        page.get_by_text("1 thing to know about it").click()
        page.get_by_text("reached outside the frame").wait_for()
    page.locator(".st-planner > summary").click()
    page.get_by_label("Offline planner").check()
    page.keyboard.press("Escape")
    page.get_by_label("Prompt", exact=True).fill("A cat sleeps in a kitchen.")
    studio.button("Plan").click()
    studio.until(lambda: studio.plan.planner == "offline" and len(studio.plan.scenes) == 1)


def test_a_plan_that_is_pasted_as_a_prompt_is_opened_as_a_plan(studio_page):
    studio = studio_page()
    field = studio.page.get_by_label("Prompt", exact=True)
    field.fill("A cat walks [slowly] across a rug.")
    assert studio.page.get_by_text("looks like a finished plan").is_hidden()
    field.fill(PASTED)
    studio.button("Open it as a plan").click()
    studio.until(lambda: studio.plan.planner.startswith("import:"))
    assert [e.name for e in studio.plan.entities] == ["cat"]
    studio.shows(".st-card", 1)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_the_planners_settings_fit_and_an_accessibility_scan_finds_nothing_serious(
    studio_page, width, theme
):
    studio = studio_page(width=width, height=844, theme=theme)
    page = studio.page
    page.locator(".st-planner > summary").click()
    page.locator(".st-server > summary").click()
    box = page.locator(".st-planner .st-popover").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    page.evaluate(axe())
    found = page.evaluate("axe.run('.st-plan').then((result) => result.violations)")
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
