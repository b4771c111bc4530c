"""A small project, and zips that are made by hand."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

import pytest

from core.plan.archive import Project, project_bytes
from core.plan.schema import Entity, Key, Reference, Scene, Track, VideoPlan
from core.plan.store import canonical_json


def png(shade: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">2I5B", 16, 16, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * 16) * 16)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


PICTURE = png(90)
DIGEST = hashlib.sha256(PICTURE).hexdigest()
CLIP = b"\0\0\0\x18ftypisom" + bytes(range(256)) * 4


def make_plan() -> VideoPlan:
    track = Track(
        id="t", entity="dog", keys=(Key.model_validate({"frame": 0, "box": [0, 0, 1, 1]}),)
    )
    return VideoPlan(
        title="Hund",
        entities=(Entity(name="dog", references=(Reference(digest=DIGEST),)),),
        scenes=(Scene(id="scene-1", description="A dog", tracks=(track,)),),
    )


PROJECT = Project(make_plan(), {DIGEST: PICTURE}, {"scene-1": CLIP})
GOOD = project_bytes(PROJECT)


def zipped(members: Iterable[tuple[str, bytes]], mode: int = stat.S_IFREG | 0o644) -> bytes:
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


def plan_member(plan: VideoPlan | None = None) -> tuple[str, bytes]:
    return "plan.json", canonical_json(plan or VideoPlan()).encode()
