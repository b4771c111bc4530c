"""Our sampling against diffusers' own text-to-video loop; same network, scheduler and steps.

`pytest -m bench -s tests/bench_engine.py` prints one table on the miniature network, or on
$VIDEODIRECTOR_BENCH_BASE (a ModelScopeT2V folder; in half precision where there is a GPU).
Rounds of the contestants alternate, so that a busy machine slows all of them; the best round
counts. `python -m tests.bench_engine PLOT.svg` also draws how time grows.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from core.grounding.batch import pack
from core.grounding.tokens import GroundingTokens, TokenShape
from core.layout2vid.guided_file import TOKENS, add_guided
from core.layout2vid.modelscope import empty_unet, load_backbone, load_scheduler
from core.layout2vid.sampler import Guided, sample
from core.layout2vid.unet import Layout2VidUNet, Text
from tests.layout2vid import miniature

pytestmark = pytest.mark.bench
STEPS = 5
GUIDANCE = 9.0
ROUNDS = 3


class Arena:
    """One network on one device, and everything that both loops need."""

    def __init__(
        self, folder: Path, frames: int = 4, n_entities: int = 3, side: int | None = None
    ) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.dtype = torch.float16 if self.device.type == "cuda" else torch.float32
        self.unet = load_backbone(folder, self.dtype)
        shape = replace(TOKENS, token_dim=self.unet.shape.text_dim)
        add_guided(self.unet, "all", shape, "cpu", self.dtype)
        self.unet.eval().requires_grad_(False).to(self.device)
        self.scheduler = load_scheduler(folder / "scheduler")
        side = side or self.unet.shape.sample_size
        torch.manual_seed(0)
        self.noise = torch.randn(1, 4, frames, side, side, device=self.device)
        self.states = torch.randn(
            2, 77, self.unet.shape.text_dim, device=self.device, dtype=self.dtype
        )
        self.grounding = self._grounding(shape, frames, n_entities)

    def _grounding(self, shape: TokenShape, frames: int, n: int) -> Any:
        boxes = [[(i, (0.1, 0.1, 0.5 + i / 40, 0.6)) for i in range(n)]] * frames
        batch = pack(torch.randn(max(n, 1), 768), torch.randn(max(n, 1), 768), boxes).behind(frames)
        tokens = GroundingTokens(shape).to(self.device, self.dtype)
        with torch.inference_mode():
            return tokens(batch.to(self.device, self.dtype))

    @torch.inference_mode()
    def theirs(self) -> Tensor:
        """The denoising loop of diffusers' text-to-video pipeline, over diffusers' own forward."""
        network, scheduler, x = self.unet.unet, self.scheduler, self.noise.clone()
        scheduler.set_timesteps(STEPS, device=self.device)
        for t in scheduler.timesteps:
            doubled = scheduler.scale_model_input(torch.cat([x] * 2), t).to(self.dtype)
            out = network(doubled, t, encoder_hidden_states=self.states, return_dict=False)[0]
            empty, full = out.chunk(2)
            out = empty + GUIDANCE * (full - empty)
            b, c, f, h, w = x.shape
            x = x.permute(0, 2, 1, 3, 4).reshape(b * f, c, h, w)
            out = out.permute(0, 2, 1, 3, 4).reshape(b * f, c, h, w)
            x = scheduler.step(out, t, x).prev_sample
            x = x[None].reshape(b, f, c, h, w).permute(0, 2, 1, 3, 4)
        return x

    def ours(self, strength: float) -> Tensor:
        """Our loop; every step guided at strength 1, none at 0."""
        guided = Guided(self.unet, Text(self.states), self.grounding, GUIDANCE)
        dtype = self.dtype

        def denoise(x: Tensor, t: Tensor, boxes: bool) -> Tensor:
            return guided(x.to(dtype), t, boxes)

        return sample(denoise, self.noise.clone(), self.scheduler, STEPS, strength)


def timed(contestants: dict[str, Callable[[], Tensor]], rounds: int = ROUNDS) -> dict[str, float]:
    """Best CPU-or-GPU seconds of each, in alternating rounds after a warm-up.

    On the CPU the process' own time is taken, which neighbours on the machine change little.
    """
    best = dict.fromkeys(contestants, float("inf"))
    for number in range(rounds + 1):
        for name, work in contestants.items():
            began = _clock()
            work()
            if number:
                best[name] = min(best[name], _clock() - began)
    return best


def _clock() -> float:
    if torch.cuda.is_available():
        torch.cuda.synchronize()
        return time.perf_counter()
    return time.process_time()


def _peak(work: Callable[[], Tensor]) -> float:
    """Peak GPU memory in GB, or 0 on the CPU."""
    if not torch.cuda.is_available():
        return 0.0
    torch.cuda.reset_peak_memory_stats()
    work()
    return torch.cuda.max_memory_allocated() / 1e9


def _base(tmp: Path) -> Path:
    named = os.environ.get("VIDEODIRECTOR_BENCH_BASE")
    return Path(named) if named else miniature.write_modelscope(tmp / miniature.MODELSCOPE)


def test_sampling_against_diffusers_own_loop(tmp_path: Path) -> None:
    arena = Arena(_base(tmp_path))
    contestants: dict[str, Callable[[], Tensor]] = {
        "diffusers' loop": arena.theirs,
        "ours, no boxes": lambda: arena.ours(0.0),
        "ours, strength 0.3": lambda: arena.ours(0.3),
        "ours, every step guided": lambda: arena.ours(1.0),
    }
    reference, ours = arena.theirs(), arena.ours(0.0)
    difference = float((reference - ours).abs().max() / reference.abs().max())
    best = timed(contestants)
    print(f"\n{arena.device}, {arena.dtype}, {STEPS} steps, {tuple(arena.noise.shape)}")
    print(f"latents differ by {difference:.1e} of their largest value")
    print(f"{'':<26}{'seconds':>9}{'relative':>10}{'peak GB':>9}")
    for name, seconds in best.items():
        relative = seconds / best["diffusers' loop"]
        print(f"{name:<26}{seconds:>9.3f}{relative:>10.3f}{_peak(contestants[name]):>9.2f}")
    assert difference < (1e-2 if arena.dtype == torch.float16 else 1e-4)


def growth(folder: Path) -> dict[str, list[tuple[int, float]]]:
    """Seconds of one guided film of STEPS steps against frames, entities and latent side."""
    found: dict[str, list[tuple[int, float]]] = {"frames": [], "entities": [], "latent side": []}
    for frames in (2, 4, 8, 16):
        found["frames"].append((frames, _seconds(Arena(folder, frames))))
    for n in (0, 1, 4, 16, 30):
        found["entities"].append((n, _seconds(Arena(folder, 4, n))))
    for side in (8, 16, 24, 32):
        found["latent side"].append((side, _seconds(Arena(folder, 4, 3, side))))
    return found


def _seconds(arena: Arena) -> float:
    return timed({"film": lambda: arena.ours(1.0)}, rounds=1)["film"]


def test_how_time_grows_with_frames_entities_and_size(tmp_path: Path) -> None:
    for name, rows in growth(_base(tmp_path)).items():
        print(f"\n{name:<12}" + "".join(f"{n:>9}" for n, _ in rows))
        print(f"{'seconds':<12}" + "".join(f"{s:>9.2f}" for _, s in rows))


def test_guided_full_size_forward_on_the_cpu() -> None:
    """Once, with random weights: 1.6 billion parameters in bfloat16, two frames."""
    from tests.layout2vid.test_modelscope import FULL

    unet = _random(empty_unet(FULL, "all", TOKENS.token_dim))
    tokens = GroundingTokens(TOKENS).bfloat16()
    latents = torch.randn(1, 4, 2, 32, 32).bfloat16()
    text = Text(torch.randn(1, 77, 1024).bfloat16())
    batch = pack(
        torch.randn(3, 768),
        torch.randn(3, 768),
        [[(i, (0.1, 0.1, 0.6, 0.6)) for i in range(3)]] * 2,
    )
    with torch.inference_mode():
        grounding = tokens(batch.to(torch.device("cpu"), torch.bfloat16))
        works: dict[str, Callable[[], Tensor]] = {
            "alone": lambda: unet(latents, torch.tensor([500]), text, None),
            "guided": lambda: unet(latents, torch.tensor([500]), text, grounding),
        }
        best = timed(works, rounds=1)
    print(f"\nfull size, 2 frames of 32x32, bfloat16 on the CPU: {best}")
    print(f"guided over unguided: {best['guided'] / best['alone']:.3f}")


def _random(unet: Layout2VidUNet) -> Layout2VidUNet:
    """Memory for a network of the meta device, filled with small numbers."""
    unet = unet.to(torch.bfloat16).to_empty(device="cpu").eval().requires_grad_(False)
    for parameter in unet.parameters():
        parameter.uniform_(-0.02, 0.02)
    return unet


def plot(found: dict[str, list[tuple[int, float]]]) -> str:
    """The curves as an SVG of three small panels."""
    panels = []
    for k, (name, rows) in enumerate(found.items()):
        far, high = max(n for n, _ in rows), max(s for _, s in rows)
        points = [(40 + 180 * n / far + k * 250, 170 - 140 * s / high) for n, s in rows]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
        panels.append(
            f'<polyline fill="none" stroke="#36c" points="{line}"/>{dots}'
            f'<text x="{130 + k * 250}" y="192" text-anchor="middle">{name}, to {far}</text>'
            f'<text x="{40 + k * 250}" y="20">{high:.1f} s</text>'
            f'<path d="M{40 + k * 250} 30V170h190" fill="none" stroke="#999"/>'
        )
    body = "".join(panels)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 200" font-size="12"'
        f' font-family="sans-serif">{body}</svg>\n'
    )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        Path(sys.argv[1]).write_text(plot(growth(_base(Path(folder)))))
