"""`python -m core.training STAGE`: train the embedded engine, or guided attention on your boxes.

Stages, in order: data, codec, clip, prior, joint, guided, export; `all` runs them. Each
resumes. Two processes share the denoiser's gradients:
`torchrun --nproc-per-node 2 -m core.training joint`. With `--base` and `--boxes`, `guided` trains
on pictures of your own (see `core.training.guided`).
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

import torch

from core.errors import VideoDirectorError
from core.training import checkpoints
from core.training.embedded import Recipe

STAGES = ("data", "codec", "clip", "prior", "joint", "guided", "export")


def main() -> int:
    """Entry point; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if sys.argv[1:2] == ["guided"] and any(a.startswith(("--b", "--h")) for a in sys.argv):
        return _on_own_boxes(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m core.training", description=__doc__)
    parser.add_argument("stage", choices=(*STAGES, "sheet", "all"))
    parser.add_argument("--root", type=Path, default=checkpoints.default_root())
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("assets/models/embedded"))
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    recipe = Recipe(arguments.root)
    try:
        for stage in STAGES if arguments.stage == "all" else (arguments.stage,):
            if stage == "export":
                recipe.export(arguments.out)
            elif stage == "sheet":
                _sheet(recipe, arguments.out)
            else:
                getattr(recipe, stage)()
    except VideoDirectorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


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

    composer = recipe.composer(1)
    sheet = Image.new("RGB", (8 * 256, 4 * 256))
    for i in range(32):
        sheet.paste(Image.fromarray(composer.draw().image), (i % 8 * 256, i // 8 * 256))
    sheet.save(path)


if __name__ == "__main__":
    sys.exit(main())
