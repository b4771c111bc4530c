"""What the engine is: asked for once, in the background, so that the page opens before it loads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from core.errors import VideoDirectorError
from core.render.types import EngineInfo

log = logging.getLogger(__name__)


class EngineWatch:
    """Knows the engine's info, or why there is none; None for both while it loads."""

    def __init__(self, ask: Callable[[], EngineInfo]) -> None:
        self._ask = ask
        self.info: EngineInfo | None = None
        self.error: str | None = None

    def start(self, done: Callable[[], None] = lambda: None) -> None:
        """Ask in a thread of its own, then call `done`."""

        def work() -> None:
            try:
                self.info = self._ask()
            except VideoDirectorError as error:
                self.error = str(error)
            except Exception:
                log.exception("the engine could not be loaded")
                self.error = "The engine could not be loaded: see the log."
            done()

        threading.Thread(target=work, name="engine", daemon=True).start()

    @property
    def line(self) -> str:
        """One line for people."""
        if self.info is not None:
            return f"{self.info.title} on {self.info.device}"
        return self.error or "Loading the engine …"
