"""JSON from outside, read strictly and cheaply: the one door for files, pastes and browsers.

Refuses what standard JSON leaves open or what is made to hurt: more than the byte cap, deeper than
the depth cap, a key that stands twice, integers of absurd length, NaN and infinities (also 1e999),
and text that is no UTF-8. A byte-order mark at the very start is dropped.
"""

from __future__ import annotations

import json
import math
from typing import NoReturn

from core import limits
from core.errors import PlanError

_NOT_BRACKETS = bytes(c for c in range(256) if c not in b"[]{}")
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_INTEGER_DIGITS = 20
_DIGITS = bytes.maketrans(b"123456789E", b"000000000e")
_BOM = b"\xef\xbb\xbf"


def parse_json(source: str | bytes, what: str = "the file") -> object:
    """The value that `source` holds, built of dict, list, str, int, finite float, bool and None.

    Raises:
        PlanError: not JSON, or over a cap; the message names `what` and the place.
    """
    data = _encoded(source, what)
    if len(data) > limits.JSON_BYTES:
        raise PlanError(
            f"{what} has {len(data):,} bytes: the most that is read is {limits.JSON_BYTES:,}"
        )
    _check_depth(data, what)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PlanError(f"{what} is not UTF-8 at byte {error.start}: save it as UTF-8") from None
    integer = _integer if has_long_digits(data) else None
    try:
        value: object = json.loads(text, object_pairs_hook=_object, parse_int=integer)
    except json.JSONDecodeError as error:
        raise PlanError(
            f"{what} is not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except _Refused as refused:
        raise PlanError(f"{what} {refused}") from None
    if _may_be_infinite(data):
        _check_finite(value, what)
    return value


def has_long_digits(data: bytes) -> bool:
    """Whether more digits than a sane integer has stand in a row, in a number or in a text."""
    return b"0" * (_INTEGER_DIGITS + 1) in data.translate(_DIGITS)


class _Refused(ValueError):
    """Something well-formed that is not accepted all the same."""


def _encoded(source: str | bytes, what: str) -> bytes:
    if isinstance(source, str):
        source = source.removeprefix("\ufeff")
        try:
            return source.encode("utf-8")
        except UnicodeEncodeError as error:
            raise PlanError(
                f"{what} holds a lone surrogate at character {error.start}: send valid Unicode"
            ) from None
    return source.removeprefix(_BOM)


def _check_depth(data: bytes, what: str) -> None:
    """Refuses deep nesting before the parser sees it, in time linear in the input.

    What stands between every other pair of unescaped quotes is text, and its brackets do not
    count; should the quotes not pair up, the parser stops at the same place as this.
    """
    unescaped = data.replace(rb"\\", b"").replace(rb"\"", b"")
    brackets = b"".join(unescaped.split(b'"')[::2]).translate(_ONE_KIND, _NOT_BRACKETS)
    for _ in range(limits.JSON_DEPTH):
        if not brackets:
            return
        brackets = brackets.replace(b"[]", b"")
    # what is left is deep, or is "]]][[[" and so no JSON, at which the parser stops by itself
    if b"[]" in brackets or brackets.count(b"[") > limits.JSON_DEPTH:
        _too_deep(what)


def _too_deep(what: str) -> NoReturn:
    raise PlanError(f"{what} is nested deeper than {limits.JSON_DEPTH} levels: flatten it")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Refused(f"holds the key {key[:80]!r} twice in one object: keep one")
            seen.add(key)
    return value


def _integer(digits: str) -> int:
    if len(digits) > _INTEGER_DIGITS:
        raise _Refused(f"holds an integer of {len(digits)} digits: the most is {_INTEGER_DIGITS}")
    return int(digits)


def _may_be_infinite(data: bytes) -> bool:
    """Whether a number can be infinite or none; rarely false of hexadecimal digests."""
    shape = data.translate(_DIGITS)
    return any(sign in shape for sign in (b"NaN", b"Infinity", b"e000", b"e+000"))


def _check_finite(root: object, what: str) -> None:
    """Refuses infinities and NaN with the path to them."""
    stack: list[tuple[object, tuple[object, ...]]] = [(root, ())]
    while stack:
        value, path = stack.pop()
        if isinstance(value, float) and not math.isfinite(value):
            where = ".".join(str(step)[:80] for step in path) or "the top"
            raise PlanError(f"{what} holds {value} at {where}: give a finite number")
        if isinstance(value, dict):
            stack += [(v, (*path, k)) for k, v in value.items()]
        elif isinstance(value, list):
            stack += [(v, (*path, i)) for i, v in enumerate(value)]
