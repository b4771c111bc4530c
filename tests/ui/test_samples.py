"""What a new project shows: the shipped sample, finished, so that a stranger sees it move."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.plan.archive import load_project
from tests.ui.kit import studio_in
from ui import samples


@pytest.mark.parametrize("path", sorted(samples.FOLDER.glob("*.storyboard")), ids=lambda p: p.stem)
def test_every_shipped_sample_holds_a_clip_for_each_of_its_scenes(path: Path) -> None:
    project = load_project(path)
    assert set(project.clips) == {scene.id for scene in project.plan.scenes}


def test_a_new_project_opens_with_the_first_sample_rendered_and_its_film(tmp_path: Path) -> None:
    with studio_in(tmp_path, samples=samples.FOLDER) as studio:
        session = studio.projects.open("").session
        assert len(session.plan.scenes) == 3
        assert all(session.takes[scene.id] for scene in session.plan.scenes)
        assert session.film is not None and session.film.frames == 48


def test_without_samples_a_plan_is_shown(tmp_path: Path) -> None:
    with studio_in(tmp_path) as studio:
        session = studio.projects.open("").session
        assert session.plan.scenes and not session.takes and session.film is None
