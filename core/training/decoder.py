"""Trains the decoder on what the denoiser makes of pictures that are known.

A picture's latents are noised part of the way and denoised again under its own caption and boxes,
so what comes out is off as rendered latents are, yet should still be that picture. Beside them
the decoder sees the scene's things, as their embeddings show them.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.recall import Recall
from core.grounding.unclip import SIDE, Unclip, laid
from core.layout2vid.codec import EMBEDDED, Codec, CodecShape
from core.layout2vid.model import Layout2Vid
from core.training import checkpoints
from core.training.backbone import predicted
from core.training.codec import LATENT_NOISE, decibels, likeness
from core.training.fit import Fit, Schedule
from core.training.latents import Batch, Source
from core.training.painting import Rows, premultiplied

log = logging.getLogger(__name__)

STEPS = (0.2, 0.3)  # of the way, as coarse as a preview's, for the sake of time
NOISED = (0.45, 1.0)  # how far pictures are noised
TRUE = 0.2  # share of latents that are decoded as they are
APART = 12  # batches until one comes again
SHOWN = 0.5  # share of things whose own picture is laid in place of unCLIP's


@dataclass(frozen=True)
class Rendered:
    """latents [B, C, 16, 16] and things [B, 4, 256, 256] that should be pixels [B, 3, 256, 256];
    weight [B, 1, 256, 256] in [0, 1]: how far they can be, from what is given."""

    latents: Tensor
    things: Tensor
    pixels: Tensor
    weight: Tensor


class Renderer:
    """Makes batches from those of `source`: `model` denoises, `unclip` and what it recalls show
    what it was given."""

    def __init__(self, source: Source, model: Layout2Vid, unclip: Unclip, recall: Recall) -> None:
        self._source, self._model, self._unclip, self._recall = source, model, unclip, recall
        self._sprites = Rows(source.composer.bank.pixels, torch.device(source.device))

    def batches(self, size: int, seed: int) -> Iterator[Rendered]:
        """Endless batches of `size`, drawn from `seed`; each comes twice, some time apart.

        Denoising one takes as long as learning from it.
        """
        generator = torch.Generator(self._source.device).manual_seed(seed)
        kept: deque[Rendered] = deque()
        for batch in self._source.batches(size, seed):
            kept.append(self.made(batch, generator))
            yield kept[-1]
            if len(kept) > APART:
                yield kept.popleft()

    @torch.no_grad()
    def made(self, batch: Batch, generator: torch.Generator) -> Rendered:
        """The batch noised by as much for all, and denoised again in steps.

        TRUE of the latents are as they were, under a little noise. Beside its things a picture
        can be known again the less, the more it was noised.
        """
        device, clean = batch.latents.device, batch.latents

        def uniform(*size: int) -> Tensor:
            return torch.rand(size, generator=generator, device=device)

        def normal() -> Tensor:
            return torch.randn(clean.shape, generator=generator, device=device)

        low, high = NOISED
        start = low + (high - low) * float(uniform())
        n_steps = max(1, round(start / STEPS[int(2 * uniform())]))
        x = (1 - start) * clean + start * normal()
        for i in range(n_steps):
            t = torch.full((len(x),), 1000 * start * (1 - i / n_steps), device=device)
            flow = predicted(self._model, x, t, batch.states, batch.grounding)
            x = x - flow * start / n_steps
        kept = uniform(len(x), 1, 1, 1, 1) < TRUE
        latents = torch.where(kept, clean + LATENT_NOISE * normal(), x)[:, :, 0]
        things, covered = self.things(batch, uniform)
        known = torch.where(kept[..., 0], 1.0, covered)
        return Rendered(latents, things, batch.pixels, (1 - start) + start * known)

    def things(self, batch: Batch, uniform: Callable[..., Tensor]) -> tuple[Tensor, Tensor]:
        """Things [B, 4, 256, 256] of a batch: unCLIP's pictures, or the sprites themselves.

        Of the latter, some only in places: as a given picture whose thing moves. Also how far
        true things cover each pixel, [B, 1, 256, 256].
        """
        who, side = batch.grounding, batch.pixels.shape[-1]
        shown = who.has_image.nonzero()[:, 0]
        made = self._unclip(who.image[shown]).clamp(0, 1)
        made = (made + self._recall(who.image[shown])).clamp(0, 1)
        at = shown.cpu().numpy()
        given = premultiplied(self._sprites.take(batch.sprite[at]))
        turned = torch.from_numpy(batch.mirrored[at]).to(given.device).view(-1, 1, 1, 1)
        given = F.interpolate(torch.where(turned, given.flip(-1), given), size=SIDE, mode="area")
        places = F.interpolate(uniform(len(at), 1, 4, 4), size=SIDE, mode="bilinear")
        partly = (6 * (places - 0.5) + 0.5).clamp(0, 1)
        kind = uniform(len(at), 1, 1, 1)
        share = torch.where(kind < SHOWN, torch.where(kind < SHOWN / 2, 1.0, partly), 0.0)
        pictures = made + share * (given - made)
        of = who.of[shown]
        where = who.frame[of], who.boxes[of], who.depth[of], who.n_frames, side
        return laid(pictures, *where), laid(given, *where)[:, 3:]


def train(
    root: Path, rendered: Iterator[Rendered], schedule: Schedule, shape: CodecShape = EMBEDDED
) -> Codec:
    """Train the decoder alone on `rendered` latents, things and the pictures they should be.

    Latents keep their meaning, so no other part needs training anew. The state lies under
    `root`/decoder; it begins with the codec's.
    """
    torch.manual_seed(0)
    held = next(rendered)
    codec = Codec(shape)
    before = checkpoints.load_state(root / "codec" / "state.pt")
    assert before is not None, "the decoder is polished after the codec is trained"
    codec.load_state_dict(before["ema"])
    codec = codec.to(held.latents.device).to(memory_format=torch.channels_last)
    for name, parameter in codec.named_parameters():
        parameter.requires_grad_(name.startswith(("to_pixels", "up")))
    fit = Fit("decoder", codec, root / "decoder" / "state.pt", weight_decay=0.0)
    log.info("decoder begins at %.2f dB", _fidelity(codec, held))

    def losses() -> dict[str, Tensor]:
        batch = next(rendered)
        latents = batch.latents.contiguous(memory_format=torch.channels_last)
        with checkpoints.autocast(latents.device):
            decoded = codec.decode(latents, batch.things)
        return {"loss": likeness(decoded, batch.pixels, batch.weight)}

    fit.run(schedule, losses)
    log.info("decoder ends at %.2f dB (moving average)", _fidelity(codec, held))
    return codec


@torch.no_grad()
def _fidelity(codec: Codec, held: Rendered) -> float:
    return decibels(codec.decode(held.latents, held.things), held.pixels)
