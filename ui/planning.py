"""Planning as work of a desk: it goes on without the page, and can be stopped."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace

from core.errors import Cancelled, LimitError, PlannerError, VideoDirectorError
from core.plan.schema import VideoPlan
from ui import actions
from ui.desk import Desk
from ui.session import Session, noticed

log = logging.getLogger(__name__)

HOUR_S = 3600.0


def start(desk: Desk, action: actions.Plan) -> None:
    """Begin to plan in the background.

    Raises:
        LimitError: a plan is being made already, or too many were made this hour.
    """
    desk.change(_begun)
    try:
        count(desk)
    except LimitError:
        desk.change(lambda session: replace(session, planning=False))
        raise
    desk.stop_planning.clear()
    threading.Thread(target=_work, args=(desk, action), name="planning", daemon=True).start()


def _begun(session: Session) -> Session:
    if session.planning:
        raise LimitError("A plan is being made already: wait for it, or stop it.")
    return replace(session, planning=True)


def count(desk: Desk) -> None:
    """Count one plan. Raises LimitError when the hour's are used up."""
    allowed = desk.tools.mode.plans_per_hour
    now = time.monotonic()
    desk.plans_at = [at for at in desk.plans_at if now - at < HOUR_S]
    if allowed is not None and len(desk.plans_at) >= allowed:
        wait = round((HOUR_S - (now - desk.plans_at[0])) / 60) + 1
        raise LimitError(
            f"{allowed} plans an hour are allowed here: try again in {wait} minutes,"
            " or edit the plan you have."
        )
    desk.plans_at.append(now)


def _work(desk: Desk, action: actions.Plan) -> None:
    try:
        plan = desk.tools.planners.plan(
            action.prompt, action.planner, action.scenes, desk.stop_planning.is_set
        )
        if desk.stop_planning.is_set():
            raise Cancelled("stopped")
    except Cancelled:
        desk.change(lambda session: _ended(session, "warn", "Planning was stopped."))
    except PlannerError as error:
        line = f"{error} The offline planner works without a server."
        desk.change(lambda session: _ended(session, "bad", line))
    except VideoDirectorError as error:
        line = str(error)
        desk.change(lambda session: _ended(session, "bad", line))
    except Exception:
        log.exception("planning failed")
        desk.change(lambda session: _ended(session, "bad", "The planner failed: see the log."))
    else:
        desk.change(lambda session: adopted(session, plan))


def adopted(session: Session, plan: VideoPlan) -> Session:
    """The session with a fresh plan, and the way back to the one before."""
    first = plan.scenes[0].id if plan.scenes else None
    changed = replace(actions.adopted(session, plan), selected=first, planning=False, failures={})
    count = len(plan.scenes)
    scenes = "1 scene" if count == 1 else f"{count} scenes"
    return noticed(changed, "good", f"Planned {scenes}.", "Bring the old one back")


def _ended(session: Session, level: str, text: str) -> Session:
    return noticed(replace(session, planning=False), "warn" if level == "warn" else "bad", text)
