"""Nothing hostile or damaged comes in from a project file, and nothing is written for it."""

from __future__ import annotations

import hashlib
import io
import random
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest

from core import limits
from core.errors import ArchiveError
from core.plan.archive import load_project, loads_project
from tests.plan.archives import CLIP, DIGEST, GOOD, PICTURE, PROJECT, plan_member, png, zipped


def _refused(data: bytes, match: str, folder: Path) -> None:
    path = folder / "hostile.storyboard"
    path.write_bytes(data)
    before = sorted(folder.iterdir())
    with pytest.raises(ArchiveError, match=match):
        load_project(path)
    assert sorted(folder.iterdir()) == before
    assert path.read_bytes() == data


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
    _refused(zipped([plan_member(), (name, b"x")]), "does not belong", tmp_path)


def test_F07_a_symlink_refuses_the_archive(tmp_path: Path) -> None:
    link = zipped([("plan.json", b"/etc/passwd")], stat.S_IFLNK | 0o777)
    _refused(link, "is a link or no plain file", tmp_path)


def test_F07_the_same_name_twice_refuses_the_archive(tmp_path: Path) -> None:
    _refused(zipped([plan_member(), plan_member()]), "twice", tmp_path)


def test_F07_a_name_behind_a_nul_refuses_the_archive(tmp_path: Path) -> None:
    data = zipped([plan_member(), ("clips/aa.mp4#../x", CLIP)])
    _refused(data.replace(b"clips/aa.mp4#", b"clips/aa.mp4\0"), "does not belong", tmp_path)


def test_F08_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    clip = ("clips/a.mp4", CLIP[:12] + bytes(8 * limits.MIB))
    _refused(zipped([plan_member(), clip]), "ratio above 100", tmp_path)


def test_F08_more_than_the_unpacked_cap_is_refused_before_unpacking(tmp_path: Path) -> None:
    clip = CLIP[:12] + random.Random(1).randbytes(40_000)
    data = bytearray(zipped([plan_member(), *((f"clips/{i}.mp4", clip) for i in range(56))]))
    at = data.index(b"PK\x01\x02")
    for _ in range(57):
        names, extra = struct.unpack_from("<2H", data, at + 28)
        if data[at + 46 : at + 51] == b"clips":
            struct.pack_into("<L", data, at + 24, 4_000_000)
        at += 46 + names + extra
    assert len(data) < limits.ARCHIVE_PACKED_BYTES
    started = time.thread_time()
    _refused(bytes(data), "would unpack to", tmp_path)
    assert time.thread_time() - started < 1


def test_F08_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    data = zipped([plan_member(), ("clips/a.mp4", CLIP * 50)])
    true = struct.pack("<L", len(CLIP) * 50)
    for lie in (100, len(CLIP) * 50 + 1):
        _refused(data.replace(true, struct.pack("<L", lie)), "damaged|than it says", tmp_path)


def test_F08_a_hundred_thousand_members_are_refused_at_once(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(*plan_member())
        archive.writestr("clips/a.mp4", CLIP)
        directory_start = archive.start_dir
    data = buffer.getvalue()
    entries = data[directory_start:-22]
    many = entries * 50_000
    for claimed in (100_000 % 65_536, 0xFFFF, 2):
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, claimed, claimed, len(many),
                          directory_start, 0)  # fmt: skip
        started = time.thread_time()
        _refused(data[:directory_start] + many + end, "the most is 256", tmp_path)
        assert time.thread_time() - started < 1


def test_F08_257_honest_members_are_refused(tmp_path: Path) -> None:
    clips = [(f"clips/{i}.mp4", CLIP) for i in range(256)]
    _refused(zipped([plan_member(), *clips]), "257 members: the most is 256", tmp_path)


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
    members = [plan_member(PROJECT.plan), (f"references/{DIGEST}.png", png(91))]
    _refused(zipped(members), "digest does not fit", tmp_path)


def test_F09_a_picture_that_the_plan_names_must_be_there(tmp_path: Path) -> None:
    _refused(zipped([plan_member(PROJECT.plan)]), "lacks references/", tmp_path)


def test_F09_a_newer_schema_is_refused_with_the_remedy(tmp_path: Path) -> None:
    _refused(zipped([("plan.json", b'{"schema": "VideoPlan.7"}')]), "newer than.*update", tmp_path)


def test_F09_a_project_without_a_plan_or_with_a_broken_one_is_refused(tmp_path: Path) -> None:
    _refused(zipped([("clips/a.mp4", CLIP)]), "has no plan.json", tmp_path)
    _refused(zipped([("plan.json", b"{")]), "is not JSON", tmp_path)


def test_F09_an_encrypted_or_oddly_packed_member_is_refused(tmp_path: Path) -> None:
    encrypted = bytearray(zipped([plan_member()]))
    directory = encrypted.index(b"PK\x01\x02")
    encrypted[directory + 8] |= 1
    _refused(bytes(encrypted), "encrypted", tmp_path)
    odd = bytearray(zipped([plan_member()]))
    odd[odd.index(b"PK\x01\x02") + 10] = 12
    _refused(bytes(odd), "packed in a way", tmp_path)


def test_a_file_that_is_not_there_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        load_project(tmp_path / "none.storyboard")


def test_F10_two_thousand_mutations_give_a_project_or_one_typed_error() -> None:
    rng = random.Random(2309)
    packed = zipped([plan_member(PROJECT.plan), (f"references/{DIGEST}.png", PICTURE)])
    outcomes = {"read": 0, "refused": 0}
    for number in range(2_000):
        data = _mutated(bytearray(GOOD if number % 2 else packed), rng)
        started = time.thread_time()
        try:
            project = loads_project(data)
        except ArchiveError as error:
            outcomes["refused"] += 1
            assert "\n" not in str(error)
        else:
            outcomes["read"] += 1
            assert all(hashlib.sha256(p).hexdigest() == d for d, p in project.pictures.items())
        assert time.thread_time() - started < 1
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
