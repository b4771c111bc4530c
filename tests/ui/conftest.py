"""A studio with its data in a temporary folder, and the same one behind its gate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.kit import Visitor, served, studio_in
from ui.desk import Desk
from ui.studio import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with studio_in(tmp_path) as studio:
        yield studio


@pytest.fixture
def desk(studio: Studio) -> Desk:
    """A new project with the sample plan in it."""
    return studio.projects.open("")


@pytest.fixture(autouse=True)
def _visitors_leave() -> Iterator[None]:
    """Connections of visitors end with their test."""
    yield
    while Visitor.open_clients:
        Visitor.open_clients.pop().close()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Studio, str]]:
    """A public studio on a port, shared by the tests of a module."""
    with studio_in(tmp_path_factory.mktemp("public"), public=True) as studio, served(studio) as url:
        yield studio, url
