"""Public or laptop: chosen once, different in limits only."""

from __future__ import annotations

from ui.modes import LAPTOP, PUBLIC, chosen


def test_a_space_is_public_by_itself_and_a_laptop_is_not():
    assert chosen(None, {"SPACE_ID": "somebody/studio"}) is PUBLIC
    assert chosen(None, {}) is LAPTOP
    assert chosen(True, {}) is PUBLIC
    assert chosen(False, {"SPACE_ID": "somebody/studio"}) is LAPTOP


def test_strangers_have_less_of_everything():
    assert PUBLIC.project_disk_bytes < LAPTOP.project_disk_bytes
    assert PUBLIC.streams_per_project < LAPTOP.streams_per_project
    assert PUBLIC.plans_per_hour is not None and LAPTOP.plans_per_hour is None
