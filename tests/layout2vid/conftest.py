"""Miniature checkpoints, written once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layout2vid import miniature


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with every public piece; read it only."""
    return miniature.write_all(tmp_path_factory.mktemp("models"))
