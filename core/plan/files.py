"""Writing a file so that it is whole or not there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from core.errors import DiskFull, ExportError


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, flush it to the disk, then put it in the place of `path`.

    Raises:
        DiskFull: no space is left; what stood at `path` before still stands.
        ExportError: the folder is missing or not writable; the same holds.
    """
    partial = path.with_name(f".{path.name[:40]}-{secrets.token_hex(8)}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"no space is left to save {path.name}: free some and save again"
            ) from None
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        _forget(partial)


def _forget(partial: Path) -> None:
    """Remove what an interrupted write left; after a whole one there is nothing."""
    with contextlib.suppress(OSError):
        partial.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; some file systems cannot, and need not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
