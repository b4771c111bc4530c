"""Hypothesis strategies: valid plans of every shape, and edits that mostly fit them.

Derandomized and bounded, so that a run is the same everywhere and takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from core.plan.build import unique_id
from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Reference, Sampling, Scene, Track, VideoPlan, group_key

bounded = settings(max_examples=50, deadline=None, derandomize=True, database=None)

NAMES = (
    "dog",
    "Dog",
    "cat",
    "fire truck",
    "כלב",
    "👩\u200d🚀",
    "caf\u00e9",
    "犬",
    "${alert(1)}<b>",
)
names = st.sampled_from(NAMES)
texts = st.one_of(st.sampled_from(("", "A dog runs", "{{7*7}}")), st.text(max_size=30)).filter(
    lambda text: not any(0xD800 <= ord(c) <= 0xDFFF for c in text)
)
coordinates = st.integers(0, 100)
easings = st.sampled_from(("linear", "ease", "hold"))
sources = st.sampled_from(("planner", "person"))
sampling = st.builds(
    Sampling,
    seed=st.none() | st.integers(0, 2**32 - 1),
    steps=st.none() | st.integers(1, 100),
    guidance=st.none() | st.floats(1, 20),
    layout_strength=st.none() | st.floats(0, 1),
)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """A valid box, on a grid of hundredths or anywhere."""
    x0, y0 = draw(coordinates) % 99, draw(coordinates) % 99
    x1, y1 = draw(st.integers(x0 + 1, 100)), draw(st.integers(y0 + 1, 100))
    shift = draw(st.sampled_from((0.0, 0.0, 1e-3 / 3)))
    return Box(max(x0 / 100 - shift, 0), y0 / 100, x1 / 100, max(y1 / 100 - shift, y0 / 100 + 1e-3))


@st.composite
def keys(draw: st.DrawFn, layout_frames: int) -> tuple[Key, ...]:
    """One to three keys in order; mostly present."""
    frames = draw(st.sets(st.integers(0, layout_frames - 1), min_size=1, max_size=3))
    return tuple(
        Key(
            frame=frame,
            box=draw(st.one_of(boxes(), boxes(), boxes(), st.none())),
            easing=draw(easings),
            source=draw(sources),
        )
        for frame in sorted(frames)
    )


@st.composite
def scenes(draw: st.DrawFn, number: int, cast: tuple[str, ...]) -> Scene:
    """A scene with up to two tracks of the cast."""
    layout_frames = draw(st.sampled_from((2, 3, 5, 9, 16)))
    tracks: list[Track] = []
    for name in draw(st.lists(st.sampled_from(cast), max_size=2)) if cast else []:
        group = group_key(name)
        planned = draw(keys(layout_frames)) if draw(st.booleans()) else ()
        track = Track(
            id=unique_id(name, [t.id for t in tracks]),
            entity=name,
            instance=sum(group_key(t.entity) == group for t in tracks),
            keys=draw(keys(layout_frames)),
            planned=planned,
            locked=draw(st.sampled_from((False, False, False, True))),
            hidden=draw(st.booleans()),
        )
        tracks.append(track)
    captions = tuple(f"frame {i}" for i in range(layout_frames)) if draw(st.booleans()) else ()
    return Scene(
        id=f"scene-{number}",
        description=draw(texts),
        background=draw(texts),
        layout_frames=layout_frames,
        frame_count=draw(st.sampled_from((1, 2, 9, 16, 31))),
        fps=draw(st.integers(1, 60)),
        tracks=tuple(tracks),
        captions=captions,
        sampling=draw(sampling),
        source=draw(sources),
    )


@st.composite
def plans(draw: st.DrawFn, min_scenes: int = 0) -> VideoPlan:
    """A valid plan of up to three scenes and three entities."""
    cast = draw(st.lists(names, max_size=3, unique_by=group_key))
    references = st.lists(
        st.builds(Reference, digest=st.sampled_from(("a" * 64, "b" * 64)), enabled=st.booleans()),
        max_size=2,
    )
    entities = tuple(
        Entity(
            name=name,
            attributes=tuple(draw(st.lists(st.sampled_from(("red", "in a hat")), max_size=2))),
            references=tuple(draw(references)),
        )
        for name in cast
    )
    count = draw(st.integers(min_scenes, 3))
    return VideoPlan(
        title=draw(texts),
        prompt=draw(texts),
        sampling=draw(sampling),
        entities=entities,
        scenes=tuple(draw(scenes(n, tuple(cast))) for n in range(1, count + 1)),
    )


def edits(plan: VideoPlan, kinds: Iterable[str] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """An edit (of one of `kinds`) as JSON would carry it; it may name what is not there."""
    scene_ids = [scene.id for scene in plan.scenes] or ["scene-404"]
    tracks = [(s.id, t.id) for s in plan.scenes for t in s.tracks] or [(scene_ids[0], "thing-404")]
    known = [entity.name for entity in plan.entities] or list(NAMES)
    return st.sampled_from(sorted(kinds or SHAPES)).flatmap(
        lambda kind: st.fixed_dictionaries(
            {
                "kind": st.just(kind),
                **_target(kind, scene_ids, tracks, known),
                **{name: _FIELDS[name] for name in SHAPES[kind].split()},
            }
        ).map(_joined)
    )


_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "at": st.integers(0, 4),
    "to": st.integers(0, 3),
    "frame": st.integers(0, 9),
    "frame_count": st.integers(1, 64),
    "fps": st.integers(1, 60),
    "title": texts,
    "description": texts,
    "background": st.sampled_from(("", "beach")),
    "box": st.none() | st.lists(st.floats(-1, 2), min_size=4, max_size=4),
    "easing": easings,
    "scope": st.sampled_from(("all", "following", "preceding")),
    "dx": st.floats(-1, 1),
    "dy": st.floats(-1, 1),
    "factor_x": st.floats(0.05, 20),
    "factor_y": st.floats(0.05, 20),
    "tolerance": st.floats(0, 1),
    "locked": st.booleans(),
    "seed": st.none() | st.integers(0, 2**32 - 1),
    "name": names,
    "attributes": st.lists(st.sampled_from(("blue", "tall")), max_size=2),
    "references": st.lists(st.just({"digest": "c" * 64}), max_size=2),
}

# fields of every kind beside what it is done to
SHAPES = {
    "add_scene": "at description background",
    "remove_scene": "",
    "duplicate_scene": "",
    "move_scene": "to",
    "split_scene": "frame",
    "merge_scenes": "",
    "set_scene_text": "description",
    "set_scene_timing": "frame_count fps",
    "set_scene_sampling": "seed",
    "set_plan_sampling": "seed",
    "set_title": "title",
    "add_track": "box frame",
    "remove_track": "",
    "set_key": "frame box easing",
    "clear_key": "frame",
    "copy_box": "frame scope",
    "copy_track": "",
    "move_track": "dx dy",
    "scale_track": "factor_x factor_y",
    "set_track_flags": "locked",
    "order_track": "to",
    "revert_track": "",
    "simplify_track": "tolerance",
    "add_entity": "name attributes",
    "remove_entity": "",
    "rename_entity": "name",
    "replace_entity": "name attributes",
    "set_entity_attributes": "attributes",
    "set_references": "references",
}
_ON_TRACKS = {"remove_track", "set_key", "clear_key", "copy_box", "copy_track", "move_track",
              "scale_track", "set_track_flags", "order_track", "revert_track",
              "simplify_track"}  # fmt: skip
_ON_CAST = {"remove_entity", "rename_entity", "replace_entity", "set_entity_attributes",
            "set_references"}  # fmt: skip


def _target(
    kind: str, scene_ids: list[str], tracks: list[tuple[str, str]], known: list[str]
) -> dict[str, st.SearchStrategy[Any]]:
    scene = {"scene": st.sampled_from(scene_ids)}
    if kind in _ON_TRACKS:
        more = {"to_scene": st.sampled_from(scene_ids)} if kind == "copy_track" else {}
        return {"on": st.sampled_from(tracks), **more}
    if kind in _ON_CAST:
        where = st.none() | scene["scene"]
        return {"entity": st.sampled_from(known)} | (
            {"scene": where} if kind == "replace_entity" else {}
        )
    if kind == "add_track":
        return {**scene, "entity": names}
    return scene if "scene" in kind and kind != "add_scene" else {}


def _joined(edit: dict[str, Any]) -> dict[str, Any]:
    scene, track = edit.pop("on", (None, None))
    return edit if scene is None else {**edit, "scene": scene, "track": track}
