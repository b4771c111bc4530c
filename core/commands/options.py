"""The options of the command line, as one parser. Owns no command's work."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from core.errors import InputError
from core.render.cache import default_folder

Options = argparse.Namespace
Run = Callable[[Options], None]
_ABOUT = "A storyboard you edit in the browser, and the film it becomes."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; see {self.prog} --help")


def parser(run: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The parser; the options of command NAME get `run[NAME]` as their attribute `run`."""
    parser = _Parser(prog="videodirector", description=_ABOUT)
    _studio_options(parser)
    parser.set_defaults(run=run["studio"])
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def command(name: str, told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        made.set_defaults(run=run[name])
        return made

    _studio_options(command("studio", "open the storyboard editor (the default)"))
    plan = command("plan", "turn a prompt into a plan")
    _planner_options(plan)
    _output_option(plan, "the plan, .json")
    render = command("render", "render a plan or project into a film")
    _file_argument(render, "a plan (.json) or project (.storyboard)")
    _render_options(render)
    film = command("film", "turn a prompt into a film")
    _planner_options(film)
    _render_options(film)
    _export_options(command("export", "write boxes, sheets, subtitles or a timeline"))
    imported = command("import", "read a plan that another tool wrote")
    _file_argument(imported, "a reply or file in any of the known formats")
    _output_option(imported, "the plan, .json")
    _file_argument(command("inspect", "say what a file holds"), ".json, .storyboard, .mp4")
    models = command("models", "list the checkpoints that engines can use, and where they are")
    models.add_argument("--weights", type=Path, metavar="FOLDER", help="where to look first")
    _engine_options(command("doctor", "look whether everything is here"))
    return parser


def _studio_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_number(0, 65_535), default=7860)
    parser.add_argument("--public", action="store_true", help="strangers use it: tighter limits")
    parser.add_argument(
        "--engine", default=os.environ.get("VIDEODIRECTOR_ENGINE", "embedded"), metavar="NAME",
        help="also as VIDEODIRECTOR_ENGINE, for a Space",
    )  # fmt: skip
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where projects are kept")


def _planner_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("prompt", metavar="PROMPT")
    parser.add_argument("--planner", choices=("offline", "openai", "auto"), default="auto")
    parser.add_argument(
        "--scenes", type=_number(1, 64), metavar="N", help="how many, if it matters"
    )
    parser.add_argument("--base-url", metavar="URL", help="an OpenAI-compatible server")
    parser.add_argument("--model", metavar="NAME")
    parser.add_argument("--api-key-env", metavar="VARIABLE", help="which variable holds the key")


def _render_options(parser: argparse.ArgumentParser) -> None:
    _output_option(parser, ".mp4, .gif or .webp")
    _engine_options(parser)
    parser.add_argument("--seed", type=_number(0, 2**32 - 1), metavar="S")
    parser.add_argument("--steps", type=_number(1, 100), metavar="N")
    parser.add_argument("--scene", type=_number(1, 64), metavar="K", help="this scene only, from 1")
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="render on a Ray cluster: auto, local or HOST:PORT"
    )
    parser.add_argument("--workers", type=_number(1, 1024), default=2, help="engines on it")
    parser.add_argument("--overlay-boxes", action="store_true", help="draw the plan's boxes")
    parser.add_argument("--cross-fade", type=_number(0, 32), default=0, metavar="FRAMES")
    parser.add_argument(
        "--reference", type=_reference, action="append", default=[], metavar="NAME=PICTURE",
        help="a picture of an entity; may be given several times",
    )  # fmt: skip


def _export_options(parser: argparse.ArgumentParser) -> None:
    _file_argument(parser, "a plan (.json) or project (.storyboard)")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE")
    parser.add_argument("--frames", action="store_true", help="render, to show frames on sheets")
    parser.add_argument("--film", metavar="FILE", help="the film that a timeline refers to")
    parser.add_argument("--cross-fade", type=_number(0, 32), default=0, metavar="FRAMES")
    _engine_options(parser)


def _engine_options(parser: argparse.ArgumentParser) -> None:
    _engine_choice(parser)
    parser.add_argument("--cache", type=Path, default=default_folder(), metavar="FOLDER")


def _engine_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", default="embedded", metavar="NAME", help="embedded, modelscope")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:1, mps")
    parser.add_argument("--weights", type=Path, metavar="FOLDER", help="checkpoints of the engine")


def _file_argument(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=told)


def _output_option(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=told)


def _number(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {low} to {high}")
        return value

    return number


def _reference(text: str) -> tuple[str, Path]:
    name, found, path = text.partition("=")
    if not (name and found and path):
        raise argparse.ArgumentTypeError(f"{text} is not NAME=PICTURE")
    return name, Path(path)
