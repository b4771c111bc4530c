"""The log tells what happened, and nothing of what people wrote."""

from __future__ import annotations

import io
import json
import logging

import pytest

from core.errors import PromptError
from tests.ui.kit import act, idle, wait_for
from ui import logs


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch):
    """`heard(environment)`: a stream that our modules log to, as the studio sets them up."""
    made = []

    def begin(environment):
        stream = io.StringIO()
        made.append(logs.set_up(environment, stream))
        return stream

    yield begin
    for name in logs.OURS:
        log = logging.getLogger(name)
        log.setLevel(logging.NOTSET)
        log.propagate = True
        for handler in made:
            log.removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail() -> None:
    try:
        raise PromptError("a canary in a prompt")
    except PromptError:
        logging.getLogger("ui.somewhere").exception("planning failed")


def test_an_error_is_its_kind_and_place_and_its_words_only_where_asked_for(heard):
    quiet = heard({})
    fail()
    (line,) = lines(quiet)
    assert (line["level"], line["from"], line["error"]) == (
        "error", "ui.somewhere", "PromptError",
    )  # fmt: skip
    assert line["raised"].startswith("test_logs.py:") and "canary" not in quiet.getvalue()
    loud = heard({"VIDEODIRECTOR_DEBUG": "1"})
    fail()
    assert "a canary in a prompt" in lines(loud)[0]["traceback"]


def test_a_session_of_work_leaves_no_word_of_it_in_the_log(heard, desk):
    stream = heard({})
    act(desk, "plan", prompt="A canarybird sings. A canarybird flies.", planner="offline")
    wait_for(lambda: idle(desk))
    act(desk, "edit", edits=[{"kind": "set_title", "title": "canarybird"}])
    act(desk, "render", what="film")
    wait_for(lambda: idle(desk))
    assert any("done" in line["text"] for line in lines(stream))
    assert "canarybird" not in stream.getvalue() and desk.session.token not in stream.getvalue()
