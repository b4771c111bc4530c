"""Shared by all tests: a small plan, a stub engine, a cache that asks for no free disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from core.plan.schema import VideoPlan
from core.plan.store import save_plan
from core.render.cache import ClipCache
from tests import results
from tests.command import Command
from tests.plans import make_plan
from tests.stub_engine import StubEngine

settings.register_profile("house", deadline=None)  # two cores, and never alone on them
settings.load_profile("house")


@pytest.fixture
def plan() -> VideoPlan:
    return make_plan()


@pytest.fixture
def engine() -> StubEngine:
    return StubEngine()


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "clips", needs_free_bytes=0)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "VIDEODIRECTOR_MODEL"):
        monkeypatch.delenv(name, raising=False)
    return Command(tmp_path)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    save_plan(make_plan(2, ("dog", "cat")), path)
    return path


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`figures(case, text)` writes down what a soak test measured, for docs/reliability.md."""
    return lambda case, text: results.note(request.node.nodeid, case, text)
