"""Project files: what goes in comes out, and nothing hostile comes in."""

from __future__ import annotations

import hashlib
import io
import random
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from core import limits
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
from core.plan.schema import Entity, Key, Reference, Scene, Track, VideoPlan
from core.plan.store import canonical_json

GOLDEN = Path(__file__).parent.parent / "golden"


def _png(shade: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">2I5B", 16, 16, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * 16) * 16)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


PICTURE = _png(90)
DIGEST = hashlib.sha256(PICTURE).hexdigest()
CLIP = b"\0\0\0\x18ftypisom" + bytes(range(256)) * 4


def _plan() -> VideoPlan:
    track = Track(
        id="t", entity="dog", keys=(Key.model_validate({"frame": 0, "box": [0, 0, 1, 1]}),)
    )
    return VideoPlan(
        title="Hund",
        entities=(Entity(name="dog", references=(Reference(digest=DIGEST),)),),
        scenes=(Scene(id="scene-1", description="A dog", tracks=(track,)),),
    )


PROJECT = Project(_plan(), {DIGEST: PICTURE}, {"scene-1": CLIP})
GOOD = project_bytes(PROJECT)


def _zip(members: Iterable[tuple[str, bytes]], mode: int = stat.S_IFREG | 0o644) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            with pytest.warns() if name in archive.namelist() else _nothing():
                archive.writestr(info, data)
    return buffer.getvalue()


class _nothing:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def _plan_member(plan: VideoPlan | None = None) -> tuple[str, bytes]:
    return "plan.json", canonical_json(plan or VideoPlan()).encode()


def _refused(data: bytes, match: str, folder: Path) -> None:
    path = folder / "hostile.storyboard"
    path.write_bytes(data)
    before = sorted(folder.iterdir())
    with pytest.raises(ArchiveError, match=match):
        load_project(path)
    assert sorted(folder.iterdir()) == before
    assert path.read_bytes() == data


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
        archive.writestr(*_plan_member())
        archive.mkdir("references")
        archive.mkdir("clips")
    assert loads_project(buffer.getvalue()).plan == VideoPlan()


@pytest.mark.parametrize(
    "name",
    [
        "../plan.json",
        "references/../../x.png",
        "/etc/passwd",
        "C:/x.png",
        "references\\" + "a" * 64 + ".png",
        "references/" + "A" * 64 + ".png",
        "clips/../x.mp4",
        "PLAN.JSON",
        "plan.json ",
        "plan.json/",
        "notes.txt",
        "references/" + "a" * 64 + ".png/x",
        "clips/çlip.mp4",
    ],
)
def test_F07_a_member_that_does_not_belong_refuses_the_archive(name: str, tmp_path: Path) -> None:
    _refused(_zip([_plan_member(), (name, b"x")]), "does not belong", tmp_path)


def test_F07_a_symlink_refuses_the_archive(tmp_path: Path) -> None:
    link = _zip([("plan.json", b"/etc/passwd")], stat.S_IFLNK | 0o777)
    _refused(link, "is a link or no plain file", tmp_path)


def test_F07_the_same_name_twice_refuses_the_archive(tmp_path: Path) -> None:
    _refused(_zip([_plan_member(), _plan_member()]), "twice", tmp_path)


def test_F07_a_name_behind_a_nul_refuses_the_archive(tmp_path: Path) -> None:
    data = _zip([_plan_member(), ("clips/aa.mp4#../x", CLIP)])
    _refused(data.replace(b"clips/aa.mp4#", b"clips/aa.mp4\0"), "does not belong", tmp_path)


def test_F08_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    clip = ("clips/a.mp4", CLIP[:12] + bytes(8 * limits.MIB))
    _refused(_zip([_plan_member(), clip]), "ratio above 100", tmp_path)


