"""Every project by its token: those that are open in memory, those that sleep on the disk.

A token that is unknown opens nothing and makes nothing under that name; a new project always
gets a new token from here. A project that nobody changed is never written to the disk.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import OrderedDict
from dataclasses import replace

from core import limits
from core.errors import LimitError
from core.plan.schema import VideoPlan
from core.render.disk import FreeBytes, free_bytes
from ui import connecting, rendering
from ui.desk import Desk, Tools
from ui.session import Session, begin, new_token

log = logging.getLogger(__name__)

SHORTEST_S = 3600.0  # a project is kept for an hour, whatever the disk says
ROOM_BYTES = 2 * limits.DISK_FREE_BYTES

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class Projects:
    """Finds and opens projects. Safe to use from any thread."""

    def __init__(self, tools: Tools, sample: Session, free: FreeBytes = free_bytes) -> None:
        self.tools = tools
        self._free = free
        self._sample = sample
        self._desks: OrderedDict[str, Desk] = OrderedDict()
        self._lock = threading.RLock()

    def find(self, token: str) -> Desk | None:
        """The project of that token, or None."""
        if not _TOKEN.fullmatch(token):
            return None
        with self._lock:
            desk = self._desks.get(token)
            if desk is not None:
                self._desks.move_to_end(token)
                return desk
        session = self.tools.autosave.load(token)
        if session is None:
            return None
        with self._lock:
            if token in self._desks:
                return self._desks[token]
            desk = self._add(session)
        rendering.resume(desk)
        return desk

    def open(self, token: str) -> Desk:
        """The project of that token, or a new one with the sample in it."""
        return self.find(token) or self.begin(None)

    def begin(self, plan: VideoPlan | None) -> Desk:
        """A new project: with `plan`, or with the sample."""
        token = new_token()
        session = replace(self._sample, token=token) if plan is None else begin(plan, token)
        with self._lock:
            return self._add(session)

    @property
    def sample(self) -> Session:
        """What a new project shows."""
        return self._sample

    @property
    def desks(self) -> tuple[Desk, ...]:
        """The projects that are open in memory."""
        with self._lock:
            return tuple(self._desks.values())

    def close(self) -> None:
        """Write down what is not yet."""
        for desk in self.desks:
            desk.keep()

    def sweep(self) -> None:
        """Forget what nobody touched for as long as the mode says; sooner while the disk is short.

        Without that, a stranger who fills the disk would stop everybody's work for a week.
        """
        for desk in self.desks:
            connecting.forget_unused(desk, time.monotonic())
        kept = self.tools.mode.project_kept_s
        if kept is None:
            return
        self._forget(kept)
        while kept > SHORTEST_S and self._free(self.tools.autosave.folder) < ROOM_BYTES:
            kept /= 2
            self._forget(kept)

    def _forget(self, older_than_s: float) -> None:
        self.tools.media.sweep(older_than_s, spare=self._sample.token)
        self.tools.autosave.sweep(time.time() - older_than_s)

    def _add(self, session: Session) -> Desk:
        desk = Desk(session, self.tools)
        self._desks[session.token] = desk
        excess = len(self._desks) - self.tools.mode.projects_in_memory
        if excess > 0:
            self._evict(excess)
        return desk

    def _evict(self, count: int) -> None:
        """Close the projects that were left longest ago; what lasts of them is on the disk."""
        idle = [token for token, desk in self._desks.items() if not desk.busy][:count]
        for token in idle:
            del self._desks[token]
        if not idle and len(self._desks) > 4 * self.tools.mode.projects_in_memory:
            raise LimitError("too many projects are open here: try again later")
