"""Edits of a single track's keys: where one thing stands, and when."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.errors import PlanError
from core.plan.edits.base import (
    Edit,
    EditorBox,
    planned_keys,
    replaced,
    unlocked,
    with_keys,
    with_track,
)
from core.plan.geometry import MIN_SIDE, Box, snapped
from core.plan.schema import Easing, Id, Key, Real, Track, VideoPlan, Whole
from core.plan.tracks import box_at, simplified


class SetKey(Edit):
    """Put a box (or absence) on a layout frame; the easing stays unless it is given."""

    kind: Literal["set_key"] = "set_key"
    scene: Id
    track: Id
    frame: Whole = Field(ge=0)
    box: EditorBox | None
    easing: Easing | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        easing = self.easing or _easing_at(track, self.frame)
        key = Key(frame=self.frame, box=self.box, easing=easing, source="person")
        others = [k for k in track.keys if k.frame != self.frame]
        return with_keys(track, sorted([*others, key], key=lambda k: k.frame))


class ClearKey(Edit):
    """Take a key away; its neighbours are joined."""

    kind: Literal["clear_key"] = "clear_key"
    scene: Id
    track: Id
    frame: Whole = Field(ge=0)

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        others = [k for k in track.keys if k.frame != self.frame]
        if len(others) == len(track.keys):
            raise PlanError(f"{track.entity} ({track.id}) has no key on frame {self.frame}")
        if not others:
            raise PlanError(
                f"frame {self.frame} holds the only key of {track.id}: remove the track"
            )
        return with_keys(track, others)


class CopyBox(Edit):
    """Carry the box seen on a frame to all frames, the following or the preceding ones."""

    kind: Literal["copy_box"] = "copy_box"
    scene: Id
    track: Id
    frame: Whole = Field(ge=0)
    scope: Literal["all", "following", "preceding"]

    def on(self, plan: VideoPlan) -> VideoPlan:
        frames = plan.scene(self.scene).layout_frames
        if self.frame >= frames:
            raise PlanError(f"there is no frame {self.frame}: the scene has 0 to {frames - 1}")
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        box = box_at(track, self.frame)
        if box is None:
            raise PlanError(f"{track.entity} is absent on frame {self.frame}: choose another frame")
        here = Key(frame=self.frame, box=box, easing=_easing_at(track, self.frame), source="person")
        still = Key(frame=0, box=box, source="person")
        before = [k for k in track.keys if k.frame < self.frame]
        after = [k for k in track.keys if k.frame > self.frame]
        if self.scope == "all":
            return with_keys(track, [still])
        if self.scope == "following":
            return with_keys(track, [*before, here])
        return with_keys(track, [still, here, *after] if self.frame else [here, *after])


class MoveTrack(Edit):
    """Shift the whole path, as far as the frame allows; its shape stays."""

    kind: Literal["move_track"] = "move_track"
    scene: Id
    track: Id
    dx: Real = Field(ge=-1, le=1)
    dy: Real = Field(ge=-1, le=1)

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        boxes = [key.box for key in track.keys if key.box is not None]
        if not boxes:
            raise PlanError(f"{track.entity} ({track.id}) is absent throughout: set a key first")
        dx = min(max(self.dx, -min(b.x0 for b in boxes)), 1 - max(b.x1 for b in boxes))
        dy = min(max(self.dy, -min(b.y0 for b in boxes)), 1 - max(b.y1 for b in boxes))
        if dx == 0 and dy == 0:
            return unlocked(track)
        return with_keys(
            track, [_with_box(key, key.box and _shifted(key.box, dx, dy)) for key in track.keys]
        )


class ScaleTrack(Edit):
    """Grow or shrink every box around its middle, inside the frame."""

    kind: Literal["scale_track"] = "scale_track"
    scene: Id
    track: Id
    factor_x: Real = Field(gt=0, le=50)
    factor_y: Real = Field(gt=0, le=50)

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        return with_keys(track, [_with_box(k, k.box and self._scaled(k.box)) for k in track.keys])

    def _scaled(self, box: Box) -> Box:
        x0, x1 = _scaled_side(box.x0, box.x1, self.factor_x)
        y0, y1 = _scaled_side(box.y0, box.y1, self.factor_y)
        return Box(x0, y0, x1, y1)


class RevertTrack(Edit):
    """Go back to the keys that the planner wrote."""

    kind: Literal["revert_track"] = "revert_track"
    scene: Id
    track: Id

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        planned = planned_keys(track)
        if not planned:
            raise PlanError(f"{track.entity} ({track.id}) was not planned: use undo instead")
        return with_keys(track, planned)


class SimplifyTrack(Edit):
    """Fewer keys, none of which was off by more than `tolerance`; `revert_track` undoes it."""

    kind: Literal["simplify_track"] = "simplify_track"
    scene: Id
    track: Id
    tolerance: Real = Field(ge=0, le=1)

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_track(plan, self.scene, self.track, self._changed)

    def _changed(self, track: Track) -> Track:
        return with_keys(track, simplified(track.keys, self.tolerance))


def _easing_at(track: Track, frame: int) -> Easing:
    """The easing of the stretch that begins at or reaches over `frame`."""
    before = [key for key in track.keys if key.frame <= frame]
    return before[-1].easing if before else "linear"


def _with_box(key: Key, box: Box | None) -> Key:
    if box == key.box:
        return key
    return replaced(key, box=box, source="person")


def _shifted(box: Box, dx: float, dy: float) -> Box:
    """Holds the last bit inside the frame; snaps a box too thin to survive rounding."""
    x0, x1 = max(box.x0 + dx, 0.0), min(box.x1 + dx, 1.0)
    y0, y1 = max(box.y0 + dy, 0.0), min(box.y1 + dy, 1.0)
    moved = Box(x0, y0, x1, y1)
    return moved if x0 < x1 and y0 < y1 else snapped(moved)


def _scaled_side(low: float, high: float, factor: float) -> tuple[float, float]:
    middle, side = (low + high) / 2, min(max((high - low) * factor, MIN_SIDE), 1.0)
    start = min(max(middle - side / 2, 0.0), 1 - side)
    return start, min(start + side, 1.0)
