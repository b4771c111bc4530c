"""One job at work: scenes into the cache, then the film; what is seen of it as it goes.

Owns progress and time left. Does not own queues, threads or the journal (`jobs`).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.export.video import write_mp4
from core.render.cache import ClipCache, shrink
from core.render.film import FilmOrder, keys_for, render_film, stitched
from core.render.journal import Entry
from core.render.results import FilmEvent, JobView, SceneResult
from core.render.types import Engine


def order_of(entry: Entry) -> FilmOrder:
    """What a job asks the film renderer for."""
    return FilmOrder(
        entry.plan, entry.pictures, entry.scenes, entry.override, preview=entry.kind == "preview"
    )


class Run:
    """A job being done. `show` is told each new view; `kept` each scene that is in the cache."""

    def __init__(
        self,
        entry: Entry,
        view: JobView,
        show: Callable[[JobView], None],
        kept: Callable[[SceneResult], None],
    ) -> None:
        self._entry = entry
        self._view = view
        self._show = show
        self._kept = kept
        self._missing: set[str] = set()
        self._clock = _StepClock()

    def render(self, engine: Engine, cache: ClipCache, cancelled: Callable[[], bool]) -> None:
        """Bring every scene into the cache. Raises as `render_film` does."""
        order = order_of(self._entry)
        keys = keys_for(order, engine.info, engine.fingerprint)
        self._missing = {scene for scene, key in keys.items() if key not in cache}
        results = render_film(order, engine, cache, self._on_event, cancelled)
        self._update(results=tuple(results), scenes_done=len(results))

    def stitch(self, cache: ClipCache, folder: Path, limit_bytes: int) -> Path:
        """The film of a rendered job as a verified mp4, written once. Raises as its parts do."""
        entry, results = self._entry, self._view.results
        film = stitched(entry.plan, results, cache, entry.cross_fade)
        name = hashlib.sha256(
            ":".join([str(film.fps), str(film.cross_fade), *(r.key for r in results)]).encode()
        ).hexdigest()
        path = folder / f"{name}.mp4"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            write_mp4(path, film)
            shrink(folder, "*.mp4", limit_bytes, keep=path)
        return path

    def _on_event(self, event: FilmEvent) -> None:
        if event.result is not None:
            self._missing.discard(event.scene_id)
            self._kept(event.result)
            self._update(
                scene=event.scene_id,
                scenes_done=event.scene_number,
                results=(*self._view.results, event.result),
            )
            return
        self._clock.tick()
        later = len(self._missing - {event.scene_id}) * event.steps
        self._update(
            scene=event.scene_id,
            step=event.step,
            steps=event.steps,
            preview=self._view.preview if event.preview is None else event.preview,
            seconds_left=self._clock.left(event.steps - event.step + later),
        )

    def _update(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        self._show(self._view)


class _StepClock:
    """How long steps take, judged by those that were seen; loading a model does not count."""

    def __init__(self) -> None:
        self._first: float | None = None
        self._last = 0.0
        self._steps = 0

    def tick(self) -> None:
        self._last = time.monotonic()
        if self._first is None:
            self._first = self._last
        else:
            self._steps += 1

    def left(self, steps: int) -> float | None:
        """Seconds that `steps` more will take, or None with nothing to judge by."""
        if self._first is None or not self._steps:
            return None
        return (self._last - self._first) / self._steps * steps
