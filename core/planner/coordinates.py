"""What four numbers of a reply mean: their order and their scale.

Owns the decision, once for a whole reply, from what the reply says about itself, how boxes
move, and which reading keeps boxes inside the frame. Says what it decided, so that a person
sees it. Does not clamp: see `assemble`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from core.planner.drafts import Draft, Order, RawBox

Numbers = tuple[float, float, float, float]

_SIZE = re.compile(r"(?<![\d.])(\d{3,4})\s?(?:[x×*]|by)\s?(\d{3,4})(?!\.?\d)")
_SPAN = re.compile(r"(?<![\d.])\[?0\s?(?:-|–|to|and|\.\.|,)\s?(100|512|1000|1024)(?!\.?\d)\]?")
_XYWH = re.compile(r"\b(?:width|w)\b[\s,'\"]{1,4}(?:and\s|box\s)?(?:height|h)\b", re.IGNORECASE)
_XYXY = re.compile(
    r"x_?(?:0|1|min)\s?,\s?y_?(?:0|1|min)\s?,\s?x_?(?:1|2|max)\s?,\s?y_?(?:1|2|max)"
    r"|left\s?,\s?top\s?,\s?right\s?,\s?bottom",
    re.IGNORECASE,
)
_YXYX = re.compile(r"y_?(?:0|1|min)\s?,\s?x_?(?:0|1|min)\s?,\s?y_?(?:1|2|max)", re.IGNORECASE)
_CENTER = re.compile(r"\b(?:cx|x_?cent(?:er|re)|cent(?:er|re)_?x)\s?,", re.IGNORECASE)
_SAID: tuple[tuple[re.Pattern[str], Order], ...] = (
    (_YXYX, "yxyx"), (_CENTER, "cxcywh"), (_XYXY, "xyxy"), (_XYWH, "xywh"),
)  # fmt: skip
_SCALES = (100.0, 512.0, 1000.0, 1024.0, 1280.0, 1920.0, 3840.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """How every box of a reply is read."""

    order: Order
    width: float
    height: float
    sure: bool  # the reply said so, or left no other reading

    def corners(self, box: RawBox) -> Numbers:
        """`box` as x0, y0, x1, y1 in fractions of the frame, neither sorted nor clamped."""
        assert box.numbers is not None
        a, b, c, d = box.numbers
        order = box.order or self.order
        if order == "yxyx":
            a, b, c, d = b, a, d, c
        elif order == "xywh":
            c, d = a + c, b + d
        elif order == "cxcywh":
            a, b, c, d = a - c / 2, b - d / 2, a + c / 2, b + d / 2
        width, height = (1.0, 1.0) if box.fraction else (self.width, self.height)
        return a / width, b / height, c / width, d / height

    @property
    def words(self) -> str:
        """What a person is told, e.g. "boxes read as x, y, width, height of 512×512"."""
        order = {
            "xyxy": "x0, y0, x1, y1",
            "xywh": "x, y, width, height",
            "cxcywh": "centre x, centre y, width, height",
            "yxyx": "y0, x0, y1, x1",
        }[self.order]
        unit = "fractions" if self.width == 1 else f"a frame of {self.width:g}×{self.height:g}"
        return f"boxes read as {order} in {unit}" + ("" if self.sure else " (a guess: check them)")


def decide(draft: Draft) -> Reading:
    """The one reading of all boxes of `draft`."""
    open_boxes = [
        box
        for scene in draft.scenes
        for box in scene.boxes
        if box.numbers is not None and not box.fraction
    ]
    width, height, scale_sure = _scale(draft, open_boxes)
    ordered = [box for box in open_boxes if box.order is None]
    if not ordered:
        return Reading(open_boxes[0].order or "xyxy" if open_boxes else "xyxy", width, height, True)
    order, order_sure = _order(draft, ordered, width, height)
    return Reading(order, width, height, scale_sure and order_sure)


def _scale(draft: Draft, boxes: list[RawBox]) -> tuple[float, float, bool]:
    if draft.frame_size is not None:
        return (*draft.frame_size, True)
    peaks = sorted(max(map(abs, box.numbers)) for box in boxes if box.numbers)
    if not peaks:
        return 1.0, 1.0, True
    fractions = sum(1 for box in boxes if _is_fraction(box.numbers))
    if fractions * 2 >= len(boxes) or peaks[-1] <= 1:
        return 1.0, 1.0, True
    said = _SIZE.search(draft.hints)
    span = _SPAN.search(draft.hints)
    typical = median(peaks)
    top = max(peak for peak in peaks if peak <= 4 * max(typical, 1))
    if said and top > 1.5:
        return float(said.group(1)), float(said.group(2)), True
    if span and top > 1.5:
        return float(span.group(1)), float(span.group(1)), True
    if top <= 2:
        return 1.0, 1.0, False
    lvd = sum(1 for box in boxes if box.style == "record" and box.ident is not None)
    if lvd * 2 > len(boxes) and top <= 800:
        return 512.0, 512.0, True
    side = next((scale for scale in _SCALES if top <= scale * 1.02), top)
    wide = {1280.0: 720.0, 1920.0: 1080.0, 3840.0: 2160.0}
    return side, wide.get(side, side), False


def _is_fraction(numbers: Numbers | None) -> bool:
    if numbers is None:
        return False
    return all(abs(v) <= 1.5 for v in numbers) and any(v != int(v) for v in numbers)


def _order(draft: Draft, boxes: list[RawBox], width: float, height: float) -> tuple[Order, bool]:
    if draft.order is not None:
        return draft.order, True
    for pattern, said in _SAID:
        if pattern.search(draft.hints) and _broken(boxes, said, width, height) * 2 <= len(boxes):
            return said, True
    records = sum(1 for box in boxes if box.style == "record" and box.ident is not None)
    lvd = records * 2 > len(boxes) and width > 1
    usual: Order = "xywh" if lvd else "xyxy"
    other: Order = "xyxy" if lvd else "xywh"
    usual_broken = _broken(boxes, usual, width, height)
    other_broken = _broken(boxes, other, width, height)
    votes = _motion_votes(draft)
    toward_other = votes if other == "xywh" else -votes
    often = usual_broken > 2 * other_broken and usual_broken > 1
    strong = often or 2 * usual_broken >= len(boxes)
    if usual_broken == 0 and toward_other < max(4, len(boxes) // 3):
        return usual, lvd or width == 1
    if strong and other_broken < usual_broken and toward_other >= 0:
        return other, True
    if toward_other > max(4, len(boxes) // 3) and other_broken <= usual_broken:
        return other, True
    return usual, usual_broken == 0


def _broken(boxes: list[RawBox], order: Order, width: float, height: float) -> int:
    """How many boxes make no sense in that order: corners swapped, or far out of the frame."""
    reading = Reading(order, width, height, True)
    count = 0
    for box in boxes:
        if box.numbers is None:
            continue
        x0, y0, x1, y1 = reading.corners(RawBox(box.name, box.numbers))
        outside = min(x0, y0) < -0.26 or max(x1, y1) > (1.26 if order == "xyxy" else 1.45)
        count += x1 < x0 or y1 < y0 or outside
    return count


def _motion_votes(draft: Draft) -> int:
    """Positive where sizes stay while places move (xywh), negative where corners move along."""
    votes = 0
    for scene in draft.scenes:
        seen: dict[str, list[Numbers]] = defaultdict(list)
        for frame in scene.frames:
            counted: dict[str, int] = defaultdict(int)
            for box in frame.boxes:
                if box.numbers is not None and box.order is None:
                    key = f"{box.ident or ''}|{box.name.casefold()}|{counted[box.name]}"
                    counted[box.name] += 1
                    seen[key].append(box.numbers)
        for track in seen.values():
            for a, b in pairwise(track):
                for near, far in ((0, 2), (1, 3)):
                    step, along = b[near] - a[near], b[far] - a[far]
                    if abs(step) > 1e-9:
                        votes += (abs(along) < 1e-9) - (abs(step - along) < 1e-6 * abs(step) + 1e-9)
    return votes
