"""How much memory full-size networks ask for, counted without a GPU and without any memory.

`python -m tests.bench_engine memory` walks the networks on the meta device and counts every
tensor from its making to its end: weights, and the most that is alive at once beside them.
Not counted: CUDA's own context (about half a gigabyte), workspaces of convolutions, and what
the allocator loses between blocks. tests/layout2vid/test_memory_count.py holds the count of the
UNet against what a CPU allocates.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from core.grounding.tokens import Grounding
from core.layout2vid.guided_file import TOKENS
from core.layout2vid.unet import Layout2VidUNet, Text
from tests.arena import FULL, Load, made_on, vae_config

GB = 1e9
HALF = torch.float16


class Alive(TorchDispatchMode):
    """Bytes of storages that are alive, and the most that ever were, since it was entered."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0
        self._known: set[int] = set()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(out):
            if isinstance(tensor, Tensor):
                self._see(tensor.untyped_storage())
        return out

    def _see(self, storage: Any) -> None:
        key, size = storage._cdata, storage.nbytes()
        if key in self._known:
            return
        self._known.add(key)
        self.now += size
        self.most = max(self.most, self.now)
        weakref.finalize(storage, self._forget, key, size)

    def _forget(self, key: int, size: int) -> None:
        self._known.discard(key)
        self.now -= size


class FusedAttention(TorchFunctionMode):
    """Attention as fused kernels do it: its answer, and no table of scores."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.nn.functional.scaled_dot_product_attention:
            named = kwargs or {}
            query, value = (
                args[i] if len(args) > i else named[n] for i, n in ((0, "query"), (2, "value"))
            )
            return query.new_empty(*query.shape[:-1], value.shape[-1])
        return func(*args, **(kwargs or {}))


@contextmanager
def counting() -> Iterator[Alive]:
    """Inside it tensors are counted; what was there before is not."""
    with torch.inference_mode(), FusedAttention(), Alive() as alive:
        yield alive


def peak_of(work: Callable[[], Any]) -> int:
    """The most bytes alive at once of what `work` makes."""
    with counting() as alive:
        work()
    return alive.most


def bytes_of(*modules: nn.Module) -> int:
    """Bytes of the parameters."""
    return sum(p.numel() * p.element_size() for m in modules for p in m.parameters())


def unet(shape: Any = FULL, dtype: torch.dtype = HALF) -> Layout2VidUNet:
    """The guided network on the meta device."""
    with made_on("meta", dtype):
        return Layout2VidUNet(shape, "all", TOKENS.token_dim).eval().requires_grad_(False)


def step(network: Layout2VidUNet, load: Load, guided: bool, width: int | None = None) -> int:
    """Peak bytes of one step with guidance at height `load.side`, latents and all."""
    shape, dtype = network.shape, next(network.parameters()).dtype
    width = width or load.side
    x = torch.empty(2, shape.channels, load.frames, load.side, width, device="meta", dtype=dtype)
    t = torch.empty(2, device="meta", dtype=torch.int64)
    text = Text(torch.empty(2, 77, shape.text_dim, device="meta", dtype=dtype))
    grounding = _grounding(load, width, dtype) if guided else None
    return peak_of(lambda: network(x, t, text, grounding))


def _grounding(load: Load, width: int, dtype: torch.dtype) -> Grounding:
    """Tokens without values: what would be read from them is put in its place."""
    rows, n = 2 * load.frames, max(1, load.entities)
    tokens = torch.empty(rows, n, TOKENS.token_dim, device="meta", dtype=dtype)
    found = Grounding(None, tokens[0], None)  # type: ignore[arg-type]
    found._kept["padded"] = (tokens, torch.ones(rows, n, dtype=torch.bool, device="meta"))
    height = load.side
    for _ in range(4):
        visual = height * width
        bias = torch.empty(rows, 1, 1, visual + n, device="meta", dtype=dtype)
        found._kept["bias", visual, dtype] = bias
        height, width = -(-height // 2), -(-width // 2)
    return found


def decode(at_once: int, side: int = 32, width: int | None = None) -> tuple[int, int]:
    """Bytes of the VAE's decoder and encoder, and the peak while some frames are decoded."""
    with made_on("meta", HALF):
        vae = AutoencoderKL(**vae_config(True)).eval()
    z = torch.empty(at_once, 4, side, width or side, device="meta", dtype=HALF)
    return bytes_of(vae), peak_of(lambda: vae.decode(z, return_dict=False)[0].float())


def growth() -> dict[str, list[tuple[int, float]]]:
    """Peak GB of one guided step at full size, beside the weights."""
    network, base = unet(), Load()
    axes: dict[str, list[dict[str, int]]] = {
        "frames": [{"frames": n} for n in (4, 8, 16, 24, 32)],
        "entities": [{"entities": n} for n in (1, 4, 16, 30)],
        "pixels a side": [{"side": n} for n in (16, 32, 48, 64)],
    }
    found = {}
    for name, changes in axes.items():
        rows = []
        for change in changes:
            peak = step(network, replace(base, **change), True)  # type: ignore[arg-type]
            rows.append((next(iter(change.values())) * (8 if "side" in change else 1), peak / GB))
        found[name] = rows
    return found


def report() -> str:
    """Everything as text."""
    network = unet()
    lines = [f"UNet with guided attention: {bytes_of(network) / GB:.2f} GB of weights"]
    for name, load, width in (
        ("16 frames of 256x256, 3 things", Load(), None),
        ("24 frames of 576x320, 30 tokens", Load(frames=24, entities=30, side=40), 72),
    ):
        plain, guided = (step(network, load, g, width) / GB for g in (False, True))
        lines.append(f"a step, {name}: {plain:.2f} GB beside them, guided {guided:.2f} GB")
    for at_once in (16, 8, 2, 1):
        weights, peak = decode(at_once)
        wide = decode(at_once, 40, 72)[1]
        lines.append(
            f"VAE, {at_once} frames at once: {weights / GB:.2f} GB of weights,"
            f" {peak / GB:.2f} GB beside them at 256x256, {wide / GB:.2f} at 576x320"
        )
    for name, rows in growth().items():
        lines.append(f"{name}: " + ", ".join(f"{n}: {gb:.2f} GB" for n, gb in rows))
    return "\n".join(lines)
