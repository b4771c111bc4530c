"""What rendering tells people: results of scenes, events of films, views of jobs. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core import limits
from core.render.types import Frames

Kind = Literal["preview", "scene", "film"]
JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
FINAL: frozenset[JobState] = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True)
class SceneResult:
    """A scene that stands in the cache under `key`; `similarity` holds (entity, cosine)."""

    scene_id: str
    key: str
    cached: bool  # True when it was there already and nothing was rendered
    similarity: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class FilmEvent:
    """A film moved on: a sampling step, or (`result`) a whole scene."""

    scene_id: str
    scene_number: int  # from 1, among the scenes that were asked for
    n_scenes: int
    step: int
    steps: int
    preview: Frames | None = None
    result: SceneResult | None = None


@dataclass(frozen=True)
class ServiceLimits:
    """What a render service allows; the defaults are those of `core.limits`."""

    queue: int = limits.RENDER_QUEUE  # running and waiting together, over all sessions
    waiting_per_session: int = limits.RENDERS_WAITING_PER_SESSION
    wall_clock_s: float = limits.RENDER_WALL_CLOCK_S
    disk_free_bytes: int = limits.DISK_FREE_BYTES
    cache_bytes: int = 4 * limits.GIB
    kept_s: float = limits.PUBLIC_RENDER_KEPT_S  # finished jobs, in public mode
    absent_s: float = 60.0  # public mode: how long a job goes on after its tab closed


@dataclass(frozen=True)
class JobView:
    """A job as one sees it now; a later view replaces it whole."""

    job: str
    session: str
    kind: Kind
    state: JobState
    position: int = 0  # 0 when running or over, else the place in the queue, from 1
    scenes: tuple[str, ...] = ()
    scene: str | None = None  # the id of the scene in work
    step: int = 0
    steps: int = 0
    scenes_done: int = 0
    seconds_left: float | None = None  # None until there is something to judge by
    error: str | None = None  # one line for people, when failed
    results: tuple[SceneResult, ...] = ()  # in the order of `scenes`, as far as they are done
    preview: Frames | None = None  # uint8 [F, h, w, 3], latest look into the scene in work
    film: Path | None = None  # the verified mp4 of a job of kind "film"

    @property
    def over(self) -> bool:
        return self.state in FINAL
