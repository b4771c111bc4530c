"""The command line of the judge, of the engine's report and of its cost."""

from __future__ import annotations

import argparse
import json
import logging
import os
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add the subcommands `judge`, `engine` and `cost` to an argparse group."""
    judge = commands.add_parser("judge", help="train the judge and measure it on composites")
    judge.add_argument("--seconds", type=float, help="train no longer than this")
    judge.add_argument("--steps", type=int, default=2000)
    judge.add_argument("--peak", type=float, help="highest learning rate")
    judge.add_argument("--adopt", action="store_true", help="go on from the shipped judge")
    judge.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    engine = commands.add_parser("engine", help="measure the embedded engine, write the report")
    engine.add_argument("--scenes", type=int, default=4, help="prompts a skill (20 for a paper)")
    engine.add_argument("--frames", type=int, default=16, help="frames of a clip")
    engine.add_argument("--seconds", type=float, help="stop a part's first column after this")
    engine.add_argument("--parts", nargs="*", default=[], help="only these parts")
    engine.add_argument("--preview", action="store_true", help="with the fast settings")
    engine.add_argument("--weights", type=Path, help="a checkpoint folder other than the shipped")
    engine.add_argument("--out", type=Path, help="folder of the report")
    commands.add_parser("cost", help="seconds and memory of a preview, a scene and a film")


def run(chosen: argparse.Namespace) -> str:
    """Run one of them; what to print.

    Raises:
        KeyError: a part of the report is not known.
        ModelError: weights of engine or judge are missing.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if chosen.command == "cost":
        return _cost()
    import torch

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    return _judge(chosen) if chosen.command == "judge" else _engine(chosen)


def _judge(chosen: argparse.Namespace) -> str:
    from core.evaluation import report
    from core.evaluation.judge import commands
    from core.training import checkpoints

    if chosen.adopt:
        commands.adopt(checkpoints.default_root())
    peak = chosen.peak or commands.PEAK
    course = commands.Course.on(chosen.device, chosen.steps, chosen.seconds, peak)
    return json.dumps(report.keep("judge", commands.make(course)), indent=1)


def _engine(chosen: argparse.Namespace) -> str:
    from core.evaluation import report, tables

    on = report.bench(
        chosen.scenes, chosen.frames, chosen.seconds, chosen.preview, chosen.out or report.FOLDER,
        chosen.weights,
    )  # fmt: skip
    return tables.markdown(report.run(on, chosen.parts))


def _cost() -> str:
    from core.evaluation import cost, report

    return json.dumps(report.keep("cost", cost.measure()), indent=1)
