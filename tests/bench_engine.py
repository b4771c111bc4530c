"""Our sampling against diffusers' own text-to-video loop, and how time and memory grow.

    python -m tests.bench_engine                  both loops on the CPU: embedded and miniature
    python -m tests.bench_engine growth [SVG]     scenes, frames, entities, resolution
    python -m tests.bench_engine memory           memory at full size, counted
    python -m tests.bench_engine forward          one forward at full size on the CPU
    python -m tests.bench_engine --gpu [JSON]     the full size on a GPU (see bench_gpu)

The same network, scheduler, steps and noise for both loops. Rounds of the contestants
alternate, the best round counts, and on the CPU processor time is taken, so that a busy
machine changes little. $VIDEODIRECTOR_BENCH_BASE names a ModelScopeT2V folder to take in
place of the miniature one.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from core.grounding.tokens import GroundingTokens
from core.layout2vid.checkpoint import read_config
from core.layout2vid.guided_file import TOKENS, add_guided
from core.layout2vid.modelscope import load_backbone, load_scheduler
from core.layout2vid.unet import Text
from core.render.embedded import scheduler
from core.render.embedded_loading import load_parts
from core.render.engine import assets_folder, load_engine
from tests import bench_gpu, bench_memory
from tests.arena import FULL, Arena, Load, Work, passable, peak_bytes, random_unet, timed
from tests.layout2vid import miniature
from tests.whole_engine import rendering

ROUNDS = 3
EMBEDDED = Load(frames=16, entities=3, side=16, steps=5, guidance=3.0)  # one scene of the studio
SMALL = Load(frames=4, entities=3, side=16, steps=5)
MB = 1e6

Rows = dict[str, list[tuple[int, float, float]]]  # value, seconds, peak MB


def embedded_arena(load: Load = EMBEDDED) -> Arena:
    """The embedded network, such that diffusers' forward can walk it too."""
    folder = assets_folder() / "models" / "embedded"
    parts = load_parts(folder, read_config(folder), torch.device("cpu"))
    return Arena(passable(parts.layout2vid.unet), parts.layout2vid.tokens, scheduler(), load)


def modelscope_arena(folder: Path) -> Arena:
    """A ModelScopeT2V folder with guided attention that knows nothing yet."""
    unet = load_backbone(folder, torch.float32)
    shape = replace(TOKENS, token_dim=unet.shape.text_dim)
    add_guided(unet, "all", shape, "cpu", torch.float32)
    unet.eval().requires_grad_(False)
    load = replace(SMALL, side=unet.shape.sample_size)
    return Arena(unet, GroundingTokens(shape), load_scheduler(folder / "scheduler"), load)


def compare(title: str, arena: Arena) -> None:
    """Print seconds, relative time and peak memory of both loops."""
    works = arena.contestants()
    difference = arena.difference()
    best = timed(works, ROUNDS)
    print(f"\n{title}, {arena.dtype}, {torch.get_num_threads()} threads, {arena.load}")
    print(f"without boxes both loops end {difference:.1e} of the largest value apart")
    print(f"{'':<26}{'seconds':>9}{'relative':>10}{'peak MB':>9}{'relative':>10}")
    first = 0
    for name, seconds in best.items():
        peak = peak_bytes(works[name])
        first = first or peak
        relative = seconds / best["diffusers' loop"]
        print(f"{name:<26}{seconds:>9.3f}{relative:>10.3f}{peak / MB:>9.1f}{peak / first:>10.3f}")


def growth() -> Rows:
    """The embedded engine: whole scenes of 2 steps, then 1 guided step against the rest."""
    found: Rows = {"scenes": [_scenes(n) for n in (1, 2, 4)]}
    print(table(found), flush=True)
    axes: dict[str, list[dict[str, int]]] = {
        "frames": [{"frames": n} for n in (4, 8, 16)],
        "entities": [{"entities": n} for n in (0, 1, 4, 16, 30)],
        "pixels a side": [{"side": n} for n in (8, 16, 24)],
    }
    for name, changes in axes.items():
        found[name] = [_steps(change) for change in changes]
        print(table({name: found[name]}), flush=True)
    return found


