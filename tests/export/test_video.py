"""Video files: what is visible is whole, and what is read is a video."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import DiskFull, ExportError, InputError
from core.export import ffmpeg, video
from core.export.stitch import Film
from core.export.video import VideoFacts, even, probe, read_mp4, write_animation, write_film


def film(n_frames: int = 6, width: int = 64, height: int = 48, fps: int = 8) -> Film:
    """A bright bar that wanders over a slope of colours."""
    y, x = np.mgrid[0:height, 0:width]
    base = np.stack([x * 255 / width, y * 255 / height, np.full_like(x, 90)], -1)
    frames = np.repeat(base[None], n_frames, axis=0).astype(np.uint8)
    for i in range(n_frames):
        frames[i, :, i * width // n_frames : (i + 1) * width // n_frames] = (230, 40, 60)
    return Film((frames,), fps, 0)


def test_an_mp4_has_the_frames_size_and_rate_it_was_given_and_nearly_the_colours(tmp_path):
    path = tmp_path / "film.mp4"
    write_film(path, film())
    assert probe(path) == VideoFacts(64, 48, 8.0, 6)
    frames, fps = read_mp4(path)
    error = np.abs(frames.astype(int) - film().shots[0].astype(int))
    assert fps == 8.0 and error.mean() < 5
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("fps", [1, 24, 60])
@pytest.mark.parametrize("n_frames", [1, 2, 17])
def test_R11_every_count_and_rate_is_kept(tmp_path, n_frames, fps):
    path = tmp_path / "film.mp4"
    assert video.write_mp4(path, film(n_frames, fps=fps)).n_frames == n_frames
    assert probe(path) == VideoFacts(64, 48, float(fps), n_frames)


@pytest.mark.parametrize("size", [(63, 48), (64, 47), (33, 17)])
def test_R11_odd_sizes_gain_one_pixel_before_they_are_encoded(tmp_path, size):
    path = tmp_path / "film.mp4"
    write_film(path, film(width=size[0], height=size[1]))
    facts = probe(path)
    assert (facts.width, facts.height) == even(*size)
    frames, _ = read_mp4(path)
    given = film(width=size[0], height=size[1]).shots[0].astype(int)
    assert np.abs(frames[:, : size[1], : size[0]].astype(int) - given).mean() < 8


def test_the_file_is_h264_in_yuv420p_and_tells_nothing_about_its_maker(tmp_path):
    path = tmp_path / "film.mp4"
    write_film(path, film())
    said = subprocess.run(
        [ffmpeg.program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True,
        check=False,
    ).stderr  # fmt: skip
    assert "h264" in said and "yuv420p(tv, bt709" in said
    assert "creation_time" not in said and "Lavf" not in said


def test_R11_an_encoder_that_drops_a_frame_does_not_get_its_film_published(tmp_path, monkeypatch):
    honest = video.encode
    monkeypatch.setattr(video, "encode", lambda args, frames: honest(args, list(frames)[:-1]))
    path = tmp_path / "film.mp4"
    path.write_bytes(b"the film from before")
    with pytest.raises(ExportError, match="5 frames of 64x48 at 8 fps instead of 6 frames"):
        write_film(path, film())
    assert path.read_bytes() == b"the film from before" and list(tmp_path.iterdir()) == [path]


def test_R03_an_encoder_that_fails_silently_on_a_full_disk_is_found_out(tmp_path, monkeypatch):
    def half(arguments: list[str], frames: object) -> None:
        Path(arguments[-1]).write_bytes(b"\0\0\0\x20ftypisom and then nothing")

    monkeypatch.setattr(video, "encode", half)
    with pytest.raises((ExportError, InputError), match="film"):
        write_film(tmp_path / "film.mp4", film())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_R03_a_really_full_disk_is_an_error_and_leaves_nothing(tmp_path, monkeypatch):
    honest = video.encode
    monkeypatch.setattr(
        video, "encode", lambda args, frames: honest([*args[:-1], "/dev/full"], frames)
    )
    with pytest.raises((ExportError, DiskFull)):
        write_film(tmp_path / "film.mp4", film())
    assert list(tmp_path.iterdir()) == []


def test_R02_a_film_killed_in_the_middle_of_stitching_is_not_there(tmp_path):
    """An encoder whose feeder dies closes its file properly: a valid film, but short."""
    code = """
import os, signal, sys
from pathlib import Path
from core.export.stitch import Film
from core.export.video import write_film
from tests.export.test_video import film
class Fatal(Film):
    def frames(self):
        for number, frame in enumerate(super().frames()):
            if number == 40:
                os.kill(os.getpid(), signal.SIGKILL)
            yield frame
whole = film(60)
write_film(Path(sys.argv[1]), Fatal(whole.shots, whole.fps, 0))
"""
    path = tmp_path / "film.mp4"
    died = subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert not path.exists()
    write_film(path, film(60))
    assert probe(path).n_frames == 60


def test_ctrl_c_leaves_the_old_film_and_no_half_one(tmp_path):
    class Interrupted(Film):
        def frames(self):
            yield from list(super().frames())[:3]
            raise KeyboardInterrupt

    path = tmp_path / "film.mp4"
    path.write_bytes(b"old")
    whole = film()
    with pytest.raises(KeyboardInterrupt):
        write_film(path, Interrupted(whole.shots, whole.fps, 0))
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    [
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0\0\0\x20ftypqt  ",
        b"",
    ],
)
def test_F12_what_is_no_mp4_is_refused_before_a_decoder_sees_it(tmp_path, content, monkeypatch):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    monkeypatch.setattr(video, "decoding", lambda *a: pytest.fail("ffmpeg was started"))
    for read in (probe, read_mp4):
        with pytest.raises(InputError, match="clip.mp4 is no mp4"):
            read(path)


def test_F12_a_playlist_behind_an_mp4_head_opens_nothing(tmp_path):
    path, canary = tmp_path / "clip.mp4", tmp_path / "canary.mp4"
    write_film(canary, film())
    path.write_bytes(b"\0\0\0\x20ftypisom\nffconcat version 1.0\nfile canary.mp4\n")
    with pytest.raises(InputError, match="clip.mp4 (cannot be decoded|holds no video)"):
        probe(path)


def test_a_truncated_mp4_and_a_missing_one_are_refused(tmp_path):
    path = tmp_path / "film.mp4"
    write_film(path, film())
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(InputError, match="film.mp4"):
        read_mp4(path)
    with pytest.raises(InputError, match="cannot be read"):
        probe(tmp_path / "none.mp4")


def test_a_film_longer_than_asked_for_is_not_read_into_memory(tmp_path):
    path = tmp_path / "film.mp4"
    write_film(path, film())
    with pytest.raises(InputError, match="has 6 frames: give 1 to 5"):
        read_mp4(path, max_frames=5)


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations_hold_every_frame_and_loop(tmp_path, suffix):
    path = tmp_path / f"film{suffix}"
    write_animation(path, film())
    with Image.open(path) as picture:
        assert picture.n_frames == 6 and picture.info["loop"] == 0
        assert picture.size == (64, 48)


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"end it in \.mp4, \.gif or \.webp"):
        write_film(tmp_path / "film.avi", film())
    with pytest.raises(InputError, match=r"\.gif or \.webp"):
        write_animation(tmp_path / "film.png", film())


def test_a_folder_that_is_not_there_is_an_error_without_a_traceback(tmp_path):
    with pytest.raises(ExportError, match=r"film\.mp4|encoded"):
        write_film(tmp_path / "no" / "film.mp4", film())
