"""A small fast part of the engine's report: fixed seeds, preview settings, wide margins."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.evaluation.boxes import fidelity
from core.evaluation.judge.judge import WEIGHTS, Judge, load
from core.evaluation.layouts import random_plan
from core.evaluation.shots import Shot, Studio
from core.evaluation.trial import summary, trial
from core.render.embedded import EmbeddedEngine
from core.render.engine import assets_folder
from core.render.looks import PRIOR_STEPS
from core.render.types import Engine

EMBEDDED = assets_folder() / "models" / "embedded" / "config.json"

pytestmark = pytest.mark.skipif(
    not (EMBEDDED.exists() and WEIGHTS.exists()), reason="weights of engine or judge are missing"
)


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    return EmbeddedEngine(EMBEDDED.parent, "cpu")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return load()


def studio(engine: Engine, judge: Judge, strength: float | None = None) -> Studio:
    return Studio(engine, judge, settings=engine.info.preview, strength=strength)


def shots(engine: Engine, judge: Judge, strength: float | None = None) -> list[Shot]:
    """Six random layouts, two frames each."""
    on = studio(engine, judge, strength)
    return [shot for seed in range(6) for shot in on.film(random_plan(seed, 2))]


def test_things_stand_in_their_boxes_and_only_because_of_them(engine: Engine, judge: Judge) -> None:
    grounded = fidelity(shots(engine, judge))["side >= 0.2"]["miou"]
    alone = fidelity(shots(engine, judge, strength=0.0))["side >= 0.2"]["miou"]
    assert grounded > 0.4
    assert grounded > alone + 0.15


def test_what_moves_in_the_prompt_moves_in_the_clip(engine: Engine, judge: Judge) -> None:
    found = summary(trial(studio(engine, judge), ("direction",), 3, 4))["direction"]
    assert found["score"] >= 60


def test_what_is_asked_for_can_be_named_by_a_judge_apart(engine: Engine, judge: Judge) -> None:
    found = summary(trial(studio(engine, judge), ("object",), 6, 1))["object"]
    assert found["score"] >= 50


def test_the_same_request_gives_the_same_frames(engine: Engine, judge: Judge) -> None:
    plan = random_plan(1, 2)
    first, second = (studio(engine, judge).film(plan)[0].clip.frames for _ in range(2))
    assert np.array_equal(first, second)


def test_what_words_name_is_remembered_in_detail_and_strangers_are_not(
    engine: EmbeddedEngine,
) -> None:
    parts, names = engine.parts, ["dog", "black dog", "girl", "penguin", "red car", "old man"]
    assert parts.recall is not None
    text, summary = parts.texts(names)
    with torch.inference_mode():
        named = parts.prior.sample(names, text, summary, PRIOR_STEPS)
        recalled = parts.recall(named).abs().mean((1, 2, 3))
        strange = parts.recall(torch.randn(3, named.shape[1])).abs().mean((1, 2, 3))
    assert float(recalled.min()) > 0.005
    assert float(strange.max()) < 1e-4
