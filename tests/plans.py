"""Small plans for tests, and pictures for them."""

from __future__ import annotations

import hashlib
import io
from typing import TypeVar

from PIL import Image
from pydantic import BaseModel

from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Reference, Scene, Track, VideoPlan

Model = TypeVar("Model", bound=BaseModel)


def changed(value: Model, **changes: object) -> Model:
    """The same value with some fields changed, validated anew."""
    fields = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value)(**fields | changes)


def make_scene(number: int, names: tuple[str, ...] = ("dog",), **changes: object) -> Scene:
    """A scene in which each name crosses from left to right in a lane of its own."""
    lane = 0.9 / max(len(names), 1)
    tracks = tuple(
        Track(
            id=f"t{i}",
            entity=name,
            keys=(
                Key(frame=0, box=Box(0.0, 0.05 + i * lane, 0.3, 0.05 + (i + 0.8) * lane)),
                Key(frame=8, box=Box(0.7, 0.05 + i * lane, 1.0, 0.05 + (i + 0.8) * lane)),
            ),
        )
        for i, name in enumerate(names)
    )
    values: dict[str, object] = {
        "id": f"scene-{number}",
        "description": f"shot {number}: a {' and a '.join(names) or 'view'}",
        "background": "meadow",
        "tracks": tracks,
    }
    return Scene.model_validate(values | changes)


def make_plan(n_scenes: int = 2, names: tuple[str, ...] = ("dog",), **changes: object) -> VideoPlan:
    """A plan of scenes by `make_scene`; `changes` go to every scene."""
    return VideoPlan(
        title="A day",
        prompt="a dog crosses",
        entities=tuple(Entity(name=name) for name in names),
        scenes=tuple(make_scene(i, names, **changes) for i in range(1, n_scenes + 1)),
    )


def with_picture(plan: VideoPlan, name: str, colour: str) -> tuple[VideoPlan, dict[str, bytes]]:
    """The plan with a plain picture for one entity, and its bytes by digest."""
    buffer = io.BytesIO()
    Image.new("RGB", (32, 32), colour).save(buffer, "PNG")
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    entities = tuple(
        Entity(name=e.name, attributes=e.attributes, references=(Reference(digest=digest),))
        if e.name == name
        else e
        for e in plan.entities
    )
    return changed(plan, entities=entities), {digest: buffer.getvalue()}
