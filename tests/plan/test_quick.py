"""The quick way to read a plan never gives another plan than the careful way, nor more of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given

from core.errors import PlanError
from core.plan.quick import read_quickly
from core.plan.safe_json import parse_json
from core.plan.schema import VideoPlan
from core.plan.store import canonical_json, load_plan, plan_from, readable_json
from tests.plan.strategies import bounded, plans

GOLDEN = Path(__file__).parent.parent / "golden" / "plan-1.json"
SCENE = '{"id": "s", "description": "A dog"}'


def _carefully(data: bytes) -> VideoPlan | None:
    try:
        return plan_from(parse_json(data))
    except PlanError:
        return None


@bounded
@given(plans())
def test_both_ways_read_the_same_plan(plan: VideoPlan) -> None:
    for text in (canonical_json(plan), readable_json(plan)):
        data = text.encode()
        read = read_quickly(data)
        assert read is None or (read == plan and canonical_json(read) == canonical_json(plan))


def test_what_this_program_writes_is_read_quickly() -> None:
    plan = load_plan(GOLDEN)
    for text in (canonical_json(plan), readable_json(plan)):
        assert read_quickly(text.encode()) == plan


def test_what_the_quick_way_reads_of_ten_thousand_mutations_the_careful_way_reads_too() -> None:
    rng = random.Random(64)
    good = GOLDEN.read_bytes()
    parts = [b'"frame":0,', b'"id":"s",', b"null", b"1e999", b"NaN", b" :", b'"":1,', b"9" * 30,
             b"-0.0", b"1", b"[]", b"{}", b"true", b'"schema":"VideoPlan.1",', b" "]  # fmt: skip
    starts = [at + 1 for at, byte in enumerate(good) if byte in b"{[,:"]
    outcomes = {"read": 0, "left": 0}
    for _ in range(10_000):
        data = bytearray(good)
        at = rng.choice(starts)
        if rng.random() < 0.5:
            data[at:at] = rng.choice(parts)
        elif rng.random() < 0.5:
            data[at : at + rng.randrange(1, 12)] = rng.choice(parts)
        else:
            data[rng.randrange(len(data))] = rng.randrange(256)
        read = read_quickly(bytes(data))
        outcomes["left" if read is None else "read"] += 1
        assert read is None or read == _carefully(bytes(data)), bytes(data)
    assert min(outcomes.values()) > 300


@pytest.mark.parametrize(
    "text",
    [
        '{"schema": "VideoPlan.1", "title": "a", "title": "b"}',
        '{"schema": "VideoPlan.1", "title" : "a", "title": "b"}',
        '{"schema": "VideoPlan.1", "title"\n:\n"a", "title"\t:"b"}',
        '{"schema": "VideoPlan.1", "title": "a", "\\u0074itle": "b"}',
        '{"schema": "VideoPlan.1", "scenes": [{"id": "a", "description": "", "id": "b"}]}',
        f'{{"schema": "VideoPlan.1", "scenes": [], "scenes": [{SCENE}]}}',
        f'{{"schema": "VideoPlan.1", "scenes": [{SCENE}], "scenes": []}}',
        '{"schema": "VideoPlan.1", "sampling": {"seed": 1, "seed": 1}}',
    ],
)
def test_P11_a_key_that_stands_twice_is_never_read_quickly(text: str) -> None:
    assert read_quickly(text.encode()) is None
    with pytest.raises(PlanError, match="twice in one object"):
        parse_json(text, "the plan")


@pytest.mark.parametrize("data", [{}, {"schema_": "VideoPlan.1"}, {"schema": "VideoPlan.0"}])
def test_a_plan_without_its_schema_is_left_to_the_careful_way(data: dict[str, str]) -> None:
    assert read_quickly(json.dumps(data).encode()) is None


def test_a_text_that_looks_like_a_pair_is_read_all_the_same() -> None:
    plan = VideoPlan(title='he said "now": go', prompt="a : b")
    assert read_quickly(canonical_json(plan).encode()) is None
    assert plan_from(parse_json(canonical_json(plan))) == plan
