"""The page as a whole: it comes back, tells tabs apart, stays literal, works small and by keys."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.studio_page import StudioPage
from tests.browser.studio_page import home as _home
from tests.browser.studio_page import studio_page as _studio_page
from tests.ui.kit import served, studio_in
from ui import actions

pytestmark = pytest.mark.browser
home, studio_page = _home, _studio_page  # fixtures of this module

HOSTILE = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "${alert(1)}", "{{7*7}}",
           "`", "\\u{zz}", "\"'><svg onload=alert(1)>")  # fmt: skip


def test_S12_a_refresh_brings_the_same_project_back(studio_page):
    studio = studio_page()
    title = studio.page.get_by_label("Title of the film")
    title.fill("Still here")
    title.press("Enter")
    studio.until(lambda: studio.plan.title == "Still here")
    token = studio.token
    studio.page.reload()
    studio.ready()
    assert studio.token == token
    assert studio.page.get_by_label("Title of the film").input_value() == "Still here"


def test_S13_the_second_of_two_tabs_is_told(studio_page):
    studio = studio_page()
    second = StudioPage(type(studio.watched)(studio.page.context.new_page()), studio.studio)
    second.page.goto(studio.page.url)
    second.ready()
    # the second tab does not hear the news: its next change is made on what it saw
    second.page.route("**/studio/events", lambda route: route.abort())
    second.page.reload()
    second.ready()
    first_field = studio.card(1).get_by_label("Description of scene 1")
    first_field.fill("By the first tab")
    first_field.press("Enter")
    studio.until(lambda: studio.plan.scenes[0].description == "By the first tab")
    field = second.card(1).get_by_label("Description of scene 1")
    field.fill("By the second tab")
    field.press("Enter")
    second.page.get_by_text("changed in another tab").wait_for()
    assert studio.plan.scenes[0].description == "By the first tab"
    assert field.input_value() == "By the first tab"


def test_P09_hostile_names_are_shown_as_they_are_in_every_view(studio_page):
    studio = studio_page()
    edits = []
    for number, text in enumerate(HOSTILE):
        edits.append({"kind": "add_track", "scene": "scene-1", "entity": text,
                      "box": [0.1, 0.1, 0.4, 0.4], "frame": 0})  # fmt: skip
        edits.append({"kind": "add_scene", "at": number, "description": text, "background": text})
    edits.append({"kind": "set_title", "title": HOSTILE[1]})
    studio.desk.act(actions.parse({"kind": "edit", "edits": edits}), "test", 10**6)
    studio.shows(".st-card", 2 + len(HOSTILE))
    studio.page.locator(".st-thumb").nth(len(HOSTILE)).click()
    studio.shows(".vd-box", 1 + len(HOSTILE))
    for tab in ("Entities", "Render", "Export", "Entities"):
        studio.tab(tab)
        studio.page.wait_for_timeout(100)
    names = studio.page.locator(".st-entity-name").evaluate_all("nodes => nodes.map(n => n.value)")
    assert set(HOSTILE) <= set(names)
    described = studio.page.locator(".st-description").evaluate_all(
        "nodes => nodes.map(n => n.value)"
    )
    assert set(HOSTILE) <= set(described)
    assert studio.page.locator("img[src='x'], .st-mount script, svg[onload]").count() == 0
    assert studio.page.title() == "VideoDirector Studio"


def test_a_film_is_made_by_keyboard_alone(studio_page):
    studio = studio_page()
    keyboard = studio.page.keyboard
    studio.page.get_by_label("Prompt", exact=True).focus()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("A cat walks through a kitchen. The cat sleeps on a sofa in a living room.")
    keyboard.press("Enter")
    studio.until(lambda: "kitchen" in studio.plan.prompt)
    studio.shows(".st-card", 2)
    tab = studio.page.get_by_role("tab", name="Entities")
    tab.focus()
    keyboard.press("Tab")
    keyboard.press("Enter")
    # the monitor has such a button too, so only this one says that the tab is open
    button = studio.page.get_by_role("tabpanel").get_by_role(
        "button", name="Render film", exact=True
    )
    button.wait_for()
    for _ in range(12):
        if button.evaluate("node => node === document.activeElement"):
            break
        keyboard.press("Tab")
    else:
        pytest.fail("Tab does not lead to the button")
    keyboard.press("Enter")
    studio.shows(".st-badge.done", 2)
    studio.page.wait_for_selector(".st-chapters:not([hidden])")


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (390, "dark"), (1440, "dark")])
def test_nothing_overflows_at_any_width_and_dark_is_dark(studio_page, width, theme):
    studio = studio_page(width=width, height=844, theme=theme)
    overflow = studio.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    luminance = studio.page.evaluate(
        """() => { const [r, g, b] = getComputedStyle(document.querySelector('.st-top'))
             .backgroundColor.match(/\\d+/g).map(Number); return (r + g + b) / 765; }"""
    )
    assert luminance < 0.2 if theme == "dark" else luminance > 0.8


OPAQUE = """(selector) => getComputedStyle(document.querySelector(selector))
  .backgroundColor.startsWith('rgb(')"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_choosing_a_box_moves_nothing_and_dialogs_hide_what_is_behind_them(studio_page, theme):
    studio = studio_page(theme=theme)
    timeline = studio.page.locator(".vd-timeline")
    before = timeline.bounding_box()
    studio.page.locator(".vd-box").first.click()
    studio.page.wait_for_selector(".vd-inspector:not([data-none])")
    assert timeline.bounding_box() == before
    cut = studio.page.evaluate(
        "(() => { const i = document.querySelector('.vd-inspector');"
        " return i.scrollWidth - i.clientWidth; })()"
    )
    assert cut <= 0, "nothing of the inspector is cut off at its side"
    studio.page.keyboard.press("?")
    studio.page.wait_for_selector(".vd-help:not([hidden])")
    assert studio.page.evaluate(OPAQUE, ".vd-help")
    studio.page.keyboard.press("Escape")
    studio.page.keyboard.press("b")
    studio.page.keyboard.press("Enter")
    studio.page.wait_for_selector(".vd-chooser:not([hidden])")
    assert studio.page.evaluate(OPAQUE, ".vd-chooser")


