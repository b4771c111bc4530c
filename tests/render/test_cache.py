"""Clips on disk: equal frames come back, hurt files do not, the least used go first."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core import limits
from core.errors import DiskFull, InputError
from core.render.cache import ClipCache, default_folder
from core.render.types import Clip

KEYS = [f"{n:064x}" for n in range(4)]


def clip(seed: int = 0, n_frames: int = 3) -> Clip:
    rng = np.random.default_rng(seed)
    return Clip(rng.integers(0, 256, (n_frames, 24, 32, 3), dtype=np.uint8), fps=8)


def test_frames_come_back_equal_and_with_the_frame_rate_asked_for(cache):
    cache.put(KEYS[0], clip())
    found = cache.get(KEYS[0], fps=12)
    assert np.array_equal(found.frames, clip().frames) and found.fps == 12
    assert cache.get(KEYS[1], fps=8) is None


def test_a_truncated_clip_counts_as_absent_and_is_removed(cache):
    cache.put(KEYS[0], clip())
    path = cache.folder / f"{KEYS[0]}.png"
    path.write_bytes(path.read_bytes()[:-200])
    assert cache.get(KEYS[0], fps=8) is None
    assert not path.exists()


def test_the_least_recently_used_clip_is_dropped_first(cache):
    for n in (0, 1):
        cache.put(KEYS[n], clip(n))
        os.utime(cache.folder / f"{KEYS[n]}.png", (n, n))
    one = (cache.folder / f"{KEYS[0]}.png").stat().st_size
    small = ClipCache(cache.folder, limit_bytes=int(one * 2.5), needs_free_bytes=0)
    assert small.get(KEYS[0], fps=8) is not None  # now used later than 1
    small.put(KEYS[2], clip(2))
    assert [key in small for key in KEYS[:3]] == [True, False, True]


def test_a_clip_larger_than_the_limit_is_kept_until_the_next_one(cache):
    tiny = ClipCache(cache.folder, limit_bytes=10, needs_free_bytes=0)
    tiny.put(KEYS[0], clip())
    assert KEYS[0] in tiny
    tiny.put(KEYS[1], clip(1))
    assert KEYS[0] not in tiny and KEYS[1] in tiny


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_a_key_that_is_none_is_refused(cache, key):
    with pytest.raises(InputError, match="no scene key"):
        cache.get(key, fps=8)


def test_R04_below_two_gigabytes_free_nothing_is_stored(tmp_path):
    full = ClipCache(tmp_path / "clips", free=lambda folder: limits.DISK_FREE_BYTES - 1)
    with pytest.raises(DiskFull, match=r"2\.0 GiB are free .* delete files"):
        full.put(KEYS[0], clip())
    assert list((tmp_path / "clips").iterdir()) == []


def test_R03_a_disk_that_fills_while_a_frame_is_written_leaves_no_clip(cache, monkeypatch):
    def save(self: Image.Image, path: Path, **options: object) -> None:
        Path(path).write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Image.Image, "save", save)
        with pytest.raises(DiskFull, match="no space is left"):
            cache.put(KEYS[0], clip())
    assert list(cache.folder.iterdir()) == []
    cache.put(KEYS[0], clip())
    assert KEYS[0] in cache


def test_the_default_folder_is_not_made_by_asking_for_it(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "videodirector" / "clips"
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_half_written_goes_after_an_hour(cache):
    cache.put(KEYS[0], clip())
    old, young = (cache.folder / f".{name}.png.part" for name in ("old", "young"))
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (1, 1))
    cache.put(KEYS[1], clip())
    assert not old.exists() and young.exists()
