"""Render services over one folder, closed when the test is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.render.jobs import RenderService
from tests.render.service import QUICK
from tests.stub_engine import StubEngine


@pytest.fixture
def service_for(tmp_path: Path) -> Iterator[Callable[..., RenderService]]:
    """Services over one folder, in this process unless asked otherwise; closed at the end."""
    made: list[RenderService] = []

    def make(engine: Callable[[], StubEngine] = StubEngine, **options: object) -> RenderService:
        values: dict[str, object] = {"limits": QUICK, "isolate": False}
        service = RenderService(
            engine, tmp_path / "clips", tmp_path / "jobs.sqlite", **values | options
        )
        made.append(service)
        return service

    yield make
    for service in made:
        service.close()
