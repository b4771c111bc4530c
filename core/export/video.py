"""Video files: H.264 mp4 that is decoded and counted before anybody sees it, GIF, WebP; reading mp4.

Does not decide what is in a film (`stitch`). ffmpeg runs as imageio-ffmpeg ships it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
from PIL import Image

from core.errors import ExportError, InputError
from core.export.publish import published
from core.export.stitch import Film, Frames

_COLOURS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
_FILTER = "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int"
_MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ")


@dataclass(frozen=True)
class VideoFacts:
    """What decoding a file to its end showed."""

    width: int
    height: int
    fps: float
    n_frames: int


def even(width: int, height: int) -> tuple[int, int]:
    """The size to encode at: yuv420p halves both sides, so odd ones gain a pixel."""
    return width + width % 2, height + height % 2


def write_mp4(path: Path, film: Film) -> VideoFacts:
    """Encode a film as H.264 yuv420p; published only after it was decoded and counted.

    Raises:
        ExportError: ffmpeg failed, or what it wrote is not what it was given.
        DiskFull: no space was left.
    """
    size = even(*film.size)
    with published(path) as part:
        _encode(part, film.frames(), size, film.fps)
        facts = probe(part)
        wanted = VideoFacts(size[0], size[1], float(film.fps), film.n_frames)
        if facts != wanted:
            raise ExportError(
                f"{path.name} did not verify: {_said(facts)} instead of {_said(wanted)};"
                " look for free space and try again"
            )
    return facts


def write_animation(path: Path, film: Film) -> None:
    """Write an endless GIF or WebP, by the suffix of `path`.

    Raises:
        InputError: another suffix.
        ExportError, DiskFull: as `publish.published` raises them.
    """
    kind = path.suffix.lower()
    if kind not in (".gif", ".webp"):
        raise InputError(f"{path.name} is no animation: end it in .gif or .webp")
    pictures = [Image.fromarray(frame) for frame in film.frames()]
    duration_ms = round(1000 / film.fps)
    with published(path) as part:
        first, rest = pictures[0], pictures[1:]
        if kind == ".gif":
            first.save(part, "GIF", save_all=True, append_images=rest, duration=duration_ms, loop=0)
        else:
            first.save(
                part, "WEBP", save_all=True, append_images=rest, duration=duration_ms, loop=0,
                quality=88, method=4,
            )  # fmt: skip


def write_film(path: Path, film: Film) -> None:
    """Write a film as its suffix says: .mp4, .gif or .webp. Raises as the writers do."""
    kind = path.suffix.lower()
    if kind == ".mp4":
        write_mp4(path, film)
    elif kind in (".gif", ".webp"):
        write_animation(path, film)
    else:
        raise InputError(f"{path.name} is no video this program writes: end it in .mp4, .gif or .webp")


def check_mp4(path: Path) -> None:
    """Refuse what is no mp4 before ffmpeg sees it: playlists and scripts would make it open others.

    Raises:
        InputError: not a readable mp4 file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
    if head[4:8] != b"ftyp" or head[8:12] not in _MP4_BRANDS:
        raise InputError(f"{path.name} is no mp4 video: its first bytes say otherwise")


def probe(path: Path) -> VideoFacts:
    """Decode a whole mp4 and say what came out.

    Raises:
        InputError: no mp4, or one that ffmpeg cannot decode.
    """
    stream = _decoded(path)
    with closing(stream):
        meta = next(stream)
        n_frames = sum(1 for _ in stream)
    width, height = meta["size"]
    return VideoFacts(int(width), int(height), float(meta["fps"]), n_frames)


def read_mp4(path: Path, max_frames: int = 64 * 64) -> tuple[Frames, float]:
    """Frames uint8 [F, H, W, 3] and frames a second.

    Raises:
        InputError: no mp4, one that cannot be decoded, or one of more than `max_frames`.
    """
    stream = _decoded(path)
    frames: list[Frames] = []
    with closing(stream):
        meta = next(stream)
        width, height = meta["size"]
        for raw in stream:
            if len(frames) == max_frames:
                raise InputError(f"{path.name} has more than {max_frames} frames: cut it first")
            frames.append(np.frombuffer(raw, np.uint8).reshape(height, width, 3))
    if not frames:
        raise InputError(f"{path.name} holds no frames")
    return np.stack(frames), float(meta["fps"])


def _decoded(path: Path) -> Generator[Any, None, None]:
    """Metadata, then raw frames; the demuxer is fixed and nothing but this file may be opened."""
    check_mp4(path)
    stream = imageio_ffmpeg.read_frames(
        str(path), input_params=["-f", "mov", "-protocol_whitelist", "file"]
    )
    return _with_readable_errors(path, stream)


def _with_readable_errors(path: Path, stream: Iterator[Any]) -> Generator[Any, None, None]:
    try:
        yield from stream
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).strip().splitlines()[-1:] or ["unknown"]
        raise InputError(f"{path.name} cannot be decoded: {reason[0].strip()}") from None


def _encode(part: Path, frames: Iterable[Frames], size: tuple[int, int], fps: int) -> None:
    writer = imageio_ffmpeg.write_frames(
        str(part),
        size,
        fps=fps,
        codec="libx264",
        pix_fmt_in="rgb24",
        pix_fmt_out="yuv420p",
        quality=None,
        macro_block_size=1,
        ffmpeg_log_level="quiet",
        output_params=[
            "-crf", "15", "-preset", "medium", "-vf", _FILTER, *_COLOURS, "-map_metadata", "-1",
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4",
        ],  # fmt: skip
    )
    try:
        writer.send(None)
        for frame in frames:
            writer.send(_padded(frame, size))
    except OSError as error:
        reason = str(error).strip().splitlines()[-1:] or ["the encoder stopped"]
        raise ExportError(f"the video could not be encoded: {reason[0].strip()}") from None
    finally:
        writer.close()


def _padded(frame: Frames, size: tuple[int, int]) -> bytes:
    height, width = frame.shape[:2]
    if (width, height) != size:
        frame = np.pad(frame, ((0, size[1] - height), (0, size[0] - width), (0, 0)), mode="edge")
    return np.ascontiguousarray(frame).tobytes()


def _said(facts: VideoFacts) -> str:
    return f"{facts.n_frames} frames of {facts.width}x{facts.height} at {facts.fps:g} fps"
