"""What a person can do in the studio, and the pure part of doing it: session, action -> session.

Actions come from the browser and are validated here. Those that take time or touch files
(planning, rendering, exporting) are carried out by `ui.desk`, which folds their results in with
the functions below.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from core import limits
from core.errors import InputError, PlanError
from core.plan.edits import PlanEdit, apply
from core.plan.schema import Id, VideoPlan
from ui.refusal import refusal
from ui.session import (
    AUTHORS_KEPT,
    FILES_KEPT,
    TAKES_PER_SCENE,
    FilmMade,
    Order,
    Ready,
    Session,
    Take,
    noticed,
)


class Action(BaseModel):
    """Base of all actions: frozen, nothing extra."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Edit(Action):
    """Change the plan; several edits are one step of undo."""

    kind: Literal["edit"]
    edits: tuple[PlanEdit, ...] = Field(min_length=1, max_length=256)


class Select(Action):
    """Show another scene in the editor."""

    kind: Literal["select"]
    scene: Id


class Undo(Action):
    """Take the last change back."""

    kind: Literal["undo"]


class Redo(Action):
    """Make a change again that was taken back."""

    kind: Literal["redo"]


class Say(Action):
    """Show a message that arose in the browser."""

    kind: Literal["say"]
    text: str = Field(max_length=400)


class Refresh(Action):
    """Show the project as it is now."""

    kind: Literal["refresh"]


class Plan(Action):
    """Plan a film from a prompt."""

    kind: Literal["plan"]
    prompt: str = Field(max_length=8 * limits.PROMPT_CHARS)
    planner: str = Field(default="", max_length=80)
    scenes: int | None = Field(default=None, ge=1, le=limits.SCENES)


class StopPlanning(Action):
    """Give up a plan that is being made."""

    kind: Literal["stop_planning"]


class Estimate(Action):
    """Tell what a plan by the language model would take."""

    kind: Literal["estimate"]
    prompt: str = Field(max_length=8 * limits.PROMPT_CHARS)
    scenes: int | None = Field(default=None, ge=1, le=limits.SCENES)


class ModelServer(Action):
    """Try, use or forget a language model's server. Without a key, one that is known is used."""

    kind: Literal["model_server"]
    do: Literal["check", "use", "forget"]
    base_url: str = Field(default="", max_length=400)
    model: str = Field(default="", max_length=200)
    key: str = Field(default="", repr=False)
    input_price: float | None = Field(default=None, ge=0, lt=1e6)  # money for a million tokens
    output_price: float | None = Field(default=None, ge=0, lt=1e6)


class Render(Action):
    """Render one scene, all that changed, or the film."""

    kind: Literal["render"]
    what: Literal["preview", "scene", "stale", "film"]
    scene: Id | None = None
    cross_fade: int = Field(default=0, ge=0, le=16)


class Cancel(Action):
    """Stop a render job."""

    kind: Literal["cancel"]
    job: str = Field(max_length=80)


class Export(Action):
    """Write a file to take away."""

    kind: Literal["export"]
    format: str = Field(max_length=40)
    scene: Id | None = None
    overlay: bool = False


class New(Action):
    """Begin an empty project; the one that was open is kept."""

    kind: Literal["new"]


AnyAction = Annotated[
    Edit
    | Select
    | Undo
    | Redo
    | Say
    | Refresh
    | Plan
    | StopPlanning
    | Estimate
    | ModelServer
    | Render
    | Cancel
    | Export
    | New,
    Field(discriminator="kind"),
]
_ACTION: TypeAdapter[AnyAction] = TypeAdapter(AnyAction)


def parse(value: object) -> AnyAction:
    """An action from what the browser sent.

    Raises:
        InputError: it is none.
    """
    try:
        return _ACTION.validate_python(value)
    except ValidationError as error:
        raise InputError(refusal(error)) from None


