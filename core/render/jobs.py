"""The render service: jobs of many sessions, one at a time, that outlive page and process.

    service = RenderService(
        engine_factory,          # picklable: functools.partial(load_engine, "embedded")
        cache_dir,               # Path: clips and films; made on first use
        journal_path,            # Path: SQLite file; jobs that were alive when we died go on
        limits=ServiceLimits(),  # core.render.results
        public=False,            # True: jobs of closed tabs stop, finished jobs are forgotten
        isolate=True,            # engine in a child process of its own (survives its crash)
    )
    job = service.submit(
        session: str,
        plan: VideoPlan,
        pictures: Mapping[str, bytes],         # PNG bytes by sha256, of every enabled reference
        scenes: tuple[str, ...] | None = None,  # ids; None = all scenes of the plan
        kind: "preview" | "scene" | "film" = "film",
        override: Sampling | None = None,       # wins over scene and plan where not None
        cross_fade: int = 0,                    # frames; kind "film" only
    ) -> str                                    # LimitError, InputError, DiskFull: nothing happened
    service.status(job) -> JobView              # InputError: no such job
    service.events(job) -> Iterator[JobView]    # changes as they come; ends after a final state
    service.jobs(session) -> tuple[JobView, ...]  # oldest first; for a tab that comes back
    service.cancel(job) -> None                 # within a step; a finished job stays as it is
    service.clip(result: SceneResult, fps: int) -> Clip | None   # None: no longer in the cache
    service.keys(plan, pictures, override=None, preview=False) -> dict[scene id, key]
    service.cached(key) -> bool
    service.engine_info() -> EngineInfo         # loads the engine; ModelError names a bad file
    service.leave(session), service.arrive(session)   # tab closed, tab (re)opened
    service.close() -> None                     # stops within seconds; running work resumes later

kind "preview" renders with the engine's fast settings, "scene" and "film" with the full ones;
"film" also stitches and gives `JobView.film`. Everything is safe to call from any thread.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.errors import Cancelled, PictureError, RenderError, VideoDirectorError
from core.plan.schema import Sampling, VideoPlan
from core.render.book import JobBook, Record
from core.render.cache import ClipCache
from core.render.disk import FreeBytes, free_bytes, require_free
from core.render.film import FilmOrder, keys_for
from core.render.journal import Entry
from core.render.request import entities_of
from core.render.results import JobView, Kind, SceneResult, ServiceLimits
from core.render.run import Run
from core.render.types import Clip, Engine, EngineInfo
from core.render.worker import EngineFactory, WorkerEngine

log = logging.getLogger(__name__)

JobId = str
ATTEMPTS = 2  # how often a job may begin when the whole program died under it
LAPTOP_KEPT_S = 14 * 24 * 3600.0
CLOSE_S = 8.0


class RenderService:
    """See the module's docstring."""

    def __init__(
        self,
        engine_factory: EngineFactory,
        cache_dir: Path,
        journal_path: Path,
        limits: ServiceLimits | None = None,
        public: bool = False,
        isolate: bool = True,
        free: FreeBytes = free_bytes,
    ) -> None:
        self._limits = limits or ServiceLimits()
        self._public = public
        self._free = free
        self._folder = cache_dir
        self._cache = ClipCache(
            cache_dir, self._limits.cache_bytes, self._limits.disk_free_bytes, free
        )
        self._factory = engine_factory
        self._worker = WorkerEngine(engine_factory) if isolate else None
        self._engine: Engine | None = None  # once it is loaded
        self._engine_lock = threading.Lock()
        self._absent: dict[str, float] = {}  # session -> when its last tab closed
        kept_s = self._limits.kept_s if public else LAPTOP_KEPT_S
        self._book = JobBook(journal_path, self._limits, kept_s)
        self._thread = threading.Thread(target=self._work, name="renders", daemon=True)
        self._thread.start()

    def submit(
        self,
        session: str,
        plan: VideoPlan,
        pictures: Mapping[str, bytes],
        scenes: tuple[str, ...] | None = None,
        kind: Kind = "film",
        override: Sampling | None = None,
        cross_fade: int = 0,
    ) -> JobId:
        """Put a job in the queue.

        Raises:
            LimitError: the queue is full, or the session has a job waiting already.
            DiskFull: too little space is free.
            InputError: no such scene, or a picture of an enabled reference is missing.
        """
        ids = FilmOrder(plan, pictures, scenes).scene_ids
        needed = _needed(plan, ids, pictures)
        require_free(self._folder, self._limits.disk_free_bytes, self._free)
        job = uuid.uuid4().hex
        self._book.add(
            Entry(job, session, kind, plan, needed, ids, override or Sampling(), cross_fade)
        )
        self.arrive(session)
        return job

    def status(self, job: JobId) -> JobView:
        """The job as it is now. Raises InputError when there is none of that name."""
        return self._book.view(job)

    def events(self, job: JobId) -> Iterator[JobView]:
        """Views as they change, the present one first; ends after a final one."""
        return self._book.changes(job)

    def jobs(self, session: str) -> tuple[JobView, ...]:
        """All jobs of a session that are still known, oldest first."""
        return self._book.views(session)

    def cancel(self, job: JobId) -> None:
        """Stop a job: at once when it waits, within a step when it runs."""
        self._book.cancel(job)

    def clip(self, result: SceneResult, fps: int) -> Clip | None:
        """A rendered scene, or None when the cache dropped it since."""
        return self._cache.get(result.key, fps)

    def cached(self, key: str) -> bool:
        """Whether a scene of that key is there."""
        return key in self._cache

    def keys(
        self,
        plan: VideoPlan,
        pictures: Mapping[str, bytes],
        override: Sampling | None = None,
        preview: bool = False,
    ) -> dict[str, str]:
        """Cache keys by scene id. Raises ModelError, or PictureError for a missing picture."""
        if not plan.scenes:
            return {}
        engine = self._known_engine()
        order = FilmOrder(plan, pictures, None, override, preview)
        return keys_for(order, engine.info, engine.fingerprint)

    def engine_info(self) -> EngineInfo:
        """What renders. Loads it at the first call; raises ModelError when it cannot."""
        return self._known_engine().info

    def leave(self, session: str) -> None:
        """The last tab of a session closed: in public mode its jobs stop after a while."""
        self._absent.setdefault(session, time.monotonic())

    def arrive(self, session: str) -> None:
        """A tab of the session is open (again)."""
        self._absent.pop(session, None)

    def close(self) -> None:
        """Stop. What ran or waited goes on when a service opens the same journal."""
        if self._book.closing:
            return
        self._book.stop()
        self._thread.join(CLOSE_S)
        if self._worker is not None:
            self._worker.close()
        self._thread.join()
        self._book.close()

    # -- the thread that renders -----------------------------------------------------------

    def _work(self) -> None:
        while (record := self._book.next()) is not None:
            try:
                record.context.run(self._do, record)
            except Exception as error:  # the edge: whatever happened, the next job shall run
                log.exception("job %s failed", record.entry.job)
                with contextlib.suppress(Exception):
                    self._book.end(record, "failed", f"an internal error: {error}")

    def _do(self, record: Record) -> None:
        ends_at = time.monotonic() + self._limits.wall_clock_s
        try:
            if self._book.begin(record) > ATTEMPTS:
                raise RenderError(
                    f"the program ended {ATTEMPTS} times during this job: it is set aside;"
                    " run `videodirector doctor`, then render again"
                )
            film = self._rendered(record, ends_at)
        except Cancelled:
            self._stopped(record)
        except VideoDirectorError as error:
            if self._book.closing:  # our own end may look like the worker's
                self._book.put_back(record)
            else:
                self._book.end(record, "failed", str(error))
        else:
            self._book.end(record, "done", film=film)

    def _rendered(self, record: Record, ends_at: float) -> Path | None:
        def must_stop() -> bool:
            late = time.monotonic() > ends_at
            gone = self._is_gone(record.entry.session)
            return record.cancelled or self._book.closing or late or gone

        run = Run(
            record.entry,
            record.view,
            lambda view: self._book.show(record, view),
            lambda result: self._book.keep(record, result),
        )
        run.render(self._known_engine(), self._cache, must_stop)
        if record.entry.kind != "film":
            return None
        return run.stitch(self._cache, self._folder / "films", self._limits.cache_bytes // 4)

    def _is_gone(self, session: str) -> bool:
        left = self._absent.get(session) if self._public else None
        return left is not None and time.monotonic() - left > self._limits.absent_s

    def _stopped(self, record: Record) -> None:
        if record.cancelled:
            self._book.end(record, "cancelled")
        elif self._book.closing:
            self._book.put_back(record)
        elif self._is_gone(record.entry.session):
            self._book.end(record, "cancelled", "stopped, as its page was closed")
        else:
            limit_s = self._limits.wall_clock_s
            self._book.end(
                record,
                "failed",
                f"stopped after {limit_s:g} s: render fewer scenes at once, or with fewer steps",
            )

    def _known_engine(self) -> Engine:
        with self._engine_lock:
            if self._engine is None:
                engine = self._worker or self._factory()
                _ = engine.fingerprint  # loads; raises when weights are missing
                self._engine = engine
            return self._engine


def _needed(
    plan: VideoPlan, scenes: tuple[str, ...], pictures: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The pictures of enabled references in these scenes."""
    found: dict[str, bytes] = {}
    for scene_id in scenes:
        for entity in entities_of(plan, plan.scene(scene_id)):
            for reference in entity.references:
                if not reference.enabled:
                    continue
                if reference.digest not in pictures:
                    raise PictureError(
                        f"a picture of {entity.name!r} is missing: give it again, or turn it off"
                    )
                found[reference.digest] = pictures[reference.digest]
    return found
