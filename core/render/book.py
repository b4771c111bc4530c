"""The book of render jobs: who ordered what, whose turn it is, what is known of each job.

One lock guards memory and journal together, so that what a page is told is what a restart finds.
Owns no engine and no thread; `jobs.RenderService` does the work that stands here.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.errors import DiskFull, InputError, LimitError
from core.render.fair_queue import FairQueue
from core.render.journal import Entry, Journal, Kept
from core.render.results import JobState, JobView, SceneResult, ServiceLimits

log = logging.getLogger(__name__)


@dataclass
class Record:
    """A job in memory. `version` counts the views that were shown.

    `context` is that of the request that ordered it: a Space's GPU is lent to a visitor.
    """

    entry: Entry
    view: JobView
    version: int = 0
    cancelled: bool = False
    context: Context = field(default_factory=copy_context)


class JobBook:
    """All jobs that are known, in the order in which they were given."""

    def __init__(self, journal: Path, limits: ServiceLimits, kept_s: float) -> None:
        self._limits = limits
        self._kept_s = kept_s
        self._changed = threading.Condition()
        self._records: dict[str, Record] = {}
        self._queue = FairQueue()
        self._closing = False
        self._journal = Journal(journal)
        with self._changed:
            for kept in self._journal.all():
                self._take_up(kept)
            self._place()

    @property
    def closing(self) -> bool:
        return self._closing

    def add(self, entry: Entry) -> None:
        """A new job, at the end of its session's line. Raises LimitError when there is no room."""
        with self._changed:
            self._refuse_when_full(entry.session)
            self._journal.add(entry)
            self._records[entry.job] = Record(entry, _first_view(entry), version=1)
            self._queue.push(entry.session, entry.job)
            with suppress(DiskFull):  # the new job is written; old ones go another time
                for job in self._journal.forget(self._kept_s):
                    self._records.pop(job, None)
            self._place()
            self._changed.notify_all()

    def view(self, job: str) -> JobView:
        """Raises InputError when the job is not known."""
        with self._changed:
            return self._record(job).view

    def views(self, session: str) -> tuple[JobView, ...]:
        """All jobs of a session, oldest first."""
        with self._changed:
            return tuple(r.view for r in self._records.values() if r.entry.session == session)

    def changes(self, job: str) -> Iterator[JobView]:
        """Views of a job as they come, the present one first; ends after a final one."""
        seen = 0
        while True:
            with self._changed:
                record = self._record(job)
                while record.version == seen and not self._closing:
                    self._changed.wait()
                view, seen, closing = record.view, record.version, self._closing
            yield view
            if view.over or closing:
                return

    def cancel(self, job: str) -> None:
        """A waiting job ends here and now; a running one is told by `Record.cancelled`."""
        with self._changed:
            record = self._record(job)
            record.cancelled = True
            if self._queue.remove(job):
                self._end(record, "cancelled", None, None)
                self._place()

    def next(self) -> Record | None:
        """Wait for a job and mark it running; None when the book closes."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or len(self._queue) > 0)
            job = None if self._closing else self._queue.pop()
            if job is None:
                return None
            record = self._records[job]
            self._show(record, replace(record.view, state="running", position=0))
            self._place()
            return record

    def begin(self, record: Record) -> int:
        """Write down that a job runs; gives how often it has begun."""
        with self._changed:
            return self._journal.begin(record.entry.job)

    def show(self, record: Record, view: JobView) -> None:
        with self._changed:
            self._show(record, view)

    def keep(self, record: Record, result: SceneResult) -> None:
        """Write down that a scene of the job stands in the cache."""
        with self._changed:
            self._journal.add_result(record.entry.job, result)

    def end(
        self, record: Record, state: JobState, error: str | None = None, film: Path | None = None
    ) -> None:
        with self._changed:
            self._end(record, state, error, film)

    def put_back(self, record: Record) -> None:
        """The job was interrupted by our own end: it waits for the next start."""
        with self._changed:
            self._journal.end(record.entry.job, "waiting")
            self._show(record, replace(record.view, state="waiting", preview=None))

    def stop(self) -> None:
        """Nothing new begins; everybody who waits is woken."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._journal.close()

    # -- all below hold the lock -----------------------------------------------------------

    def _record(self, job: str) -> Record:
        found = self._records.get(job)
        if found is None:
            raise InputError(f"there is no render job {job[:40]!r}: it was finished long ago")
        return found

    def _refuse_when_full(self, session: str) -> None:
        if self._closing:
            raise LimitError("the program is about to end: render again when it is back")
        waiting = self._queue.count(session)
        if waiting >= self._limits.waiting_per_session:
            raise LimitError(
                f"{waiting} render of yours waits already: cancel it, or wait until it begins"
            )
        alive = sum(not record.view.over for record in self._records.values())
        if alive >= self._limits.queue:
            raise LimitError(f"{alive} renders are in the queue, which is full: try again later")

    def _show(self, record: Record, view: JobView) -> None:
        record.view = view
        record.version += 1
        self._changed.notify_all()

    def _place(self) -> None:
        """Tell waiting jobs their place where it changed."""
        for position, job in enumerate(self._queue.order(), start=1):
            record = self._records[job]
            if record.view.position != position:
                self._show(record, replace(record.view, position=position))

    def _end(self, record: Record, state: JobState, error: str | None, film: Path | None) -> None:
        ended = replace(
            record.view, state=state, error=error, film=film, position=0, scene=None,
            seconds_left=None, preview=None,
        )  # fmt: skip
        record.context = Context()
        log.info("job %s (%s) is %s", record.entry.job, record.entry.kind, state)
        try:
            self._journal.end(record.entry.job, state, error, film)
        except DiskFull as full:  # the next start finds it alive, and does it again
            log.warning("the end of the job %s is not written: %s", record.entry.job, full)
        self._show(record, ended)

    def _take_up(self, kept: Kept) -> None:
        """A job from before: over, or in line again with what it had done in the cache."""
        view = replace(_first_view(kept.entry), results=kept.results)
        record = Record(kept.entry, view, version=1)
        self._records[kept.entry.job] = record
        if kept.state in ("waiting", "running"):
            record.view = replace(view, results=())
            self._queue.push(kept.entry.session, kept.entry.job)
        else:
            record.view = replace(
                view, state=kept.state, error=kept.error, film=kept.film,
                scenes_done=len(kept.results),
            )  # fmt: skip


def _first_view(entry: Entry) -> JobView:
    return JobView(entry.job, entry.session, entry.kind, "waiting", scenes=entry.scenes)
