"""What every edit is made of: the base class, and small steps from one valid plan to the next.

A new value is always built by its constructor, so that it is valid or not made at all; parts
that did not change are the same objects as before, which keeps `apply` fast and undo cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator

from core.errors import PlanError
from core.plan.geometry import Box, snapped
from core.plan.problems import shortened
from core.plan.schema import Entity, Key, Scene, Track, Value, VideoPlan, group_key, replaced

__all__ = [
    "Edit",
    "EditorBox",
    "entity_index",
    "free_instance",
    "given",
    "new_scene_id",
    "new_track_id",
    "next_id",
    "planned_keys",
    "replaced",
    "track_of",
    "unlocked",
    "with_entity",
    "with_keys",
    "with_scene",
    "with_track",
]


class Edit(Value):
    """One change to a plan, as a value. `kind` tells the classes apart in JSON."""

    def on(self, plan: VideoPlan) -> VideoPlan:
        """The changed plan. Raises PlanError or ValidationError, and then nothing changed."""
        raise NotImplementedError


def _editor_box(value: object) -> Box:
    numbers = tuple(value) if isinstance(value, list | tuple) else ()
    if len(numbers) != 4 or not all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in numbers
    ):
        raise ValueError(f"{shortened(value)} is no box: give [x0, y0, x1, y1]")
    try:
        return snapped(numbers)
    except PlanError as error:
        raise ValueError(str(error)) from None


EditorBox = Annotated[Box, BeforeValidator(_editor_box)]  # sorted, clamped, grown to MIN_SIDE


def given(edit: Edit, *names: str) -> dict[str, Any]:
    """Those of the named fields that the edit really carries, also when they are null."""
    return {name: getattr(edit, name) for name in names if name in edit.model_fields_set}


def with_scene(plan: VideoPlan, scene_id: str, change: Callable[[Scene], Scene]) -> VideoPlan:
    """The plan with one scene changed."""
    scene = plan.scene(scene_id)
    scenes = tuple(change(s) if s is scene else s for s in plan.scenes)
    return replaced(plan, scenes=scenes)


def track_of(scene: Scene, track_id: str) -> Track:
    """The track of that id. Raises PlanError when there is none."""
    for track in scene.tracks:
        if track.id == track_id:
            return track
    raise PlanError(f"there is no track {track_id!r} in scene {scene.id}")


def with_track(
    plan: VideoPlan, scene_id: str, track_id: str, change: Callable[[Track], Track]
) -> VideoPlan:
    """The plan with one track changed."""

    def changed(scene: Scene) -> Scene:
        track = track_of(scene, track_id)
        return replaced(scene, tracks=tuple(change(t) if t is track else t for t in scene.tracks))

    return with_scene(plan, scene_id, changed)


def unlocked(track: Track) -> Track:
    """The track itself. Raises PlanError when it is locked."""
    if track.locked:
        raise PlanError(f"{track.entity} ({track.id}) is locked: unlock it before you change it")
    return track


def planned_keys(track: Track) -> tuple[Key, ...]:
    """The planner's own keys: those put aside, else all of them while nobody changed one."""
    if track.planned or any(key.source == "person" for key in track.keys):
        return track.planned
    return track.keys


def with_keys(track: Track, keys: Iterable[Key]) -> Track:
    """The track with other keys; the planner's are put aside. Raises PlanError when locked."""
    return replaced(unlocked(track), keys=tuple(keys), planned=planned_keys(track))


def next_id(stem: str, taken: Iterable[str]) -> str:
    """`stem-N` with N above every number in use after that stem."""
    pattern = re.compile(rf"{re.escape(stem)}-(\d{{1,9}})")
    numbers = [int(match[1]) for name in taken if (match := pattern.fullmatch(name))]
    return f"{stem}-{max(numbers, default=0) + 1}"


def new_scene_id(plan: VideoPlan, wanted: str | None = None) -> str:
    """The wanted id, or a fresh one. Raises PlanError when it is taken."""
    taken = [scene.id for scene in plan.scenes]
    if wanted in taken:
        raise PlanError(f"there is a scene {wanted!r} already: leave the id out to get a fresh one")
    return wanted or next_id("scene", taken)


def new_track_id(scene: Scene, wanted: str | None = None) -> str:
    """The wanted id, or a fresh one. Raises PlanError when it is taken."""
    taken = [track.id for track in scene.tracks]
    if wanted in taken:
        raise PlanError(f"scene {scene.id} has a track {wanted!r} already: leave the id out")
    return wanted or next_id("track", taken)


def free_instance(tracks: Iterable[Track], entity: str) -> int:
    """The lowest instance number that no track of that entity has."""
    group = group_key(entity)
    used = {track.instance for track in tracks if group_key(track.entity) == group}
    return next(n for n in range(len(used) + 1) if n not in used)


def entity_index(plan: VideoPlan, name: str) -> int:
    """Where the entity stands. Raises PlanError when there is none of that name."""
    return plan.entities.index(plan.entity(name))


def with_entity(plan: VideoPlan, name: str, change: Callable[[Entity], Entity]) -> VideoPlan:
    """The plan with one entity changed; tracks keep the name they carry."""
    entity = plan.entity(name)
    return replaced(plan, entities=tuple(change(e) if e is entity else e for e in plan.entities))
