"""Makes the sample storyboards of the studio: planned offline, rendered by the shipped engine.

`python -m core.commands.samples [--out FOLDER] [--picture FILE]` writes one `.storyboard` a story,
clips inside; the picture is the first story's scenes side by side, as a moving WebP.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from core.export.stitch import stitch
from core.export.video import write_mp4
from core.plan.archive import save_project
from core.planner.offline import plan_offline
from core.render.cache import ClipCache
from core.render.engine import assets_folder, load_engine
from core.render.film import FilmOrder, clips_of, render_film
from core.render.types import Clip, Engine

log = logging.getLogger(__name__)

STORIES = {
    "1-a-dog-s-day": (
        "A dog runs from left to right across a meadow. "
        "Then the dog meets a cat on the beach. "
        "Then a red balloon rises next to the dog in a park."
    ),
    "2-two-friends": (
        "A red car drives from right to left on a city street. "
        "Then a robot stands next to a man in a park. "
        "Then a penguin walks from left to right in a snow field."
    ),
}


def make(path: Path, prompt: str, engine: Engine, cache: ClipCache) -> list[Clip]:
    """Plan `prompt`, render every scene, write the project with its clips; the clips."""
    plan = plan_offline(prompt)
    results = render_film(FilmOrder(plan, pictures={}), engine, cache)
    rendered, kept = list(clips_of(plan, results, cache)), {}
    with tempfile.TemporaryDirectory() as folder:
        for scene, clip in zip(plan.scenes, rendered, strict=True):
            shot = Path(folder) / f"{scene.id}.mp4"
            write_mp4(shot, stitch([clip]))
            kept[scene.id] = shot.read_bytes()
    save_project(path, plan, {}, kept)
    log.info("wrote %s (%d scenes)", path, len(plan.scenes))
    return rendered


def write_picture(path: Path, clips: Sequence[Clip]) -> None:
    """Clips of one length side by side as a moving WebP that goes on for ever."""
    wide = np.concatenate([clip.frames for clip in clips], 2)
    first, *rest = [Image.fromarray(frame) for frame in wide]
    first.save(
        path, save_all=True, append_images=rest, duration=1000 // clips[0].fps, loop=0, quality=80
    )


def main() -> None:
    """Write every story below the folder given, by default the studio's."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m core.commands.samples", description=__doc__)
    parser.add_argument("--out", type=Path, default=assets_folder() / "storyboards")
    parser.add_argument("--picture", type=Path)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    engine = load_engine()
    with tempfile.TemporaryDirectory() as folder:
        cache = ClipCache(Path(folder))
        films = [
            make(chosen.out / f"{name}.storyboard", prompt, engine, cache)
            for name, prompt in STORIES.items()
        ]
    if chosen.picture:
        write_picture(chosen.picture, films[0])


if __name__ == "__main__":
    main()
