"""Unpacking a zip that may be hostile, into memory, under every cap of `core.limits`.

Nothing is believed: names, kinds and the sizes that the directory claims are checked before
a byte is unpacked, and what comes out is counted while it streams. Owns no meaning of members.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib

from core import limits
from core.errors import ArchiveError
from core.plan.problems import shortened

_NAME = re.compile(r"plan\.json|references/[0-9a-f]{64}\.png|clips/[a-z0-9-]{1,40}\.mp4")
_FOLDERS = ("references/", "clips/")  # other tools add entries for these
_END = struct.Struct("<4s4H2LH")  # the end-of-central-directory record
_END_MAGIC = b"PK\x05\x06"
_ZIP64_MAGIC = b"PK\x06\x07"
_DIRECTORY_BYTES = limits.ARCHIVE_MEMBERS * limits.KIB
_CHUNK = 64 * limits.KIB
_ENCRYPTED = 0x1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,  # also UnicodeDecodeError
    OverflowError,
    struct.error,
)


def read_members(data: bytes) -> dict[str, bytes]:
    """Every member's bytes by name.

    Raises:
        ArchiveError: any member breaks a rule; then none is returned.
    """
    if len(data) > limits.ARCHIVE_PACKED_BYTES:
        most = limits.ARCHIVE_PACKED_BYTES // limits.MIB
        raise ArchiveError(f"the project file is larger than {most} MiB: leave clips out")
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_members(infos)
            members: dict[str, bytes] = {}
            room = limits.ARCHIVE_UNPACKED_BYTES
            for info in infos:
                if info.filename in _FOLDERS:
                    continue
                members[info.filename] = _unpacked(archive, info, room)
                room -= info.file_size
            return members
    except _DAMAGE as error:
        raise ArchiveError(f"the project file is damaged: {shortened(str(error))}") from None


def _check_directory(data: bytes) -> None:
    """Counts members by the file's last record, before zipfile builds a list of them."""
    if not data.startswith(b"PK\x03\x04"):
        raise ArchiveError("this is no project file: choose a .storyboard file")
    at = len(data) - _END.size  # a comment after it is never written, and not looked for
    if at < 0 or data[at : at + 4] != _END_MAGIC or data[-2:] != b"\0\0":
        raise ArchiveError("the project file is cut off at its end: choose a whole copy")
    _, disk, first_disk, here, count, size, _, _ = _END.unpack_from(data, at)
    if _ZIP64_MAGIC in data[max(0, at - 20) : at] or 0xFFFF in (here, count):
        raise _too_many("more than 65,534")
    if count > limits.ARCHIVE_MEMBERS or size > _DIRECTORY_BYTES:
        raise _too_many(f"{count:,}")
    if disk or first_disk or here != count:
        raise ArchiveError("the project file is damaged: its directory contradicts itself")


def _check_members(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > limits.ARCHIVE_MEMBERS:
        raise _too_many(f"{len(infos):,}")
    seen: set[str] = set()
    for info in infos:
        _check_name(info)
        if info.filename.casefold() in seen:
            raise ArchiveError(f"the project holds {shortened(info.filename)} twice")
        seen.add(info.filename.casefold())
        _check_kind(info)
    total = sum(info.file_size for info in infos)
    if total > limits.ARCHIVE_UNPACKED_BYTES:
        raise ArchiveError(
            f"the project would unpack to {total / limits.MIB:,.0f} MiB:"
            f" the most is {limits.ARCHIVE_UNPACKED_BYTES // limits.MIB}"
        )


def _check_name(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    if name in _FOLDERS and info.file_size == 0:
        return
    if name != info.filename or not _NAME.fullmatch(name):
        raise ArchiveError(
            f"the project holds {shortened(name)}, which does not belong there: refused as a whole"
        )


def _check_kind(info: zipfile.ZipInfo) -> None:
    name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)
    plain = stat.S_IFDIR if name in _FOLDERS else stat.S_IFREG
    if kind not in (0, plain):
        raise ArchiveError(f"{name} of the project is a link or no plain file: refused as a whole")
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveError(f"{name} of the project is encrypted: save it without a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError(f"{name} of the project is packed in a way that is not read here")
    if info.file_size > limits.ARCHIVE_RATIO * max(info.compress_size, 1):
        raise ArchiveError(
            f"{name} of the project unpacks to {info.file_size:,} bytes from"
            f" {info.compress_size:,}: a ratio above {limits.ARCHIVE_RATIO} is refused"
        )
    if name == "plan.json" and info.file_size > limits.JSON_BYTES:
        raise ArchiveError(
            f"{name} of the project has {info.file_size:,} bytes: the most is {limits.JSON_BYTES:,}"
        )


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    """The member's bytes, which must be as many as announced and fit `room`; CRC is checked."""
    parts, size = [], 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > min(info.file_size, room):
                raise ArchiveError(f"{info.filename} of the project is larger than it says")
            parts.append(chunk)
    if size != info.file_size:
        raise ArchiveError(f"{info.filename} of the project is shorter than it says")
    return b"".join(parts)


def _too_many(count: str) -> ArchiveError:
    return ArchiveError(
        f"the project file lists {count} members: the most is {limits.ARCHIVE_MEMBERS}"
    )