def _steps(change: dict[str, int]) -> tuple[int, float, float]:
    arena = embedded_arena(replace(EMBEDDED, steps=1, **change))  # type: ignore[arg-type]
    value = change["side"] * 16 if "side" in change else next(iter(change.values()))
    return value, *_both(lambda: arena.ours(1.0))


def _scenes(n: int) -> tuple[int, float, float]:
    engine = load_engine("embedded", "cpu")
    work = rendering(engine, n, 2)
    return n, *_both(work)


def _both(work: Work) -> tuple[float, float]:
    """Processor seconds and peak MB; memory is looked at first, which warms the work up."""
    peak = peak_bytes(work)
    began = time.process_time()
    work()
    return time.process_time() - began, peak / MB


def table(found: Rows) -> str:
    """The rows as Markdown."""
    out = []
    for name, rows in found.items():
        out.append(f"| {name} | " + " | ".join(str(n) for n, _, _ in rows) + " |")
        out.append("|---" * (len(rows) + 1) + "|")
        out.append("| seconds | " + " | ".join(f"{s:.2f}" for _, s, _ in rows) + " |")
        out.append("| peak MB | " + " | ".join(f"{m:.0f}" for _, _, m in rows) + " |\n")
    return "\n".join(out)


def plot(found: Rows) -> str:
    """The curves as an SVG: seconds above, memory below, a panel for each quantity."""
    panels = []
    for k, (name, rows) in enumerate(found.items()):
        for j, (unit, colour) in enumerate((("s", "#2563a8"), ("MB", "#a8562b"))):
            values = [(n, (s, m)[j]) for n, s, m in rows]
            panels.append(_panel(250 * k + 40, 180 * j + 20, values, (name, unit, colour)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {250 * len(found)} 380"'
        f' font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(panels)}</svg>\n"
    )


def _panel(x: int, y: int, values: list[tuple[int, float]], look: tuple[str, str, str]) -> str:
    name, unit, colour = look
    far, high = max(n for n, _ in values), max(v for _, v in values)
    points = [(x + 180 * n / far, y + 130 - 110 * v / high) for n, v in values]
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points)
    return (
        f'<path d="M{x} {y}v130h190" fill="none" stroke="#999"/>'
        f'<polyline fill="none" stroke="{colour}" points="{line}"/>{dots}'
        f'<text x="{x + 4}" y="{y + 4}">{high:.3g} {unit}</text>'
        f'<text x="{x + 90}" y="{y + 148}" text-anchor="middle">{name}, to {far}</text>'
    )


def forward() -> None:
    """Print one forward at full size: random weights, bfloat16, two frames, with and without."""
    unet, tokens = random_unet(FULL, TOKENS, "cpu", torch.bfloat16)
    arena = Arena(unet, tokens, None, Load(frames=2, steps=1))
    x, t = arena.noise.bfloat16(), torch.tensor([500])
    text = Text(arena.states)
    with torch.inference_mode():
        doubled = x.repeat(2, 1, 1, 1, 1)
        works: dict[str, Any] = {
            "without boxes": lambda: unet(doubled, t.expand(2), text, None),
            "guided": lambda: unet(doubled, t.expand(2), text, arena.grounding),
        }
        best = timed(works, 2)
    ratio = best["guided"] / best["without boxes"]
    print(f"full size, 2 frames of 256 pixels, guidance: {best}, relative {ratio:.3f}")


def main(words: list[str]) -> None:
    """Do what the words ask; see the module's text."""
    began, path = time.monotonic(), [Path(w) for w in words[1:] if not w.startswith("-")]
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    if "--gpu" in words:
        bench_gpu.main(path[0] if path else None, "--tiny" in words)
    elif words[:1] == ["growth"]:
        found = growth()
        if path:
            path[0].write_text(plot(found), "utf-8")
    elif words[:1] == ["memory"]:
        print(bench_memory.report())
    elif words[:1] == ["forward"]:
        forward()
    else:
        compare("the embedded network", embedded_arena())
        with tempfile.TemporaryDirectory() as folder:
            named = os.environ.get("VIDEODIRECTOR_BENCH_BASE")
            base = Path(named) if named else miniature.write_modelscope(Path(folder) / "ms")
            compare(
                "ModelScopeT2V" if named else "a miniature ModelScopeT2V", modelscope_arena(base)
            )
    print(f"load of the machine: {os.getloadavg()[0]:.1f}; {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
