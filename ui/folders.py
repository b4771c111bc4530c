"""Where the studio keeps what people make."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def data_folder(environment: Mapping[str, str] | None = None) -> Path:
    """$VIDEODIRECTOR_DATA, else the user's data folder; nothing is made by asking."""
    values = os.environ if environment is None else environment
    if values.get("VIDEODIRECTOR_DATA"):
        return Path(values["VIDEODIRECTOR_DATA"])
    base = values.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "videodirector"
