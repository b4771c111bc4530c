"""A studio that is stopped or killed while it works, as a program: what was saved is there after.

The stories run over a stub engine in `make test`, and over the embedded one under `soak`.
"""

from __future__ import annotations

import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.render.journal import Journal
from tests.studio_process import StudioProcess, free_port, stub_studio
from tests.ui.kit import PROMPT, Visitor, wait_for

SAVED = "All changes saved"


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[float], StudioProcess]]:
    """`started(step_s)`: a studio over one folder of data; killed with its kin at the end."""
    made: list[StudioProcess] = []

    def start(step_s: float) -> StudioProcess:
        studio = stub_studio(tmp_path, step_s)
        made.append(studio)
        studio.start()
        return studio

    yield start
    for studio in made:
        studio.end()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Callable[[float], StudioProcess]]:
    """As `started`, with the program as people start it, over its own engine."""
    made: list[StudioProcess] = []

    def start(step_s: float) -> StudioProcess:
        port = free_port()
        command = [sys.executable, "app.py", "--port", str(port), "--data", str(tmp_path)]
        made.append(StudioProcess(command, port))
        made[-1].start()
        return made[-1]

    yield start
    for studio in made:
        studio.end()


def takes(visitor: Visitor) -> list[str]:
    """The clips that the page shows, scene by scene."""
    visitor.act("refresh")
    return [s["poster"] for s in visitor.views["scenes"]["scenes"] if s["poster"]]


def has_film(visitor: Visitor) -> bool:
    visitor.act("refresh")
    return bool(visitor.views["player"]["film"])


def film_in_the_middle(studio: StudioProcess) -> tuple[Visitor, list[str]]:
    """A visitor whose film of several scenes is being made, one scene or more of it done."""
    visitor = Visitor.at(studio.url)
    visitor.act("plan", prompt=PROMPT, planner="offline", scenes=None)
    wait_for(lambda: visitor.act("refresh") and not visitor.views["top"]["planning"])
    visitor.act("edit", edits=[{"kind": "set_title", "title": "Kept"}])
    assert visitor.views["top"]["saved"] == SAVED
    visitor.act("render", what="film")
    done = wait_for(lambda: takes(visitor), 120)
    assert not has_film(visitor), "the signal must come before the film is whole"
    return visitor, done


def comes_back(
    started: Callable[[float], StudioProcess], visitor: Visitor, done: list[str]
) -> None:
    """A new process shows all that was shown, and ends the film by itself."""
    studio = started(0.0)
    again = Visitor.at(studio.url, visitor.token)
    assert again.token == visitor.token
    assert again.views["top"]["title"] == visitor.views["top"]["title"]
    assert set(done) <= set(takes(again)), "no scene that was shown is lost"
    for name in done:
        assert again.client.get(f"{studio.url}/{name}").status_code == 200
    wait_for(lambda: has_film(again), 120)
    assert set(done) <= set(takes(again)), "what was there did not render again"
    assert studio.signal(signal.SIGTERM)[0] == 0


def test_S14_a_studio_told_to_end_during_a_film_ends_in_time_and_the_film_goes_on(
    started, tmp_path
):
    assert stops(started, tmp_path, 0.3) < 20  # twice the bar: tests share their machine


@pytest.mark.soak
def test_S14_the_program_with_its_own_engine_ends_in_time_and_the_film_goes_on(embedded, tmp_path):
    assert stops(embedded, tmp_path, 0.0) < 10


def stops(started: Callable[[float], StudioProcess], data: Path, step_s: float) -> float:
    """Seconds that the end took; all else is asserted here."""
    studio = started(step_s)
    visitor, done = film_in_the_middle(studio)
    status, took_s = studio.signal(signal.SIGTERM)
    assert status == 0
    wait_for(lambda: not studio.relatives())  # the last child may end a moment later
    assert not (data / "journal.sqlite-wal").exists(), "the journal was closed"
    journal = Journal(data / "journal.sqlite")
    assert [kept.state for kept in journal.all()] == ["waiting"]
    journal.close()
    comes_back(started, visitor, done)
    return took_s


def test_R01_S14_a_studio_killed_during_a_film_loses_nothing_and_leaves_no_process(started):
    killed(started, 0.3)


@pytest.mark.soak
def test_R01_the_program_killed_with_its_own_engine_loses_nothing(embedded):
    killed(embedded, 0.0)


def killed(started: Callable[[float], StudioProcess], step_s: float) -> None:
    studio = started(step_s)
    visitor, done = film_in_the_middle(studio)
    edits_until_killed(studio, visitor, 0.4)
    wait_for(lambda: not studio.relatives())
    comes_back(started, visitor, done)


def edits_until_killed(studio: StudioProcess, visitor: Visitor, after_s: float) -> str:
    """Edit without pause; the title that was last shown as saved before the kill."""
    saved = visitor.views["top"]["title"]
    ends_at = time.monotonic() + after_s
    count = 0
    while time.monotonic() < ends_at:
        count += 1
        visitor.act("edit", edits=[{"kind": "set_title", "title": f"{saved} {count}"[-60:]}])
        assert visitor.views["top"]["saved"] == SAVED
    assert studio.signal(signal.SIGKILL)[0] == -signal.SIGKILL
    return str(visitor.views["top"]["title"])


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_R01_25_kills_at_chance_moments_lose_no_edit_that_was_shown_as_saved(started, figures):
    chance = random.Random(14)
    token, wanted, edits = "", "", 0
    for _ in range(25):
        studio = started(0.05)
        visitor = Visitor.at(studio.url, token)
        if token:
            assert (visitor.token, visitor.views["top"]["title"]) == (token, wanted)
        token = visitor.token
        visitor.act("render", what="film")
        wanted = edits_until_killed(studio, visitor, chance.uniform(0.2, 1.5))
        edits = visitor.seen
    figures("R01", f"25 kills, {edits} edits between them shown as saved, none lost")
