"""Terse goals ("make pancakes") to stories, and stories to a wanted number of scenes."""

from __future__ import annotations

from core.planner.offline.syntax import Clause


def expand(text: str, n_scenes: int | None) -> list[str]:
    """Sentences for a goal, or an empty list when `text` is a description."""
    return []


def fit(groups: list[list[Clause]], n_scenes: int | None) -> list[list[Clause]]:
    """Merge the shortest neighbours until there are at most `n_scenes` groups."""
    groups = [list(g) for g in groups]
    while n_scenes and len(groups) > n_scenes:
        at = min(range(len(groups) - 1), key=lambda n: len(groups[n]) + len(groups[n + 1]))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups
