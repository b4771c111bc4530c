"""Plans written as JSON, in any shape that names scenes, frames and boxes.

Owns where scenes, frames and tracks are found: lists or objects, per frame or per thing, with
many spellings of the keys. What has no known meaning is left alone; what looks like boxes but
cannot be read is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.errors import BadReply
from core.planner.boxes import boxes_in
from core.planner.drafts import Draft, DraftFrame, DraftScene, Order
from core.planner.fields import entities_of
from core.planner.keys import BOX_KEYS, NAME_KEYS, clean_name, key_of
from core.planner.loose import from_json
from core.planner.parse import Json
from core.planner.things import (
    Object,
    by_thing,
    frame_number,
    is_track_map,
    keys_of,
    numbered,
    tracks_in,
)

_SCENES = ("scenes", "steps", "shots", "clips", "segments", "videoplan", "plan", "storyboard")
_FRAMES = ("frames", "layouts", "keyframes", "layout", "boundingboxes", "boxes", "bboxes")
_TEXTS = {
    "description": ("description", "prompt", "scenedescription", "text", "caption", "sceneprompt"),
    "background": ("background", "backgroundkeyword", "setting", "environment", "location"),
    "reasoning": ("reasoning", "explanation", "rationale"),
}
_PIXELS = re.compile(r"(\d{2,4})\s?[x×*]\s?(\d{2,4})")


def read_json(value: Json, text: str) -> Draft:
    """The plan that parsed JSON describes; `text` is the whole reply, for hints.

    Raises:
        BadReply: no scene or frame is found in it, or one cannot be read.
    """
    top = keys_of(value) if isinstance(value, dict) else {}
    kind = "boxes" if top.get("schema") == "DenseBoxes.1" else "json"
    hints = text[: text.find("{")] if "{" in text else ""
    scenes = [_scene(item, at, number) for at, (number, item) in enumerate(_scenes(value), 1)]
    scenes = [scene for scene in scenes if scene.frames or scene.description or scene.entities]
    if not scenes:
        keys = f" with the keys {', '.join(list(top)[:8])}" if top else ""
        raise BadReply(f"the JSON{keys} holds no scenes and no frames: there is no plan in it")
    title = top.get("title")
    draft = Draft(scenes, kind, title if isinstance(title, str) else "", hints)
    draft.frame_size = _size(top)
    order = top.get("boxformat", top.get("format", top.get("bboxformat")))
    draft.order = _order(order)
    if kind == "boxes":
        draft.frame_size, draft.order = (1.0, 1.0), "xyxy"
    return draft


def _size(top: dict[str, Json]) -> tuple[float, float] | None:
    """Width and height where the JSON states the frame's: then boxes are in its pixels."""
    for key in ("resolution", "framesize", "canvas", "canvassize", "imagesize", "size", ""):
        value: Json = top.get(key) if key else dict(top)
        if isinstance(value, dict):
            inner = keys_of(value)
            value = [inner.get("width"), inner.get("height")]
        if isinstance(value, str) and (match := _PIXELS.fullmatch(value)):
            return float(match.group(1)), float(match.group(2))
        if isinstance(value, list) and len(value) == 2:
            sides = [v for v in value if isinstance(v, int | float) and v > 1]
            if len(sides) == 2:
                return float(sides[0]), float(sides[1])
    return None


def _order(value: Json) -> Order | None:
    if not isinstance(value, str):
        return None
    letters = key_of(value)
    orders: dict[str, Order] = {
        "xyxy": "xyxy", "x0y0x1y1": "xyxy", "x1y1x2y2": "xyxy", "xminyminxmaxymax": "xyxy",
        "xywh": "xywh", "xywidthheight": "xywh", "cxcywh": "cxcywh", "yxyx": "yxyx",
        "yminxminymaxxmax": "yxyx",
    }  # fmt: skip
    return orders.get(letters)


def _scenes(value: Json) -> Iterable[tuple[int | None, Json]]:
    """Every scene with its number, wherever the list of them stands."""
    if isinstance(value, list):
        if _is_frame_list(value):
            return [(None, {"frames": value})]
        return list(enumerate(value, 1))
    if not isinstance(value, dict):
        return []
    keys = keys_of(value)
    for name in _SCENES:
        inner = keys.get(name)
        if isinstance(inner, list | dict) and inner:
            if isinstance(inner, dict) and not numbered(inner, ("scene", "step", "shot", "clip")):
                return _scenes(inner)
            return enumerate(inner, 1) if isinstance(inner, list) else numbered(inner, ())
    pairs = numbered(value, ("scene", "step", "shot", "clip", "segment"))
    return pairs or [(None, value)]


def _is_frame_list(value: list[Json]) -> bool:
    """Whether the items of a list are frames of one scene rather than scenes."""
    first = value[0] if value else None
    if isinstance(first, list):
        return True
    if not isinstance(first, dict):
        return False
    keys = keys_of(first)
    if any(name in keys for name in ("frames", *_TEXTS["description"][:2])) and "frame" not in keys:
        return not any(isinstance(keys.get(n), list | dict) for n in _FRAMES[:3]) and "box" in keys
    return "frame" in keys or "framenumber" in keys or bool(keys.keys() & {"boxes", "bboxes"})


