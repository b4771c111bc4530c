"""Free space, asked before work begins; what asks is an argument, so that tests can answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from core import limits
from core.errors import DiskFull

FreeBytes = Callable[[Path], int]


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk that holds `folder`, or would hold it once it is made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def require_free(
    folder: Path, needed: int = limits.DISK_FREE_BYTES, free: FreeBytes = free_bytes
) -> None:
    """Raises DiskFull when less than `needed` bytes are free where `folder` lives."""
    found = free(folder)
    if found < needed:
        raise DiskFull(
            f"{found / limits.GIB:.1f} GiB are free at {folder}, {needed / limits.GIB:.1f} are"
            " needed to begin: delete files and try again"
        )
