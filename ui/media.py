"""The media folder: everything the studio serves, under names that nobody can guess.

A name is `<project>-<HMAC>.<suffix>`, so the same thing has the same name again and a name tells
nothing. Only files of the fixed types below exist here; nothing else is ever served.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from core.errors import LimitError

# suffix: content type; anything not listed here is not served
TYPES = {
    "mp4": "video/mp4",
    "webp": "image/webp",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "srt": "application/x-subrip",
    "json": "application/json",
    "otio": "application/json",
    "storyboard": "application/zip",
}
TOUCHED_S = 600.0  # being asked for renews a file's age, this often at most
INLINE = frozenset({"mp4", "webp", "png", "jpg", "gif"})

_NAME = re.compile(rf"([0-9a-f]{{16}})-[0-9a-f]{{40}}\.({'|'.join(TYPES)})")


def project_id(token: str) -> str:
    """What a project's folders are called: 64 bits of the token's hash, useless to open it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()[:16]


class Media:
    """Files below `folder`, made once and served by name. Nothing is written by making one."""

    def __init__(self, folder: Path, project_bytes: int) -> None:
        self.folder = folder
        self._project_bytes = project_bytes
        self._secret: bytes | None = None

    def name(self, token: str, thing: str, suffix: str) -> str:
        """The name of `thing` of a project; equal things have equal names."""
        text = f"{token}\0{thing}\0{suffix}".encode()
        digest = hmac.new(self._key(), text, hashlib.sha256).hexdigest()[:40]
        return f"{project_id(token)}-{digest}.{suffix}"

    def path(self, name: str) -> Path | None:
        """The file of that name, or None: no such name, or a name that is none of ours."""
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        path = self.folder / match[1] / name
        try:
            if time.time() - path.stat().st_mtime > TOUCHED_S:
                os.utime(path)
        except OSError:
            return None
        return path

    def publish(self, token: str, thing: str, suffix: str, write: Callable[[Path], object]) -> str:
        """Write `thing` unless it is there; returns its name.

        Raises:
            LimitError: the project has used up its disk space.
            OSError, ExportError: it could not be written; nothing is left behind.
        """
        name = self.name(token, thing, suffix)
        folder = self.folder / project_id(token)
        path = folder / name
        if path.is_file():
            os.utime(path)
            return name
        folder.mkdir(parents=True, exist_ok=True)
        self._make_room(folder)
        part = folder / f".{secrets.token_hex(8)}.{suffix}"
        try:
            write(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return name

    def forget(self, token: str) -> None:
        """Remove all files of a project."""
        shutil.rmtree(self.folder / project_id(token), ignore_errors=True)

    def sweep(self, older_than_s: float, spare: str) -> int:
        """Remove files that nobody made or asked for in that time; returns how many.

        Those of the project with the token `spare` stay: what every new project begins with.
        """
        horizon, count, spared = time.time() - older_than_s, 0, project_id(spare)
        for path in self.folder.glob("*/*"):
            try:
                if path.parent.name != spared and path.stat().st_mtime < horizon:
                    path.unlink()
                    count += 1
            except FileNotFoundError:
                continue
        return count

    def _make_room(self, folder: Path) -> None:
        """Drop the oldest files of a project that stands above nine tenths of its space."""
        files = []
        for path in folder.iterdir():
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            files.append((stat.st_mtime, stat.st_size, path))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= 0.9 * self._project_bytes:
                return
            path.unlink(missing_ok=True)
            total -= size
        if total > self._project_bytes:
            raise LimitError(
                f"this project uses {total} bytes of disk: the cap is {self._project_bytes}"
            )

    def _key(self) -> bytes:
        if self._secret is None:
            path = self.folder / "secret"
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(32))
            except FileExistsError:
                pass
            self._secret = path.read_bytes()
        return self._secret