def _scene(value: Json, at: int, number: int | None) -> DraftScene:
    scene = DraftScene(number, where=f"scene {at}")
    if isinstance(value, list):
        value = {"frames": value}
    if isinstance(value, str):
        scene.description = value
        return scene
    if not isinstance(value, dict):
        raise BadReply(f"scene {at} is {str(value)[:40]!r}, no object")
    keys = keys_of(value)
    for name, spellings in _TEXTS.items():
        found = next((v for k in spellings if isinstance(v := keys.get(k), str)), "")
        setattr(scene, name, found)
    if isinstance(background := keys.get("background"), dict):
        words = keys_of(background)
        text = words.get("description", words.get("name", words.get("keyword", "")))
        scene.background = text if isinstance(text, str) else ""
    scene.layout_strength = _strength(keys, scene.where)
    scene.frames = _frames(value, keys, scene.where)
    listed = keys.get("entities", keys.get("characters", keys.get("objects")))
    if listed and not isinstance(listed, str) and not _has_boxes(listed):
        scene.entities = _listed(listed)
    elif isinstance(listed, str):
        scene.entities = entities_of(listed)
    if not scene.frames:
        scene.frames = tracks_in(keys, scene.where)
    return scene


def _strength(keys: dict[str, Json], where: str) -> float | None:
    value = keys.get("layoutstrength", keys.get("alpha", keys.get("layoutguidancestrength")))
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadReply(f"{where}: a layout strength of {value!r} is outside [0, 1]")
    return float(value)


def _listed(value: Json) -> list[tuple[str, tuple[str, ...]]]:
    """Entities given as names, as objects, or as an object of attributes."""
    found: list[tuple[str, tuple[str, ...]]] = []
    items: Iterable[Json]
    if isinstance(value, dict):
        items = [{"name": key, "attributes": said} for key, said in value.items()]
    else:
        items = value if isinstance(value, list) else ()
    for item in items:
        if isinstance(item, str):
            found.append((clean_name(item), ()))
        elif isinstance(item, dict):
            keys = keys_of(item)
            name = next((v for k in NAME_KEYS if isinstance(v := keys.get(k), str)), "")
            said = keys.get("attributes", keys.get("attribute", keys.get("appearance")))
            words = [said] if isinstance(said, str) else said if isinstance(said, list) else []
            found.append((clean_name(name), tuple(w for w in words if isinstance(w, str) and w)))
    return [(name, words) for name, words in found if name]


def _has_boxes(value: Json) -> bool:
    items = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(items, list):
        return False
    keys = {key_of(key) for item in items if isinstance(item, dict) for key in item}
    return bool(keys & (BOX_KEYS | {"frames", "keys", "keyframes", "trajectory", "path"}))


def _frames(value: Object, keys: dict[str, Json], where: str) -> list[DraftFrame]:
    if pairs := numbered(value, ("frame",)):
        return [_frame(item, n, where) for n, item in pairs]
    for name in _FRAMES:
        inner = keys.get(name)
        if isinstance(inner, dict):
            if pairs := numbered(inner, ()):
                return [_frame(item, n, where) for n, item in pairs]
            if is_track_map(inner):
                return by_thing([(key, item) for key, item in inner.items()], where)
        elif isinstance(inner, list) and inner and not _is_box_list(inner):
            return [_frame(item, frame_number(item, at), where) for at, item in enumerate(inner, 1)]
    return []


def _is_box_list(value: list[Json]) -> bool:
    """Boxes of a single picture, named: `[{"name": …, "box": …}, …]`."""
    keys = [keys_of(item).keys() if isinstance(item, dict) else set() for item in value]
    return all(k & BOX_KEYS and k & NAME_KEYS and not k & {"frame", "framenumber"} for k in keys)


def _frame(item: Json, number: int, where: str) -> DraftFrame:
    frame = DraftFrame(number)
    place = f"{where}, frame {number}"
    if isinstance(item, dict):
        keys = keys_of(item)
        caption = keys.get("caption", keys.get("description", ""))
        frame.caption = caption if isinstance(caption, str) else ""
        plain = {
            k: v
            for k, v in item.items()
            if key_of(k) not in ("frame", "framenumber", "frameindex", "number", "index",
                                 "caption", "description", "time", "timestamp", "reasoning")
        }  # fmt: skip
        item = next(iter(plain.values())) if len(plain) == 1 and _holds(plain) else plain
        if isinstance(item, list | dict) and not item:
            return frame
    frame.boxes = boxes_in(from_json(item), place).boxes
    return frame


def _holds(plain: Object) -> bool:
    return key_of(next(iter(plain))) in {*BOX_KEYS, "objects", "entities", "items", "elements",
                                         "layout", "content"}  # fmt: skip
