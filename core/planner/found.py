"""Boxes as they are found in a frame, and the checks that each of them passes.

Owns one box at a time: four finite numbers, a name. `boxes` owns arrangements.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import BadReply
from core.planner.drafts import RawBox, Style
from core.planner.keys import CORNERS, says_absent
from core.planner.loose import Group, Number, Value

_MAX_BOXES = 512


@dataclass(slots=True)
class Found:
    """What a frame holds."""

    where: str
    boxes: list[RawBox] = field(default_factory=list)
    caption: str = ""

    def add(self, box: RawBox) -> None:
        if not box.name:
            raise BadReply(f"{self.where}: a box {_show(box)} has no name")
        if len(self.boxes) >= _MAX_BOXES:
            raise BadReply(f"{self.where} holds more than {_MAX_BOXES} boxes: that is no plan")
        self.boxes.append(box)


def _show(box: RawBox) -> str:
    return str(list(box.numbers)) if box.numbers else ""


def ident_of(value: Value) -> str | None:
    if isinstance(value, Number):
        return f"{value.value:g}"
    return value if isinstance(value, str) and value else None


def keyed_box(
    name: str, values: dict[str, Number], where: str, ident: str | None = None
) -> RawBox | None:
    for keys, names, order in CORNERS:
        if keys <= values.keys():
            box = make_box(name, [values[key] for key in names], where, "keyed")
            return RawBox(name, box.numbers, "keyed", order, ident, box.fraction)
    return None


def make_box(name: str, numbers: list[Number], where: str, style: Style = "pair") -> RawBox:
    if len(numbers) != 4:
        raise BadReply(f"{where}: {name or 'a box'} has {len(numbers)} numbers, a box needs four")
    a, b, c, d = (number.value for number in numbers)
    if not all(math.isfinite(v) for v in (a, b, c, d)):
        raise BadReply(f"{where}: the box of {name or 'something'} holds NaN or infinity")
    percent = all(number.percent for number in numbers if number.value)
    return RawBox(
        name, (a, b, c, d), "record" if style == "record" else "pair",
        fraction=percent and any(n.percent for n in numbers),
    )  # fmt: skip


def without_box_key(
    name: str, values: Mapping[str, Value], ident: str | None, where: str
) -> RawBox:
    """The box of a record that holds coordinates of its own, or says that it has none."""
    corners = [
        number
        for key in ("topleft", "bottomright")
        if isinstance(corner := values.get(key), Group)
        for number in corner.numbers or ()
    ]
    if corners:
        box = make_box(name, corners, where)
        return RawBox(name, box.numbers, "keyed", "xyxy", ident, box.fraction)
    pairs = {key: value for key, value in values.items() if isinstance(value, Number)}
    if (keyed := keyed_box(name, pairs, where, ident)) is not None:
        return keyed
    if any(v is None or (isinstance(v, str) and says_absent(v)) for v in values.values()):
        return RawBox(name, None, "record", None, ident)
    raise BadReply(f"{where}: {name or 'an entry'} has no box")
