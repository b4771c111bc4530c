"""Rendered scenes on disk, by key: one lossless PNG strip each, the least used dropped first."""

from __future__ import annotations

import json
import logging
import os
import re
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
from PIL import Image, PngImagePlugin

from core import limits
from core.errors import DiskFull, ExportError, InputError
from core.export.publish import published
from core.render.disk import FreeBytes, free_bytes, require_free
from core.render.types import Clip, Frames

log = logging.getLogger(__name__)

_KEY = re.compile("[0-9a-f]{64}")
PART_KEPT_S = 3600.0
Similarity = tuple[tuple[str, float], ...]


def default_folder() -> Path:
    """Where clips are kept when nobody says otherwise; nothing is made by asking."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "videodirector" / "clips"


class ClipCache:
    """Clips by scene key. A clip is there whole or not at all; equal keys give equal frames.

    Several processes may share a folder. Frame rate is no part of a clip's key, so whoever
    reads says which one it shall have.
    """

    def __init__(
        self,
        folder: Path,
        limit_bytes: int = 4 * limits.GIB,
        needs_free_bytes: int = limits.DISK_FREE_BYTES,
        free: FreeBytes = free_bytes,
    ) -> None:
        self.folder = folder
        self._limit_bytes = limit_bytes
        self._needs_free_bytes = needs_free_bytes
        self._free = free

    def __contains__(self, key: str) -> bool:
        return self._path(key).is_file()

    def get(self, key: str, fps: int) -> Clip | None:
        """The clip of that key, or None. A damaged file counts as absent and is removed."""
        path = self._path(key)
        try:
            with Image.open(path, formats=("PNG",)) as image:
                n_frames = int(image.info["n_frames"])
                strip = np.asarray(image.convert("RGB"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, SyntaxError) as error:
            log.warning("dropping the damaged clip %s: %s", path.name, error)
            path.unlink(missing_ok=True)
            return None
        _touch(path)
        height = strip.shape[0] // n_frames
        return Clip(strip.reshape(n_frames, height, strip.shape[1], 3), fps)

    def similarity(self, key: str) -> Similarity:
        """What `put` was told about the clip; empty when there is no such clip."""
        try:
            with Image.open(self._path(key), formats=("PNG",)) as image:
                pairs = json.loads(image.info.get("similarity", "[]"))
        except (OSError, ValueError, SyntaxError):
            return ()
        return tuple((str(name), float(value)) for name, value in pairs)

    def put(self, key: str, clip: Clip, similarity: Similarity = ()) -> None:
        """Store a clip, then drop the least recently used ones beyond the limit.

        Raises:
            DiskFull: too little space is free, or none was left; nothing is stored.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        require_free(self.folder, self._needs_free_bytes, self._free)
        n_frames, _, width, _ = clip.frames.shape
        info = PngImagePlugin.PngInfo()
        info.add_text("n_frames", str(n_frames))
        info.add_text("similarity", json.dumps(similarity))
        strip = Image.fromarray(np.ascontiguousarray(clip.frames).reshape(-1, width, 3))
        try:
            with published(self._path(key)) as part:
                strip.save(part, format="PNG", compress_level=1, pnginfo=info)
                _verify(part, clip.frames)
        except ExportError as error:
            raise DiskFull(f"a scene could not be kept in {self.folder}: {error}") from None
        shrink(self.folder, "*.png", self._limit_bytes, keep=self._path(key))

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise InputError(f"{key[:80]!r} is no scene key: 64 hexadecimal digits")
        return self.folder / f"{key}.png"


def shrink(folder: Path, pattern: str, limit_bytes: int, keep: Path) -> None:
    """Drop the least recently used files beyond the limit; `keep` stays whatever its size.

    What a killed process left half-written goes once it is an hour old.
    """
    entries = []
    for part in folder.glob(".*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > PART_KEPT_S:
                part.unlink()
    for path in folder.glob(pattern):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # another process dropped it
        entries.append((stat.st_mtime_ns, stat.st_size, path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= limit_bytes:
            break
        if path != keep:
            path.unlink(missing_ok=True)
            total -= size


def _verify(part: Path, frames: Frames) -> None:
    """A full disk can cut a file without an error: read back what was written."""
    with Image.open(part, formats=("PNG",)) as image:
        strip = np.asarray(image.convert("RGB"))
    if not np.array_equal(strip, frames.reshape(strip.shape)):
        raise ExportError("what was read back differs from what was written")


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        log.debug("the clip %s went away while it was read", path.name)
