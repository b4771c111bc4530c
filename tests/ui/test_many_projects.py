"""Case S09: sessions that come, edit and go leave neither memory nor files behind."""

from __future__ import annotations

import gc
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from core.plan.edits import parse_edit
from tests.ui.kit import studio_in
from ui import actions
from ui.studio import Studio


def come_edit_and_go(studio: Studio, sessions: int, edits: int) -> None:
    for number in range(sessions):
        desk = studio.projects.open("")
        for count in range(edits):
            edit = parse_edit({"kind": "set_title", "title": f"{number}:{count}"})
            desk.change(lambda session, edit=edit: actions.edited(session, (edit,)))
        assert desk.session.plan.title == f"{number}:{edits - 1}"
        desk.keep()


def grown_mib(studio: Studio, sessions: int, edits: int) -> float:
    """How much the process's largest memory grew over the sessions."""
    come_edit_and_go(studio, 5, 2)  # what is loaded once
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    come_edit_and_go(studio, sessions, edits)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def forgotten_after_its_time(studio: Studio, folder: Path) -> bool:
    """Age every file by a year and sweep: nothing of any project is left."""
    tools = studio.projects.tools
    for path in [*tools.autosave.folder.rglob("*"), *tools.media.folder.rglob("*")]:
        if path.is_file():
            os.utime(path, (1, 1))
    studio.projects.sweep()
    left = [p for f in (tools.autosave.folder, tools.media.folder) for p in f.rglob("*")]
    own = tools.media.folder / "secret"  # the server's, not a project's
    return not [path for path in left if path.is_file() and path != own]


def test_S09_sessions_leave_no_memory_and_no_files(tmp_path: Path) -> None:
    with studio_in(tmp_path, public=True) as studio:
        assert grown_mib(studio, sessions=30, edits=5) < 150
        assert forgotten_after_its_time(studio, tmp_path)


@pytest.mark.soak
def test_S09_500_sessions_of_20_edits(tmp_path: Path, figures: Callable[[str, str], None]) -> None:
    with studio_in(tmp_path, public=True) as studio:
        grown = grown_mib(studio, sessions=500, edits=20)
        assert grown < 150
        assert forgotten_after_its_time(studio, tmp_path)
        figures("S09", f"memory +{grown:.0f} MiB (bar 150); no file left after its time")
