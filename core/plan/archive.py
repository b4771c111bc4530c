"""`.storyboard` project files: a plan, its reference pictures and, if wanted, rendered clips.

A zip of `plan.json`, `references/<sha256>.png` and `clips/<scene id>.mp4`, and nothing else.
Reading happens in memory and refuses the whole archive at the first thing that is wrong; it never
writes to the disk. What a picture shows is checked by core.grounding, not here.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core import limits
from core.errors import ArchiveError, PlanError
from core.plan.archive_reading import read_members
from core.plan.files import write_atomically
from core.plan.schema import VideoPlan
from core.plan.store import canonical_json, loads_plan

PLAN = "plan.json"
REFERENCES = "references/"
CLIPS = "clips/"
_PNG = b"\x89PNG\r\n\x1a\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # equal projects make equal files


@dataclass(frozen=True)
class Project:
    """A plan with the bytes that belong to it.

    `pictures` maps the digest of every reference to its PNG; `clips` maps ids of scenes to
    their rendered mp4, where there is one.
    """

    plan: VideoPlan
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    clips: Mapping[str, bytes] = field(default_factory=dict)


def reference_digests(plan: VideoPlan) -> frozenset[str]:
    """Digests of every picture that the plan names, enabled or not."""
    return frozenset(ref.digest for entity in plan.entities for ref in entity.references)


def save_project(
    path: Path | str,
    plan: VideoPlan,
    pictures: Mapping[str, bytes],
    clips: Mapping[str, bytes] | None = None,
) -> None:
    """Write a project file, whole or not at all; pictures and clips the plan lacks stay out.

    Raises:
        ArchiveError: a picture is missing or not what its digest says, or the file is over a cap.
        DiskFull, ExportError: it could not be written; an older file stays as it was.
    """
    write_atomically(Path(path), project_bytes(Project(plan, pictures, clips or {})))


def project_bytes(project: Project) -> bytes:
    """The project as the bytes of a `.storyboard` file, equal for equal projects.

    Raises:
        ArchiveError: as for `save_project`.
    """
    plan, members = project.plan, {}
    for digest in sorted(reference_digests(plan)):
        if digest not in project.pictures:
            raise ArchiveError(f"the picture {digest[:12]}… is missing: add it again or remove it")
        members[f"{REFERENCES}{digest}.png"] = _picture(digest, project.pictures[digest])
    for scene in plan.scenes:
        if scene.id in project.clips:
            members[f"{CLIPS}{scene.id}.mp4"] = _clip(scene.id, project.clips[scene.id])
    text = canonical_json(plan).encode("utf-8")
    _check_caps(text, members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, PLAN, text)
        for name, data in members.items():
            _add(archive, name, data)
    return buffer.getvalue()


def load_project(path: Path | str) -> Project:
    """The project in a file.

    Raises:
        ArchiveError: the file cannot be read, or `loads_project` refuses it.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(limits.ARCHIVE_PACKED_BYTES + 1)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}") from None
    return loads_project(data)


def loads_project(data: bytes) -> Project:
    """The project that the bytes of a `.storyboard` file hold.

    Pictures and clips that the plan does not name are left out.

    Raises:
        ArchiveError: not such a file, damaged, hostile, over a cap, or of a newer release.
    """
    members = read_members(data)
    if PLAN not in members:
        raise ArchiveError(f"the project has no {PLAN}: choose a .storyboard file")
    try:
        plan = loads_plan(members[PLAN])
    except PlanError as error:
        raise ArchiveError(f"{PLAN} of the project: {error}") from None
    pictures, clips = {}, {}
    for digest in sorted(reference_digests(plan)):
        name = f"{REFERENCES}{digest}.png"
        if name not in members:
            raise ArchiveError(f"the project lacks {name}, which its plan names")
        pictures[digest] = _picture(digest, members[name])
    for scene in plan.scenes:
        name = f"{CLIPS}{scene.id}.mp4"
        if name in members:
            clips[scene.id] = _clip(scene.id, members[name])
    return Project(plan, pictures, clips)


def _picture(digest: str, data: bytes) -> bytes:
    if hashlib.sha256(data).hexdigest() != digest:
        raise ArchiveError(f"the picture {digest[:12]}… is damaged: its digest does not fit")
    if not data.startswith(_PNG):
        raise ArchiveError(f"the picture {digest[:12]}… is no PNG: add it again in the studio")
    return data


def _clip(scene_id: str, data: bytes) -> bytes:
    if data[4:8] != b"ftyp":
        raise ArchiveError(f"the clip of {scene_id} is no mp4: render the scene again")
    return data


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Text is packed unless it shrinks so well that a reader would take it for a bomb."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    packs = name == PLAN and _ratio(data) <= limits.ARCHIVE_RATIO / 2
    info.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
    archive.writestr(info, data)


def _ratio(data: bytes) -> float:
    trial = io.BytesIO()
    with zipfile.ZipFile(trial, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", data)
        return len(data) / max(archive.getinfo("x").compress_size, 1)


def _check_caps(text: bytes, members: Mapping[str, bytes]) -> None:
    if len(text) > limits.JSON_BYTES:
        raise ArchiveError(
            f"the plan has {len(text):,} bytes: the most is {limits.JSON_BYTES:,};"
            " simplify tracks or split the film"
        )
    if len(members) >= limits.ARCHIVE_MEMBERS:
        raise ArchiveError(
            f"the project has {len(members) + 1} parts: the most is {limits.ARCHIVE_MEMBERS}"
        )
    size = len(text) + sum(len(data) + 512 for data in members.values())
    if size > limits.ARCHIVE_PACKED_BYTES:
        raise ArchiveError(
            f"the project has {size / limits.MIB:.0f} MiB:"
            f" the most is {limits.ARCHIVE_PACKED_BYTES // limits.MIB}; leave clips or pictures out"
        )