def perform(session: Session, action: AnyAction) -> Session:
    """The session after an action that needs neither time nor files; others leave it as it is.

    Raises:
        InputError: the action does not fit the project; nothing changed.
    """
    match action:
        case Edit():
            return edited(session, action.edits)
        case Select():
            return replace(session, selected=session.plan.scene(action.scene).id)
        case Undo():
            return _moved(session, session.history.undo())
        case Redo():
            return _moved(session, session.history.redo())
        case Say():
            return noticed(session, "bad", action.text)
        case _:
            return session


def edited(session: Session, edits: tuple[PlanEdit, ...]) -> Session:
    """All edits as one step, or none. Raises PlanError when one does not fit."""
    plan = session.plan
    for edit in edits:
        plan = apply(plan, edit).plan
    return adopted(session, plan)


def adopted(session: Session, plan: VideoPlan) -> Session:
    """Another plan in place of the present one, as one step of undo."""
    return _moved(session, session.history.put(plan))


def _moved(session: Session, history: Any) -> Session:
    before, after = session.plan.scenes, history.plan.scenes
    known = {scene.id for scene in before}
    fresh = [scene.id for scene in after if scene.id not in known]
    selected = session.selected
    ids = [scene.id for scene in after]
    if len(fresh) == 1 and len(after) == len(before) + 1:
        selected = fresh[0]  # a scene was added: it is the one to work on
    elif selected not in ids:
        old = [scene.id for scene in before]
        place = old.index(selected) if selected in old else 0
        selected = ids[min(place, len(ids) - 1)] if ids else None
    return replace(session, history=history, selected=selected)


def neighbour(session: Session, step: int) -> Session:
    """The session with the scene before or after the selected one selected."""
    ids = [scene.id for scene in session.plan.scenes]
    if session.selected not in ids:
        return session
    place = ids.index(session.selected) + step
    return replace(session, selected=ids[place]) if 0 <= place < len(ids) else session


def signed(before: Session, after: Session, tab: str) -> Session:
    """`after`, with the tab that made its revision written down."""
    if after.history.revision == before.history.revision:
        return after
    authors = (*after.authors, (after.history.revision, tab))[-AUTHORS_KEPT:]
    return replace(after, authors=authors)


def check_tab(session: Session, tab: str, seen: int) -> None:
    """Refuse a change by a tab that does not know what another tab did meanwhile.

    Raises:
        PlanError: somebody else changed the project after revision `seen`.
    """
    if any(revision > seen and author != tab for revision, author in session.authors):
        raise PlanError(
            "This project was changed in another tab. You see its latest state now:"
            " please make your change again."
        )


def taken(session: Session, scene_id: str, take: Take) -> Session:
    """The session with a new render of a scene."""
    old = [t for t in session.takes.get(scene_id, ()) if t.clip != take.clip]
    takes = {**session.takes, scene_id: (*old, take)[-TAKES_PER_SCENE:]}
    failures = {k: v for k, v in session.failures.items() if k != scene_id}
    return replace(session, takes=takes, failures=failures)


def ordered(session: Session, order: Order) -> Session:
    """The session with a render job that was given out."""
    scenes = {scene for scene, _ in order.looks}
    failures = {k: v for k, v in session.failures.items() if k not in scenes}
    return replace(session, orders=(*session.orders, order), failures=failures)


def delivered(session: Session, job: str) -> Session:
    """The session without a job that is over."""
    return replace(session, orders=tuple(o for o in session.orders if o.job != job))


def filmed(session: Session, film: FilmMade) -> Session:
    """The session with a new film."""
    return replace(session, film=film)


def failed(session: Session, scene_id: str | None, reason: str) -> Session:
    """The session with a scene that could not be rendered, and a line that says so."""
    failures = {**session.failures, scene_id: reason} if scene_id else session.failures
    return noticed(replace(session, failures=failures), "bad", reason)


def exported(session: Session, format_: str, url: str, name: str) -> Session:
    """The session with a file that can be taken."""
    number = session.counter + 1
    ready = (*session.ready, Ready(number, format_, url, name))[-FILES_KEPT:]
    return replace(session, ready=ready, counter=number, exporting=session.exporting - {format_})
