"""Saving a project as it changes: three files that take turns, each written whole or not at all.

A damaged file is passed over for the one before it. Pictures lie beside them by their sha256.
Undo steps are not kept: what comes back is the plan, the renders and the selection.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from core.errors import VideoDirectorError
from core.plan.files import write_atomically
from core.plan.history import History
from core.plan.store import loads_plan
from ui.media import project_id
from ui.session import FilmMade, Order, Part, Session, Take

log = logging.getLogger(__name__)

SCHEMA = "Autosave.1"
COPIES = 3


class Autosave:
    """Projects below `folder`, one folder each, found by token. Making one writes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, session: Session) -> None:
        """Write the session over the oldest of its three copies.

        Raises:
            DiskFull, ExportError: it could not be written; the other copies are untouched.
        """
        body = _body(session)
        checksum = hashlib.sha256(body.encode("utf-8")).hexdigest()
        place = session.history.revision % COPIES
        path = self._of(session.token) / f"autosave-{place}.json"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, f"{checksum}\n{body}\n".encode())

    def load(self, token: str) -> Session | None:
        """The newest copy that is whole, or None: no such project."""
        found = []
        for path in self._of(token).glob("autosave-*.json"):
            try:
                found.append(_read(path, token))
            except (OSError, ValueError, KeyError, TypeError, VideoDirectorError) as error:
                kind = type(error).__name__
                log.warning("passing over a damaged autosave %s: %s", path.name, kind)
        return max(found, key=lambda session: session.history.revision, default=None)

    def put_picture(self, token: str, png: bytes) -> str:
        """Keep a picture of the project; returns its digest. Raises as `write_atomically`."""
        digest = hashlib.sha256(png).hexdigest()
        path = self._picture(token, digest)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_atomically(path, png)
        return digest

    def picture(self, token: str, digest: str) -> bytes | None:
        """The picture of that digest, or None."""
        try:
            return self._picture(token, digest).read_bytes()
        except OSError:
            return None

    def disk_bytes(self, token: str) -> int:
        """What the project's folder holds."""
        return sum(path.stat().st_size for path in self._of(token).rglob("*") if path.is_file())

    def forget(self, token: str) -> None:
        """Remove the project."""
        shutil.rmtree(self._of(token), ignore_errors=True)

    def sweep(self, horizon: float) -> int:
        """Remove projects untouched since `horizon` (seconds since the epoch); returns how many."""
        count = 0
        for folder in self.folder.glob("*"):
            latest = max((p.stat().st_mtime for p in folder.glob("*.json")), default=0.0)
            if latest < horizon:
                shutil.rmtree(folder, ignore_errors=True)
                count += 1
        return count

    def _of(self, token: str) -> Path:
        return self.folder / project_id(token)

    def _picture(self, token: str, digest: str) -> Path:
        return self._of(token) / "pictures" / f"{digest}.png"


def _body(session: Session) -> str:
    """The session as JSON. The plan, by far the largest part, is written by pydantic itself."""
    rest = {
        "schema": SCHEMA,
        "token": hashlib.sha256(session.token.encode()).hexdigest(),
        "revision": session.history.revision,
        "selected": session.selected,
        "takes": {scene: [asdict(t) for t in takes] for scene, takes in session.takes.items()},
        "film": asdict(session.film) if session.film else None,
        "orders": [asdict(order) for order in session.orders],
        "failures": dict(session.failures),
    }
    text = json.dumps(rest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f'{text[:-1]},"plan":{session.plan.model_dump_json()}}}'


def _read(path: Path, token: str) -> Session:
    checksum, _, body = path.read_text("utf-8").partition("\n")
    body = body.rstrip("\n")
    if hashlib.sha256(body.encode("utf-8")).hexdigest() != checksum:
        raise ValueError("the checksum does not fit")
    data = json.loads(body)
    if data["schema"] != SCHEMA:
        raise ValueError(f"unknown schema {data['schema']!r}")
    if data["token"] != hashlib.sha256(token.encode()).hexdigest():
        raise ValueError("another project's autosave")
    plan = loads_plan(json.dumps(data["plan"]))
    history = replace(History.begin(plan), revision=int(data["revision"]))
    return Session(
        token,
        history,
        data["selected"],
        takes={scene: tuple(_take(t) for t in takes) for scene, takes in data["takes"].items()},
        film=_film(data["film"]),
        orders=tuple(_order(order) for order in data["orders"]),
        failures=data["failures"],
        saved=True,
    )


def _take(data: dict[str, Any]) -> Take:
    pairs = tuple((str(name), float(value)) for name, value in data["similarity"])
    return Take(**{**data, "similarity": pairs})


def _film(data: dict[str, Any] | None) -> FilmMade | None:
    if data is None:
        return None
    return FilmMade(**{**data, "parts": _parts(data), "looks": tuple(data["looks"])})


def _order(data: dict[str, Any]) -> Order:
    looks = tuple((str(scene), str(look)) for scene, look in data["looks"])
    return Order(**{**data, "looks": looks, "parts": _parts(data)})


def _parts(data: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(Part(**part) for part in data["parts"])
