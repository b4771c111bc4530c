"""Browser files (ES modules, styles) under an address that changes with their content.

Gradio serves static paths without cache headers, so a browser may keep an old module
beside a new one. Here a folder is copied once to `<private temp>/<digest>/`, and its
address carries the digest: an upgrade is a new address. Owns no component.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

_SUFFIXES = frozenset({".mjs", ".js", ".css", ".svg"})


@dataclass(frozen=True)
class Published:
    """A folder of browser files that Gradio serves."""

    folder: Path

    def js_import(self, module: str) -> str:
        """JavaScript source of an expression: the address of `module`, under any path prefix."""
        path = (self.folder / module).as_posix()
        quoted = "".join(c if c.isalnum() or c in "/._-" else f"%{ord(c):02X}" for c in path)
        # config.root knows the prefix that the app is mounted under
        return (
            '((window.gradio_config?.root || window.location.href).replace(/[?#].*$/, "")'
            f'.replace(/\\/+$/, "") + "/gradio_api/file={quoted}")'
        )


def publish(source: Path) -> Published:
    """Copy the browser files below `source` to a folder named by their content and serve it.

    Raises:
        OSError: the temporary folder cannot be written, or belongs to another user.
    """
    files = sorted(p for p in source.rglob("*") if p.is_file() and p.suffix in _SUFFIXES)
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(source).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    target = _private_folder() / digest.hexdigest()[:20]
    if not target.is_dir():
        building = Path(tempfile.mkdtemp(dir=target.parent))
        for file in files:
            copy = building / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        try:
            building.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(building, ignore_errors=True)
            if not target.is_dir():
                raise
    gr.set_static_paths([target])
    return Published(target)


def _private_folder() -> Path:
    """A folder that only this user can write, so that nobody else plants scripts in it."""
    uid = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()).resolve() / f"videodirector-web-{uid}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != uid):
        raise OSError(f"{folder} belongs to another user: remove it, or set TMPDIR")
    folder.chmod(0o700)
    return folder
