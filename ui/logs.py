"""The studio's log: a JSON object a line, about what happened and never about what was made.

An error appears as its kind and the place where it was raised; its text, which may hold words of
a prompt, and the whole traceback are written only where VIDEODIRECTOR_DEBUG is set.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

OURS = ("core", "ui", "app")


class Lines(logging.Formatter):
    """Records as JSON. `whole`: with the texts of errors and their tracebacks."""

    def __init__(self, whole: bool = False) -> None:
        super().__init__()
        self._whole = whole

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.casefold(),
            "from": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= self._error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)

    def _error(self, error: BaseException) -> dict[str, str]:
        frames = traceback.extract_tb(error.__traceback__)
        found = {"error": type(error).__name__}
        if frames:
            found["raised"] = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
        if self._whole:
            found["traceback"] = "".join(traceback.format_exception(error))
        return found


def set_up(
    environment: Mapping[str, str] | None = None, stream: TextIO | None = None
) -> logging.Handler:
    """Have our modules write to `stream` (standard error); returns the handler that does."""
    values = os.environ if environment is None else environment
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines(whole=bool(values.get("VIDEODIRECTOR_DEBUG"))))
    for name in OURS:
        log = logging.getLogger(name)
        log.setLevel(logging.INFO)
        log.addHandler(handler)
        log.propagate = False
    return handler