def test_the_studio_works_under_a_path_prefix(open_page, tmp_path):
    with studio_in(tmp_path) as studio, served(studio, "/film/studio") as url:
        page = StudioPage(open_page(f"{url}/"), studio).ready()
        field = page.card(1).get_by_label("Description of scene 1")
        field.fill("Under a prefix")
        field.press("Enter")
        page.until(lambda: page.plan.scenes[0].description == "Under a prefix")
        page.tab("Render")
        page.button("Render scene").click()
        page.shows(".st-badge.done", 1)
        page.page.wait_for_function("document.querySelector('.st-player video').readyState >= 2")


def axe() -> str:
    """The source of axe-core, from the registry, kept between runs; skips loudly without it."""
    folder = Path(__file__).parents[2] / "node_modules"
    source = folder / "axe-core" / "axe.min.js"
    if not source.is_file():
        npm = shutil.which("npm")
        command = [npm or "npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix",
                   str(folder.parent), "axe-core@4"]  # fmt: skip
        done = npm and subprocess.run(command, capture_output=True, timeout=120, check=False)
        if not source.is_file():
            message = "ACCESSIBILITY SCAN SKIPPED: npm cannot install axe-core"
            if os.environ.get("REQUIRE_AXE"):
                pytest.fail(f"{message}: {done and done.stderr[-300:]}")
            pytest.skip(message)
    return source.read_text("utf-8")


def test_an_accessibility_scan_finds_nothing_serious(studio_page):
    source = axe()
    for theme in ("light", "dark"):
        studio = studio_page(theme=theme)
        studio.page.evaluate(source)
        for tab in ("Entities", "Render", "Export"):
            studio.tab(tab)
            assert serious(studio) == [], f"{theme}, {tab}"
        studio.page.locator(".vd-box").first.click()
        studio.page.keyboard.press("?")
        assert serious(studio) == [], f"{theme}, a box selected and the shortcuts open"
        studio.page.keyboard.press("Escape")
        studio.button("New project").click()
        studio.page.wait_for_selector(".st-scenes-panel .st-empty:not([hidden])")
        studio.button("Plan").click()
        studio.page.wait_for_selector(".st-toast.bad")
        assert serious(studio) == [], f"{theme}, empty, with a complaint"


def serious(studio) -> list[tuple[object, ...]]:
    """What the scan finds in the page as it is now."""
    studio.page.wait_for_timeout(300)
    return [
        (each["id"], node["target"], node["html"][:120])
        for each in studio.page.evaluate("axe.run().then((result) => result.violations)")
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


CUT = """() => [...document.querySelectorAll('.st span, .st p, .st strong, .vd-editor span')]
  .filter((node) => node.offsetParent && node.children.length === 0 && node.textContent
    && getComputedStyle(node).overflowY === 'hidden'
    && node.clientHeight && node.clientHeight < 1.2 * parseFloat(getComputedStyle(node).fontSize)
    && !node.matches('.st-sr'))
  .map((node) => node.outerHTML.slice(0, 90))"""


def test_no_letters_are_cut_at_their_foot(studio_page):
    """The g of every dog was: names in chips were as high as a line without descenders."""
    studio = studio_page()
    studio.page.locator(".st-chip span", has_text="dog").first.wait_for()
    assert studio.page.evaluate(CUT) == []
