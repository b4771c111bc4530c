"""What the things of a scene look like to ModelScopeT2V, as embeddings a group.

`PictureLooks` is the paper's: CLIP's text embedding, and an image embedding from the user's
pictures or else from Karlo's prior. `WordLooks` is IGLIGEN's: words alone; pictures have no
effect. Both keep what they computed, so that a group looks alike in every scene.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import torch
from PIL import Image
from torch import Tensor, nn

from core.errors import InputError
from core.grounding.batch import GroundingBatch, pack
from core.grounding.karlo import Karlo
from core.grounding.openclip import OpenClip
from core.grounding.pictures import cropped
from core.layout2vid.modelscope import Base
from core.plan.schema import Entity, group_key
from core.render.scene import Layout
from core.render.types import SceneRequest

log = logging.getLogger(__name__)

Using = Callable[..., AbstractContextManager[None]]  # networks are on their device inside it


@dataclass
class PictureLooks:
    """CLIP and, where it is there, the prior that imagines what words look like."""

    clip: OpenClip
    karlo: Karlo | None
    _kept: dict[str, Tensor] = field(default_factory=dict)

    def batch(self, request: SceneRequest, layout: Layout, using: Using) -> GroundingBatch:
        """The scene's grounding, on the CPU. Raises InputError: a picture is missing."""
        captions = [e.caption for e in request.entities] or [""]
        with using(self.clip):
            text = torch.stack([self._word(caption) for caption in captions])
        rows, has_image, has_text = [], [], []
        for entity in request.entities:
            pictured = any(r.enabled for r in entity.references)
            row = (
                self.pictured(entity, request, using) if pictured else self._imagined(entity, using)
            )
            rows.append(torch.zeros_like(text[0]) if row is None else row)
            has_image.append(row is not None)
            has_text.append(True)
        if not rows:
            rows, has_image, has_text = [torch.zeros_like(text[0])], [False], [False]
        of = _groups(request, layout)
        masks = torch.tensor(has_image)[of], torch.tensor(has_text)[of]
        return pack(torch.stack(rows)[of], text[of], _boxes(layout), *masks)

    def pictured(self, entity: Entity, request: SceneRequest, using: Using) -> Tensor:
        """Mean embedding [D] of an entity's enabled pictures, of norm sqrt(D)."""
        rows = []
        for reference in entity.references:
            if not reference.enabled:
                continue
            key = f"picture {reference.digest} {reference.crop}"
            if key not in self._kept:
                picture = request.pictures.get(reference.digest)
                if picture is None:
                    raise InputError(
                        f"the picture {reference.digest[:12]} of {entity.name!r} is missing"
                    )
                self._kept[key] = self.seen(cropped(picture, reference.crop), using)
            rows.append(self._kept[key])
        mean = torch.stack(rows).mean(0)
        unit: Tensor = nn.functional.normalize(mean, dim=0) * float(len(mean) ** 0.5)
        return unit

    def seen(self, picture: Image.Image, using: Using) -> Tensor:
        """CLIP's image embedding [D] of a picture, on the CPU."""
        with using(self.clip):
            rows: Tensor = self.clip.image([picture])
        return rows[0].cpu()

    def _word(self, caption: str) -> Tensor:
        key = f"word {caption}"
        if key not in self._kept:
            self._kept[key] = self.clip.text([caption])[0].cpu()
        return self._kept[key]

    def _imagined(self, entity: Entity, using: Using) -> Tensor | None:
        if self.karlo is None:
            return None
        key = f"imagined {entity.caption}"
        if key not in self._kept:
            with using(self.karlo.text_encoder, self.karlo.prior):
                self._kept[key] = self.karlo.imagine(entity.caption).cpu()
        return self._kept[key]


@dataclass
class WordLooks:
    """Pooled states of the base's own text encoder, as IGLIGEN was trained on."""

    base: Base
    _kept: dict[str, Tensor] = field(default_factory=dict)

    def batch(self, request: SceneRequest, layout: Layout, using: Using) -> GroundingBatch:
        """The scene's grounding, on the CPU."""
        pictured = [e.name for e in request.entities if any(r.enabled for r in e.references)]
        if pictured:
            log.warning(
                "IGLIGEN grounds by words: the pictures of %s have no effect", ", ".join(pictured)
            )
        captions = [e.caption for e in request.entities] or [""]
        unknown = [c for c in captions if c not in self._kept]
        if unknown:
            with using(self.base.text_encoder):
                pooled = self.base.states(unknown)[1].float().cpu()
            self._kept.update(zip(unknown, pooled, strict=True))
        text = torch.stack([self._kept[c] for c in captions])[_groups(request, layout)]
        none = torch.zeros(len(text), dtype=torch.bool)
        return pack(torch.zeros_like(text), text, _boxes(layout), none)


Looks = PictureLooks | WordLooks


def _groups(request: SceneRequest, layout: Layout) -> list[int]:
    """For each appearance the group it is of; which way it faces is nothing CLIP keeps."""
    index = {group_key(e.name): i for i, e in enumerate(request.entities)}
    return [index[a.entity] for a in layout.appearances] or [0]


def _boxes(layout: Layout) -> list[list[tuple[int, tuple[float, ...]]]]:
    return [[(a, tuple(box)) for a, box in frame] for frame in layout.frames]
