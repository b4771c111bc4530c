"""Every change to a plan as a value, and `apply`, which is pure.

`PlanEdit` is the union of all edits, told apart by `kind`; `parse_edit` reads one from outside.
`apply(plan, edit)` returns the new plan and the scenes whose pixels can change ("dirty").
History, files and views build on these; none of them changes a plan in another way.
"""

from __future__ import annotations

import json
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from core.errors import PlanError
from core.plan.dirty import dirty_scenes
from core.plan.edits.cut import MergeScenes, SplitScene
from core.plan.edits.entities import (
    AddEntity,
    RemoveEntity,
    RenameEntity,
    ReplaceEntity,
    SetEntityAttributes,
    SetReferences,
)
from core.plan.edits.keys import (
    ClearKey,
    CopyBox,
    MoveTrack,
    RevertTrack,
    ScaleTrack,
    SetKey,
    SimplifyTrack,
)
from core.plan.edits.scenes import (
    AddScene,
    DuplicateScene,
    MoveScene,
    RemoveScene,
    SetPlanSampling,
    SetSceneSampling,
    SetSceneText,
    SetSceneTiming,
    SetTitle,
)
from core.plan.edits.tracks import AddTrack, CopyTrack, OrderTrack, RemoveTrack, SetTrackFlags
from core.plan.problems import explained
from core.plan.schema import VideoPlan

PlanEdit = Annotated[
    AddScene
    | RemoveScene
    | DuplicateScene
    | MoveScene
    | SplitScene
    | MergeScenes
    | SetSceneText
    | SetSceneTiming
    | SetSceneSampling
    | AddTrack
    | RemoveTrack
    | SetKey
    | ClearKey
    | CopyBox
    | CopyTrack
    | MoveTrack
    | ScaleTrack
    | SetTrackFlags
    | OrderTrack
    | RevertTrack
    | SimplifyTrack
    | AddEntity
    | RemoveEntity
    | RenameEntity
    | ReplaceEntity
    | SetEntityAttributes
    | SetReferences
    | SetPlanSampling
    | SetTitle,
    Field(discriminator="kind"),
]

_EDIT: TypeAdapter[PlanEdit] = TypeAdapter(PlanEdit)


class Applied(NamedTuple):
    """What an edit made: the new plan, and the ids of scenes that must be rendered again."""

    plan: VideoPlan
    dirty: frozenset[str]


def parse_edit(value: object) -> PlanEdit:
    """An edit from outside, as the dictionary that its JSON gives.

    Raises:
        PlanError: no such kind, or a field that does not fit.
    """
    try:
        return _EDIT.validate_python(value)
    except ValidationError as error:
        raise PlanError(explained(error, "edit")) from None


def edit_json(edit: PlanEdit) -> str:
    """The edit as JSON that `parse_edit` reads back; fields that were left out stay out."""
    carried = edit.model_dump(mode="json", exclude_unset=True)
    return json.dumps({**carried, "kind": edit.kind}, ensure_ascii=False, sort_keys=True)


def apply(plan: VideoPlan, edit: PlanEdit) -> Applied:
    """`plan` changed by `edit`; `plan` itself stays as it is.

    Raises:
        PlanError: the edit does not fit the plan, or would make it invalid.
    """
    try:
        changed = edit.on(plan)
    except ValidationError as error:
        raise PlanError(explained(error, edit.kind)) from None
    return Applied(changed, dirty_scenes(plan, changed))
