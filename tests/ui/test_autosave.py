"""Projects come back: the newest whole copy of three, with pictures and renders, by token alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import DiskFull
from tests.plans import make_plan
from tests.ui.kit import act, picture, render_film, studio_in
from ui import actions, opening
from ui.autosave import COPIES, Autosave
from ui.session import begin


def edited(session, title: str):
    action = actions.parse({"kind": "edit", "edits": [{"kind": "set_title", "title": title}]})
    return actions.perform(session, action)


def test_S12_the_newest_of_three_copies_comes_back_and_a_damaged_one_is_passed_over(tmp_path):
    autosave = Autosave(tmp_path)
    session = begin(make_plan(2))
    for number in range(5):
        session = edited(session, f"Title {number}")
        autosave.save(session)
    files = sorted(tmp_path.glob("*/autosave-*.json"))
    assert len(files) == COPIES
    assert autosave.load(session.token).plan == session.plan

    newest = max(files, key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(newest.read_bytes()[:-40])
    back = autosave.load(session.token)
    assert back.plan.title == "Title 3"
    assert back.history.revision == session.history.revision - 1


def test_S12_a_refresh_or_a_crash_loses_at_most_one_edit(tmp_path):
    with studio_in(tmp_path) as studio:
        desk = studio.projects.open("")
        act(desk, "edit", edits=[{"kind": "set_title", "title": "Kept"}])
        render_film(desk)
        token, plan, film = desk.session.token, desk.session.plan, desk.session.film
    with studio_in(tmp_path) as studio:  # as after a crash: nothing of it is in memory
        back = studio.projects.find(token)
        assert back is not None
        assert back.session.plan == plan
        assert back.session.film == film
        assert studio.projects.tools.media.path(film.clip) is not None


def test_another_projects_file_is_not_taken_for_this_ones(tmp_path):
    autosave = Autosave(tmp_path)
    one, two = begin(make_plan(1)), begin(make_plan(2))
    autosave.save(one)
    autosave.save(two)
    (folder,) = {p.parent for p in tmp_path.glob("*/autosave-0.json")} - {autosave._of(two.token)}
    (folder / "autosave-0.json").replace(autosave._of(two.token) / "autosave-0.json")
    assert autosave.load(two.token) is None


def test_R03_a_full_disk_at_autosave_is_told_and_the_last_save_still_loads(
    studio, desk, monkeypatch
):
    act(desk, "edit", edits=[{"kind": "set_title", "title": "Saved"}])

    def full(session):
        raise DiskFull("no space is left to save: free some and save again")

    monkeypatch.setattr(studio.projects.tools.autosave, "save", full)
    act(desk, "edit", edits=[{"kind": "set_title", "title": "Not saved"}])
    assert desk.session.plan.title == "Not saved"
    assert "no space is left" in desk.session.notices[-1].text
    assert not desk.session.saved
    assert studio.projects.tools.autosave.load(desk.session.token).plan.title == "Saved"


def test_a_picture_is_kept_once_without_metadata_and_found_again(studio, desk):
    digest = opening.add_picture(desk, picture())
    assert opening.add_picture(desk, picture()) == digest
    png = studio.projects.tools.autosave.picture(desk.session.token, digest)
    assert png.startswith(b"\x89PNG") and b"eXIf" not in png


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b"0" * 64 + b"\n{}\n"])
def test_a_file_that_is_no_autosave_is_passed_over(tmp_path, damage):
    autosave = Autosave(tmp_path)
    session = begin(make_plan(1))
    autosave.save(session)
    autosave.save(replace(session, history=replace(session.history, revision=1)))
    (autosave._of(session.token) / "autosave-1.json").write_bytes(damage)
    assert autosave.load(session.token).history.revision == 0
