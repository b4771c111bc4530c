"""How the entities of a scene look: one embedding a consistency group.

A picture given for a group replaces the prior's embedding wherever the group is seen
(paper, section 3.2 and appendix); what was embedded once is kept for the next scene.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from core.errors import InputError
from core.grounding.clip import Clip, Tokenizer, as_input
from core.grounding.cutout import cut_out
from core.grounding.pictures import cropped
from core.grounding.prior import Prior
from core.plan.schema import Entity, group_key
from core.render.types import SceneRequest

PRIOR_STEPS = 16


@dataclass(frozen=True)
class Looks:
    """Embeddings of the groups of one request, in its order, and their pictures' shapes."""

    image: Tensor  # [G, D]
    text: Tensor  # [G, D]
    has_text: Tensor  # [G] bool; False where a picture speaks for the group
    aspects: dict[str, float]  # group key -> width over height of its picture


class Wardrobe:
    """Embeds entities with CLIP and the prior; remembers what it has embedded."""

    def __init__(
        self, clip: Clip, tokenizer: Tokenizer, prior: Prior, device: torch.device
    ) -> None:
        self._clip, self._tokenizer, self._prior, self._device = clip, tokenizer, prior, device
        self._kept: dict[str, tuple[Tensor, float]] = {}

    def looks(self, request: SceneRequest) -> Looks:
        """One embedding a consistency group: its pictures', or else the prior's."""
        entities = request.entities
        captions = [e.caption for e in entities] or [""]
        tokens = self._tokenizer(captions).to(self._device)
        text, summary = self._clip.text(tokens)[0], self._clip.summary(tokens)
        rows, has_text, aspects = [], [], {}
        for i, entity in enumerate(entities):
            if any(r.enabled for r in entity.references):
                row, aspect = self.reference(entity, request)
                aspects[group_key(entity.name)] = aspect
            else:
                row = self._imagined(entity.caption, text[i], summary[i])
            rows.append(row)
            has_text.append(group_key(entity.name) not in aspects)
        if not rows:
            rows, has_text = [torch.zeros_like(text[0])], [False]
        return Looks(torch.stack(rows), text[: len(rows)], torch.tensor(has_text), aspects)

    def _imagined(self, caption: str, text: Tensor, summary: Tensor) -> Tensor:
        """The prior's embedding of a caption, kept for the next scene."""
        if caption not in self._kept:
            row = self._prior.sample([caption], text[None], summary[None], PRIOR_STEPS)[0]
            self._kept[caption] = (row, 1.0)
        return self._kept[caption][0]

    def reference(self, entity: Entity, request: SceneRequest) -> tuple[Tensor, float]:
        """Mean embedding of the enabled pictures, and the first one's width over height."""
        rows, aspects = [], []
        for reference in entity.references:
            if not reference.enabled:
                continue
            key = f"{reference.digest}:{reference.crop}"
            if key not in self._kept:
                picture = request.pictures.get(reference.digest)
                if picture is None:
                    raise InputError(
                        f"the picture {reference.digest[:12]} of {entity.name!r} is missing"
                    )
                thing = cut_out(cropped(picture, reference.crop))
                box = thing.getchannel("A").point(lambda a: 255 if a > 24 else 0).getbbox()
                aspect = (box[2] - box[0]) / (box[3] - box[1]) if box else 1.0
                self._kept[key] = (self.embed(thing), aspect)
            row, aspect = self._kept[key]
            rows.append(row)
            aspects.append(aspect)
        mean = torch.stack(rows).mean(0)
        return mean * (len(mean) ** 0.5 / mean.norm()), aspects[0]

    def embed(self, picture: Image.Image) -> Tensor:
        pixels = as_input(picture, self._clip.shape)[None].to(self._device)
        with torch.inference_mode():
            return self._clip.image(pixels)[0]
