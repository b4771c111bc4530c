"""Where two sampling loops meet over one network: diffusers' own and ours.

Owns networks of the sizes that benches need, both loops, and how seconds and peak memory are
measured. Knows no table and no plot; needs no pytest, so that it runs where there is none.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from core.grounding.batch import pack
from core.grounding.tokens import Grounding, GroundingTokens, TokenShape
from core.layout2vid.sampler import Guided, sample
from core.layout2vid.unet import Layout2VidUNet, Text, UNetShape

Work = Callable[[], Any]
FULL = UNetShape(
    channels=4, block_out_channels=(320, 640, 1280, 1280), cross_attention_levels=3,
    layers_per_block=2, text_dim=1024, head_dim=64, sample_size=32, temporal=True,
)  # fmt: skip


@dataclass(frozen=True)
class Load:
    """How much one scene asks of the network; `side` in latent positions."""

    frames: int = 16
    entities: int = 3
    side: int = 32
    steps: int = 5
    guidance: float = 9.0


class Arena:
    """One network on its device, and everything that both loops need for one scene."""

    def __init__(
        self, unet: Layout2VidUNet, tokens: GroundingTokens, scheduler: Any, load: Load
    ) -> None:
        parameter = next(unet.parameters())
        self.unet, self.scheduler, self.load = unet, scheduler, load
        self.device, self.dtype = parameter.device, parameter.dtype
        torch.manual_seed(0)
        shape = (1, unet.shape.channels, load.frames, load.side, load.side)
        self.noise = torch.randn(shape, device=self.device)
        self.states = torch.randn(2, 77, unet.shape.text_dim, device=self.device, dtype=self.dtype)
        self.grounding = self._grounded(tokens)

    def _grounded(self, tokens: GroundingTokens) -> Grounding:
        load, shape = self.load, tokens.shape
        boxes = [[(i, (0.1, 0.1, 0.5 + i / 40, 0.6)) for i in range(load.entities)]] * load.frames
        n = max(load.entities, 1)
        batch = pack(torch.randn(n, shape.image_dim), torch.randn(n, shape.text_dim), boxes)
        with torch.inference_mode():
            return tokens(batch.behind(load.frames).to(self.device, self.dtype))

    @torch.inference_mode()
    def theirs(self) -> Tensor:
        """The denoising loop of diffusers' text-to-video pipeline, over diffusers' own forward."""
        network, scheduler, x = self.unet.unet, self.scheduler, self.noise.clone()
        scheduler.set_timesteps(self.load.steps, device=self.device)
        for t in scheduler.timesteps:
            doubled = torch.cat([x] * 2)
            if hasattr(scheduler, "scale_model_input"):
                doubled = scheduler.scale_model_input(doubled, t)
            doubled = doubled.to(self.dtype)
            out = network(doubled, t, encoder_hidden_states=self.states, return_dict=False)[0]
            empty, full = out.chunk(2)
            out = empty + self.load.guidance * (full - empty)
            b, c, f, h, w = x.shape
            x = x.permute(0, 2, 1, 3, 4).reshape(b * f, c, h, w)
            out = out.permute(0, 2, 1, 3, 4).reshape(b * f, c, h, w)
            x = scheduler.step(out, t, x).prev_sample
            x = x[None].reshape(b, f, c, h, w).permute(0, 2, 1, 3, 4)
        return x

    def ours(self, strength: float) -> Tensor:
        """Our loop; every step guided at strength 1, none at 0."""
        fresh = Grounding(self.grounding.batch, self.grounding.tokens, self.grounding.canvas)
        guided = Guided(self.unet, Text(self.states), fresh, self.load.guidance)
        dtype = self.dtype

        def denoise(x: Tensor, t: Tensor, boxes: bool) -> Tensor:
            return guided(x.to(dtype), t, boxes)

        return sample(denoise, self.noise.clone(), self.scheduler, self.load.steps, strength)

    def contestants(self) -> dict[str, Work]:
        """Both loops, ours unguided, in part and all the way."""
        return {
            "diffusers' loop": self.theirs,
            "ours, no boxes": lambda: self.ours(0.0),
            "ours, strength 0.3": lambda: self.ours(0.3),
            "ours, every step guided": lambda: self.ours(1.0),
        }

    def difference(self) -> float:
        """How far apart both loops end without boxes, over the largest value."""
        reference, ours = self.theirs(), self.ours(0.0)
        return float((reference - ours).abs().max() / reference.abs().max())


class Passage(nn.Identity):
    """A temporal layer that is absent, as diffusers' own forward calls one."""

    def forward(self, x: Tensor, num_frames: int = 1, return_dict: bool = True, **_: Any) -> Any:
        """`x`, in the form that the caller unpacks."""
        return x if return_dict else (x,)


def passable(unet: Layout2VidUNet) -> Layout2VidUNet:
    """The same network with absent temporal layers that diffusers' forward can call."""
    for module in list(unet.unet.modules()):
        for name, child in list(module.named_children()):
            if type(child) is nn.Identity:
                setattr(module, name, Passage())
    return unet


def random_unet(shape: UNetShape, tokens: TokenShape, device: Any, dtype: torch.dtype) -> Any:
    """A guided network and its grounding MLP with random weights, made where they stay."""
    with made_on(device, dtype):
        unet = Layout2VidUNet(shape, "all", tokens.token_dim)
        mlp = GroundingTokens(tokens)
    for block in unet.spatial_blocks():
        for gate in (block.fuser.alpha_attn, block.fuser.alpha_dense):  # type: ignore[union-attr]
            nn.init.constant_(gate, 0.5)  # type: ignore[arg-type]
    return unet.eval().requires_grad_(False), mlp.eval().requires_grad_(False)


def vae_config(full: bool) -> dict[str, Any]:
    """Stable Diffusion's autoencoder, as ModelScopeT2V has it, or a miniature of it."""
    widths = (128, 256, 512, 512) if full else (32, 32, 32, 32)
    return {
        "block_out_channels": widths, "layers_per_block": 2 if full else 1, "latent_channels": 4,
        "down_block_types": ("DownEncoderBlock2D",) * 4, "norm_num_groups": 32,
        "up_block_types": ("UpDecoderBlock2D",) * 4, "sample_size": 512,
    }  # fmt: skip


class made_on:
    """Inside it modules are made on a device in a precision, with their libraries' own start."""

    def __init__(self, device: Any, dtype: torch.dtype) -> None:
        self._device, self._dtype = torch.device(device), dtype

    def __enter__(self) -> None:
        self._before = torch.get_default_dtype()
        torch.set_default_dtype(self._dtype)
        self._device.__enter__()

    def __exit__(self, *error: object) -> None:
        self._device.__exit__(*error)
        torch.set_default_dtype(self._before)


def timed(contestants: dict[str, Work], rounds: int) -> dict[str, float]:
    """Best seconds of each, in alternating rounds after a warm-up.

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


def peak_bytes(work: Work) -> int:
    """The most that `work` had allocated at once on top of what was there before."""
    if torch.cuda.is_available():
        gc.collect()
        torch.cuda.synchronize()
        torch.cuda.reset_peak_memory_stats()
        before = torch.cuda.memory_allocated()
        work()
        return torch.cuda.max_memory_allocated() - before
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU],
                                profile_memory=True) as profile:  # fmt: skip
        work()
    highest = level = 0
    events = profile.profiler.kineto_results.events()  # type: ignore[union-attr]
    moves = [(e.start_ns(), e.nbytes()) for e in events if e.name() == "[memory]"]
    for _, size in sorted(moves, key=lambda move: move[0]):
        level += size
        highest = max(highest, level)
    return highest
