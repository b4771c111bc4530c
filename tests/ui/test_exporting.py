"""Every export is a file of its kind, or a line that says what must be rendered first."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from core.errors import DiskFull
from core.export.video import read_mp4
from tests.ui.kit import act, idle, picture, render_film, wait_for
from ui import exporting, opening

HEADS = {
    "mp4": b"ftyp", "gif": b"GIF89a", "webp": b"WEBP", "png": b"\x89PNG", "pdf": b"%PDF",
    "srt": b"00:00:00,000 -->", "otio": b"OTIO_SCHEMA", "json": b"{", "storyboard": b"PK",
}  # fmt: skip


def export(desk, **fields):
    before = desk.session.ready
    act(desk, "export", **fields)
    wait_for(lambda: idle(desk))
    ready = desk.session.ready[-1]
    assert ready not in before, desk.session.notices[-1].text
    return desk.tools.media.path(ready.url.removeprefix("media/")), ready.name


def test_each_format_is_a_file_of_its_kind(desk):
    render_film(desk)
    for each in exporting.FORMATS:
        assert exporting.reason(desk.session, each) is None
        path, name = export(desk, format=each.id)
        assert path.suffix == f".{each.suffix}" and name.endswith(each.suffix)
        assert HEADS[each.suffix] in path.read_bytes()[:4000]
    film, _ = read_mp4(export(desk, format="film_mp4")[0])
    assert len(film) == sum(scene.frame_count for scene in desk.session.plan.scenes)
    dense = json.loads(export(desk, format="boxes")[0].read_text())
    assert dense["schema"] == "DenseBoxes.1"
    with zipfile.ZipFile(export(desk, format="project")[0]) as project:
        names = project.namelist()
    assert "plan.json" in names and any(name.startswith("clips/") for name in names)


def test_boxes_are_drawn_on_request(desk):
    render_film(desk)
    plain = read_mp4(export(desk, format="scene_mp4")[0])[0]
    boxed = read_mp4(export(desk, format="scene_mp4", overlay=True)[0])[0]
    assert plain.shape == boxed.shape
    assert np.abs(plain.astype(int) - boxed.astype(int)).max() > 60


def test_without_a_render_the_storyboard_still_exports_and_the_film_says_what_is_missing(desk):
    with Image.open(export(desk, format="sheet_png")[0]) as sheet:
        assert sheet.width > 1000
    act(desk, "export", format="film_mp4")
    assert "Render the film first" in desk.session.notices[-1].text
    act(desk, "export", format="no-such-format")
    assert "no export" in desk.session.notices[-1].text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Ünïcode 🎬", "n-code"),
        ("", "film"),
        ("C:\\x\0y", "c-x"),
    ],
)
def test_P08_file_names_never_come_from_names(desk, title, name):
    act(desk, "edit", edits=[{"kind": "set_title", "title": title or " "}])
    wanted = exporting.file_name(desk.session, exporting.FORMATS[0], None)
    assert wanted.startswith(name) and "/" not in wanted and wanted.isascii()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (
            "A dog runs from left to right across a meadow",
            "a-dog-runs-from-left-to-right-across-a.mp4",
        ),
        ("x" * 40 + " and more", "x" * 40 + ".mp4"),
        ("y" * 99, "y" * 40 + ".mp4"),
    ],
)
def test_a_long_title_is_cut_between_words(desk, title, name):
    act(desk, "edit", edits=[{"kind": "set_title", "title": title}])
    assert exporting.file_name(desk.session, exporting.FORMATS[0], None) == name


def test_a_file_that_is_being_written_is_not_written_twice_at_once(desk):
    desk.tools.pool.shutdown()  # nothing is written now
    desk.change(lambda session: replace(session, exporting=frozenset({"plan"})))
    act(desk, "export", format="plan")
    assert "is being written" in desk.session.notices[-1].text


def test_R04_below_two_gigabytes_nothing_new_is_written_or_taken_in(desk, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1 << 30))
    act(desk, "export", format="plan")
    assert "1.0 GiB are free" in desk.session.notices[-1].text and not desk.session.exporting
    with pytest.raises(DiskFull):
        opening.add_picture(desk, picture())
    with pytest.raises(DiskFull):
        opening.open_file(desk, b"{}", "")
