"""Plans in JSON that list boxes per thing instead of per frame.

Owns turning tracks into frames, and the numbered keys that both arrangements use.
"""

from __future__ import annotations

import re

from core.errors import BadReply
from core.planner.boxes import boxes_in
from core.planner.drafts import DraftFrame, RawBox
from core.planner.keys import NAME_KEYS, clean_name, key_of
from core.planner.loose import from_json
from core.planner.parse import Json

Object = dict[str, Json]

_TRACKS = ("tracks", "objects", "entities", "trajectories", "elements", "characters")
_PATHS = ("boxes", "bboxes", "frames", "keys", "keyframes", "trajectory", "path", "box", "bbox")
_NOT_BOXES = frozenset({"frame", "easing", "source", "time", "framenumber", "timestamp"})
NUMBERED = re.compile(
    r"^(?:key)?(?P<kind>frames?|step|scene|shot|clip|segment)?[ _#\-]*(?P<n>\d{1,4})$",
    re.IGNORECASE,
)


def keys_of(value: Object) -> dict[str, Json]:
    return {key_of(key): item for key, item in value.items()}


def numbered(value: Object, kinds: tuple[str, ...]) -> list[tuple[int, Json]]:
    """Items of an object whose keys are "scene_1", "Frame 2" or bare numbers."""
    found = []
    for key, item in value.items():
        match = NUMBERED.match(key.strip())
        kind = (match.group("kind") or "").casefold().removesuffix("s") if match else ""
        if match and (not kinds or kind in kinds):
            found.append((int(match.group("n")), item))
    return sorted(found, key=lambda pair: pair[0])


def frame_number(item: Json, at: int) -> int:
    if isinstance(item, dict):
        keys = keys_of(item)
        for name in ("frame", "framenumber", "frameindex", "number", "index"):
            found = keys.get(name)
            if isinstance(found, int) and not isinstance(found, bool):
                return found
            if isinstance(found, str) and (match := NUMBERED.match(found)):
                return int(match.group("n"))
    return at


def is_track_map(value: Object) -> bool:
    """`{"dog": [[…four…], …], …}`: a list of boxes for each name."""
    return bool(value) and all(
        isinstance(v, list) and v and all(x is None or isinstance(x, list) for x in v)
        for v in value.values()
    )


def tracks_in(keys: dict[str, Json], where: str) -> list[DraftFrame]:
    """Frames from things that each carry their boxes over time."""
    for name in _TRACKS:
        inner = keys.get(name)
        if isinstance(inner, dict) and is_track_map(inner):
            return by_thing(list(inner.items()), where)
        things = [_labelled(thing) for thing in inner] if isinstance(inner, list) else []
        if boxed := [thing for thing in things if thing is not None]:
            return by_thing(boxed, where)
    return []


def _labelled(thing: Json) -> tuple[str, Json] | None:
    """The name and the boxes of one thing, if it has any."""
    if not isinstance(thing, dict):
        return None
    keys = keys_of(thing)
    path = next((key for key in _PATHS if key in keys), None)
    return None if path is None else (label_of(keys), keys[path])


def label_of(keys: dict[str, Json]) -> str:
    """The name under the first key that can hold one."""
    spelled = (keys.get(key) for key in ("name", *sorted(NAME_KEYS)))
    return clean_name(next((v for v in spelled if isinstance(v, str)), ""))


def by_thing(things: list[tuple[str, Json]], where: str) -> list[DraftFrame]:
    """Frames out of `(name, boxes over time)`; between a thing's own frames it moves in a line.

    Raises:
        BadReply: what stands for boxes is none.
    """
    paths = [_path(name, path, str(at), where) for at, (name, path) in enumerate(things)]
    numbers = sorted({number for path in paths for number in path})
    frames = {number: DraftFrame(number) for number in numbers}
    for path in paths:
        _spread(path, numbers, frames)
    return [frames[number] for number in numbers]


def _path(name: str, path: Json, ident: str, where: str) -> dict[int, list[RawBox]]:
    if isinstance(path, list) and len(path) == 4 and all(_is_number(v) for v in path):
        path = [path, path]  # one box that stays
    entries: list[tuple[int, Json]]
    if isinstance(path, dict):
        entries = numbered(path, ())
    elif isinstance(path, list):
        entries = [(frame_number(item, at), item) for at, item in enumerate(path, 1)]
    else:
        raise BadReply(f"{where}: {name or 'a thing'} has {str(path)[:40]!r} for boxes")
    boxes: dict[int, list[RawBox]] = {}
    for number, item in entries:
        if isinstance(item, dict):
            item = {key: v for key, v in item.items() if key_of(key) not in _NOT_BOXES}
        place = f"{where}, frame {number}"
        found = boxes_in(from_json(item), place, name).boxes if item else []
        boxes[number] = [
            RawBox(box.name, box.numbers, box.style, box.order, ident, box.fraction)
            for box in found
        ]
    return boxes


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _spread(
    boxes: dict[int, list[RawBox]], numbers: list[int], frames: dict[int, DraftFrame]
) -> None:
    """Puts one thing's boxes on every frame that any thing has, between its own in a line."""
    own = sorted(boxes)
    for number in numbers:
        low = max((n for n in own if n <= number), default=None)
        high = min((n for n in own if n >= number), default=None)
        near = boxes[low] if low is not None else boxes[high] if high is not None else []
        far = boxes[high] if high is not None else near
        if low is None or high is None or low == high or not near or not far:
            frames[number].boxes.extend(near)
            continue
        a, b = near[0], far[0]
        if a.numbers is None or b.numbers is None:
            frames[number].boxes.append(a)
            continue
        t = (number - low) / (high - low)
        p, q = a.numbers, b.numbers
        mixed = (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t,
                 p[2] + (q[2] - p[2]) * t, p[3] + (q[3] - p[3]) * t)  # fmt: skip
        frames[number].boxes.append(RawBox(a.name, mixed, a.style, a.order, a.ident, a.fraction))
