"""How long the largest plan takes: `python -m tests.bench_plan`.

64 scenes of 32 tracks with 9 keys each, 16 rendered frames a scene: 32,768 boxes. Prints the best
of 15 tries in processor time, which other work on the machine sways least; the aims are edit +
dense boxes below 20 ms and load below 200 ms. A plan's boxes are known once it is loaded, and an
edit leaves those of all tracks but its own; "from Python" is a plan whose boxes nobody asked for
before. No test asserts these times.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.plan.build import assembled, dense_track
from core.plan.dirty import dirty_scenes
from core.plan.edits import apply, parse_edit
from core.plan.geometry import Box
from core.plan.schema import Scene, Track, VideoPlan
from core.plan.store import dense_boxes, load_plan, save_plan
from core.plan.tracks import dense

SCENES, TRACKS, REPEATS = 64, 32, 15

Given = Callable[[], VideoPlan]
Work = Callable[[VideoPlan], object]


def largest_plan() -> VideoPlan:
    """As many scenes and tracks as a plan can have, with a key on every layout frame."""
    scenes = []
    for number in range(SCENES):
        tracks = tuple(_track(i, number) for i in range(TRACKS))
        scenes.append(Scene(id=f"scene-{number}", description="many things move", tracks=tracks))
    return assembled(scenes=scenes, prompt="everything", planner="offline").plan


def _track(number: int, scene: int) -> Track:
    x, y = 0.02 * number, 0.01 * (scene % 50)
    boxes = [Box(x / 2 + 0.05 * i, y, x / 2 + 0.05 * i + 0.2, y + 0.3) for i in range(9)]
    return dense_track(f"thing {number}", boxes)


def main() -> None:
    """Print the table."""
    plan = largest_plan()
    edit = parse_edit(
        {"kind": "set_key", "scene": "scene-31", "track": "thing-7", "frame": 4,
         "box": [0.1, 0.1, 0.4, 0.4]}
    )  # fmt: skip

    def every_box(of: VideoPlan) -> int:
        return sum(len(dense(t, s, s.frame_count)) for s in of.scenes for t in s.tracks)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        save_plan(plan, path)

        def same() -> VideoPlan:
            return plan

        def anew() -> VideoPlan:
            return load_plan(path)

        rows: list[tuple[str, float, Given, Work]] = [
            ("apply one edit, with dirty scenes", 20, same, lambda p: apply(p, edit)),
            ("apply + all dense boxes", 20, same, lambda p: every_box(apply(p, edit).plan)),
            ("the same, first after load", 20, anew, lambda p: every_box(apply(p, edit).plan)),
            ("the same, from Python", 0, largest_plan, lambda p: every_box(apply(p, edit).plan)),
            ("dirty scenes against a plan read anew", 0, anew, lambda p: dirty_scenes(plan, p)),
            ("boxes.json view", 0, same, dense_boxes),
            (f"load ({path.stat().st_size:,} bytes)", 200, same, lambda _: load_plan(path)),
            ("save", 0, same, lambda p: save_plan(p, path)),
        ]
        for name, aim, given, work in rows:
            aimed = f"(aim < {aim:.0f} ms)" if aim else ""
            print(f"{name:<40} {_best_ms(given, work):8.2f} ms {aimed}")


def _best_ms(given: Given, work: Work) -> float:
    times = []
    for _ in range(REPEATS):
        plan = given()
        started = time.process_time()
        work(plan)
        times.append((time.process_time() - started) * 1000)
    return min(times)


if __name__ == "__main__":
    main()
