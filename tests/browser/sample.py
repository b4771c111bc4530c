"""The plan that the editor's tests edit."""

from __future__ import annotations

from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Scene, Track, VideoPlan


def sample_plan(n_balloons: int = 0) -> VideoPlan:
    """Two scenes: a dog that runs and a ball that leaves, before balloons; then an empty one."""
    dog = Track(
        id="dog",
        entity="dog",
        keys=(
            Key(frame=0, box=Box(0.05, 0.45, 0.35, 0.85)),
            Key(frame=4, box=Box(0.3, 0.4, 0.6, 0.8), easing="ease"),
            Key(frame=8, box=Box(0.6, 0.45, 0.9, 0.85)),
        ),
    )
    ball = Track(
        id="ball",
        entity="red ball",
        keys=(Key(frame=0, box=Box(0.7, 0.1, 0.85, 0.25)), Key(frame=6, box=None)),
    )
    balloons = tuple(_balloon(i) for i in range(n_balloons))
    first = Scene(id="scene-1", description="A dog runs", tracks=(*balloons, dog, ball))
    second = Scene(id="scene-2", description="The dog rests", background="beach")
    names = ("dog", "red ball", *(("balloon",) if n_balloons else ()))
    return VideoPlan(entities=tuple(Entity(name=n) for n in names), scenes=(first, second))


def _balloon(i: int) -> Track:
    x, y = i % 6 * 0.15, i // 6 * 0.15
    key = Key(frame=0, box=Box(x, y, x + 0.12, y + 0.14))
    return Track(id=f"balloon-{i}", entity="balloon", instance=i, keys=(key,))
