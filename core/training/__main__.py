"""`python -m core.training STAGE`: train the embedded engine, or guided attention on your boxes.

Stages, in order: data, vocabulary, codec, clip, prior, motion, unclip, recall, joint, distil,
decoder, export; `all` runs them. Each resumes; with `--seconds` a stage anneals within them.
`backbone`, then `guided`, is the paper's way; `--span`, `--center`, `--unfrozen` and `--name` train
variants for the ablations. `adopt` makes states of a checkpoint folder (`--out`), to go on from.
Two processes share the denoiser's work: `torchrun --nproc-per-node 2 -m core.training joint`. With
`--base` and `--boxes`, `guided` trains on pictures of your own (see `core.training.guided`).
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

import torch

from core.errors import VideoDirectorError
from core.layout2vid.model import EMBEDDED
from core.training import backbone, checkpoints
from core.training.embedded import Recipe

DENOISER = ("backbone", "guided", "joint", "distil")
STAGES = (
    "data",
    "vocabulary",
    "codec",
    "clip",
    "prior",
    "motion",
    "unclip",
    "recall",
    "joint",
    "distil",
    "decoder",
    "export",
)


def main() -> int:
    """Entry point; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if sys.argv[1:2] == ["guided"] and {"--base", "--boxes"} & set(sys.argv):
        return _on_own_boxes(sys.argv[2:])
    arguments = _parser().parse_args()
    torch.set_num_threads(arguments.threads)
    torch.backends.cudnn.benchmark = True
    recipe = Recipe(arguments.root, arguments.device, arguments.workers)
    try:
        for stage in STAGES if arguments.stage == "all" else (arguments.stage,):
            _run(recipe, stage, arguments)
    except VideoDirectorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core.training", description=__doc__)
    parser.add_argument("stage", choices=(*STAGES, "backbone", "guided", "adopt", "sheet", "all"))
    parser.add_argument("--root", type=Path, default=checkpoints.default_root())
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--workers", type=int, default=0, help="processes that arrange scenes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--peak", type=float, help="highest learning rate")
    parser.add_argument("--name", default="", help="folder of the denoiser's state")
    parser.add_argument("--start-from", default="", help="state that the denoiser begins with")
    parser.add_argument("--span", choices=("box", "all"), default="box")
    parser.add_argument("--center", action="store_true", help="show middles in place of boxes")
    parser.add_argument("--unfrozen", action="store_true", help="guided: the backbone learns too")
    parser.add_argument("--out", type=Path, default=Path("assets/models/embedded"))
    return parser


def _run(recipe: Recipe, stage: str, asked: argparse.Namespace) -> None:
    shape = EMBEDDED if asked.span == "box" else backbone.spanning_all(EMBEDDED)
    if stage == "export":
        return recipe.export(asked.out, asked.name, shape)
    if stage == "adopt":
        return recipe.adopt(asked.out)
    if stage == "sheet":
        return _sheet(recipe, asked.out)
    if stage in ("data", "vocabulary", "recall"):
        getattr(recipe, stage)()
        return None
    schedule = recipe.schedule(
        stage, steps=asked.steps, seconds=asked.seconds, batch=asked.batch, peak=asked.peak
    )
    if stage not in DENOISER:
        getattr(recipe, stage)(schedule)
        return None
    chosen: backbone.Stage = stage  # type: ignore[assignment]
    run = backbone.Run(
        chosen, schedule, shape, asked.name, asked.start_from, unfrozen=asked.unfrozen
    )
    return recipe.denoiser(run, "center" if asked.center else "box")


def _on_own_boxes(options: list[str]) -> int:
    from core.training import guided

    parser = argparse.ArgumentParser("python -m core.training guided", description=guided.__doc__)
    guided.add_arguments(parser)
    try:
        guided.run(parser.parse_args(options))
    except VideoDirectorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _sheet(recipe: Recipe, path: Path) -> None:
    """A contact sheet of 32 training scenes, to look at."""
    from PIL import Image

    sheet = Image.new("RGB", (8 * 256, 4 * 256))
    for i, sample in enumerate(recipe.composer(1).samples(32)):
        sheet.paste(Image.fromarray(sample.image), (i % 8 * 256, i // 8 * 256))
    sheet.save(path)


if __name__ == "__main__":
    sys.exit(main())
