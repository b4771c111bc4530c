"""The modelscope engine at full size on a GPU: random weights, half precision, no download.

`python -m tests.bench_engine --gpu [RESULT.json]` runs every section in about a minute and
prints one JSON object. Weights are random, which changes neither time nor memory. `--tiny`
runs the same in miniature anywhere, to see that it runs.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL, DDIMScheduler

from core.grounding.tokens import TokenShape
from core.layout2vid.guided_file import TOKENS
from core.layout2vid.unet import UNetShape
from tests.arena import FULL, Arena, Load, made_on, peak_bytes, random_unet, timed, vae_config

MINIATURE = UNetShape(
    channels=4, block_out_channels=(32, 64, 64, 64), cross_attention_levels=3,
    layers_per_block=1, text_dim=32, head_dim=32, sample_size=8, temporal=True,
)  # fmt: skip
GB = 1e9


@dataclass(frozen=True)
class Size:
    """How large everything is; `full` is what the public checkpoints are."""

    full: bool
    device: torch.device
    dtype: torch.dtype
    unet: UNetShape
    tokens: TokenShape
    load: Load
    rounds: int

    def scheduler(self) -> Any:
        """ModelScopeT2V's own."""
        return DDIMScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear",
            clip_sample=False, set_alpha_to_one=False, steps_offset=1,
        )  # fmt: skip


class Bench:
    """The network, made once, and the sections that measure it."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.unet, self.tokens = random_unet(size.unet, size.tokens, size.device, size.dtype)

    def arena(self, **changes: int) -> Arena:
        load = replace(self.size.load, **changes)  # type: ignore[arg-type]
        return Arena(self.unet, self.tokens, self.size.scheduler(), load)

    def weights(self) -> dict[str, float]:
        count = sum(p.numel() for m in (self.unet, self.tokens) for p in m.parameters())
        each = next(self.unet.parameters()).element_size()
        return {"parameters": count, "weights_gb": count * each / GB}

    def sampling(self) -> dict[str, Any]:
        """Seconds, relative time and peak memory of both loops."""
        arena = self.arena()
        works = arena.contestants()
        best = timed(works, self.size.rounds)
        theirs = best["diffusers' loop"]
        found: dict[str, Any] = {"load": vars(arena.load), "difference": arena.difference()}
        for name, seconds in best.items():
            found[name] = {
                "s_a_step": seconds / arena.load.steps,
                "relative": seconds / theirs,
                "peak_gb": peak_bytes(works[name]) / GB,
            }
        return found

    def growth(self) -> dict[str, list[list[float]]]:
        """Rows of value, seconds a guided step, peak GB above the weights."""
        side = self.size.load.side
        axes = {
            "frames": [{"frames": n} for n in (1, 4, 8, 16, 24, 32)],
            "pixels a side": [{"side": side * n // 4} for n in (2, 4, 6, 8)],
            "entities": [{"entities": n} for n in (0, 1, 4, 16, 30)],
        }
        return {name: [self._grown(row) for row in rows] for name, rows in axes.items()}

    def _grown(self, change: dict[str, int]) -> list[float]:
        arena = self.arena(steps=2, **change)
        seconds = timed({"guided": lambda: arena.ours(1.0)}, 2)["guided"] / 2
        (name, value), peak = next(iter(change.items())), peak_bytes(lambda: arena.ours(1.0))
        return [value * (8 if name == "side" else 1), seconds, peak / GB]

    def attention(self) -> dict[str, float]:
        """Milliseconds of one attention layer: with a mask, without, and half by half."""
        size, load = self.size, self.size.load
        width, n, heads = size.unet.block_out_channels[0], load.side**2, 5 if size.full else 1
        q = torch.randn(
            2 * load.frames, heads, n, width // heads, device=size.device, dtype=size.dtype
        )
        k = torch.randn_like(q[:, :, : load.entities].repeat(1, 1, 1, 1))
        keys = torch.cat([q, k], 2)
        bias = torch.zeros(len(q), 1, 1, n + load.entities, device=size.device, dtype=size.dtype)
        half = load.frames
        works: dict[str, Callable[[], Any]] = {
            "masked": lambda: F.scaled_dot_product_attention(q, keys, keys, attn_mask=bias),
            "unmasked": lambda: F.scaled_dot_product_attention(q, keys, keys),
            "halves": lambda: torch.cat(
                [
                    F.scaled_dot_product_attention(q[:half], q[:half], q[:half]),
                    F.scaled_dot_product_attention(q[half:], keys[half:], keys[half:]),
                ]
            ),
        }
        again = {name: (lambda w=w: [w() for _ in range(10)]) for name, w in works.items()}
        with torch.inference_mode():
            return {name: s * 100 for name, s in timed(again, 3).items()}

    def decoding(self) -> dict[str, list[float]]:
        """Seconds and peak GB of 16 frames through the VAE, by frames at once."""
        size, load = self.size, self.size.load
        with made_on(size.device, size.dtype):
            vae = AutoencoderKL(**vae_config(size.full)).eval()
        z = torch.randn(load.frames, 4, load.side, load.side, device=size.device, dtype=size.dtype)

        def decode(at_once: int) -> Callable[[], Any]:
            return lambda: torch.cat(
                [vae.decode(part, return_dict=False)[0].float() for part in z.split(at_once)]
            )

        found = {}
        with torch.inference_mode():
            for at_once in (load.frames, 8, 2, 1):
                work = decode(at_once)
                seconds = timed({"decode": work}, 1)["decode"]
                found[f"{at_once} at once"] = [seconds, peak_bytes(work) / GB]
        return found

    def training(self) -> dict[str, Any]:
        """Guided attention trained on single pictures, bf16."""
        return _whole().training(self.unet, self.tokens, 16 if self.size.full else 2)

    def engine(self) -> dict[str, Any]:
        """The engine's own scenes, whole, in each way that memory is saved."""
        size = self.size
        with tempfile.TemporaryDirectory() as folder:
            parts = _whole().parts(self.unet, self.tokens, Path(folder), size.full)
            return _whole().measured(parts, size.device, size.dtype, size.full)


