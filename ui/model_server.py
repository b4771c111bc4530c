"""What a project knows of its own language model's server: an address, a model, perhaps a key.

Values only; `ui.connecting` carries things out. Held by a desk in memory and written nowhere: a
session, which is saved, never holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.errors import InputError
from core.planner.client import ServerCheck
from core.planner.settings import ServerSettings, checked_url, open_internet
from ui.actions import ModelServer
from ui.planners import Model, model_of
from ui.session import Level

MODELS_SHOWN = 100
KEY_CHARS = 2_000
_ANY_MODEL = "-"  # to ask a server what it has before a model is chosen


@dataclass(frozen=True)
class ServerState:
    """`settings`: the server in use; `line`: what became of the latest attempt, at `level`."""

    settings: ServerSettings | None = None
    checking: bool = False
    level: Level = "good"
    line: str = ""
    models: tuple[str, ...] = ()  # those that the server listed
    estimate: str = ""
    used_at: float = 0.0  # seconds of the monotonic clock

    @property
    def model(self) -> Model | None:
        """The model to plan with, where a server is in use."""
        return None if self.settings is None else model_of(self.settings)


def settings_of(action: ModelServer, state: ServerState, public: bool) -> ServerSettings:
    """The settings that a person typed. The key in use goes to its own address and no other.

    Raises:
        InputError: what was typed is no address, no model or no key; the key is not repeated.
    """
    if len(action.key) > KEY_CHARS:
        raise InputError("the API key is longer than any key is: paste it again")
    url = open_internet(action.base_url) if public else checked_url(action.base_url)
    known = state.settings
    key = action.key.strip() or (known.api_key if known and known.base_url == url else None)
    if action.do == "use" and not action.model.strip():
        raise InputError("no model is named: check the connection and choose one of the list")
    return ServerSettings(
        base_url=url,
        model=action.model.strip() or _ANY_MODEL,
        api_key=key,
        public=public,
        input_price=action.input_price,
        output_price=action.output_price,
    )


def in_use(state: ServerState, settings: ServerSettings) -> ServerState:
    """The state once plans are asked of that server."""
    same = state.settings is not None and state.settings.base_url == settings.base_url
    models = state.models if same or not state.settings else ()
    return replace(
        state, settings=settings, models=models, level="good", estimate="",
        line=f"Plans are asked of {settings}.",
    )  # fmt: skip


def checked(state: ServerState, found: ServerCheck, model: str) -> ServerState:
    """The state after a server answered."""
    count = len(found.models)
    listed = f"It answers and lists {count} model{'' if count == 1 else 's'}"
    line, level = f"{listed}.", "good"
    if not count:
        line = "It answers, but lists no models: type the name of one."
    elif not model:
        line = f"{listed}: choose one."
    elif found.has_model:
        line = f"It answers and has {model}."
    else:
        line, level = f"{listed}, none of them called {model}.", "warn"
    return replace(
        state, checking=False, models=found.models[:MODELS_SHOWN], line=line,
        level="warn" if level == "warn" else "good",
    )  # fmt: skip


def failed(state: ServerState, line: str) -> ServerState:
    """The state after something could not be done."""
    return replace(state, checking=False, level="bad", line=line)
