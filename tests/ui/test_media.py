"""Media are served by names nobody can guess, with fixed types, in ranges, and nothing else is."""

from __future__ import annotations

import os
import re
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.errors import LimitError
from ui.media import Media
from ui.site import routes


@pytest.fixture
def web(studio):
    with TestClient(Starlette(routes=routes(studio.projects, studio.health))) as client:
        yield client


@pytest.fixture
def clip(studio, desk):
    """The address of a file of 1,000 known bytes."""
    name = studio.projects.tools.media.publish(
        desk.session.token, "clip", "mp4", lambda path: path.write_bytes(bytes(range(250)) * 4)
    )
    return f"/media/{name}"


def test_S03_names_cannot_be_guessed_or_listed(studio, desk, web, clip):
    media, token = studio.projects.tools.media, desk.session.token
    name = clip.removeprefix("/media/")
    assert re.fullmatch(r"[0-9a-f]{16}-[0-9a-f]{40}\.mp4", name)
    assert Media(media.folder.parent / "other", 1).name(token, "clip", "mp4") != name
    project = name[:16]
    (media.folder / project / "notes.txt").write_text("not ours to serve")
    (media.folder / project / f"{project}-{'0' * 40}.html").write_text("<script>")
    for path in (
        "/media/", "/media", f"/media/{project}", f"/media/{project}-{'0' * 40}.mp4",
        f"/media/{project}-{'0' * 40}.html", "/media/secret", "/media/notes.txt",
        "/media/..%2fsecret", f"/media/{project}%2f{name}", clip.replace(".mp4", ".json"),
    ):  # fmt: skip
        assert web.get(path).status_code in (403, 404), path


@pytest.mark.parametrize(
    ("range_", "status", "length"),
    [
        ("bytes=0-1", 206, 2), ("bytes=-5", 206, 5), ("bytes=5000-6000", 416, None),
        ("bytes=0-1,5-6", (200, 206, 416), None), ("bytes=9-2", (200, 400, 416), None),
        ("bytes=a-b", (200, 400, 416), None), ("lines=1-2", (200, 400, 416), None),
        (None, 200, 1000),
    ],
)  # fmt: skip
def test_S08_byte_ranges_never_fail(web, clip, range_, status, length):
    answer = web.get(clip, headers={"range": range_} if range_ else {})
    assert answer.status_code in (status if isinstance(status, tuple) else (status,))
    if length is not None:
        assert len(answer.content) == length


def test_a_file_is_served_as_its_suffix_says_and_never_as_a_page(studio, desk, web, clip):
    answer = web.get(clip)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    name = studio.projects.tools.media.publish(
        desk.session.token, "plan", "json", lambda path: path.write_text("<script>alert(1)")
    )
    assert web.get(f"/media/{name}").headers["content-disposition"] == "attachment"


def test_nothing_is_left_when_writing_fails(studio, desk):
    def fails(path):
        path.write_bytes(b"half")
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        studio.projects.tools.media.publish(desk.session.token, "x", "mp4", fails)
    assert [p for p in studio.projects.tools.media.folder.rglob("*") if p.suffix == ".mp4"] == []


def test_a_project_over_its_space_loses_its_oldest_files_first(tmp_path):
    media = Media(tmp_path, project_bytes=1000)
    names = []
    for number in range(4):
        name = media.publish("t", f"f{number}", "png", lambda path: path.write_bytes(b"x" * 300))
        os.utime(media.path(name), (1e9 + number, 1e9 + number))
        names.append(name)
    last = media.publish("t", "last", "png", lambda path: path.write_bytes(b"x" * 300))
    assert media.path(names[0]) is None
    assert media.path(last) is not None
    with pytest.raises(LimitError):
        big = Media(tmp_path, project_bytes=-1)
        big.publish("t", "more", "png", lambda path: path.write_bytes(b"x"))


def test_files_that_nobody_asked_for_are_swept_and_what_new_projects_show_is_spared(tmp_path):
    media = Media(tmp_path, 1000)
    old, seen, spared = (
        media.publish(token, "x", "png", lambda path: path.write_bytes(b"x"))
        for token in ("a", "b", "sample")
    )
    assert media.sweep(60, spare="sample") == 0
    past = time.time() - 7200
    for name in (old, seen, spared):
        os.utime(media.folder / name.partition("-")[0] / name, (past, past))
    assert media.path(seen) is not None, "whoever looks at it keeps it"
    assert media.sweep(3600, spare="sample") == 1
    assert media.path(old) is None
    assert media.path(seen) is not None and media.path(spared) is not None
