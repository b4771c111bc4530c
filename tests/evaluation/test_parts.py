"""The parts of the report from end to end, on tiny banks, with composites in the engine's place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import torch

from core.evaluation import parts, tables
from core.evaluation.judge.detector import Detector
from core.evaluation.judge.judge import Judge
from core.evaluation.judge.namer import DIMENSIONS, Eye, Label, Namer
from core.evaluation.judge.outliner import Outliner
from core.evaluation.judge.refiner import Refiner
from core.evaluation.parts import Bench
from core.evaluation.pasted import PastedEngine
from core.render.cache import ClipCache
from tests.evaluation.test_trials import tiny_backdrops, tiny_bank


def tiny_judge() -> Judge:
    """Untrained: it finds something somewhere and calls it a dog or a cat."""
    torch.manual_seed(0)
    sprites = torch.nn.functional.normalize(torch.randn(2, DIMENSIONS), dim=-1)
    labels = (Label(("dog",), ""), Label(("cat",), ""))
    namer = Namer(Eye().eval(), sprites, labels)
    return Judge(Detector().eval(), Refiner().eval(), Outliner().eval(), namer)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bank, grounds = tiny_bank(), tiny_backdrops()
    return Bench(
        weights=tmp_path,
        engine=cast(Any, PastedEngine(bank, grounds)),
        judge=tiny_judge(),
        bank=bank,
        backdrops=grounds,
        cache=ClipCache(tmp_path / "clips", needs_free_bytes=0),
        folder=tmp_path / "report",
        n=1,
        frames=1,
    )


def test_an_engine_that_pastes_equals_its_own_ceiling(bench: Bench) -> None:
    found = {name: parts.PARTS[name](bench) for name in ("layouts", "references")}
    assert found["layouts"]["engine"]["all"] == found["layouts"]["ceiling"]["all"]
    assert found["references"]["engine"] == found["references"]["ceiling"]
    assert found["references"]["engine"]["top1"] == 1  # one candidate only
    assert {"layouts.png", "overlap.png", "references.png"} == {
        path.name for path in bench.folder.iterdir()
    }
    text = tables.markdown(found)
    assert "floor: shuffled boxes" in text
    assert "Identity of held-out pictures (1 pictures among 1)" in text


def test_skills_are_measured_in_three_columns(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ALL", ("object", "direction"))
    found = parts.skills(replace(bench, frames=2))
    assert set(found) == {"engine", "ceiling", "ungrounded"}
    assert found["engine"]["direction"]["n"] == 1
    assert "| direction | 1 | ≥ 95 |" in tables.markdown({"skills": found})


def test_real_photographs_are_compared_by_colour_and_shape(bench: Bench) -> None:
    found = parts.photographs(bench)
    assert found["engine"]["colour_own"] > found["engine"]["colour_others"]
    assert found["engine"]["colour_top1"] >= 0.75
