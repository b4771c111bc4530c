"""The vocabulary of replies: keys that name things, boxes and ids, and words for absence.

Owns spelling only. How values combine to boxes is `boxes`' matter.
"""

from __future__ import annotations

import re

from core.planner.drafts import Order

NAME_KEYS = frozenset(
    {"name", "label", "object", "entity", "keyword", "class", "category", "phrase", "objectname"}
    | {"entityname", "subject", "item", "text", "title", "key", "character", "actor", "type"}
)
BOX_KEYS = frozenset(
    {"box", "bbox", "boundingbox", "boxes", "bboxes", "boundingboxes", "rect", "rectangle"}
    | {"position", "coordinates", "coordinate", "coords", "region", "location", "layout"}
    | {"xyxy", "xywh", "bbox2d", "box2d"}
)
ID_KEYS = frozenset(("id", "objectid", "entityid", "trackid", "instance", "index", "uid"))
_SPELLINGS: tuple[tuple[str, Order], ...] = (
    ("x0 y0 x1 y1", "xyxy"), ("x1 y1 x2 y2", "xyxy"), ("xmin ymin xmax ymax", "xyxy"),
    ("left top right bottom", "xyxy"), ("minx miny maxx maxy", "xyxy"), ("l t r b", "xyxy"),
    ("cx cy w h", "cxcywh"), ("cx cy width height", "cxcywh"),
    ("centerx centery width height", "cxcywh"), ("xcenter ycenter width height", "cxcywh"),
    ("centerx centery w h", "cxcywh"), ("xcenter ycenter w h", "cxcywh"),
    ("x y w h", "xywh"), ("x y width height", "xywh"), ("left top width height", "xywh"),
)  # fmt: skip
CORNERS = tuple((frozenset(keys.split()), tuple(keys.split()), order) for keys, order in _SPELLINGS)
COORDINATES = frozenset(key for keys, _, _ in CORNERS for key in keys)
_ABSENT = re.compile(
    r"^\W*(?:none|null|no|n/?a|empty|blank|absent|gone|hidden|invisible|nothing|out|missing)\W*$"
    r"|\b(?:ha[sd] (?:left|exited|gone|disappeared|vanished)|(?:no longer|not|isn't) (?:visible"
    r"|present|shown|seen|in)|out of (?:the )?(?:frame|view|sight|screen|shot|picture)"
    r"|off-?(?:screen|frame|camera)|(?:no|zero|without) (?:objects?|entit\w+|box\w*|one)"
    r"|left the (?:frame|scene|screen|shot)|disappeared|vanished|empty|blank|nothing|absent"
    r"|(?:outside|exits?|exited) (?:of )?(?:the )?(?:frame|view|scene|screen))\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:is|at|are|moves?|to|from|now|located|positioned|stands?|box|bbox|bounding|in|->?))+\s*$",
    re.IGNORECASE,
)
CAPTION_KEYS = frozenset(
    ("caption", "captions", "description", "note", "notes", "action", "comment")
)


def key_of(text: str) -> str:
    """`text` as a key: "Bounding Box" and "bounding_box" are one."""
    return re.sub(r"[\W_]+", "", text).casefold()


def clean_name(text: str) -> str:
    """A name without bullets, emphasis, quotes and "is at"."""
    bare = text.strip().strip("*_`\"'•·-–—:>| \t").strip()
    return _TAIL.sub("", bare) if " " in bare else bare


def says_absent(text: str) -> bool:
    """Whether prose in the place of a box says that nothing is there."""
    return not text.strip() or bool(_ABSENT.search(text))
