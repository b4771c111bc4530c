"""What one project is at one moment, as a frozen value. Owns no files, threads or components.

A session is found by its token alone: 256 random bits that the browser keeps. Everything that
happens to a project makes a new session from the one before it (`ui.actions`).
"""

from __future__ import annotations

import hashlib
import operator
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from core.plan.history import History
from core.plan.schema import Sampling, Scene, VideoPlan
from core.render.request import entities_of, settings_for
from core.render.scene_key import scene_key
from core.render.types import EngineInfo, SceneRequest, Settings

TAKES_PER_SCENE = 6
NOTICES_KEPT = 8
AUTHORS_KEPT = 64
FILES_KEPT = 8

Level = Literal["good", "warn", "bad"]
TakeKind = Literal["preview", "scene"]

LOOKS_KEPT = 4096

# looks of scenes by identity: edits keep what they do not change, so most are asked for again
_LOOKS: dict[int, tuple[tuple[object, ...], str]] = {}

_ANY = Settings(seed=0, steps=0, guidance=0, layout_strength=0)
_ANY_ENGINE = EngineInfo("", "", 1, 1, 1, True, _ANY, _ANY, "")


@dataclass(frozen=True)
class Take:
    """A render of one scene. `key` names it in the render cache; `look` and `story` say of what.

    `clip`, `poster`, `moving` and `strip` are media names.
    """

    key: str
    look: str
    story: str
    kind: TakeKind
    label: str
    fps: int
    frames: int
    width: int
    height: int
    columns: int
    clip: str
    poster: str
    moving: str
    strip: str
    similarity: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Part:
    """A scene inside a film: where it begins and how many frames it has."""

    scene: str
    start: int
    frames: int


@dataclass(frozen=True)
class FilmMade:
    """A rendered film; `looks` are those of its scenes when it was made."""

    clip: str
    story: str
    fps: int
    frames: int
    parts: tuple[Part, ...]
    looks: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """A render job that was given out: what its results will be the renders of."""

    job: str
    kind: str
    story: str
    looks: tuple[tuple[str, str], ...]  # (scene, look) when it was given out
    parts: tuple[Part, ...] = ()  # of the film, for a job that makes one


@dataclass(frozen=True)
class Notice:
    """One line for the person; `undo` is the label of a way back."""

    id: int
    level: Level
    text: str
    undo: str | None = None


@dataclass(frozen=True)
class PlanReport:
    """What the latest plan took, in words, and what was mended in it."""

    usage: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Ready:
    """A file that was asked for and is there to be taken."""

    id: int
    format: str
    url: str
    name: str


def _now_ms() -> int:
    """Where a session's ids begin: above those of every session before it."""
    return int(time.time() * 1000)


@dataclass(frozen=True)
class Session:
    """A project: its plan with history, what is selected, what was rendered, what is going on."""

    token: str
    history: History
    selected: str | None = None
    takes: Mapping[str, tuple[Take, ...]] = field(default_factory=dict)
    film: FilmMade | None = None
    orders: tuple[Order, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)  # scene id -> reason
    notices: tuple[Notice, ...] = ()
    counter: int = field(default_factory=_now_ms)  # latest id of a notice or file
    authors: tuple[tuple[int, str], ...] = ()  # (revision, tab) of the latest changes
    planning: bool = False
    arriving: tuple[Scene, ...] = ()  # of the plan that is being made
    report: PlanReport | None = None
    exporting: frozenset[str] = frozenset()
    ready: tuple[Ready, ...] = ()
    saved: bool = False

    @property
    def plan(self) -> VideoPlan:
        return self.history.plan


def new_token() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def begin(plan: VideoPlan, token: str | None = None) -> Session:
    """A session that opens `plan`, its first scene selected."""
    first = plan.scenes[0].id if plan.scenes else None
    return Session(token or new_token(), History.begin(plan), first)


def look_of(plan: VideoPlan, scene_id: str) -> str:
    """What decides the pixels of a scene, apart from engine and pictures' bytes, as a digest."""
    scene = plan.scene(scene_id)
    entities = entities_of(plan, scene)
    parts = (scene, plan.sampling, *entities)
    known = _LOOKS.get(id(scene))
    if known and len(known[0]) == len(parts) and all(map(operator.is_, known[0], parts)):
        return known[1]
    settings = settings_for(plan, scene, _ANY_ENGINE, Sampling(), preview=False)
    look = scene_key(SceneRequest(scene, entities, {}, settings), "")
    if len(_LOOKS) > LOOKS_KEPT:
        _LOOKS.clear()
    _LOOKS[id(scene)] = (parts, look)
    return look


def story_of(plan: VideoPlan) -> str:
    """Which story a plan tells, so that scene 1 of another one does not borrow its renders."""
    return hashlib.sha256(f"{plan.planner}\0{plan.prompt}".encode()).hexdigest()[:16]


def takes_of(session: Session, scene_id: str) -> tuple[Take, ...]:
    """Renders of a scene of the present story, oldest first."""
    story = story_of(session.plan)
    return tuple(take for take in session.takes.get(scene_id, ()) if take.story == story)


def film_of(session: Session) -> FilmMade | None:
    """The film of the present story, where one was made."""
    film = session.film
    return film if film is not None and film.story == story_of(session.plan) else None


def noticed(session: Session, level: Level, text: str, undo: str | None = None) -> Session:
    """The session with one more line for the person."""
    notice = Notice(session.counter + 1, level, text, undo)
    kept = (*session.notices, notice)[-NOTICES_KEPT:]
    return replace(session, notices=kept, counter=notice.id)
