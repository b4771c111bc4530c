"""A plan in plain words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from core.plan.geometry import Box
from core.plan.notes import notes
from core.plan.schema import Scene, Track, VideoPlan, group_key
from core.plan.tracks import dense


def summary(plan: VideoPlan) -> str:
    """What the plan films, scene by scene, with remarks on what looks odd."""
    lines = [plan.title or "Untitled storyboard"]
    seconds = sum(scene.frame_count / scene.fps for scene in plan.scenes)
    lines.append(f"{len(plan.scenes)} scenes, {seconds:.1f} s, planned by {plan.planner}")
    if plan.prompt:
        lines.append(f"prompt: {plan.prompt}")
    remarks = notes(plan)
    for number, scene in enumerate(plan.scenes, start=1):
        lines += ["", *_scene(plan, number, scene)]
        lines += [f"   note: {note.text}" for note in remarks if note.scene == scene.id]
    groups = [line for entity in plan.entities if (line := _group(plan, entity.name))]
    return "\n".join([*lines, "", *groups] if groups else lines)


def _scene(plan: VideoPlan, number: int, scene: Scene) -> Iterator[str]:
    yield f"{number}. {scene.description}"
    where = f"in: {scene.background}; " if scene.background else ""
    yield f"   {where}{scene.frame_count} frames at {scene.fps} fps"
    if scene.reading:
        yield f"   read as: {scene.reading}"
    for track in scene.tracks:
        yield f"   - {plan.entity(track.entity).caption}: {_path(track, scene)}"


def _path(track: Track, scene: Scene) -> str:
    boxes = [box for box in dense(track, scene, scene.frame_count) if box is not None]
    if not boxes:
        return "never seen"
    first, last = boxes[0], boxes[-1]
    missing = scene.frame_count - len(boxes)
    seen = f", absent in {missing} frames" if missing else ""
    if first == last:
        return f"stands at {_said(first)}{seen}"
    return f"{_said(first)} to {_said(last)}{seen}"


def _said(box: Box) -> str:
    return "[" + " ".join(f"{value:.2f}" for value in box) + "]"


def _group(plan: VideoPlan, name: str) -> str:
    numbers = [
        str(number)
        for number, scene in enumerate(plan.scenes, start=1)
        if any(group_key(track.entity) == group_key(name) for track in scene.tracks)
    ]
    pictures = sum(reference.enabled for reference in plan.entity(name).references)
    shown = f", from {pictures} picture{'s' if pictures > 1 else ''}" if pictures else ""
    return f"{name}: scene {', '.join(numbers)}{shown}" if numbers else ""
