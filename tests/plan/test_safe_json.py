"""The one door for JSON from outside: strict, capped, quick to refuse."""

from __future__ import annotations

import contextlib
import json

import pytest

from core import limits
from core.errors import PlanError
from core.plan.safe_json import parse_json
from tests.clock import quickest

_HOSTILE = {
    "nested arrays": "[" * 100_000,
    "closed nested arrays": "[" * 100_000 + "]" * 100_000,
    "nested objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "mixed nesting": '[{"a":' * 50_000,
    "a long integer": '{"a": ' + "9" * 5_000 + "}",
    "a long negative integer": "[-" + "1" * 5_000 + "]",
    "an integer beyond Python's own limit": "[" + "7" * 100_000 + "]",
    "duplicate keys": '{"seed": 1, "seed": 2}',
    "duplicate keys deep inside": '{"a": [{"b": {"c": 1, "c": 1}}]}',
    "escaped duplicate keys": '{"a": 1, "\\u0061": 2}',
    "quotes without end": '"' + '\\"' * 300_000,
    "an open string after brackets": "[]," * 300_000 + '"',
    "nothing": "",
    "blanks": " " * 300_000,
    "two values": "{} {}",
    "a comment": "{} // x",
    "a trailing comma": "[1,]",
    "single quotes": "{'a': 1}",
    "a mark of the wrong byte order": "\ufffe{}",
    "a mark in the middle": '{"a":\ufeff1}',
}


def refused(source: str | bytes) -> None:
    """Read what must not be read."""
    with contextlib.suppress(PlanError):
        parse_json(source, "the plan")


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_P11_hostile_json_is_refused_in_under_a_tenth_of_a_second(text: str) -> None:
    for source in (text, text.encode()):
        with pytest.raises(PlanError) as caught:
            parse_json(source, "the plan")
        assert quickest(lambda source=source: refused(source)) < 0.1
        message = str(caught.value)
        assert message.startswith("the plan ") and "\n" not in message and len(message) < 300


def test_P11_a_byte_order_mark_at_the_start_is_dropped() -> None:
    assert parse_json('\ufeff{"a": 1}') == {"a": 1}
    assert parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_P11_other_encodings_are_refused() -> None:
    for encoding in ("utf-16", "utf-32", "latin-1"):
        with pytest.raises(PlanError, match="UTF-8|not JSON"):
            parse_json('{"a": "é"}'.encode(encoding))


def test_P10_a_lone_surrogate_in_the_text_itself_is_refused() -> None:
    with pytest.raises(PlanError, match="lone surrogate"):
        parse_json('{"a": "\ud800"}')


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_P03_numbers_that_are_not_finite_are_refused_with_their_path(number: str) -> None:
    with pytest.raises(PlanError, match=r"at scenes\.0\.box\.2: give a finite number"):
        parse_json('{"scenes": [{"box": [0, 1, ' + number + "]}]}")


def test_more_bytes_than_the_cap_are_refused_and_as_many_are_read() -> None:
    fits = '"' + "x" * (limits.JSON_BYTES - 2) + '"'
    assert parse_json(fits) == fits[1:-1]
    with pytest.raises(PlanError, match=r"4,194,305 bytes: the most that is read is 4,194,304"):
        parse_json(fits[:-1] + 'x"')


def test_the_depth_cap_is_exact_and_brackets_in_strings_do_not_count() -> None:
    deep: object = '[[[[[[[[[[[[[[[[[[[[{{{{{{{{{{{{{{{{{{{{\\"'
    for _ in range(limits.JSON_DEPTH):
        deep = [deep]
    assert parse_json(json.dumps(deep)) == deep
    with pytest.raises(PlanError, match="deeper than 16"):
        parse_json(json.dumps([deep]))
    with pytest.raises(PlanError, match="deeper than 16"):
        parse_json(json.dumps({"a": deep}))


def test_what_is_well_formed_is_read_as_the_standard_library_reads_it() -> None:
    value = {"a": [1, -2, 0.5, 1e-300, True, None, '\\" é 👩\u200d🚀'], "b": {}, "": [[], [{}]]}
    assert parse_json(json.dumps(value)) == value
    assert parse_json(json.dumps(value, ensure_ascii=False).encode()) == value
    assert parse_json("12345678901234567890") == 12345678901234567890
