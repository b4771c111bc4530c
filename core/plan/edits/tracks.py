"""Edits of a scene's set of tracks: who is in it, in which order, and how the editor shows them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core import limits
from core.errors import PlanError
from core.plan.edits.base import (
    Edit,
    EditorBox,
    free_instance,
    new_track_id,
    replaced,
    track_of,
    unlocked,
    with_scene,
    with_track,
)
from core.plan.schema import Entity, Flag, Id, Key, Name, Scene, Track, VideoPlan, Whole, group_key


class AddTrack(Edit):
    """One more thing in a scene, standing where the box is; an unknown name joins the cast."""

    kind: Literal["add_track"] = "add_track"
    scene: Id
    entity: Name
    box: EditorBox
    frame: Whole = Field(default=0, ge=0)
    id: Id | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        scene, name = plan.scene(self.scene), self.entity
        known = {group_key(entity.name): entity.name for entity in plan.entities}
        entities = plan.entities
        if group_key(name) in known:
            name = known[group_key(name)]
        else:
            entities = (*entities, Entity(name=name))
        track = Track(
            id=new_track_id(scene, self.id),
            entity=name,
            instance=free_instance(scene.tracks, name),
            keys=(Key(frame=self.frame, box=self.box, source="person"),),
        )
        changed = with_new_track(scene, track)
        return replaced(
            plan,
            entities=entities,
            scenes=tuple(changed if s is scene else s for s in plan.scenes),
        )


class RemoveTrack(Edit):
    """Take one thing out of a scene; its entity stays in the cast."""

    kind: Literal["remove_track"] = "remove_track"
    scene: Id
    track: Id

    def on(self, plan: VideoPlan) -> VideoPlan:
        def changed(scene: Scene) -> Scene:
            gone = unlocked(track_of(scene, self.track))
            return replaced(scene, tracks=tuple(t for t in scene.tracks if t is not gone))

        return with_scene(plan, self.scene, changed)


class CopyTrack(Edit):
    """The same path in another scene (or once more in this one), fitted to its layout frames."""

    kind: Literal["copy_track"] = "copy_track"
    scene: Id
    track: Id
    to_scene: Id
    id: Id | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        source, target = plan.scene(self.scene), plan.scene(self.to_scene)
        track = track_of(source, self.track)
        spans = (source.layout_frames - 1, target.layout_frames - 1)
        copy = replaced(
            track,
            id=new_track_id(target, self.id),
            instance=free_instance(target.tracks, track.entity),
            keys=_fitted(track.keys, *spans),
            planned=_fitted(track.planned, *spans),
            locked=False,
        )
        return with_scene(plan, self.to_scene, lambda scene: with_new_track(scene, copy))


class SetTrackFlags(Edit):
    """Lock a track against change, or hide it in the editor; neither changes a pixel."""

    kind: Literal["set_track_flags"] = "set_track_flags"
    scene: Id
    track: Id
    locked: Flag | None = None
    hidden: Flag | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        flags = {"locked": self.locked, "hidden": self.hidden}
        changes = {name: flag for name, flag in flags.items() if flag is not None}
        if not changes:
            raise PlanError("no flag was given: give locked, hidden or both")
        return with_track(plan, self.scene, self.track, lambda t: replaced(t, **changes))


class OrderTrack(Edit):
    """Put a track at place `to`, counted from the back (0) to the front."""

    kind: Literal["order_track"] = "order_track"
    scene: Id
    track: Id
    to: Whole = Field(ge=0)

    def on(self, plan: VideoPlan) -> VideoPlan:
        def changed(scene: Scene) -> Scene:
            track, n = track_of(scene, self.track), len(scene.tracks)
            if self.to >= n:
                raise PlanError(f"there is no place {self.to}: scene {scene.id} has {n} tracks")
            others = [t for t in scene.tracks if t is not track]
            return replaced(scene, tracks=(*others[: self.to], track, *others[self.to :]))

        return with_scene(plan, self.scene, changed)


def with_new_track(scene: Scene, track: Track) -> Scene:
    """The scene with one more track, in front. Raises PlanError when it is full."""
    if len(scene.tracks) >= limits.TRACKS_PER_SCENE:
        raise PlanError(
            f"scene {scene.id} has {limits.TRACKS_PER_SCENE} tracks,"
            " the most it can have: remove one"
        )
    return replaced(scene, tracks=(*scene.tracks, track))


def _fitted(keys: tuple[Key, ...], span: int, new_span: int) -> tuple[Key, ...]:
    """Keys moved to the nearest frame of the new span; of two on one frame the later stays."""
    if span == new_span:
        return keys
    placed = {round(key.frame * new_span / span): key for key in keys}
    return tuple(replaced(key, frame=frame) for frame, key in placed.items())
