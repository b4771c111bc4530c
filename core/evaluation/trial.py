"""Runs prompts through planner and engine and scores what the judge sees; holds to a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.evaluation.prompts import LVD, VPEVAL, Case, cases
from core.evaluation.shots import Shot, Studio, with_frames
from core.planner.offline import plan_offline

log = logging.getLogger(__name__)


@dataclass
class Clock:
    """Wall-clock time for a piece of work; None never ends."""

    seconds: float | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def over(self) -> bool:
        return self.seconds is not None and time.monotonic() - self.began > self.seconds


@dataclass(frozen=True)
class Outcome:
    """One prompt: its score in [0, 1], whether all its things were ever seen, and its shots."""

    case: Case
    score: float
    detected: bool
    shots: tuple[Shot, ...]


def attempt(case: Case, studio: Studio, frame_count: int) -> Outcome:
    """Plan, render and score one prompt; several scenes are watched one after the other."""
    shots = studio.film(with_frames(plan_offline(case.prompt), frame_count))
    sights = [s for shot in shots for s in shot.sights(case.check.names, studio.witness)]
    detected = all(any(s.best(name) for s in sights) for name in case.check.names)
    return Outcome(case, case.check.score(sights), detected, shots)


def turns(skills: Sequence[str], n: int, seed: int = 0) -> Iterator[Case]:
    """`n` prompts of each skill, one of each in turn: stopping early leaves all of them even."""
    for row in zip(*(cases(skill, n, seed) for skill in skills), strict=True):
        yield from row


def trial(
    studio: Studio, skills: Sequence[str], n: int, frame_count: int = 16, clock: Clock | None = None
) -> list[Outcome]:
    """Outcomes of `n` prompts a skill, or of as many whole rounds as the clock allows."""
    clock = clock or Clock()
    out: list[Outcome] = []
    for i, case in enumerate(turns(skills, n)):
        if i % len(skills) == 0 and i and clock.over:
            log.info("stopped after %d prompts: the time given is spent", i)
            break
        out.append(attempt(case, studio, frame_count))
        log.info("%s %.2f %s", case.skill, out[-1].score, case.prompt)
    return out


def summary(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Percent, count and detection rate by skill; `overall` is the mean of VPEval's four."""
    out: dict[str, dict[str, float]] = {}
    for outcome in outcomes:
        row = out.setdefault(outcome.case.skill, {"score": 0.0, "n": 0.0, "detected": 0.0})
        row["n"] += 1
        row["score"] += 100 * outcome.score
        row["detected"] += 100 * outcome.detected
    for row in out.values():
        row["score"] /= row["n"]
        row["detected"] /= row["n"]
    for name, group in (("overall", VPEVAL), ("lvd", LVD)):
        rows = [out[skill] for skill in group if skill in out]
        if len(rows) == len(group):
            out[name] = {
                "score": sum(row["score"] for row in rows) / len(rows),
                "n": sum(row["n"] for row in rows),
                "detected": sum(row["detected"] for row in rows) / len(rows),
            }
    return out
