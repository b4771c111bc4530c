"""Which scenes must be rendered again after a change.

Compares what decides pixels, not how the change came about: the scene's texts, its number of
frames, the boxes at them in drawing order, the captions and enabled pictures of what it shows, and
its effective sampling. Titles, flags, ids, frame rate, provenance, and keys that change no box
are not among them, nor is a scene's place in the film.
"""

from __future__ import annotations

from core.plan.schema import Entity, Sampling, Scene, VideoPlan, group_key
from core.plan.tracks import dense


def effective_sampling(plan: VideoPlan, scene: Scene) -> Sampling:
    """The scene's own settings, and the plan's where it has none."""
    own = {name: value for name, value in scene.sampling if value is not None}
    return Sampling(**{**dict(plan.sampling), **own})


def shown_groups(scene: Scene) -> frozenset[str]:
    """Group keys of everything with a track in the scene."""
    return frozenset(group_key(track.entity) for track in scene.tracks)


def dirty_scenes(before: VideoPlan, after: VideoPlan) -> frozenset[str]:
    """Ids of the scenes of `after` that are new, or whose pixels can differ from `before`."""
    if before is after:
        return frozenset()
    old_scenes = {scene.id: scene for scene in before.scenes}
    old_looks, looks = _looks(before), _looks(after)
    changed = {g for g in old_looks.keys() | looks.keys() if old_looks.get(g) != looks.get(g)}
    sampling_stays = before.sampling == after.sampling
    dirty = set()
    for scene in after.scenes:
        old = old_scenes.get(scene.id)
        if old is None or (changed and shown_groups(scene) & changed):
            dirty.add(scene.id)
        elif old is scene and sampling_stays:
            continue
        elif effective_sampling(before, old) != effective_sampling(after, scene) or (
            old is not scene and _content(old) != _content(scene)
        ):
            dirty.add(scene.id)
    return frozenset(dirty)


def _looks(plan: VideoPlan) -> dict[str, tuple[object, ...]]:
    return {group_key(entity.name): _look(entity) for entity in plan.entities}


def _look(entity: Entity) -> tuple[object, ...]:
    pictures = tuple((r.digest, r.crop) for r in entity.references if r.enabled)
    return entity.caption, pictures


def _content(scene: Scene) -> tuple[object, ...]:
    paths = []
    for track in scene.tracks:
        boxes = dense(track, scene, scene.frame_count)
        if any(boxes):
            paths.append((group_key(track.entity), boxes))
    return scene.description, scene.background, scene.frame_count, tuple(paths)
