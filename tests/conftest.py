"""Shared by all tests: a small plan, a stub engine, a cache that asks for no free disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from core.plan.schema import VideoPlan
from core.render.cache import ClipCache
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
