"""A desk is a project that is open: its session, a lock around it, and who listens for news.

Owns the order of changes, saving after each, and carrying out actions that take time. What the
changes are is `ui.actions`; rendering, planning and exporting have a module each.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import InputError, VideoDirectorError
from core.plan.schema import VideoPlan
from core.planner.usage import PlanBudget
from core.render.jobs import RenderService
from ui import actions
from ui.allowances import Allowances
from ui.autosave import Autosave
from ui.media import Media, project_id
from ui.model_server import ServerState
from ui.modes import Mode
from ui.planners import Planners
from ui.session import Session, noticed

log = logging.getLogger(__name__)

Listener = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Tools:
    """What all desks share."""

    mode: Mode
    service: RenderService
    autosave: Autosave
    media: Media
    planners: Planners
    pool: ThreadPoolExecutor
    allowances: Allowances
    closing: threading.Event = field(default_factory=threading.Event)


class Desk:
    """One open project. Safe to use from any thread."""

    def __init__(self, session: Session, tools: Tools) -> None:
        self.tools = tools
        self.used_at = time.monotonic()
        self.stop_planning = threading.Event()
        per_hour = tools.mode.plans_per_hour
        self.plan_budget = None if per_hour is None else PlanBudget(per_hour)
        self.server = ServerState()  # in memory alone, as it may hold a key
        self.watched: set[str] = set()
        self.shown: dict[str, dict[str, str]] = {}  # tab -> panel -> digest of what it shows
        self.showing = threading.Lock()  # held from looking at the session to numbering the answer
        self._session = session
        self._lock = threading.RLock()
        self._saving = threading.Lock()
        self._listeners: set[Listener] = set()

    @property
    def session(self) -> Session:
        self.used_at = time.monotonic()
        return self._session

    @property
    def owner(self) -> str:
        """The name under which render jobs of this project are kept."""
        return project_id(self._session.token)

    @property
    def busy(self) -> bool:
        """Is somebody looking, or something going on?"""
        session = self._session
        return bool(self._listeners or session.orders or session.exporting or session.planning)

    def change(self, step: Callable[[Session], Session], tab: str = "") -> Session:
        """Replace the session by `step` of it, save it where it must last, tell who listens.

        Raises:
            VideoDirectorError: what `step` raises; nothing changed then.
        """
        with self._lock:
            before = self._session
            after = actions.signed(before, step(before), tab)
            self._session = after
        if lasting(before) != lasting(after):
            self._save()
        if not tab or after.history.revision != before.history.revision:
            self.tell({"kind": "changed", "tab": tab})
        return self._session

    def act(self, action: actions.AnyAction, tab: str, seen: int, address: str = "") -> None:
        """Carry out an action, for whoever asks from a network address.

        What cannot be done becomes a line in the session, nothing else.
        """
        try:
            if changes_plan(action):
                actions.check_tab(self._session, tab, seen)
            self.change(lambda session: actions.perform(session, action), tab)
            self._begin(action, address)
        except VideoDirectorError as error:
            self.say(str(error), tab)

    def set_server(self, step: Callable[[ServerState], ServerState], tell: bool = True) -> None:
        """Replace what is known of the project's model server, and tell every page."""
        with self._lock:
            self.server = step(self.server)
        if tell:
            self.tell({"kind": "changed", "tab": ""})

    def give_server(self, other: Desk) -> None:
        """Hand the model server and its key on: one project at a time holds a key."""
        known = self.server
        self.set_server(lambda _: ServerState())
        other.set_server(lambda _: known)

    def say(self, text: str, tab: str = "") -> None:
        """Show a line that tells what cannot be done."""
        self.change(lambda session: noticed(session, "bad", text), tab)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear all news until the function that is returned is called.

        Raises:
            InputError: too many pages listen already.
        """
        with self._lock:
            if len(self._listeners) >= self.tools.mode.streams_per_project:
                raise InputError("this project is open in too many tabs: close one of them")
            self._listeners.add(listener)
        self.tools.service.arrive(self.owner)

        def leave() -> None:
            with self._lock:
                self._listeners.discard(listener)
                alone = not self._listeners
            if alone:
                self.tools.service.leave(self.owner)

        return leave

    def tell(self, message: dict[str, Any]) -> None:
        """Pass news on to every page that listens."""
        for listener in tuple(self._listeners):
            listener(message)

    def pictures(self, plan: VideoPlan) -> dict[str, bytes]:
        """PNG bytes of every enabled picture of the plan that is here."""
        wanted = {r.digest for e in plan.entities for r in e.references if r.enabled}
        found = {d: self.tools.autosave.picture(self._session.token, d) for d in wanted}
        return {digest: data for digest, data in found.items() if data is not None}

    def keep(self) -> None:
        """Write the project down, where it was ever changed and is not written yet."""
        if self._session.history.revision and not self._session.saved:
            self._save()

    def _begin(self, action: actions.AnyAction, address: str) -> None:
        from ui import connecting, exporting, planning, rendering  # these know desks

        match action:
            case actions.Plan():
                planning.start(self, action, address)
            case actions.Estimate():
                connecting.estimate(self, action)
            case actions.ModelServer():
                connecting.perform(self, action, address)
            case actions.StopPlanning():
                self.stop_planning.set()
            case actions.Render():
                rendering.start(self, action)
            case actions.Cancel():
                rendering.cancel(self, action.job)
            case actions.Export():
                exporting.start(self, action)

    def _save(self) -> None:
        with self._saving:
            session = self._session
            try:
                self.tools.autosave.save(session)
            except VideoDirectorError as error:
                log.error("autosave failed: %s", type(error).__name__)
                with self._lock:
                    self._session = noticed(
                        replace(self._session, saved=False), "bad", f"Not saved: {error}"
                    )
                return
            with self._lock:
                if not self._session.saved:
                    self._session = replace(self._session, saved=True)


def lasting(session: Session) -> tuple[object, ...]:
    """What of a session must outlive the process."""
    return (session.history.revision, session.takes, session.film, session.orders, session.failures)


def changes_plan(action: actions.AnyAction) -> bool:
    """Would two tabs that both do this step on each other's work?"""
    return isinstance(action, actions.Edit | actions.Undo | actions.Redo | actions.Plan)
