"""Boxes and their names out of loose values, in every arrangement seen in replies.

Owns which numbers belong to which name. Refuses what cannot be told apart: three numbers, a
name without a box, a box without a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import BadReply
from core.planner.drafts import Order, RawBox
from core.planner.found import Found, ident_of, keyed_box, make_box, without_box_key
from core.planner.keys import (
    BOX_KEYS,
    CAPTION_KEYS,
    COORDINATES,
    ID_KEYS,
    NAME_KEYS,
    clean_name,
    key_of,
    says_absent,
)
from core.planner.loose import Group, Number, Pair, Value, loose


def boxes_in(value: Value, where: str, name: str = "") -> Found:
    """Every box of `value`.

    Raises:
        BadReply: it holds numbers or names that make no box; the message names them.
    """
    found = Found(where)
    _read(value, name, found)
    return found


def _read(value: Value, name: str, found: Found) -> None:
    if isinstance(value, Group):
        if _is_record(value):
            _record(value, name, found)
        else:
            _sequence(value, name, found)
    elif isinstance(value, str):
        _string(value, name, found)
    elif value is None:
        if name:
            found.add(RawBox(name, None))
    elif isinstance(value, Number):
        raise BadReply(f"{found.where}: {name or 'something'} has one number, a box needs four")


def _string(value: str, name: str, found: Found) -> None:
    """A box written inside quotes, or a word that says there is none."""
    if any(c.isdigit() for c in value):
        inner = loose(value)
        if len(numbers := inner.numbers or []) == 4:
            return found.add(make_box(name, numbers, found.where, "keyed"))
        if any(isinstance(item, Group) for item in inner.items):
            return _read(inner, name, found)
    if name and says_absent(value):
        found.add(RawBox(name, None))
    elif name:
        raise BadReply(f"{found.where}: {name} has {value[:60]!r} where a box is needed")
    return None


def _is_record(group: Group) -> bool:
    keys = {key_of(item.key) for item in group.items if isinstance(item, Pair)}
    if not group.items or not all(isinstance(item, Pair) for item in group.items):
        return False
    if len(keys) < len(group.items):  # a list of things, one key after another
        return False
    if keys & BOX_KEYS or len(keys & COORDINATES) >= 4 or keys >= {"topleft", "bottomright"}:
        return True
    return bool(keys & NAME_KEYS) and all(
        not isinstance(item.value, Group) or key_of(item.key) in NAME_KEYS | ID_KEYS
        for item in group.items
        if isinstance(item, Pair)
    )


def _record(group: Group, name: str, found: Found) -> None:
    """`{"id": 0, "name": "bear", "box": [...]}`, in any order of keys."""
    values = {key_of(item.key): item.value for item in group.items if isinstance(item, Pair)}
    ident = next((ident_of(values[key]) for key in sorted(ID_KEYS) if key in values), None)
    said = (values.get(key) for key in ("name", *sorted(NAME_KEYS)))
    named = next((v for v in said if isinstance(v, str) and v.strip()), "")
    name = clean_name(named) or name or clean_name(ident or "").strip("0123456789")
    if ident is not None and not values.keys() & (ID_KEYS - {"instance"}):
        ident = f"{name} {ident}"  # instances are numbered for each name apart
    key = next((key for key in values if key in BOX_KEYS), None)
    if key is None:
        return found.add(without_box_key(name, values, ident, found.where))
    inner = Found(found.where)
    _read(values[key], name, inner)
    order: Order | None = "xyxy" if key == "xyxy" else "xywh" if key == "xywh" else None
    for box in inner.boxes or [RawBox(name, None)]:
        found.add(RawBox(box.name, box.numbers, "record", box.order or order, ident, box.fraction))
    return None


_BETWEEN = frozenset({"to", "and", "until"})  # (0.1, 0.2) to (0.5, 0.8)


@dataclass(slots=True)
class _Line:
    """Where a sequence stands: the name that waits for a box, the numbers gathered so far."""

    name: str
    inherited: str
    run: list[Number] = field(default_factory=list)
    keyed: dict[str, Number] = field(default_factory=dict)
    nameless: list[list[Number]] = field(default_factory=list)
    boxed: int = 0


def _sequence(group: Group, name: str, found: Found) -> None:
    line = _Line("", name)
    before = len(found.boxes)
    for item in group.items:
        if isinstance(item, Pair):
            _pair(item, line, found)
        elif isinstance(item, Group):
            _nested(item, line, found)
        elif isinstance(item, Number):
            _gather(line, [item], found)
        elif item is None:
            if line.name or line.inherited:
                found.add(RawBox(line.name or line.inherited, None))
                line.name = ""
                line.boxed += 1
        else:
            _text(item, line, group, found)
    _finish(group, line, found, before)


def _text(item: str, line: _Line, group: Group, found: Found) -> None:
    name = clean_name(item)
    if not name or (len(line.run) == 2 and name.casefold() in _BETWEEN):
        return
    _spill(line, found)
    if line.nameless:  # [[0.1, 0.2, 0.3, 0.4], "dog"]
        for numbers in line.nameless:
            found.add(make_box(name, numbers, found.where))
        line.nameless = []
        line.boxed += 1
    elif not line.name or group.kind in ("", "{"):
        if line.name and group.kind == "" and not found.caption:
            found.caption = ""
        line.name = name


def _gather(line: _Line, numbers: list[Number], found: Found) -> None:
    line.run.extend(numbers)
    if len(line.run) == 4:
        _place(line, line.run, found)
        line.run = []


def _place(line: _Line, numbers: list[Number], found: Found) -> None:
    name = line.name or line.inherited
    if name:
        found.add(make_box(name, numbers, found.where))
        line.boxed += 1
        line.inherited, line.name = name, ""
    else:
        line.nameless.append(numbers)


def _spill(line: _Line, found: Found) -> None:
    """A lone number is an id, a score or a count; two or three were meant to be a box."""
    if len(line.run) > 1:
        name = line.name or line.inherited or "a box"
        raise BadReply(f"{found.where}: {name} has {len(line.run)} numbers, a box needs four")
    line.run = []


def _nested(item: Group, line: _Line, found: Found) -> None:
    numbers = item.numbers
    if numbers is not None and len(numbers) == 2:
        return _gather(line, numbers, found)  # (x0, y0), (x1, y1)
    if numbers is not None and item.items:
        _spill(line, found)
        if len(numbers) == 1 and (item.kind == "(" or line.boxed):
            return None
        if len(numbers) != 4:
            raise BadReply(
                f"{found.where}: {line.name or line.inherited or 'a box'} has"
                f" {len(numbers)} numbers, a box needs four"
            )
        return _place(line, numbers, found)
    _spill(line, found)
    if not item.items:
        if line.name:
            found.add(RawBox(line.name, None))
            line.name = ""
            line.boxed += 1
        return None
    words = all(isinstance(part, str) for part in item.items)
    if item.kind == "(" and words:
        return None  # an aside
    before = len(found.boxes)
    _read(item, line.name or line.inherited, found)
    if len(found.boxes) > before:
        line.boxed += 1
        line.name = ""
    return None


def _pair(item: Pair, line: _Line, found: Found) -> None:
    key = key_of(item.key)
    _spill(line, found)
    if key in CAPTION_KEYS and not isinstance(item.value, Group):
        found.caption = found.caption or (item.value if isinstance(item.value, str) else "")
    elif key in COORDINATES and isinstance(item.value, Number):
        line.keyed[key] = item.value
        if box := keyed_box(line.name or line.inherited, line.keyed, found.where):
            found.add(box)
            line.keyed, line.name = {}, ""
            line.boxed += 1
    elif key in BOX_KEYS or key in {"objects", "entities", "frame", "items", "elements"}:
        _read(item.value, line.name or line.inherited, found)
        line.name = ""
        line.boxed += 1
    elif key in ID_KEYS or key in NAME_KEYS:
        if key in NAME_KEYS and isinstance(item.value, str):
            line.name = clean_name(item.value)
    elif isinstance(item.value, Number):
        line.name = clean_name(item.key)
        _gather(line, [item.value], found)
    elif isinstance(item.value, str) and not item.value:
        line.name = clean_name(item.key)  # "dog:" and its box on the next line
    else:
        line.name = clean_name(item.key)
        if isinstance(item.value, Group):
            _nested(item.value, line, found)
        else:
            _read(item.value, line.name, found)
            line.name = ""
        line.boxed += 1


def _finish(group: Group, line: _Line, found: Found, before: int) -> None:
    _spill(line, found)
    if line.nameless:
        raise BadReply(f"{found.where}: a box {[n.value for n in line.nameless[0]]} has no name")
    if line.keyed:
        raise BadReply(f"{found.where}: {line.name or 'a box'} has only {', '.join(line.keyed)}")
    if not line.name:
        return
    if group.kind in ("[", "{") and not line.boxed and len(found.boxes) == before:
        if not says_absent(line.name):
            raise BadReply(f"{found.where}: {line.name} has no box")
    elif group.kind == "" and line.boxed and not found.caption:
        found.caption = line.name
