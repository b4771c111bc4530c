"""The command line: studio (default) | plan | render | film | export | import | inspect | models
| doctor.

Owns words in and out: options, progress on standard error, exit status (0 done, 2 bad input or a
failed render with one line on standard error, 130 Ctrl-C). What is done is done by `core` and `ui`,
imported by the command that needs it: `plan` starts without torch.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from core.commands.options import Options, parser
from core.commands.work import Engines, check_output, film_of, planned, rendered, text_of
from core.errors import Cancelled, InputError, VideoDirectorError

if TYPE_CHECKING:
    from core.render.types import Engine

WEIGHTS = Path(__file__).parent / "assets" / "models" / "embedded"


def main(arguments: Sequence[str] | None = None, engines: Engines | None = None) -> int:
    """Run one command; gives the exit status.

    Args:
        arguments: without the program's name; None takes those of the process.
        engines: as `core.render.engine.load_engine`, which None stands for.
    """
    try:
        options = parser(_COMMANDS).parse_args(arguments)
        options.engines = engines or _engine
        options.run(options)
    except Cancelled:
        return 130
    except VideoDirectorError as error:
        sys.stderr.write(f"videodirector: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("videodirector: stopped; finished scenes are kept\n")
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  # for the interpreter's last flush
        return 0
    except Exception as error:  # the edge: a bug of ours is one line too, unless asked for more
        if os.environ.get("VIDEODIRECTOR_DEBUG"):
            raise
        sys.stderr.write(
            f"videodirector: an internal error, {type(error).__name__}: {error}"
            " (VIDEODIRECTOR_DEBUG=1 shows where)\n"
        )
        return 1
    return 0


# -- commands --------------------------------------------------------------------------------


def _studio(options: Options) -> None:
    from ui.studio import main as studio

    studio(
        host=options.host,
        port=options.port,
        public=options.public or None,  # None: as the place where it runs suggests
        engine=options.engine,
        data=options.data,
    )


def _plan(options: Options) -> None:
    from core.plan.store import save_plan

    check_output(options.output, ".json")
    plan = planned(options, _bar, _tell)
    save_plan(plan, options.output)
    _say(f"{options.output}: {len(plan.scenes)} scenes")


def _import(options: Options) -> None:
    from core.plan.store import save_plan
    from core.planner.importer import import_plan

    check_output(options.output, ".json")
    plan = import_plan(text_of(options.file))
    save_plan(plan, options.output)
    _say(f"{options.output}: {len(plan.scenes)} scenes")


def _render(options: Options) -> None:
    from core.render.project import open_project

    check_output(options.output, ".mp4", ".gif", ".webp")
    _say(film_of(open_project(options.file), options, options.engines, _bar))


def _film(options: Options) -> None:
    from core.plan.archive import Project

    check_output(options.output, ".mp4", ".gif", ".webp")
    project = Project(planned(options, _bar, _tell))
    _say(film_of(project, options, options.engines, _bar))


def _export(options: Options) -> None:
    from core.export.formats import export_plan, kind_of
    from core.render.project import open_project

    kind_of(options.to)
    check_output(options.to)
    project = open_project(options.file)
    frames = rendered(project, options, options.engines, _bar) if options.frames else None
    export_plan(project.plan, options.to, frames, options.film, options.cross_fade)
    _say(str(options.to))


def _inspect(options: Options) -> None:
    from core.export.summary import summary
    from core.export.video import probe
    from core.render.project import open_project

    if options.file.suffix.lower() == ".mp4":
        facts = probe(options.file)
        seconds = facts.n_frames / facts.fps
        _say(
            f"{options.file.name}: {facts.n_frames} frames of {facts.width}x{facts.height}"
            f" at {facts.fps:g} fps, {seconds:.1f} s"
        )
        return
    project = open_project(options.file)
    _say(summary(project.plan))
    if project.pictures or project.clips:
        _say(f"{len(project.pictures)} pictures and {len(project.clips)} clips inside")


def _models(options: Options) -> None:
    from core.render.models import inventory

    for line in inventory(options.weights).lines():
        _say(line)


def _doctor(options: Options) -> None:
    from core.render.doctor import examine

    def load() -> Engine:
        engine: Engine = options.engines(options.engine, options.device, options.weights)
        return engine

    bad = 0
    for finding in examine(load, options.weights or WEIGHTS, options.cache):
        bad += not finding.good
        _say(f"{'ok ' if finding.good else 'BAD'}  {finding.name:<22}{finding.text}")
    if bad:
        raise InputError(f"{bad} things are not as they should be: see the lines marked BAD")


# -- what people see -----------------------------------------------------------------------------


def _engine(name: str, device: str, folder: Path | None) -> Engine:
    from core.render.engine import load_engine

    return load_engine(name, device, folder)


@contextlib.contextmanager
def _bar(title: str) -> Iterator[Callable[[float, str], None]]:
    """A bar on standard error; call it with the part that is done, in [0, 1], and a word on it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    quiet = not console.is_terminal  # into a file, a bar would be stray blanks
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda part, word: progress.update(
            task, completed=part, description=f"{title} {word}"
        )


def _say(text: str) -> None:
    _write(sys.stdout, text)


def _tell(text: str) -> None:
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")


_COMMANDS = {
    "studio": _studio,
    "plan": _plan,
    "render": _render,
    "film": _film,
    "export": _export,
    "import": _import,
    "inspect": _inspect,
    "models": _models,
    "doctor": _doctor,
}

if __name__ == "__main__":
    sys.exit(main())
