"""Scores planners on suites of prompts: `python -m core.evaluation planner`.

A planner is anything that turns a prompt into a VideoPlan. A prompt passes when every check of
its line holds on the dense boxes, and when nothing in the plan is implausible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.errors import VideoDirectorError
from core.evaluation import suites
from core.evaluation.planner_checks import parted, problems
from core.plan.schema import VideoPlan
from core.planner.offline import plan_offline

Planner = Callable[[str], VideoPlan]
GOAL = 0.98  # of every suite, held by the offline planner


@dataclass(frozen=True)
class Case:
    """One prompt of one suite and what its plan must satisfy."""

    suite: str
    prompt: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """How a planner did on one case; `problems` is empty when it passed."""

    case: Case
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Every case of every suite, in order."""
    found = []
    for suite, text in suites.ALL.items():
        for line in filter(None, (raw.strip() for raw in text.splitlines())):
            prompt, _, checks = line.partition("||")
            found.append(Case(suite, prompt.strip().replace("\\n", "\n"), parted(checks)))
    return tuple(found)


def judge(planner: Planner, case: Case) -> Verdict:
    """Plan one case and hold the plan to its checks."""
    try:
        plan = planner(case.prompt)
    except VideoDirectorError as error:
        return Verdict(case, (f"no plan: {error}",))
    return Verdict(case, problems(plan, case.checks))


def score(planner: Planner, wanted: Iterable[Case] | None = None) -> tuple[Verdict, ...]:
    """Verdicts on `wanted`, or on every case."""
    return tuple(judge(planner, case) for case in (cases() if wanted is None else wanted))


def table(results: dict[str, tuple[Verdict, ...]]) -> str:
    """A row a suite, a column a planner."""
    names = list(results)
    rows = [f"{'skill':<18}{'prompts':>8}" + "".join(f"{name:>12}" for name in names)]
    for suite in suites.ALL:
        marks = {
            name: [v.passed for v in found if v.case.suite == suite]
            for name, found in results.items()
        }
        size = max((len(m) for m in marks.values()), default=0)
        if size:
            rows.append(
                f"{suite:<18}{size:>8}"
                + "".join(f"{sum(m) / len(m):>12.1%}" for m in marks.values())
            )
    totals = [
        f"{sum(v.passed for v in found) / max(len(found), 1):>12.1%}" for found in results.values()
    ]
    rows.append(f"{'all':<18}{max(map(len, results.values()), default=0):>8}" + "".join(totals))
    return "\n".join(rows)


def failures(results: tuple[Verdict, ...]) -> str:
    """One line for every prompt that failed, with the reasons."""
    return "\n".join(
        f"[{v.case.suite}] {v.case.prompt!r}: {'; '.join(v.problems)}"
        for v in results
        if not v.passed
    )


def planners() -> dict[str, Planner]:
    """The planners that can be scored without a server."""
    return {"offline": plan_offline}


def run(suite: str | None = None, *, verbose: bool = False) -> tuple[str, bool]:
    """The printed report and whether the offline planner holds the goal on each suite.

    Raises:
        KeyError: there is no suite of that name.
    """
    if suite is not None and suite not in suites.ALL:
        raise KeyError(f"there is no suite {suite!r}: choose from {', '.join(suites.ALL)}")
    wanted = tuple(c for c in cases() if suite in (None, c.suite))
    results = {name: score(planner, wanted) for name, planner in planners().items()}
    text = table(results)
    if verbose:
        text += "".join(f"\n\n{failures(found)}" for found in results.values())
    offline = results["offline"]
    good = all(
        sum(v.passed for v in offline if v.case.suite == name)
        >= GOAL * sum(v.case.suite == name for v in offline)
        for name in {v.case.suite for v in offline}
    )
    return text, good
