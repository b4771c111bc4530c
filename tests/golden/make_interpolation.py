"""Writes interpolation.json: what tracks.py and the editor's JavaScript both must compute.

Run `python tests/golden/make_interpolation.py` after a deliberate change of the rules; the expected
boxes are computed here with plain floats, apart from the code under test.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("interpolation.json")
CASES = 240
COUNTS = (1, 2, 3, 8, 9, 16, 24, 31)


def make() -> dict[str, Any]:
    """All cases: hand-picked ones, then random ones from a fixed seed."""
    rng = random.Random(20260731)
    cases = [_case(name, keys, frames, n) for name, keys, frames, n in _picked()]
    while len(cases) < CASES:
        frames = rng.choice((2, 3, 5, 8, 9, 9, 9, 12, 16, 33, 64))
        keys = _random_keys(rng, frames)
        cases.append(_case(f"random {len(cases)}", keys, frames, rng.choice(COUNTS)))
    return {"schema": "InterpolationCases.1", "cases": cases}


def _picked() -> list[tuple[str, list[dict[str, Any]], int, int]]:
    a, b, c = [0.1, 0.2, 0.3, 0.5], [0.6, 0.2, 0.9, 0.7], [0.0, 0.0, 1.0, 1.0]
    return [
        ("one key stands still", [_key(4, a)], 9, 16),
        ("linear from end to end", [_key(0, a), _key(8, b)], 9, 16),
        ("ease from end to end", [_key(0, a, "ease"), _key(8, b)], 9, 16),
        ("hold until the next key", [_key(0, a, "hold"), _key(8, b)], 9, 16),
        ("stands at its first key before it", [_key(3, a), _key(6, b)], 9, 9),
        ("stands at its last key after it", [_key(0, a), _key(4, b)], 9, 16),
        ("absent at the start", [_key(0, None), _key(4, a), _key(8, b)], 9, 16),
        ("absent before a late null key too", [_key(3, None), _key(5, a)], 9, 9),
        ("holds its box up to a null key", [_key(0, a), _key(5, None)], 9, 16),
        ("leaves and comes back", [_key(0, a), _key(3, None), _key(6, b), _key(8, c)], 9, 16),
        ("absent throughout", [_key(0, None)], 9, 4),
        ("a single frame is the first", [_key(0, a), _key(8, b)], 9, 1),
        ("the whole picture shrinks", [_key(0, c), _key(1, a)], 2, 16),
        ("three easings in a row", [_key(0, a, "ease"), _key(3, b, "hold"), _key(6, c)], 9, 33),
    ]


def _key(frame: int, box: list[float] | None, easing: str = "linear") -> dict[str, Any]:
    return {"frame": frame, "box": box, "easing": easing}


def _random_keys(rng: random.Random, frames: int) -> list[dict[str, Any]]:
    chosen = sorted(rng.sample(range(frames), rng.randint(1, min(frames, 5))))
    easings = ("linear", "linear", "ease", "hold")
    return [
        _key(f, None if rng.random() < 0.2 else _random_box(rng), rng.choice(easings))
        for f in chosen
    ]


def _random_box(rng: random.Random) -> list[float]:
    digits = rng.choice((2, 3, 17))
    while True:
        x0, x1 = sorted(round(rng.random(), digits) for _ in range(2))
        y0, y1 = sorted(round(rng.random(), digits) for _ in range(2))
        if x0 < x1 and y0 < y1:
            return [x0, y0, x1, y1]


def _case(name: str, keys: list[dict[str, Any]], frames: int, n: int) -> dict[str, Any]:
    positions = [0.0] if n == 1 else [i * (frames - 1) / (n - 1) for i in range(n)]
    return {
        "name": name,
        "layout_frames": frames,
        "keys": keys,
        "n": n,
        "positions": positions,
        "boxes": [_box(keys, p) for p in positions],
    }


def _box(keys: list[dict[str, Any]], position: float) -> list[float] | None:
    if position <= keys[0]["frame"]:
        return keys[0]["box"]
    a = [k for k in keys if k["frame"] <= position][-1]
    later = [k for k in keys if k["frame"] > position]
    if not later or a["box"] is None or position == a["frame"]:
        return a["box"]
    b = later[0]
    if b["box"] is None or a["easing"] == "hold":
        return a["box"]
    t = (position - a["frame"]) / (b["frame"] - a["frame"])
    if a["easing"] == "ease":
        t = t * t * (3 - 2 * t)
    return [p + (q - p) * t for p, q in zip(a["box"], b["box"], strict=True)]


if __name__ == "__main__":
    made = make()
    head = json.dumps({"schema": made["schema"]})[:-1]
    lines = ",\n".join(json.dumps(case) for case in made["cases"])
    PATH.write_text(f'{head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")
