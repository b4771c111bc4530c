"""The two ways to run the studio. They differ in limits only, and all of them stand here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from core import limits


@dataclass(frozen=True)
class Mode:
    """Limits of one way to run. None means "no limit"."""

    name: str
    public: bool
    plans_per_hour: int | None  # by a language model, of one project
    plans_per_hour_address: int | None  # the same, of one network address
    checks_per_hour_address: int | None  # of model servers, by one network address
    key_kept_s: float | None  # an API key that was not used is forgotten after this
    projects_in_memory: int
    project_disk_bytes: int
    project_kept_s: float | None  # untouched projects are forgotten after this
    streams_per_project: int  # pages that listen for news
    joins_per_client: int  # API calls that wait or run at once
    open_per_client: int | None  # requests of one network address that are open, streams too


LAPTOP = Mode(
    name="laptop",
    public=False,
    plans_per_hour=None,
    plans_per_hour_address=None,
    checks_per_hour_address=None,
    key_kept_s=None,
    projects_in_memory=64,
    project_disk_bytes=20 * limits.GIB,
    project_kept_s=None,
    streams_per_project=32,
    joins_per_client=8,
    open_per_client=None,
)

PUBLIC = Mode(
    name="public",
    public=True,
    plans_per_hour=limits.PUBLIC_PLANS_PER_HOUR,
    plans_per_hour_address=4 * limits.PUBLIC_PLANS_PER_HOUR,
    checks_per_hour_address=limits.PUBLIC_CHECKS_PER_HOUR,
    key_kept_s=2 * 3600.0,
    projects_in_memory=512,
    project_disk_bytes=limits.SESSION_DISK_BYTES,
    project_kept_s=7 * 24 * 3600.0,
    streams_per_project=4,
    joins_per_client=2,
    open_per_client=128,
)


def chosen(public: bool | None, environment: Mapping[str, str] | None = None) -> Mode:
    """The mode that was asked for; unasked, public on a Space and laptop elsewhere."""
    if public is None:
        public = "SPACE_ID" in (os.environ if environment is None else environment)
    return PUBLIC if public else LAPTOP
