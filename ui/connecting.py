"""Trying, using and forgetting a project's own model server, and what a plan by it would take."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace

from core.errors import InputError, VideoDirectorError
from core.planner.client import Client
from core.planner.settings import ServerSettings
from ui import actions, planners
from ui.desk import Desk
from ui.model_server import ServerState, checked, failed, in_use, settings_of
from ui.planners import Model

log = logging.getLogger(__name__)


def perform(desk: Desk, action: actions.ModelServer, address: str) -> None:
    """Do what was asked for; what goes wrong stands in the server's own line."""
    if action.do == "forget":
        desk.set_server(lambda state: ServerState(line="The server and its key are forgotten."))
        return
    try:
        settings = settings_of(action, desk.server, desk.tools.mode.public)
        if action.do == "use":
            desk.set_server(lambda state: in_use(touched(state), settings))
            return
        if desk.server.checking:
            raise InputError("the server is being asked already: wait for its answer")
        desk.tools.allowances.checks.take(address)
    except VideoDirectorError as error:
        line = str(error)
        desk.set_server(lambda state: failed(state, line))
        return
    desk.set_server(lambda state: replace(state, checking=True, line="Asking the server …"))
    work = threading.Thread(
        target=_check, args=(desk, settings, action.model.strip()), name="check", daemon=True
    )
    work.start()


def _check(desk: Desk, settings: ServerSettings, model: str) -> None:
    try:
        found = Client(settings).check(desk.tools.closing.is_set)
    except VideoDirectorError as error:
        line = str(error)
        desk.set_server(lambda state: failed(state, line))
    except Exception as error:
        log.error("a server's check failed: %s", type(error).__name__)
        desk.set_server(lambda state: failed(state, "the check failed: see the log"))
    else:
        desk.set_server(lambda state: checked(state, found, model))


def estimate(desk: Desk, action: actions.Estimate) -> None:
    """Note what a plan would take; nothing where no model would be asked, or the prompt is bad."""
    model, words = desk.server.model or desk.tools.planners.model, ""
    if model is not None and action.prompt.strip():
        try:
            words = planners.estimated(action.prompt, action.scenes, model)
        except VideoDirectorError as error:
            words = str(error)
    desk.set_server(lambda state: replace(state, estimate=words), tell=False)


def model_for(desk: Desk, planner: str) -> Model | None:
    """The model that plans for this project under that choice, None for the offline planner.

    Raises:
        InputError: there is no such planner here.
    """
    desk.set_server(touched, tell=False)
    return desk.tools.planners.chosen(planner, desk.server.model)


def touched(state: ServerState) -> ServerState:
    """The state, used just now."""
    return replace(state, used_at=time.monotonic())


def forget_unused(desk: Desk, now: float) -> None:
    """Forget a key that was not used for as long as the mode keeps one."""
    kept, state = desk.tools.mode.key_kept_s, desk.server
    if kept is not None and state.settings is not None and now - state.used_at > kept:
        line = "The server was not used for long and is forgotten: give it again."
        desk.set_server(lambda _: ServerState(line=line))
