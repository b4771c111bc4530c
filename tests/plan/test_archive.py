"""Project files: what goes in comes out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from core.errors import ArchiveError
from core.plan.archive import (
    Project,
    load_project,
    loads_project,
    project_bytes,
    reference_digests,
    save_project,
)
from core.plan.edits import apply, parse_edit
from core.plan.schema import Scene, VideoPlan
from tests.plan.archives import CLIP, DIGEST, GOOD, PICTURE, PROJECT, plan_member


def test_a_project_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "film.storyboard"
    extra = {DIGEST: PICTURE, "0" * 64: b"not named by the plan"}
    save_project(path, PROJECT.plan, extra, {"scene-1": CLIP, "scene-9": CLIP})
    project = load_project(path)
    assert project == PROJECT
    assert path.read_bytes() == GOOD
    assert [p.name for p in tmp_path.iterdir()] == ["film.storyboard"]


def test_a_project_without_pictures_and_clips_is_just_its_plan(tmp_path: Path) -> None:
    save_project(tmp_path / "a.storyboard", VideoPlan(), {})
    assert load_project(tmp_path / "a.storyboard") == Project(VideoPlan(), {}, {})


def test_a_disabled_reference_is_saved_too() -> None:
    edit = {"kind": "set_references", "entity": "dog",
            "references": [{"digest": DIGEST, "enabled": False}]}  # fmt: skip
    plan = apply(PROJECT.plan, parse_edit(edit)).plan
    assert reference_digests(plan) == {DIGEST}
    assert loads_project(project_bytes(Project(plan, {DIGEST: PICTURE}))).pictures


def test_a_missing_or_foreign_picture_is_not_saved() -> None:
    with pytest.raises(ArchiveError, match="is missing"):
        project_bytes(Project(PROJECT.plan, {}))
    with pytest.raises(ArchiveError, match="digest does not fit"):
        project_bytes(Project(PROJECT.plan, {DIGEST: PICTURE + b"x"}))
    with pytest.raises(ArchiveError, match="no mp4"):
        project_bytes(
            Project(PROJECT.plan, {DIGEST: PICTURE}, {"scene-1": b"ffconcat version 1.0"})
        )


def test_a_plan_that_packs_like_a_bomb_is_still_readable() -> None:
    scenes = tuple(Scene(id=f"s{i}", description="a " * 900) for i in range(64))
    plan = VideoPlan(scenes=scenes)
    assert loads_project(project_bytes(Project(plan))).plan == plan


def test_folder_entries_that_other_zip_tools_add_are_fine() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(*plan_member())
        archive.mkdir("references")
        archive.mkdir("clips")
    assert loads_project(buffer.getvalue()).plan == VideoPlan()