def test_F08_more_than_the_unpacked_cap_is_refused_before_unpacking(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(limits.KIB) + bytes(60 * limits.KIB)
    clip = CLIP[:12] + noise * 70
    clips = [(f"clips/{i}.mp4", clip) for i in range(52)]
    data = _zip([_plan_member(), *clips])
    assert len(data) < limits.ARCHIVE_PACKED_BYTES
    started = time.process_time()
    _refused(data, "would unpack to", tmp_path)
    assert time.process_time() - started < 1


def test_F08_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    data = _zip([_plan_member(), ("clips/a.mp4", CLIP * 50)])
    true = struct.pack("<L", len(CLIP) * 50)
    for lie in (100, len(CLIP) * 50 + 1):
        _refused(data.replace(true, struct.pack("<L", lie)), "damaged|than it says", tmp_path)


def test_F08_a_hundred_thousand_members_are_refused_at_once(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(*_plan_member())
        archive.writestr("clips/a.mp4", CLIP)
        directory_start = archive.start_dir
    data = buffer.getvalue()
    entries = data[directory_start:-22]
    many = entries * 50_000
    for claimed in (100_000 % 65_536, 0xFFFF, 2):
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, claimed, claimed, len(many),
                          directory_start, 0)  # fmt: skip
        started = time.process_time()
        _refused(data[:directory_start] + many + end, "the most is 256", tmp_path)
        assert time.process_time() - started < 1


def test_F08_257_honest_members_are_refused(tmp_path: Path) -> None:
    clips = [(f"clips/{i}.mp4", CLIP) for i in range(256)]
    _refused(_zip([_plan_member(), *clips]), "257 members: the most is 256", tmp_path)


def test_F08_a_file_over_the_packed_cap_is_refused() -> None:
    with pytest.raises(ArchiveError, match="larger than 50 MiB"):
        loads_project(bytes(limits.ARCHIVE_PACKED_BYTES + 1))


@pytest.mark.parametrize("cut", [0, 1, 21, 40, 200, len(GOOD) // 2, len(GOOD) - 1])
def test_F09_a_truncated_project_is_refused(cut: int, tmp_path: Path) -> None:
    _refused(GOOD[:cut], "no project file|cut off", tmp_path)


def test_F09_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    at = GOOD.index(CLIP) + 100
    _refused(GOOD[:at] + b"\xff" + GOOD[at + 1 :], "damaged", tmp_path)


def test_F09_a_picture_whose_digest_does_not_fit_is_refused(tmp_path: Path) -> None:
    members = [_plan_member(PROJECT.plan), (f"references/{DIGEST}.png", _png(91))]
    _refused(_zip(members), "digest does not fit", tmp_path)


def test_F09_a_picture_that_the_plan_names_must_be_there(tmp_path: Path) -> None:
    _refused(_zip([_plan_member(PROJECT.plan)]), "lacks references/", tmp_path)


def test_F09_a_newer_schema_is_refused_with_the_remedy(tmp_path: Path) -> None:
    _refused(_zip([("plan.json", b'{"schema": "VideoPlan.7"}')]), "newer than.*update", tmp_path)


def test_F09_a_project_without_a_plan_or_with_a_broken_one_is_refused(tmp_path: Path) -> None:
    _refused(_zip([("clips/a.mp4", CLIP)]), "has no plan.json", tmp_path)
    _refused(_zip([("plan.json", b"{")]), "is not JSON", tmp_path)


def test_F09_an_encrypted_or_oddly_packed_member_is_refused(tmp_path: Path) -> None:
    encrypted = bytearray(_zip([_plan_member()]))
    directory = encrypted.index(b"PK\x01\x02")
    encrypted[directory + 8] |= 1
    _refused(bytes(encrypted), "encrypted", tmp_path)
    odd = bytearray(_zip([_plan_member()]))
    odd[odd.index(b"PK\x01\x02") + 10] = 12
    _refused(bytes(odd), "packed in a way", tmp_path)


def test_a_file_that_is_not_there_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        load_project(tmp_path / "none.storyboard")


def test_F10_two_thousand_mutations_give_a_project_or_one_typed_error() -> None:
    rng = random.Random(2309)
    packed = _zip([_plan_member(PROJECT.plan), (f"references/{DIGEST}.png", PICTURE)])
    outcomes = {"read": 0, "refused": 0}
    for number in range(2_000):
        data = _mutated(bytearray(GOOD if number % 2 else packed), rng)
        started = time.process_time()
        try:
            project = loads_project(data)
        except ArchiveError as error:
            outcomes["refused"] += 1
            assert "\n" not in str(error)
        else:
            outcomes["read"] += 1
            assert all(hashlib.sha256(p).hexdigest() == d for d, p in project.pictures.items())
        assert time.process_time() - started < 1
    assert outcomes["refused"] > 1_000 and outcomes["read"] > 0


def _mutated(data: bytearray, rng: random.Random) -> bytes:
    directory = data.index(b"PK\x01\x02")
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(data)) if rng.random() < 0.4 else rng.randrange(directory, len(data))
        kind = rng.randrange(5)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            del data[at : at + rng.choice((1, 4, 60))]
        elif kind == 3:
            data[at:at] = rng.randbytes(rng.choice((1, 2, 30)))
        else:
            data[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"PK\x05\x06"))
        directory = min(directory, len(data) - 1)
        if len(data) < 2:
            break
    return bytes(data)
