"""Hypothesis strategies: valid plans of every shape, and edits that mostly fit them.

Derandomized and bounded, so that a run is the same everywhere and takes seconds.
"""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from core.plan.build import unique_id
from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Reference, Sampling, Scene, Track, VideoPlan, group_key

bounded = settings(max_examples=60, deadline=None, derandomize=True, database=None)

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
    """One to four keys in order; mostly present."""
    frames = draw(st.sets(st.integers(0, layout_frames - 1), min_size=1, max_size=4))
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
    """A scene with up to three tracks of the cast."""
    layout_frames = draw(st.sampled_from((2, 3, 5, 9, 16)))
    tracks: list[Track] = []
    for name in draw(st.lists(st.sampled_from(cast), max_size=3)) if cast else []:
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
    """A valid plan of up to four scenes and four entities."""
    cast = draw(st.lists(names, max_size=4, unique_by=group_key))
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
    count = draw(st.integers(min_scenes, 4))
    return VideoPlan(
        title=draw(texts),
        prompt=draw(texts),
        sampling=draw(sampling),
        entities=entities,
        scenes=tuple(draw(scenes(n, tuple(cast))) for n in range(1, count + 1)),
    )


def _loose_box() -> st.SearchStrategy[list[float]]:
    return st.lists(st.floats(-1, 2), min_size=4, max_size=4)


@st.composite
def edits(draw: st.DrawFn, plan: VideoPlan) -> dict[str, Any]:
    """An edit as JSON would carry it; sometimes it names what is not there."""
    scene = draw(st.sampled_from(plan.scenes)) if plan.scenes else None
    track = draw(st.sampled_from(scene.tracks)) if scene and scene.tracks else None
    scene_id = scene.id if scene else "scene-404"
    track_id = track.id if track else "thing-404"
    on_track = {"scene": scene_id, "track": track_id}
    known = st.sampled_from([e.name for e in plan.entities]) if plan.entities else names
    frame = draw(st.integers(0, 9))
    value = draw(
        st.fixed_dictionaries(
            {
                "at": st.integers(0, 4),
                "text": texts,
                "box": _loose_box(),
                "entity": known,
                "name": names,
                "flag": st.booleans(),
                "small": st.floats(-1, 1),
                "factor": st.floats(0.05, 20),
                "other": st.sampled_from([s.id for s in plan.scenes] or ["scene-404"]),
                "attributes": st.lists(st.sampled_from(("blue", "tall")), max_size=2),
                "seed": st.none() | st.integers(0, 2**32 - 1),
            }
        )
    )
    return draw(st.sampled_from(_candidates(scene_id, on_track, frame, value)))


def _candidates(
    scene_id: str, on_track: dict[str, str], frame: int, value: dict[str, Any]
) -> list[dict[str, Any]]:
    """One edit of every kind."""
    scene = {"scene": scene_id}
    entity = {"entity": value["entity"]}
    named = {"name": value["name"], "attributes": value["attributes"]}
    at_frame = {**on_track, "frame": frame}
    scopes = ("all", "following", "preceding")
    made: list[tuple[str, dict[str, Any]]] = [
        ("add_scene", {"at": value["at"], "description": value["text"], "background": "beach"}),
        ("remove_scene", scene),
        ("duplicate_scene", scene),
        ("move_scene", {**scene, "to": value["at"]}),
        ("split_scene", {**scene, "frame": frame}),
        ("merge_scenes", scene),
        ("set_scene_text", {**scene, "description": value["text"]}),
        ("set_scene_timing", {**scene, "frame_count": value["at"] + 1, "fps": frame + 1}),
        ("set_scene_sampling", {**scene, "seed": value["seed"]}),
        ("set_plan_sampling", {"seed": value["seed"], "guidance": None}),
        ("set_title", {"title": value["text"]}),
        ("add_track", {**scene, "entity": value["name"], "box": value["box"], "frame": frame}),
        ("remove_track", on_track),
        ("set_key", {**at_frame, "box": value["box"] if value["flag"] else None}),
        ("clear_key", at_frame),
        ("copy_box", {**at_frame, "scope": scopes[frame % 3]}),
        ("copy_track", {**on_track, "to_scene": value["other"]}),
        ("move_track", {**on_track, "dx": value["small"], "dy": -value["small"] / 2}),
        ("scale_track", {**on_track, "factor_x": value["factor"], "factor_y": value["factor"]}),
        ("set_track_flags", {**on_track, "locked": value["flag"]}),
        ("order_track", {**on_track, "to": frame % 3}),
        ("revert_track", on_track),
        ("simplify_track", {**on_track, "tolerance": abs(value["small"])}),
        ("add_entity", named),
        ("remove_entity", entity),
        ("rename_entity", {**entity, "name": value["name"]}),
        ("replace_entity", {**entity, **named, **(scene if value["flag"] else {})}),
        ("set_entity_attributes", {**entity, "attributes": value["attributes"]}),
        ("set_references", {**entity, "references": [{"digest": "c" * 64}]}),
    ]
    return [{"kind": kind, **fields} for kind, fields in made]
