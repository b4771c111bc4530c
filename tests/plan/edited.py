"""The plan that the tests of edits change, and a short way to change it."""

from __future__ import annotations

from typing import Any

from core.plan.edits import Applied, apply, parse_edit
from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Sampling, Scene, Track, VideoPlan

A, B, C = Box(0.1, 0.2, 0.3, 0.5), Box(0.5, 0.2, 0.7, 0.5), Box(0.0, 0.0, 0.2, 0.2)
DOG_KEYS = (Key(frame=0, box=A), Key(frame=8, box=B))


def make_plan() -> VideoPlan:
    dog = Track(id="dog", entity="dog", keys=DOG_KEYS)
    cat = Track(id="cat", entity="cat", keys=(Key(frame=2, box=C),))
    return VideoPlan(
        entities=(
            Entity(name="dog", attributes=("brown",)), Entity(name="cat"), Entity(name="ball")
        ),
        scenes=(
            Scene(id="one", description="A dog and a cat", background="park", tracks=(dog, cat),
                  captions=tuple("abcdefghi"), fps=12),
            Scene(id="two", description="A cat", tracks=(cat,)),
            Scene(id="three", description="Nothing", sampling=Sampling(seed=5)),
        ),
    )  # fmt: skip


PLAN = make_plan()


def do(kind: str, plan: VideoPlan = PLAN, **fields: Any) -> Applied:
    return apply(plan, parse_edit({"kind": kind, **fields}))


ON_DOG = {"scene": "one", "track": "dog"}


def ids(applied: Applied) -> list[str]:
    """Ids of the scenes, in the order of the film."""
    return [scene.id for scene in applied.plan.scenes]
