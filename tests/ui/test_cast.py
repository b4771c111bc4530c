"""The entities panel tells what will be drawn where an engine does not know the author's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.grounding.vocabulary import Things, Vocabulary
from core.plan.schema import Entity, Reference
from core.render.types import EngineInfo
from tests.plans import changed, make_plan
from tests.stub_engine import StubEngine
from ui.cast.view import view
from ui.session import begin

KNOWN = Vocabulary(Things(frozenset({"dog", "bird"}), {"pigeon": "bird", "hound": "dog"}))


@pytest.fixture
def engine() -> EngineInfo:
    return replace(StubEngine().info, vocabulary=KNOWN)


def shown(engine: EngineInfo | None, name: str, **fields) -> dict:
    """What the panel shows of one entity."""
    plan = make_plan(1)
    plan = changed(plan, entities=(*plan.entities, Entity(name=name, **fields)))
    panel = view(begin(plan), lambda reference: ("", None), engine)
    return next(entity for entity in panel["entities"] if entity["name"] == name)


def test_a_word_that_the_engine_takes_for_another_is_said(engine: EngineInfo) -> None:
    assert "Drawn as “bird”" in shown(engine, "pigeon")["meant"]
    assert shown(engine, "bird", attributes=("small",))["meant"] == ""


def test_a_word_that_nobody_knows_asks_for_a_picture(engine: EngineInfo) -> None:
    assert "does not know" in shown(engine, "zorble")["meant"]


def test_where_a_picture_is_given_words_do_not_matter(engine: EngineInfo) -> None:
    given = Reference(digest="0" * 64)
    assert shown(engine, "pigeon", references=(given,))["meant"] == ""
    off = changed(given, enabled=False)
    assert "bird" in shown(engine, "pigeon", references=(off,))["meant"]


def test_nothing_is_said_of_an_engine_that_takes_any_word_or_is_still_loading() -> None:
    assert shown(StubEngine().info, "pigeon")["meant"] == ""
    assert shown(None, "pigeon")["meant"] == ""
