"""Makes the sample storyboards of the studio: planned offline, rendered by the shipped engine.

`python -m core.commands.samples [FOLDER]` writes one `.storyboard` a story, clips inside.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

from core.export.stitch import stitch
from core.export.video import write_mp4
from core.plan.archive import save_project
from core.planner.offline import plan_offline
from core.render.cache import ClipCache
from core.render.engine import assets_folder, load_engine
from core.render.film import FilmOrder, clips_of, render_film
from core.render.types import Engine

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


def make(path: Path, prompt: str, engine: Engine, cache: ClipCache) -> None:
    """Plan `prompt`, render every scene and write the project with its clips."""
    plan = plan_offline(prompt)
    results = render_film(FilmOrder(plan, pictures={}), engine, cache)
    clips = {}
    with tempfile.TemporaryDirectory() as folder:
        for scene, clip in zip(plan.scenes, clips_of(plan, results, cache), strict=True):
            shot = Path(folder) / f"{scene.id}.mp4"
            write_mp4(shot, stitch([clip]))
            clips[scene.id] = shot.read_bytes()
    save_project(path, plan, {}, clips)
    log.info("wrote %s (%d scenes)", path, len(plan.scenes))


def main() -> None:
    """Write every story below the folder given, by default the studio's."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else assets_folder() / "storyboards"
    folder.mkdir(parents=True, exist_ok=True)
    engine = load_engine()
    with tempfile.TemporaryDirectory() as clips:
        cache = ClipCache(Path(clips))
        for name, prompt in STORIES.items():
            make(folder / f"{name}.storyboard", prompt, engine, cache)


if __name__ == "__main__":
    main()
