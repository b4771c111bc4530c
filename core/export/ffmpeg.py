"""ffmpeg as a child process: frames in, frames out, and its last words when it fails."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import imageio_ffmpeg

from core.errors import ExportError, InputError

_QUIET = ["-hide_banner", "-nostdin", "-loglevel", "error"]


def program() -> str:
    """Path of the ffmpeg that is used."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def encode(arguments: list[str], frames: Iterable[bytes]) -> None:
    """Feed raw frames to an encoder.

    Raises:
        ExportError: it failed; says what it said last.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [program(), "-hide_banner", "-loglevel", "error", "-y", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            process_group=0,  # Ctrl-C is ours to act on
        )
        assert process.stdin is not None
        try:
            for frame in frames:
                process.stdin.write(frame)
            process.stdin.close()
            code = process.wait()
        except BrokenPipeError:
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            with suppress(BrokenPipeError):  # closing flushes what a dead child will not read
                process.stdin.close()
        if code:
            raise ExportError(f"the video could not be encoded: {_last_line(said)}")


@contextmanager
def decoding(path: Path, arguments: list[str]) -> Iterator[IO[bytes]]:
    """The output of decoding one mp4 file; no other file or protocol may be opened by it.

    Raises:
        InputError: ffmpeg failed; says what it said last.
    """
    command = [program(), *_QUIET, "-protocol_whitelist", "file,pipe", "-f", "mov", "-i", str(path)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, *arguments, "pipe:1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            process_group=0,
        )
        assert process.stdout is not None
        try:
            yield process.stdout
            if process.stdout.read(1):
                return  # the reader had enough
            if process.wait():
                raise InputError(f"{path.name} cannot be decoded: {_last_line(said)}")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            process.stdout.close()


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read()[-4096:].decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "ffmpeg gave no reason"
