"""Files that are whole or absent: written aside, verified, then renamed into place."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFull, ExportError


@contextmanager
def published(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; renamed to `path` when the block ends well.

    On any error, also Ctrl-C, what was written is removed and a file that stood at `path` stays.

    Raises:
        DiskFull: no space was left.
        ExportError: the folder is missing or may not be written.
    """
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield part
        _flush(part)
        part.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"no space is left to write {path}: delete some files") from None
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
