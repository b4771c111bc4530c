"""Brings the training pictures and the word teacher onto this machine, once.

Owns the list of packages, their versions and licences. Nothing here is needed to use the
studio; nothing that is fetched is committed.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Package:
    """One npm package of pictures or names."""

    name: str
    version: str
    licence: str
    folder: str


FLUENT = Package("@lobehub/fluent-emoji-3d", "1.1.0", "MIT", "fluent")
FLAT = Package("@lobehub/fluent-emoji-flat", "1.1.0", "MIT", "flat")  # never trained on
NAMES = Package("emojibase-data", "17.0.0", "MIT", "emojibase")
ANIMATED = tuple(
    Package(f"@lobehub/fluent-emoji-anim-{i}", "1.0.0", "MIT", "animated") for i in (1, 2, 3, 4)
)


def fetch(package: Package, root: Path) -> Path:
    """Download and unpack `package` below `root`, unless it is there; its folder.

    Raises:
        InputError: npm is missing or the registry cannot be reached.
    """
    folder = root / "downloads" / package.folder
    done = folder / f".{package.name.replace('/', '_')}-{package.version}"
    if done.exists():
        return folder
    if shutil.which("npm") is None:
        raise InputError("npm is not installed: training pictures come from npm packages")
    folder.mkdir(parents=True, exist_ok=True)
    target = f"{package.name}@{package.version}"
    log.info("fetching %s", target)
    result = subprocess.run(
        ["npm", "pack", "--silent", target], cwd=folder, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise InputError(f"npm could not fetch {target}: {result.stderr.strip()[-200:]}")
    archive = folder / result.stdout.split()[-1]
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()
    done.touch()
    return folder
