"""From loose layouts (of language models, other tools, rules) to valid parts of a plan.

Everything here returns what a plan accepts, and counts what it had to mend; nothing is dropped
in silence. The usual way of a planner:

    tally = Tally()                                       # one for a whole plan
    layout = Layout(frames=((Item("dog", (0.1, 0.5, 0.4, 0.9)),), ...))
    tracks = tracks_from(layout, n_frames=9, tally=tally)  # clamped, numbered, with unique ids
    track = keyed_track("ball", [(0, (0.1, 0.8, 0.2, 0.9), "ease"), (8, None)], taken=["dog"])
    entities = entities_from([("dog", ["black"]), ("ball", [])])
    plan, warnings = assembled(prompt=..., planner="offline", entities=entities, scenes=scenes,
                               tally=tally)

Does not read text (planner) and does not judge a plan (`notes`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import ValidationError

from core import limits
from core.errors import PlanError
from core.plan.geometry import Box, lerp
from core.plan.matching import Seen, instances
from core.plan.mend import Tally, mended_box, mended_name, mended_text
from core.plan.problems import explained, shortened
from core.plan.schema import (
    LAYOUT_FRAMES,
    Easing,
    Entity,
    Key,
    Scene,
    Source,
    Track,
    VideoPlan,
    group_key,
    replaced,
)

__all__ = [
    "Assembled",
    "Item",
    "Layout",
    "Tally",
    "assembled",
    "dense_track",
    "entities_from",
    "keyed_track",
    "mended_box",
    "mended_name",
    "mended_text",
    "resampled",
    "tracks_from",
    "unique_id",
]

_MOST_FRAMES = 1_000


class Item(NamedTuple):
    """A named box on one frame; `tag` is the identity that the source gives it, if any."""

    name: str
    box: Sequence[float]
    tag: str = ""


@dataclass(frozen=True)
class Layout:
    """What a source says is seen on each frame. Boxes are xyxy in a square of side `unit`."""

    frames: tuple[tuple[Item, ...], ...]
    unit: float = 1.0


class Assembled(NamedTuple):
    """A valid plan, and what was mended on the way."""

    plan: VideoPlan
    warnings: tuple[str, ...]


def tracks_from(
    layout: Layout, n_frames: int = LAYOUT_FRAMES, tally: Tally | None = None
) -> tuple[Track, ...]:
    """Dense tracks over `n_frames` layout frames, in order of first appearance.

    A thing that is missing on a frame is absent there. One name several times on a frame means
    several instances, numbered alike every time; a name in other letter case is the same name.

    Raises:
        PlanError: a number is not finite, or more things than a scene can hold.
    """
    tally = Tally() if tally is None else tally
    if len(layout.frames) > _MOST_FRAMES:
        raise PlanError(f"the layout has {len(layout.frames)} frames: the most is {_MOST_FRAMES}")
    groups: dict[str, list[list[Seen]]] = {}
    names: dict[str, str] = {}
    for at, items in enumerate(layout.frames):
        if len(items) > limits.TRACKS_PER_SCENE:
            raise _too_many(len(items), f"frame {at}")
        for item in items:
            name = mended_name(item.name, tally)
            box = _box_of(item, at, layout.unit, tally)
            if name is None or box is None:
                continue
            names.setdefault(group_key(name), name)
            seen = groups.setdefault(group_key(name), [[] for _ in layout.frames])
            seen[at].append(Seen(box, item.tag))
            if len(groups) > limits.TRACKS_PER_SCENE:
                raise _too_many(len(groups), "the scene")
    if layout.frames and len(layout.frames) != n_frames:
        tally.add("frames")
    tracks: list[Track] = []
    for group, frames in groups.items():
        for number, path in enumerate(instances(frames)):
            if len(tracks) == limits.TRACKS_PER_SCENE:
                raise _too_many(len(tracks) + 1, "the scene")
            taken = [track.id for track in tracks]
            boxes = resampled(path, n_frames)
            tracks.append(dense_track(names[group], boxes, taken=taken, instance=number))
    return tuple(tracks)


def resampled(path: Sequence[Box | None], n: int) -> tuple[Box | None, ...]:
    """`path` at `n` moments spread evenly; between presence and absence, the nearer."""
    if not path or n == len(path):
        return tuple(path)
    last, steps = len(path) - 1, max(n - 1, 1)
    boxes: list[Box | None] = []
    for i in range(n):
        low, rest = divmod(i * last, steps)
        a, b, t = path[low], path[min(low + 1, last)], rest / steps
        between = lerp(a, b, t) if a and b else (a if t < 0.5 else b)
        boxes.append(a if rest == 0 else between)
    return tuple(boxes)


def dense_track(
    entity: str,
    boxes: Sequence[Box | None],
    *,
    taken: Iterable[str] = (),
    instance: int = 0,
    source: Source = "planner",
) -> Track:
    """A track with a key on every frame where it is seen, and one where it vanishes.

    Raises:
        PlanError: `boxes` is empty.
    """
    keys = [
        Key(frame=frame, box=box, source=source)
        for frame, box in enumerate(boxes)
        if frame == 0 or box is not None or boxes[frame - 1] is not None
    ]
    if not keys:
        raise PlanError(f"{entity} has no frames: give it at least one box")
    return Track(id=unique_id(entity, taken), entity=entity, instance=instance, keys=tuple(keys))


def keyed_track(
    entity: str,
    points: Iterable[
        tuple[int, Sequence[float] | None] | tuple[int, Sequence[float] | None, Easing]
    ],
    *,
    taken: Iterable[str] = (),
    instance: int = 0,
    source: Source = "planner",
) -> Track:
    """A track from `(frame, box or None[, easing])` points in any order.

    Raises:
        PlanError: no point, a frame twice, or a box that is not valid.
    """
    try:
        keys = [
            Key.model_validate(
                {
                    "frame": point[0],
                    "box": point[1],
                    "easing": point[2] if len(point) == 3 else "linear",
                    "source": source,
                }
            )
            for point in points
        ]
        ordered = tuple(sorted(keys, key=lambda key: key.frame))
        return Track(id=unique_id(entity, taken), entity=entity, instance=instance, keys=ordered)
    except ValidationError as error:
        raise PlanError(explained(error, entity)) from None


def unique_id(name: str, taken: Iterable[str] = ()) -> str:
    """An id that looks like the name where it can ("fire-truck", "dog-2"), else "thing"."""
    plain = unicodedata.normalize("NFKD", name[:80]).casefold()
    letters = (
        c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c)
    )
    stem = "-".join("".join(letters).split())[:30].strip("-") or "thing"
    used = set(taken)
    if stem not in used:
        return stem
    return next(new for n in range(2, len(used) + 3) if (new := f"{stem}-{n}") not in used)


def entities_from(pairs: Iterable[tuple[str, Iterable[str]]]) -> tuple[Entity, ...]:
    """One entity a group, named as it first was, with the attributes of all its mentions."""
    names: dict[str, str] = {}
    attributes: dict[str, dict[str, str]] = {}
    for name, words in pairs:
        group = group_key(name)
        names.setdefault(group, name)
        known = attributes.setdefault(group, {})
        for word in words:
            known.setdefault(group_key(word), word)
    return tuple(
        Entity(name=name, attributes=tuple(attributes[group].values()))
        for group, name in names.items()
    )


def assembled(
    *,
    scenes: Sequence[Scene],
    entities: Iterable[Entity] = (),
    prompt: str = "",
    title: str = "",
    planner: str = "person",
    tally: Tally | None = None,
) -> Assembled:
    """A plan of these parts; whoever has a track but no entity joins the cast.

    Tracks of one name and number in a scene are numbered on.

    Raises:
        PlanError: over a cap, or parts that do not fit together.
    """
    if len(scenes) > limits.SCENES:
        raise PlanError(f"the plan has {len(scenes)} scenes: the most is {limits.SCENES}")
    cast = {group_key(entity.name): entity for entity in entities}
    scenes = [_renumbered(scene) for scene in scenes]
    for scene in scenes:
        for track in scene.tracks:
            cast.setdefault(group_key(track.entity), Entity(name=track.entity))
    try:
        plan = VideoPlan(
            title=title,
            prompt=prompt,
            planner=planner,
            entities=tuple(cast.values()),
            scenes=tuple(scenes),
        )
    except ValidationError as error:
        raise PlanError(explained(error, "plan")) from None
    return Assembled(plan, tally.warnings if tally else ())


def _box_of(item: Item, frame: int, unit: float, tally: Tally) -> Box | None:
    try:
        return mended_box(item.box, tally, unit)
    except PlanError as error:
        raise PlanError(f"frame {frame}, {shortened(item.name)}: {error}") from None


def _renumbered(scene: Scene) -> Scene:
    """The scene, with a free number for each track whose name and number are taken already."""
    taken: set[tuple[str, int]] = set()
    tracks = []
    for track in scene.tracks:
        group, number = group_key(track.entity), track.instance
        while (group, number) in taken:
            number += 1
        taken.add((group, number))
        tracks.append(track if number == track.instance else replaced(track, instance=number))
    return replaced(scene, tracks=tuple(tracks))


def _too_many(n: int, where: str) -> PlanError:
    return PlanError(
        f"{where} holds {n} things: the most is {limits.TRACKS_PER_SCENE}, so ask for fewer"
    )
