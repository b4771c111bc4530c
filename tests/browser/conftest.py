"""A real browser on real servers: pages that remember their requests and their errors.

`open_page(url, width=…, theme=…)` gives a `Watched`; at the end of the test it must have seen
no error. `serve(blocks, prefix=…)` runs an app on a free port of this machine. `editor` is the
box editor alone on the sample plan; its server and its browser cache are shared by all tests.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.browser.editor_page import Editor, Studio, studio_of
from tests.browser.pages import Watched, serving
from tests.browser.sample import sample_plan

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def _browser_or_skip() -> Any:
    required = bool(os.environ.get("REQUIRE_BROWSER"))
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if required:
            raise
        pytest.skip("BROWSER TESTS SKIPPED: playwright is not installed (make test installs it)")
    path = CHROMIUM if os.access(CHROMIUM, os.X_OK) else shutil.which("chromium")
    if path is None and not required:
        pytest.skip(f"BROWSER TESTS SKIPPED: there is no Chromium at {CHROMIUM}; set CHROMIUM")
    if path is None:
        pytest.fail(f"REQUIRE_BROWSER is set and there is no Chromium at {CHROMIUM}")
    return sync_playwright, path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_playwright, path = _browser_or_skip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Watched]]:
    """`open_page(url, width=1280, height=900, theme="light", touch=False)`."""
    with ExitStack() as stack:
        pages: list[Watched] = []

        def opened(
            url: str,
            width: int = 1280,
            height: int = 900,
            theme: str = "light",
            touch: bool = False,
        ) -> Watched:
            context = browser.new_context(
                viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch
            )
            stack.callback(context.close)
            watched = Watched(context.new_page())
            watched.watch()
            pages.append(watched)
            watched.page.goto(f"{url}?__theme={theme}")
            return watched

        yield opened
        problems = [e for watched in pages for e in watched.errors]
    assert problems == []


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """`serve(blocks, prefix="")` starts a server that ends with the test."""
    with ExitStack() as stack:
        yield lambda blocks, prefix="", **mount: stack.enter_context(
            serving(blocks, prefix, **mount)
        )


@pytest.fixture(scope="session")
def editor_home(browser: Any) -> Iterator[tuple[Studio, str, Any]]:
    """One server with the editor, and one context whose cache keeps Gradio's own files."""
    studio = studio_of(sample_plan())
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with serving(studio.blocks()) as url:
        yield studio, url, context
        context.close()


@pytest.fixture
def editor(editor_home: tuple[Studio, str, Any]) -> Iterator[Editor]:
    """The editor on the sample plan, freshly opened."""
    studio, url, context = editor_home
    studio.restart(sample_plan())
    watched = Watched(context.new_page())
    watched.watch()
    watched.page.goto(url)
    yield Editor(watched, studio).ready()
    watched.page.close()
    assert watched.errors == []
