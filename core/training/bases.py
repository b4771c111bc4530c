"""What guided attention can be trained on: the embedded backbone, or ModelScopeT2V.

A base encodes pictures, words and crops, and knows its noise schedule and how to save what was
trained. The trainer (`guided`) knows neither codec nor CLIP.
"""

from __future__ import annotations

import copy
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import torch
from PIL import Image
from torch import Tensor, nn

from core.grounding.batch import GroundingBatch
from core.grounding.clip import as_input
from core.grounding.tokens import GroundingTokens
from core.layout2vid.checkpoint import read_config, save_part, write_config
from core.layout2vid.guided_attention import Span
from core.layout2vid.guided_file import GUIDED, TOKENS, add_guided, is_guided, save_guided
from core.layout2vid.modelscope import load_backbone, load_base
from core.layout2vid.unet import Layout2VidUNet, Text
from core.render.embedded import CONTEXT
from core.render.embedded import scheduler as flow_scheduler
from core.render.embedded_loading import load_parts


class Base(Protocol):
    """A frozen text-to-video network, and the guided attention that is trained inside it."""

    tokens: GroundingTokens

    @property
    def unet(self) -> Layout2VidUNet: ...

    @property
    def side(self) -> int:
        """Pixels of a training picture's side."""
        ...

    @property
    def frozen(self) -> list[nn.Module]:
        """Networks beside `unet`, to be put on the device."""
        ...

    def latents(self, pixels: Tensor) -> Tensor:
        """[B, C, h, w] of pictures [B, 3, S, S] in [0, 1]."""
        ...

    def pictures(self, latents: Tensor) -> Tensor:
        """The way back."""
        ...

    def states(self, captions: list[str]) -> Tensor:
        """Text states [B, T, W]."""
        ...

    def looks(self, crops: list[Image.Image]) -> Tensor:
        """Image embeddings [N, D] of crops."""
        ...

    def words(self, names: list[str]) -> Tensor:
        """Text embeddings [N, T] of entities' names."""
        ...

    def noised(self, latents: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """Noisy latents, their times [B] in the network's unit, and what it should answer."""
        ...

    def scheduler(self) -> Any:
        """A fresh sampling schedule."""
        ...

    def save(self, folder: Path, facts: dict[str, Any]) -> None:
        """Write what an engine loads."""
        ...


class EmbeddedBase:
    """The embedded engine's folder; its guided attention is the starting point."""

    def __init__(self, folder: Path, fresh: bool) -> None:
        self._folder, self._config = folder, read_config(folder)
        parts = load_parts(folder, self._config, torch.device("cpu"))
        self._clip, self._tokenizer, self._codec = parts.clip, parts.tokenizer, parts.codec
        self.unet, self.tokens = parts.layout2vid.unet, parts.layout2vid.tokens
        if fresh:
            shape = self.tokens.shape
            assert self.unet.span is not None
            add_guided(self.unet, self.unet.span, shape, "cpu", torch.float32)
            self.tokens = GroundingTokens(shape)
        self.side = self.unet.shape.sample_size * self._codec.shape.patch

    @property
    def frozen(self) -> list[nn.Module]:
        return [self._clip, self._codec]

    def latents(self, pixels: Tensor) -> Tensor:
        return self._codec.encode(pixels)

    def pictures(self, latents: Tensor) -> Tensor:
        return self._codec.decode(latents)

    def states(self, captions: list[str]) -> Tensor:
        tokens = self._tokenizer(captions)[:, :CONTEXT].to(_device(self._clip))
        return self._clip.states(tokens)[0]

    def looks(self, crops: list[Image.Image]) -> Tensor:
        pixels = torch.stack([as_input(c, self._clip.shape) for c in crops])
        return self._clip.image(pixels.to(_device(self._clip)))

    def words(self, names: list[str]) -> Tensor:
        return self._clip.text(self._tokenizer(names).to(_device(self._clip)))[0]

    def noised(self, latents: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """Flow matching (Lipman et al. 2023, section 4), logit-normal times."""
        t = torch.sigmoid(torch.randn(len(latents), generator=generator) + 0.2).to(latents.device)
        noise = torch.randn(latents.shape, generator=generator).to(latents.device)
        at = t.view(-1, 1, 1, 1)
        return (1 - at) * latents + at * noise, t * 1000, noise - latents

    def scheduler(self) -> Any:
        return flow_scheduler()

    def save(self, folder: Path, facts: dict[str, Any]) -> None:
        """A whole engine folder: the base's other files beside the trained ones."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self._config["files"]:
            if name != f"{GUIDED}.safetensors":
                shutil.copy2(self._folder / name, folder / name)
        both = nn.ModuleDict({"unet": self.unet, "tokens": self.tokens})
        save_part(folder, GUIDED, {k: v for k, v in both.state_dict().items() if is_guided(k)})
        write_config(folder, self._config["shapes"], self._config["facts"] | facts)


@dataclass
class ModelScopeBase:
    """A ModelScopeT2V folder with CLIP ViT-L/14 beside it; guided attention starts fresh."""

    base: Any  # core.layout2vid.modelscope.Base
    clip: Any  # core.grounding.openclip.OpenClip
    tokens: GroundingTokens

    @classmethod
    def load(
        cls, folder: Path, clip_folder: Path, span: Span, dtype: torch.dtype
    ) -> ModelScopeBase:
        """`dtype`: precision of the frozen networks. Raises ModelError as the loaders do."""
        from core.grounding.openclip import load_open_clip

        clip = load_open_clip(clip_folder, torch.float32)
        shape = replace(TOKENS, image_dim=clip.embed_dim, text_dim=clip.embed_dim)
        if span == "box":
            shape = replace(shape, token_dim=shape.token_dim // 2)
        base = load_base(folder, load_backbone(folder, dtype), dtype)
        add_guided(base.unet, span, shape, "cpu", torch.float32)
        return cls(base, clip, GroundingTokens(shape))

    @property
    def unet(self) -> Layout2VidUNet:
        return self.base.unet

    @property
    def side(self) -> int:
        return int(self.unet.shape.sample_size * 8)

    @property
    def frozen(self) -> list[nn.Module]:
        return [self.base.vae, self.base.text_encoder, self.clip]

    def latents(self, pixels: Tensor) -> Tensor:
        vae = self.base.vae
        found = vae.encode((pixels * 2 - 1).to(vae.dtype)).latent_dist.mean
        return (found * self.base.scaling).float()

    def pictures(self, latents: Tensor) -> Tensor:
        vae = self.base.vae
        return vae.decode((latents / self.base.scaling).to(vae.dtype)).sample.float() / 2 + 0.5

    def states(self, captions: list[str]) -> Tensor:
        return self.base.states(captions)[0]

    def looks(self, crops: list[Image.Image]) -> Tensor:
        return self.clip.image(crops)

    def words(self, names: list[str]) -> Tensor:
        return self.clip.text(names)

    def noised(self, latents: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """Ho et al. 2020, equation 4; the answer is the noise (or v, where the folder says so)."""
        schedule = self.base.scheduler
        alphas = schedule.alphas_cumprod.to(latents.device)
        t = torch.randint(0, len(alphas), (len(latents),), generator=generator).to(latents.device)
        noise = torch.randn(latents.shape, generator=generator).to(latents.device)
        signal = alphas[t].sqrt().view(-1, 1, 1, 1)
        rest = (1 - alphas[t]).sqrt().view(-1, 1, 1, 1)
        velocity = schedule.config.prediction_type == "v_prediction"
        return (
            signal * latents + rest * noise,
            t,
            signal * noise - rest * latents if velocity else noise,
        )

    def scheduler(self) -> Any:
        return copy.deepcopy(self.base.scheduler)

    def save(self, folder: Path, facts: dict[str, Any]) -> None:
        save_guided(folder, self.unet, self.tokens, facts)


class Trainee(nn.Module):
    """What accelerate wraps: the frozen UNet with the parts that are trained."""

    def __init__(self, base: Base, checkpointed: bool) -> None:
        super().__init__()
        self.unet, self.tokens = base.unet, base.tokens
        self._checkpointed = checkpointed

    def forward(self, x: Tensor, t: Tensor, states: Tensor, batch: GroundingBatch) -> Tensor:
        """The network's answer for noisy latents [B, C, h, w]."""
        grounding = self.tokens(batch)
        out = self.unet(x[:, :, None], t, Text(states), grounding, self._checkpointed)
        return out[:, :, 0].float()


def _device(module: nn.Module) -> torch.device:
    return next(module.parameters()).device
