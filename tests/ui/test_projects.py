"""Projects are found by token alone, bounded in memory, and cost nothing until they are changed."""

from __future__ import annotations

import os
import random
import time

from core.plan.store import canonical_json
from tests.plans import make_plan
from tests.ui.kit import act, studio_in
from ui.projects import Projects


def test_S04_10001_throw_away_projects_leave_no_files_and_one_that_was_kept_comes_back(tmp_path):
    with studio_in(tmp_path, public=True) as studio:
        kept = studio.projects.open("")
        act(kept, "edit", edits=[{"kind": "set_title", "title": "Kept"}])
        for _ in range(10_001):
            studio.projects.open("")
        assert len(studio.projects.desks) <= studio.config.mode.projects_in_memory
        folders = list((tmp_path / "projects").iterdir())
        assert len([f for f in folders if list(f.glob("autosave-*"))]) == 1
        started = time.monotonic()
        back = studio.projects.find(kept.session.token)
        assert time.monotonic() - started < 1.0
        assert back.session.plan.title == "Kept"


def test_a_token_that_is_not_known_opens_a_new_project_under_another_one(studio):
    wished = "A" * 43
    desk = studio.projects.open(wished)
    assert desk.session.token != wished
    assert len(desk.session.token) == 43
    for token in ("", "../../etc/passwd", "x" * 5000, "\0", "ünï"):
        assert studio.projects.find(token) is None


def test_S01_what_one_project_holds_is_never_in_anothers(studio):
    chance = random.Random(7)
    desks = [studio.projects.begin(make_plan(2)) for _ in range(2)]
    canaries = ["canary-of-the-first", "canary-of-the-second"]
    for number in range(1000):
        index = chance.randrange(2)
        desk, canary = desks[index], canaries[index]
        match chance.randrange(4):
            case 0:
                act(desk, "edit", edits=[{"kind": "set_title", "title": f"{canary} {number}"}])
            case 1:
                act(desk, "edit", edits=[{"kind": "add_scene", "at": 0, "description": canary,
                                          "background": canary}])  # fmt: skip
                act(desk, "undo")
            case 2:
                act(desk, "select", scene="scene-1")
            case 3:
                act(desk, "say", text=canary)
    for desk, foreign in zip(desks, reversed(canaries), strict=True):
        assert foreign not in canonical_json(desk.session.plan)
        assert all(foreign not in notice.text for notice in desk.session.notices)


def test_a_project_nobody_touched_for_its_time_is_forgotten_in_public(tmp_path, monkeypatch):
    with studio_in(tmp_path, public=True) as studio:
        desk = studio.projects.open("")
        act(desk, "edit", edits=[{"kind": "set_title", "title": "Old"}])
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 8 * 24 * 3600)
        studio.projects.sweep()
        assert studio.projects.tools.autosave.load(desk.session.token) is None


def test_when_strangers_fill_the_disk_what_was_left_longest_goes_first(tmp_path):
    with studio_in(tmp_path, public=True) as studio:
        old, young = (studio.projects.open("") for _ in range(2))
        for desk in (old, young):
            act(desk, "edit", edits=[{"kind": "set_title", "title": "Kept"}])
        autosave = studio.projects.tools.autosave
        for path in (autosave.folder / old.owner).glob("*.json"):
            os.utime(path, (time.time() - 3 * 24 * 3600,) * 2)
        projects = Projects(studio.projects.tools, studio.projects.sample, lambda folder: 0)
        projects.sweep()
        assert autosave.load(old.session.token) is None
        assert autosave.load(young.session.token) is not None, "an hour is everybody's"
