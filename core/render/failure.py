"""An error on its way from another process to ours: by the name of its class, and its text."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from core import errors
from core.errors import RenderError, VideoDirectorError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """What went wrong there."""

    kind: str
    text: str

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """The error as it travels; one that is none of ours is logged where it happened."""
        if not isinstance(error, VideoDirectorError):
            log.exception("the engine failed")
        return cls(type(error).__name__, str(error) or type(error).__name__)

    def raised(self) -> Exception:
        """The error as ours, by the name of its class."""
        found = getattr(errors, self.kind, None)
        if isinstance(found, type) and issubclass(found, VideoDirectorError):
            return found(self.text)
        return RenderError(f"the engine failed ({self.kind}): {self.text}")
