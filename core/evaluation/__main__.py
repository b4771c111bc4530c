"""`python -m core.evaluation planner|judge|engine|cost`: a thin dispatcher."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from core.errors import VideoDirectorError
from core.evaluation import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one evaluation; 0 when its goal holds, 1 when it does not, 2 on bad input."""
    parser = argparse.ArgumentParser(prog="python -m core.evaluation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    planner = commands.add_parser("planner", help="score planners on suites of prompts")
    planner.add_argument("--suite", help="only this suite")
    planner.add_argument("--failures", action="store_true", help="print every prompt that failed")
    command.add(commands)
    chosen = parser.parse_args(arguments)
    return _planner(chosen) if chosen.command == "planner" else _engine(chosen)


def _planner(chosen: argparse.Namespace) -> int:
    from core.evaluation import planner

    try:
        report, good = planner.run(chosen.suite, verbose=chosen.failures)
    except KeyError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    print(report)
    return 0 if good else 1


def _engine(chosen: argparse.Namespace) -> int:
    try:
        print(command.run(chosen))
    except (KeyError, VideoDirectorError) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
