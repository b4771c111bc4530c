"""Splitting a scene in two and merging two into one.

Layout frames are divided, not shared: a scene of L frames split at f gives f and L - f of them,
and merging the halves gives L again, with the same boxes on every layout frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from core import limits
from core.errors import PlanError
from core.plan.edits.base import Edit, free_instance, new_scene_id, next_id, replaced
from core.plan.edits.scenes import inserted
from core.plan.schema import Id, Key, Scene, Track, VideoPlan, Whole, group_key
from core.plan.tracks import sample


class SplitScene(Edit):
    """Cut a scene before layout frame `frame`; the second half gets the new id."""

    kind: Literal["split_scene"] = "split_scene"
    scene: Id
    frame: Whole = Field(ge=0)
    id: Id | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        scene = plan.scene(self.scene)
        total = scene.layout_frames
        if not 2 <= self.frame <= total - 2:
            raise PlanError(
                f"scene {scene.id} cannot be split at frame {self.frame}: both halves need"
                f" 2 of its {total} layout frames"
            )
        if scene.frame_count < 2:
            raise PlanError(f"scene {scene.id} renders one frame: give it more before you split it")
        share = round(scene.frame_count * self.frame / total)
        count = min(max(share, 1), scene.frame_count - 1)
        first = _part(scene, scene.id, 0, self.frame, count)
        fresh = new_scene_id(plan, self.id)
        second = _part(scene, fresh, self.frame, total, scene.frame_count - count)
        at = plan.scenes.index(scene)
        shortened = replaced(plan, scenes=(*plan.scenes[:at], first, *plan.scenes[at + 1 :]))
        return inserted(shortened, second, at + 1)


class MergeScenes(Edit):
    """Join a scene and the next into one shot; things of one name and number become one track."""

    kind: Literal["merge_scenes"] = "merge_scenes"
    scene: Id

    def on(self, plan: VideoPlan) -> VideoPlan:
        first = plan.scene(self.scene)
        at = plan.scenes.index(first)
        if at + 1 == len(plan.scenes):
            raise PlanError(f"scene {first.id} is the last one: there is no next scene to merge")
        second = plan.scenes[at + 1]
        for what, frames in (
            ("layout frames", first.layout_frames + second.layout_frames),
            ("frames", first.frame_count + second.frame_count),
        ):
            if frames > limits.FRAMES_MAX:
                raise PlanError(
                    f"the merged scene would have {frames} {what}: the most is {limits.FRAMES_MAX}"
                )
        merged = _merged(first, second)
        return replaced(plan, scenes=(*plan.scenes[:at], merged, *plan.scenes[at + 2 :]))


def _part(scene: Scene, scene_id: str, start: int, end: int, frame_count: int) -> Scene:
    tracks = []
    for track in scene.tracks:
        keys = _window(track.keys, start, end)
        if any(key.box for key in keys):
            planned = _window(track.planned, start, end) if track.planned else ()
            tracks.append(replaced(track, keys=keys, planned=planned))
    captions = scene.captions[start:end] if len(scene.captions) == scene.layout_frames else ()
    return replaced(
        scene,
        id=scene_id,
        layout_frames=end - start,
        frame_count=frame_count,
        tracks=tuple(tracks),
        captions=captions,
    )


def _window(keys: Sequence[Key], start: int, end: int) -> tuple[Key, ...]:
    """The keys of frames start to end - 1, with keys added where a stretch is cut through."""
    keys = _straightened(_straightened(keys, start), end)
    inside = [k for k in keys if start <= k.frame < end]
    before = [k for k in keys if k.frame < start]
    after = [k for k in keys if k.frame >= end]
    at_start, at_last = sample(keys, (start, end - 1))
    if before and (not inside or inside[0].frame > start):
        inside.insert(0, replaced(before[-1], frame=start, box=at_start))
    if not inside:
        return (Key(frame=0, box=at_start, source=keys[0].source),)
    last = inside[-1]
    if after and last.frame < end - 1 and at_last != last.box:
        inside.append(Key(frame=end - 1, box=at_last, source=last.source))
    return tuple(replaced(k, frame=k.frame - start) for k in inside)


def _straightened(keys: Sequence[Key], cut: int) -> tuple[Key, ...]:
    """An "ease" stretch that `cut` divides, as a linear key on each of its layout frames."""
    made: list[Key] = []
    for a, b in zip(keys, [*keys[1:], None], strict=True):
        if b is None or a.easing != "ease" or not (a.box and b.box and a.frame < cut <= b.frame):
            made.append(a)
            continue
        frames = range(a.frame, b.frame)
        for frame, box in zip(frames, sample(keys, frames), strict=True):
            made.append(replaced(a, frame=frame, box=box, easing="linear"))
    return tuple(made)


def _merged(first: Scene, second: Scene) -> Scene:
    total = first.layout_frames + second.layout_frames
    rest = list(second.tracks)
    tracks = []
    for track in first.tracks:
        same = next((t for t in rest if _same(t, track)), None)
        if same is not None:
            rest.remove(same)
        tracks.append(_joined(track, same, first.layout_frames))
    for track in rest:
        taken = [t.id for t in tracks]
        late = replaced(
            track,
            id=next_id("track", taken) if track.id in taken else track.id,
            instance=free_instance(tracks, track.entity),
            keys=_late(track.keys, first.layout_frames),
            planned=_late(track.planned, first.layout_frames),
        )
        tracks.append(late)
    if len(tracks) > limits.TRACKS_PER_SCENE:
        raise PlanError(
            f"the merged scene would have {len(tracks)} tracks:"
            f" the most is {limits.TRACKS_PER_SCENE}"
        )
    whole = (
        len(first.captions) == first.layout_frames and len(second.captions) == second.layout_frames
    )
    return replaced(
        first,
        description=_joined_text(first.description, second.description),
        layout_frames=total,
        frame_count=first.frame_count + second.frame_count,
        tracks=tuple(tracks),
        captions=(*first.captions, *second.captions) if whole else (),
        reading=_joined_text(first.reading, second.reading),
        source="person",
    )


def _same(a: Track, b: Track) -> bool:
    return a.instance == b.instance and group_key(a.entity) == group_key(b.entity)


def _joined(first: Track, second: Track | None, offset: int) -> Track:
    keys = _joined_keys(first.keys, second.keys if second else (), offset)
    planned: tuple[Key, ...] = ()
    if first.planned and (second is None or second.planned):
        planned = _joined_keys(first.planned, second.planned if second else (), offset)
    locked = first.locked or (second is not None and second.locked)
    return replaced(first, keys=keys, planned=planned, locked=locked)


def _joined_keys(first: Sequence[Key], second: Sequence[Key], offset: int) -> tuple[Key, ...]:
    """`first`, standing still until its scene ends, then `second` (absent where there is none)."""
    if not second:
        last = first[-1]
        gone = () if last.box is None else (Key(frame=offset, box=None, source=last.source),)
        return (*first, *gone)
    last, opening = first[-1], second[0].box
    head = list(first)
    if last.box is not None and last.frame < offset - 1 and opening not in (None, last.box):
        head[-1] = replaced(last, easing="hold")
    return (*head, *_shifted(second, offset))


def _late(keys: Sequence[Key], offset: int) -> tuple[Key, ...]:
    """`keys` of a thing that is absent for the first `offset` frames."""
    if not keys:
        return ()
    return (Key(frame=0, box=None, source=keys[0].source), *_shifted(keys, offset))


def _shifted(keys: Sequence[Key], offset: int) -> list[Key]:
    moved = [replaced(k, frame=k.frame + offset) for k in keys]
    if moved[0].frame > offset:  # it stands at its first key from the start of its scene
        moved.insert(0, replaced(moved[0], frame=offset, easing="hold"))
    return moved


def _joined_text(first: str, second: str) -> str:
    if not first or not second or first == second:
        return first or second
    stop = "" if first.endswith((".", "!", "?", "…", "。")) else "."
    return f"{first}{stop} {second}"
