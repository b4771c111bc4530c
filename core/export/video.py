"""Video files: H.264 mp4 that is decoded and counted before anybody sees it, GIF, WebP.

Does not decide what is in a film (`stitch`). Reads mp4 back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from core.errors import ExportError, InputError
from core.export.ffmpeg import decoding, encode
from core.export.publish import published
from core.export.stitch import Film, Frames

_COLOURS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
_FILTER = "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int"
_AS_IS = ["-an", "-sn", "-dn", "-fps_mode", "passthrough"]
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
        raise InputError(
            f"{path.name} is no video this program writes: end it in .mp4, .gif or .webp"
        )


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
    check_mp4(path)
    with decoding(path, [*_AS_IS, "-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe"]) as stream:
        width, height, fps = _y4m_header(path, stream.readline(256))
        chroma = ((width + 1) // 2) * ((height + 1) // 2)
        frame_bytes = width * height + 2 * chroma
        n_frames = 0
        while stream.readline(256).startswith(b"FRAME"):
            if len(stream.read(frame_bytes)) != frame_bytes:
                break
            n_frames += 1
    return VideoFacts(width, height, fps, n_frames)


def read_mp4(path: Path, max_frames: int = 64 * 64) -> tuple[Frames, float]:
    """Frames uint8 [F, H, W, 3] and frames a second.

    Raises:
        InputError: no mp4, one that cannot be decoded, or one of more than `max_frames`.
    """
    facts = probe(path)
    if not 1 <= facts.n_frames <= max_frames:
        raise InputError(f"{path.name} has {facts.n_frames} frames: give 1 to {max_frames}")
    with decoding(path, [*_AS_IS, "-pix_fmt", "rgb24", "-f", "rawvideo"]) as stream:
        raw = stream.read(facts.n_frames * facts.height * facts.width * 3)
    shape = (facts.n_frames, facts.height, facts.width, 3)
    return np.frombuffer(raw, np.uint8).reshape(shape), facts.fps


def _y4m_header(path: Path, line: bytes) -> tuple[int, int, float]:
    """Width, height and frames a second from `YUV4MPEG2 W64 H64 F8:1 ...`."""
    fields = {word[:1]: word[1:] for word in line.decode("ascii", "replace").split()[1:]}
    try:
        rate, scale = fields["F"].split(":")
        return int(fields["W"]), int(fields["H"]), int(rate) / int(scale)
    except (KeyError, ValueError, ZeroDivisionError):
        raise InputError(f"{path.name} holds no video that can be decoded") from None


def _encode(part: Path, frames: Iterable[Frames], size: tuple[int, int], fps: int) -> None:
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}"]
    source += ["-r", str(fps), "-i", "pipe:0"]
    picture = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "15", "-preset", "medium"]
    picture += ["-vf", _FILTER, *_COLOURS]
    bare = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
    file = ["-movflags", "+faststart", "-f", "mp4", str(part)]
    encode([*source, *picture, *bare, *file], (_padded(frame, size) for frame in frames))


def _padded(frame: Frames, size: tuple[int, int]) -> bytes:
    height, width = frame.shape[:2]
    if (width, height) != size:
        frame = np.pad(frame, ((0, size[1] - height), (0, size[0] - width), (0, 0)), mode="edge")
    return np.ascontiguousarray(frame).tobytes()


def _said(facts: VideoFacts) -> str:
    return f"{facts.n_frames} frames of {facts.width}x{facts.height} at {facts.fps:g} fps"
