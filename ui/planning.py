"""Planning as work of a desk: it goes on without the page, and can be stopped."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

from core.errors import Cancelled, LimitError, PlannerError, VideoDirectorError
from core.plan.schema import Scene
from core.planner.prompts import checked_prompt
from ui import actions
from ui.connecting import model_for
from ui.desk import Desk
from ui.planners import Model, Wish, Written, write
from ui.session import PlanReport, Session, noticed

log = logging.getLogger(__name__)


def start(desk: Desk, action: actions.Plan, address: str) -> None:
    """Begin to plan in the background.

    Raises:
        PromptError: the prompt is empty or too long; nothing is counted.
        InputError: there is no such planner here.
        LimitError: a plan is being made already, or a model was asked too often this hour.
    """
    checked_prompt(action.prompt)
    model = model_for(desk, action.planner)
    desk.change(_begun)
    try:
        if model is not None:
            count(desk, address)
    except LimitError:
        desk.change(lambda session: replace(session, planning=False))
        raise
    desk.stop_planning.clear()
    threading.Thread(target=_work, args=(desk, action, model), name="planning", daemon=True).start()


def _begun(session: Session) -> Session:
    if session.planning:
        raise LimitError("A plan is being made already: wait for it, or stop it.")
    return replace(session, planning=True, arriving=(), report=None)


def count(desk: Desk, address: str) -> None:
    """Count one plan by a language model. Raises LimitError when the hour's are used up.

    The offline planner takes two milliseconds: it is not counted.
    """
    if desk.plan_budget is None:
        desk.tools.allowances.plans.take(address)
        return
    desk.plan_budget.check()  # a project that may not plan uses up nothing of its address
    desk.tools.allowances.plans.take(address)
    desk.plan_budget.take()


def _work(desk: Desk, action: actions.Plan, model: Model | None) -> None:
    wish = Wish(
        action.prompt, action.scenes, desk.stop_planning.is_set,
        lambda scene: desk.change(lambda session: arrived(session, scene)),
    )  # fmt: skip
    try:
        written = write(wish, model)
        if desk.stop_planning.is_set():
            raise Cancelled("stopped")
    except Cancelled:
        desk.change(lambda session: _ended(session, "warn", "Planning was stopped."))
    except PlannerError as error:
        line = str(error)
        end = "" if line.endswith((".", "?", "!", "…")) else "."
        line = f"{line}{end} The offline planner works without a server."
        desk.change(lambda session: _ended(session, "bad", line))
    except VideoDirectorError as error:
        line = str(error)
        desk.change(lambda session: _ended(session, "bad", line))
    except Exception as error:
        log.error("planning failed: %s", type(error).__name__, exc_info=model is None)
        desk.change(lambda session: _ended(session, "bad", "The planner failed: see the log."))
    else:
        desk.change(lambda session: adopted(session, written))


def arrived(session: Session, scene: Scene) -> Session:
    """The session with a scene of the plan that is being made, in place of one of its id."""
    if not session.planning:
        return session
    scenes = {each.id: each for each in session.arriving} | {scene.id: scene}
    return replace(session, arriving=tuple(scenes.values()))


def adopted(session: Session, written: Written) -> Session:
    """The session with a fresh plan, and the way back to the one before."""
    plan = written.plan
    first = plan.scenes[0].id if plan.scenes else None
    report = None
    if written.usage or written.warnings:
        report = PlanReport(written.usage, written.warnings)
    changed = replace(
        actions.adopted(session, plan), selected=first, planning=False, failures={},
        arriving=(), report=report,
    )  # fmt: skip
    count = len(plan.scenes)
    scenes = "1 scene" if count == 1 else f"{count} scenes"
    return noticed(changed, "good", f"Planned {scenes}.", "Bring the old one back")


def _ended(session: Session, level: str, text: str) -> Session:
    done = replace(session, planning=False, arriving=())
    return noticed(done, "warn" if level == "warn" else "bad", text)
