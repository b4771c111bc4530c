"""Writes the goldens of schema 1: a plan, its dense view and a project file.

Files of an old schema are never written again: they stand for what people have on their disks.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

from PIL import Image

from core.plan.archive import Project, project_bytes
from core.plan.schema import Entity, Key, Reference, Sampling, Scene, Track, VideoPlan
from core.plan.store import canonical_json, dense_boxes

FOLDER = Path(__file__).parent


def picture() -> bytes:
    """A small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 120, 40)).save(buffer, "PNG")
    return buffer.getvalue()


def plan(digest_of_picture: str) -> VideoPlan:
    """A plan that uses every field."""
    run = (
        {"frame": 0, "box": [0.05, 0.5, 0.35, 0.9], "easing": "ease"},
        {"frame": 4, "box": [0.4, 0.45, 0.7, 0.85], "source": "person"},
        {"frame": 8, "box": [0.65, 0.5, 0.95, 0.9]},
    )
    late = ({"frame": 0, "box": None}, {"frame": 5, "box": [0.1, 0.1, 1 / 3, 0.3]})
    dog = Track(id="dog", entity="dog", keys=_keys(run), planned=_keys(run[::2]), locked=True)
    truck = Track(id="fire-truck", entity="Fire Truck", keys=_keys(late), hidden=True)
    second = Track(id="dog-2", entity="dog", instance=1, keys=_keys(late[1:]))
    return VideoPlan(
        title="Golden",
        prompt="A dog runs. Then it meets a fire truck.",
        planner="openai:some-model",
        sampling=Sampling(seed=7, steps=24),
        entities=(
            Entity(
                name="dog",
                attributes=("brown", "in a white hat"),
                references=(Reference.model_validate({"digest": digest_of_picture,
                                                      "crop": [0, 0, 0.5, 1]}),),
            ),
            Entity(name="fire truck"),
            Entity(name="כלב"),
            Entity(name="👩\u200d🚀"),
        ),
        scenes=(
            Scene(id="scene-1", description="A dog runs", background="meadow", tracks=(dog, second),
                  captions=tuple(f"step {i}" for i in range(9)), reading="a dog, left to right"),
            Scene(id="scene-2", description="It meets a fire truck", background="city street",
                  layout_frames=9, frame_count=4, fps=12, tracks=(truck, second),
                  sampling=Sampling(guidance=4.5, layout_strength=0.25), source="person"),
        ),
    )  # fmt: skip


def _keys(values: tuple[dict[str, object], ...]) -> tuple[Key, ...]:
    return tuple(Key.model_validate(value) for value in values)


if __name__ == "__main__":
    png = picture()
    name = hashlib.sha256(png).hexdigest()
    made = plan(name)
    (FOLDER / "plan-1.json").write_text(canonical_json(made) + "\n", encoding="utf-8")
    view = json.dumps(dense_boxes(made), ensure_ascii=False, indent=1)
    (FOLDER / "dense-boxes-1.json").write_text(view + "\n", encoding="utf-8")
    (FOLDER / "project-1.storyboard").write_bytes(project_bytes(Project(made, {name: png})))
