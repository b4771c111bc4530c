"""The embedded engine's picture codec: 256x256 RGB to 16x16 latents and back.

A linear codec (principal components of 16x16 patches) with a convolutional correction on
each side. The linear part is right from the first step, so minutes of training suffice. What is
decoded passes a few convolutions at half the pixels, which mend the seams between its blocks.
The decoder may also look at a scene's `things`: what their image embeddings show, laid into
their boxes (`core.grounding.unclip`); it takes from it what the latents are too coarse for.
Owns pixels <-> latents; knows no diffusion. ModelScopeT2V has its own AutoencoderKL.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class CodecShape:
    """Sizes: `patch` pixels a latent side, `channels` numbers a latent position."""

    patch: int
    channels: int
    fine_width: int  # at patch/2 pixels a position
    coarse_width: int  # at patch pixels a position
    coarse_blocks: int
    seam_width: int = 0  # of the convolutions over what is decoded; 0: there are none
    sees_things: bool = False  # whether the decoder looks at them; it needs seams for that


EMBEDDED = CodecShape(
    patch=16, channels=24, fine_width=112, coarse_width=192, coarse_blocks=2, seam_width=24,
    sees_things=True,
)  # fmt: skip


class ConvBlock(nn.Module):
    """Residual block: norm, SiLU, 3x3 convolution, twice."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm1 = nn.GroupNorm(16, width)
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.norm2 = nn.GroupNorm(16, width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv1(F.silu(self.norm1(x)))
        out: Tensor = x + self.conv2(F.silu(self.norm2(h)))
        return out


class Seams(nn.Module):
    """Corrects decoded pictures [B, 3, H, W] across the edges of the blocks they were made in.

    `features` [B, fine, H / half, W / half] are what the last blocks were made from; `things`
    [B, 4, H, W] may lie over the picture, as far as a mask that is made here lets them.
    """

    def __init__(self, shape: CodecShape) -> None:
        super().__init__()
        self.rise = shape.patch // 4  # from a feature to half the pixels
        n_features = shape.fine_width // self.rise**2
        width = shape.seam_width
        self.enter = nn.Conv2d(12 + n_features, width, 3, padding=1)
        self.mix = nn.Conv2d(width, width, 3, padding=1)
        self.leave = nn.Conv2d(width, 12, 3, padding=1)
        _silence(self.leave)
        if shape.sees_things:
            self.things_in = nn.Conv2d(16, width, 3, padding=1)
            self.mask = nn.Conv2d(width, 4, 3, padding=1)
            _silence(self.things_in)
            _silence(self.mask, bias=-2.0)

    def forward(self, picture: Tensor, features: Tensor, things: Tensor | None) -> Tensor:
        known = F.pixel_shuffle(features, self.rise)
        x = self.enter(torch.cat([F.pixel_unshuffle(picture, 2), known], 1))
        if things is not None:
            laid = things[:, :3] * 2 - things[:, 3:] + picture * (1 - things[:, 3:])
            x = x + self.things_in(F.pixel_unshuffle(torch.cat([laid, things[:, 3:]], 1), 2))
        x = x + self.mix(F.silu(x))
        out: Tensor = picture + F.pixel_shuffle(self.leave(F.silu(x)), 2)
        if things is not None:
            out = out + F.pixel_shuffle(self.mask(F.silu(x)), 2).sigmoid() * (laid - picture)
        return out


def _silence(layer: nn.Conv2d, bias: float = 0.0) -> None:
    """Make a layer say `bias` whatever it sees, until it is trained."""
    nn.init.zeros_(layer.weight)
    nn.init.constant_(layer.bias, bias)  # type: ignore[arg-type]


class Codec(nn.Module):
    """`encode`: [B, 3, H, W] in [0, 1] -> latents [B, C, H/16, W/16], about unit variance.
    `decode`: the way back, in [0, 1] up to small overshoot; `things`: premultiplied RGBA
    [B, 4, H, W] in [0, 1], None where there are none to look at."""

    def __init__(self, shape: CodecShape = EMBEDDED) -> None:
        super().__init__()
        self.shape = shape
        half, fine, coarse = shape.patch // 2, shape.fine_width, shape.coarse_width
        self.to_latent = nn.Conv2d(3, shape.channels, shape.patch, stride=shape.patch)
        self.to_pixels = nn.ConvTranspose2d(shape.channels, 3, shape.patch, stride=shape.patch)
        self.down = nn.Sequential(
            nn.PixelUnshuffle(half),
            nn.Conv2d(3 * half**2, fine, 1),
            ConvBlock(fine),
            nn.Conv2d(fine, coarse, 2, stride=2),
            *(ConvBlock(coarse) for _ in range(shape.coarse_blocks)),
        )
        self.down_out = nn.Conv2d(coarse, shape.channels, 1)
        self.up = nn.Sequential(
            nn.Conv2d(shape.channels, coarse, 3, padding=1),
            *(ConvBlock(coarse) for _ in range(shape.coarse_blocks)),
            nn.Conv2d(coarse, 4 * fine, 1),
            nn.PixelShuffle(2),
            ConvBlock(fine),
            ConvBlock(fine),
        )
        self.up_out = nn.Conv2d(fine, 3 * half**2, 3, padding=1)
        self.up_seams = Seams(shape) if shape.seam_width else None
        self.up_things = nn.Conv2d(4 * half**2, fine, 1) if shape.sees_things else None
        self.scale: Tensor
        self.register_buffer("scale", torch.ones(shape.channels, 1, 1))
        for correction in (self.down_out, self.up_out, self.up_things):
            if correction is not None:
                _silence(correction)

    def encode(self, pixels: Tensor) -> Tensor:
        x = pixels * 2 - 1
        return (self.to_latent(x) + self.down_out(self.down(x))) * self.scale

    def decode(self, latents: Tensor, things: Tensor | None = None) -> Tensor:
        half, rise = self.shape.patch // 2, self.shape.coarse_blocks + 3
        features = self.up[:rise](latents)
        if things is not None and self.up_things is not None:
            features = features + self.up_things(F.pixel_unshuffle(things, half))
        features = self.up[rise:](features)
        picture = self.to_pixels(latents / self.scale)
        picture = picture + F.pixel_shuffle(self.up_out(features), half)
        if self.up_seams is not None:
            picture = self.up_seams(picture, features, things)
        return picture / 2 + 0.5

    def start_from(self, patches: Tensor, whitening: float = 0.5) -> None:
        """Set the linear part to principal components of `patches` [N, 3 * patch²] in [-1, 1].

        Each component is divided by its deviation to the power `whitening`, so that
        small components are neither lost in noise nor as loud as large ones.
        """
        mean = patches.mean(0)
        covariance = torch.cov((patches - mean).T)
        values, vectors = torch.linalg.eigh(covariance.double())
        order = values.argsort(descending=True)[: self.shape.channels]
        basis = vectors[:, order].T.float()
        deviation = values[order].clamp(min=1e-8).sqrt().float()
        factor = (deviation**-whitening).view(-1, 1)
        side = self.shape.patch
        with torch.no_grad():
            self.to_latent.weight.copy_((basis * factor).view(-1, 3, side, side))
            self.to_latent.bias.copy_(-(basis * factor) @ mean)  # type: ignore[union-attr]
            self.to_pixels.weight.copy_((basis / factor).view(-1, 3, side, side))
            self.to_pixels.bias.copy_(torch.zeros(3))  # type: ignore[union-attr]
            gain = (deviation ** (1 - whitening)).square().mean().sqrt()
            self.scale.fill_(float(1 / gain))
            self.up_out.bias.copy_(self._mean_as_correction(mean))  # type: ignore[union-attr]

    def _mean_as_correction(self, mean: Tensor) -> Tensor:
        """The mean patch as the correction's bias (averaged over its four quarters)."""
        half = self.shape.patch // 2
        quarters = mean.view(3, 2, half, 2, half).mean((1, 3))
        return quarters.reshape(-1)
