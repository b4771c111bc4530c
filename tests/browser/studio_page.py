"""The whole studio in a browser: its page, and the project that it shows on the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import Watched
from tests.plans import make_plan
from tests.ui.kit import served, studio_in, wait_for
from ui.desk import Desk
from ui.session import begin
from ui.studio import Studio

TIMEOUT_MS = 60_000


@dataclass
class StudioPage:
    """A page of the studio; boxes and texts are read from the project on the server."""

    watched: Watched
    studio: Studio

    @property
    def page(self) -> Any:
        return self.watched.page

    @property
    def token(self) -> str:
        return self.page.evaluate("localStorage.getItem('videodirector.project')") or ""

    @property
    def desk(self) -> Desk:
        desk = self.studio.projects.find(self.token)
        assert desk is not None
        return desk

    @property
    def plan(self) -> Any:
        return self.desk.session.plan

    def ready(self) -> StudioPage:
        """Wait until every panel shows something."""
        self.page.set_default_timeout(TIMEOUT_MS)
        self.page.wait_for_selector(".st-card, .st-scenes-panel .st-empty:not([hidden])")
        self.page.wait_for_selector(".vd-editor:not([data-state=loading])")
        self.page.wait_for_selector(".st-player video", state="attached")
        return self

    def card(self, number: int) -> Any:
        return self.page.locator(".st-card").nth(number - 1)

    def button(self, name: str) -> Any:
        """The button of that name; of two that do the same, the one in the tab."""
        return self.page.get_by_role("button", name=name, exact=True).last

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def until(self, what: Callable[[], Any]) -> Any:
        """Wait for something on the server while the page goes on."""

        def turn() -> Any:
            self.page.wait_for_timeout(30)
            return what()

        return wait_for(turn, TIMEOUT_MS / 1000)

    def shows(self, selector: str, count: int) -> None:
        """Wait until so many of `selector` are there."""
        self.page.wait_for_function(
            "([selector, count]) => document.querySelectorAll(selector).length === count",
            arg=[selector, count],
        )


def sample() -> Any:
    """Two scenes: a dog alone, then the dog with a cat."""
    plan = make_plan(2, ("dog", "cat"))
    tracks = plan.scenes[0].tracks[:1]
    first = plan.scenes[0].model_copy(update={"tracks": tracks, "description": "A dog runs"})
    second = plan.scenes[1].model_copy(update={"background": "beach"})
    return plan.model_copy(update={"scenes": (first, second), "planner": "offline"})


@contextmanager
def at_home(folder: Path, step_s: float) -> Iterator[tuple[Studio, str]]:
    """A studio with the sample on a port; a step of its engine takes that long."""
    with studio_in(folder, step_s=step_s) as studio:
        studio.projects._sample = begin(sample(), "sample")
        with served(studio) as url:
            yield studio, url


@pytest.fixture(scope="module")
def home(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Studio, str]]:
    """A studio on a port, shared by the tests of a module."""
    with at_home(tmp_path_factory.mktemp("studio"), 0.02) as there:
        yield there


@pytest.fixture
def studio_page(
    home: tuple[Studio, str], open_page: Callable[..., Watched]
) -> Callable[..., StudioPage]:
    """`studio_page(width=…, theme=…)` opens a new project in a browser of its own."""
    studio, url = home

    def opened(**options: Any) -> StudioPage:
        return StudioPage(
            open_page(f"{url}/", width=options.pop("width", 1440), **options), studio
        ).ready()

    return opened
