"""Edits of whole scenes: their order, their text, their timing and how they are sampled."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core import limits
from core.errors import PlanError
from core.plan.edits.base import Edit, given, new_scene_id, replaced, with_scene
from core.plan.schema import Id, Real, Scene, Text, VideoPlan, Whole


class AddScene(Edit):
    """A new empty scene before position `at`; it takes pace and length from its neighbour."""

    kind: Literal["add_scene"] = "add_scene"
    at: Whole = Field(ge=0)
    description: Text
    background: Text = ""
    id: Id | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        pace = {}
        if plan.scenes:
            near = plan.scenes[max(min(self.at, len(plan.scenes)) - 1, 0)]
            pace = {"frame_count": near.frame_count, "fps": near.fps}
        scene = Scene(
            id=new_scene_id(plan, self.id),
            description=self.description,
            background=self.background,
            source="person",
            **pace,
        )
        return inserted(plan, scene, self.at)


class RemoveScene(Edit):
    """Take a scene out of the film; the entities stay in the cast."""

    kind: Literal["remove_scene"] = "remove_scene"
    scene: Id

    def on(self, plan: VideoPlan) -> VideoPlan:
        gone = plan.scene(self.scene)
        return replaced(plan, scenes=tuple(s for s in plan.scenes if s is not gone))


class DuplicateScene(Edit):
    """The same scene once more, right after itself."""

    kind: Literal["duplicate_scene"] = "duplicate_scene"
    scene: Id
    id: Id | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        scene = plan.scene(self.scene)
        copy = replaced(scene, id=new_scene_id(plan, self.id))
        return inserted(plan, copy, plan.scenes.index(scene) + 1)


class MoveScene(Edit):
    """Put a scene at position `to` of the film."""

    kind: Literal["move_scene"] = "move_scene"
    scene: Id
    to: Whole = Field(ge=0)

    def on(self, plan: VideoPlan) -> VideoPlan:
        scene = plan.scene(self.scene)
        if self.to >= len(plan.scenes):
            raise PlanError(f"there is no place {self.to}: the film has {len(plan.scenes)} scenes")
        others = [s for s in plan.scenes if s is not scene]
        return replaced(plan, scenes=(*others[: self.to], scene, *others[self.to :]))


class SetSceneText(Edit):
    """Describe the scene or its background in other words."""

    kind: Literal["set_scene_text"] = "set_scene_text"
    scene: Id
    description: Text | None = None
    background: Text | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        texts = {"description": self.description, "background": self.background}
        changes = {name: text for name, text in texts.items() if text is not None}
        if not changes:
            raise PlanError("no text was given: give a description, a background or both")
        scene = plan.scene(self.scene)
        if all(getattr(scene, name) == text for name, text in changes.items()):
            return plan
        return with_scene(plan, self.scene, lambda s: replaced(s, **changes, source="person"))


class SetSceneTiming(Edit):
    """How many frames are rendered, and how fast they are shown; the keys stay."""

    kind: Literal["set_scene_timing"] = "set_scene_timing"
    scene: Id
    frame_count: Whole | None = Field(default=None, ge=limits.FRAMES_MIN, le=limits.FRAMES_MAX)
    fps: Whole | None = Field(default=None, ge=1, le=60)

    def on(self, plan: VideoPlan) -> VideoPlan:
        times = {"frame_count": self.frame_count, "fps": self.fps}
        changes = {name: number for name, number in times.items() if number is not None}
        if not changes:
            raise PlanError("no timing was given: give frame_count, fps or both")
        return with_scene(plan, self.scene, lambda s: replaced(s, **changes))


class SamplingEdit(Edit):
    """Sampling fields: one that is left out stays, an explicit null inherits again."""

    seed: Whole | None = Field(default=None, ge=0, le=limits.SEED_MAX)
    steps: Whole | None = Field(default=None, ge=1, le=100)
    guidance: Real | None = Field(default=None, ge=1, le=20)
    layout_strength: Real | None = Field(default=None, ge=0, le=1)

    def changes(self) -> dict[str, float | None]:
        """The fields that the edit carries. Raises PlanError when there is none."""
        found = given(self, "seed", "steps", "guidance", "layout_strength")
        if not found:
            raise PlanError("nothing to set: give seed, steps, guidance or layout_strength")
        return found


class SetSceneSampling(SamplingEdit):
    """How one scene is sampled; null means as the plan has it."""

    kind: Literal["set_scene_sampling"] = "set_scene_sampling"
    scene: Id

    def on(self, plan: VideoPlan) -> VideoPlan:
        changes = self.changes()
        return with_scene(
            plan, self.scene, lambda s: replaced(s, sampling=replaced(s.sampling, **changes))
        )


class SetPlanSampling(SamplingEdit):
    """How every scene without a setting of its own is sampled; null leaves it to the engine."""

    kind: Literal["set_plan_sampling"] = "set_plan_sampling"

    def on(self, plan: VideoPlan) -> VideoPlan:
        return replaced(plan, sampling=replaced(plan.sampling, **self.changes()))


class SetTitle(Edit):
    """Name the film."""

    kind: Literal["set_title"] = "set_title"
    title: Text

    def on(self, plan: VideoPlan) -> VideoPlan:
        return replaced(plan, title=self.title)


def inserted(plan: VideoPlan, scene: Scene, at: int) -> VideoPlan:
    """The plan with `scene` before position `at`. Raises PlanError when it is full."""
    if at > len(plan.scenes):
        raise PlanError(f"there is no place {at}: the film has {len(plan.scenes)} scenes")
    if len(plan.scenes) >= limits.SCENES:
        raise PlanError(f"the film has {limits.SCENES} scenes, the most it can have: remove one")
    return replaced(plan, scenes=(*plan.scenes[:at], scene, *plan.scenes[at:]))