def _whole() -> Any:
    """Imported by the sections that use it: it needs more libraries than the others."""
    from tests import whole_engine

    return whole_engine


def sections(size: Size) -> dict[str, Callable[[], Any]]:
    """Every section by name; the network is made by the first that needs it."""
    made: list[Bench] = []

    def bench() -> Bench:
        if not made:
            made.append(Bench(size))
        return made[0]

    return {
        "weights": lambda: bench().weights(),
        "sampling": lambda: bench().sampling(),
        "attention": lambda: bench().attention(),
        "growth": lambda: bench().growth(),
        "decoding": lambda: bench().decoding(),
        "training": lambda: bench().training(),
        "engine": lambda: bench().engine(),
        "miniature": lambda: _whole().miniatures(size.device),
        "embedded": lambda: _whole().embedded(size.device),
    }


def main(result: Path | None, tiny: bool) -> dict[str, Any]:
    """Run every section; one that fails leaves its traceback and the others go on."""
    began = time.monotonic()
    found: dict[str, Any] = {"machine": _machine()}
    for name, section in sections(_size(tiny)).items():
        start = time.monotonic()
        try:
            found[name] = section()
        except Exception:
            found[name] = {"failed": traceback.format_exc()}
            traceback.print_exc()
        print(f"{name}: {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)
        found["wall_s"] = round(time.monotonic() - began, 1)
        text = json.dumps(_short(found), indent=1)
        if result is not None:
            result.write_text(text + "\n")
    print(json.dumps(_short(found)))
    return found


def _size(tiny: bool) -> Size:
    gpu = torch.cuda.is_available()
    device, dtype = torch.device("cuda" if gpu else "cpu"), torch.float16 if gpu else torch.float32
    if tiny:
        tokens = replace(TOKENS, image_dim=32, text_dim=32, token_dim=32, hidden_dim=16)
        return Size(False, device, dtype, MINIATURE, tokens, Load(2, 3, 8, 2), 1)
    return Size(True, device, dtype, FULL, TOKENS, Load(16, 3, 32, 10), 3)


def _machine() -> dict[str, Any]:
    import diffusers

    gpu = torch.cuda.get_device_properties(0) if torch.cuda.is_available() else None
    return {
        "gpu": gpu.name if gpu else None,
        "gpu_gb": gpu.total_memory / GB if gpu else None,
        "torch": torch.__version__,
        "diffusers": diffusers.__version__,
        "python": platform.python_version(),
    }


def _short(value: Any) -> Any:
    """Floats to five digits, for reading."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {k: _short(v) for k, v in value.items()}
    return [_short(v) for v in value] if isinstance(value, list | tuple) else value
