"""Render jobs in SQLite, so that they outlive a page, a process and a power cut.

Owns what is written down about jobs: what was ordered, in which state it is, what it gave.
Progress within a scene is not written. Used under the render service's lock.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import DiskFull, VideoDirectorError
from core.plan.schema import Sampling, VideoPlan
from core.plan.store import canonical_json, loads_plan
from core.render.results import JobState, Kind, SceneResult

log = logging.getLogger(__name__)

_TABLES = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT UNIQUE NOT NULL, session TEXT NOT NULL,
    kind TEXT NOT NULL, plan TEXT NOT NULL, scenes TEXT NOT NULL, override TEXT NOT NULL,
    cross_fade INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT, film TEXT, changed REAL NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    job TEXT NOT NULL REFERENCES jobs(job) ON DELETE CASCADE, scene TEXT NOT NULL,
    key TEXT NOT NULL, cached INTEGER NOT NULL, similarity TEXT NOT NULL,
    PRIMARY KEY (job, scene));
CREATE TABLE IF NOT EXISTS pictures (digest TEXT PRIMARY KEY, png BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS job_pictures (
    job TEXT NOT NULL REFERENCES jobs(job) ON DELETE CASCADE, digest TEXT NOT NULL,
    PRIMARY KEY (job, digest));
"""


@dataclass(frozen=True)
class Entry:
    """A job as it was ordered."""

    job: str
    session: str
    kind: Kind
    plan: VideoPlan
    pictures: dict[str, bytes]
    scenes: tuple[str, ...]
    override: Sampling
    cross_fade: int = 0


@dataclass(frozen=True)
class Kept:
    """A job as the journal has it: the order, and how far it came."""

    entry: Entry
    state: JobState
    attempts: int  # how often it began to run
    error: str | None
    film: Path | None
    results: tuple[SceneResult, ...]


class Journal:
    """The file of jobs. Every method is one transaction.

    Those that write raise DiskFull when there is no room; nothing is written then.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._db.executescript(_TABLES)

    def add(self, entry: Entry) -> None:
        """Write a new job down, waiting."""
        row = (
            entry.job, entry.session, entry.kind, canonical_json(entry.plan),
            json.dumps(entry.scenes), entry.override.model_dump_json(), entry.cross_fade,
            "waiting", self._clock(),
        )  # fmt: skip
        with self._writing():
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "INSERT INTO jobs (job, session, kind, plan, scenes, override, cross_fade, state,"
                " changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            for digest, png in entry.pictures.items():
                self._db.execute("INSERT OR IGNORE INTO pictures VALUES (?, ?)", (digest, png))
                self._db.execute("INSERT INTO job_pictures VALUES (?, ?)", (entry.job, digest))

    def begin(self, job: str) -> int:
        """The job runs now; gives how often it has begun."""
        with self._writing():
            self._db.execute(
                "UPDATE jobs SET state='running', attempts=attempts+1, changed=? WHERE job=?",
                (self._clock(), job),
            )
        row = self._db.execute("SELECT attempts FROM jobs WHERE job=?", (job,)).fetchone()
        return int(row[0])

    def add_result(self, job: str, result: SceneResult) -> None:
        """A scene of the job stands in the cache."""
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)",
                (job, result.scene_id, result.key, result.cached, json.dumps(result.similarity)),
            )

    def end(
        self, job: str, state: JobState, error: str | None = None, film: Path | None = None
    ) -> None:
        """The job is over, or (`waiting`) shall run again."""
        with self._writing():
            self._db.execute(
                "UPDATE jobs SET state=?, error=?, film=?, changed=?,"
                " attempts=CASE WHEN ?='waiting' THEN 0 ELSE attempts END WHERE job=?",
                (state, error, None if film is None else str(film), self._clock(), state, job),
            )

    def forget(self, older_than_s: float) -> tuple[str, ...]:
        """Drop jobs that were over that long ago; gives their names."""
        limit = self._clock() - older_than_s
        with self._writing():
            self._db.execute("BEGIN IMMEDIATE")
            rows = self._db.execute(
                "SELECT job FROM jobs WHERE changed < ? AND state NOT IN ('waiting', 'running')",
                (limit,),
            ).fetchall()
            self._db.executemany("DELETE FROM jobs WHERE job=?", rows)
            self._db.execute(
                "DELETE FROM pictures WHERE digest NOT IN (SELECT digest FROM job_pictures)"
            )
        return tuple(str(row[0]) for row in rows)

    def all(self) -> list[Kept]:
        """Every job, oldest first."""
        rows = self._db.execute(
            "SELECT job, session, kind, plan, scenes, override, cross_fade, state, attempts, error,"
            " film FROM jobs ORDER BY number"
        ).fetchall()
        kept = []
        for row in rows:
            try:
                kept.append(self._kept(row))
            except (VideoDirectorError, ValueError) as error:
                log.warning("leaving out the job %s, which cannot be read: %s", row[0], error)
        return kept

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; the next start can, too."""
        with suppress(sqlite3.OperationalError):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._db:
                yield
        except sqlite3.OperationalError as error:
            raise DiskFull(
                f"a render could not be written down ({error}): free some disk and try again"
            ) from None

    def _kept(self, row: Iterable[object]) -> Kept:
        job, session, kind, plan, scenes, override, fade, state, attempts, error, film = row
        entry = Entry(
            job=str(job),
            session=str(session),
            kind=kind,  # type: ignore[arg-type]
            plan=loads_plan(str(plan)),
            pictures=self._pictures(str(job)),
            scenes=tuple(json.loads(str(scenes))),
            override=Sampling.model_validate_json(str(override)),
            cross_fade=int(str(fade)),
        )
        return Kept(
            entry,
            state,  # type: ignore[arg-type]
            int(str(attempts)),
            None if error is None else str(error),
            None if film is None else Path(str(film)),
            self._results(entry),
        )

    def _pictures(self, job: str) -> dict[str, bytes]:
        return dict(
            self._db.execute(
                "SELECT digest, png FROM pictures JOIN job_pictures USING (digest) WHERE job=?",
                (job,),
            ).fetchall()
        )

    def _results(self, entry: Entry) -> tuple[SceneResult, ...]:
        rows = self._db.execute(
            "SELECT scene, key, cached, similarity FROM results WHERE job=?", (entry.job,)
        ).fetchall()
        found = {
            scene: SceneResult(
                scene, key, bool(cached), tuple((n, float(v)) for n, v in json.loads(similarity))
            )
            for scene, key, cached, similarity in rows
        }
        return tuple(found[scene] for scene in entry.scenes if scene in found)
