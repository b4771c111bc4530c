"""The paper's ablations at this size, on the same weights: what each condition is worth.

Grounding by image, text or both; the box, its middle only, or none; one look a group or a new
one in every scene. Strength and steps are settings, not variants. `span` is part of the weights:
compare two checkpoint folders for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import torch
from torch import Tensor

from core.grounding.batch import GroundingBatch
from core.render.embedded import EmbeddedEngine
from core.render.looks import PRIOR_STEPS, Looks
from core.render.scene import Layout
from core.render.things import Cast
from core.render.types import SceneRequest
from core.training.latents import points

Grounds = Literal["both", "image", "text"]
Layouts = Literal["box", "center", "none"]


@dataclass(frozen=True)
class Variant:
    """What is left of the conditions."""

    grounds: Grounds = "both"
    layout: Layouts = "box"
    groups: bool = True
    motion: bool = True  # of a thing within its box
    things: bool = True  # whether the decoder sees them

    @property
    def title(self) -> str:
        """What differs from the default, in words."""
        parts = [] if self.grounds == "both" else [f"{self.grounds} only"]
        parts += {"box": [], "center": ["box's middle only"], "none": ["no box"]}[self.layout]
        parts += [] if self.groups else ["no groups"]
        parts += [] if self.motion else ["no own motion"]
        parts += [] if self.things else ["decoder sees latents alone"]
        return ", ".join(parts) or "as shipped"


VARIANTS = (
    Variant(grounds="image"),
    Variant(grounds="text"),
    Variant(layout="center"),
    Variant(layout="none"),
    Variant(motion=False),
    Variant(things=False),
)


class AblatedEngine(EmbeddedEngine):
    """The embedded engine with conditions taken away."""

    def __init__(self, variant: Variant, folder: Path, device: str = "auto") -> None:
        super().__init__(folder, device)
        self._variant = variant

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{super().fingerprint} {self._variant}".encode()).hexdigest()

    def _looks(self, request: SceneRequest) -> Looks:
        looks = super()._looks(request)
        if self._variant.groups:
            return looks
        return replace(looks, image=self._own_looks(request, looks))

    def _grounding(
        self, request: SceneRequest, layout: Layout, looks: Looks, cast: Cast
    ) -> GroundingBatch:
        batch = super()._grounding(request, layout, looks, cast)
        if self._variant.grounds == "image":
            batch = replace(batch, has_text=torch.zeros_like(batch.has_text))
        if self._variant.grounds == "text":
            batch = replace(batch, has_image=torch.zeros_like(batch.has_image))
        return replace(batch, boxes=reduced(batch.boxes, self._variant.layout))

    def _moved(self, looks: Looks, of: list[int], phases: Tensor) -> Tensor:
        return super()._moved(looks, of, phases) if self._variant.motion else looks.image[of]

    def _things(self, looks: Looks, cast: Cast, grounding: GroundingBatch) -> Tensor | None:
        boxed = self._variant.things and self._variant.layout == "box"
        return super()._things(looks, cast, grounding) if boxed else None

    def _own_looks(self, request: SceneRequest, looks: Looks) -> Tensor:
        """A look drawn anew for this scene, for everybody without a picture."""
        known = self._parts.vocabulary.things.known
        captions = [known(entity.caption) for entity in request.entities]
        if not captions:
            return looks.image
        text, summary = self._parts.texts(captions)
        drawn = [f"{caption} in scene {request.scene.id}" for caption in captions]
        fresh = self._parts.prior.sample(drawn, text, summary, PRIOR_STEPS, candidates=1)
        return torch.where(looks.has_text[:, None].to(fresh.device), fresh, looks.image)


def reduced(boxes: Tensor, layout: Layouts) -> Tensor:
    """Boxes [E, 4] as that layout leaves them: whole, a small one in the middle, or the picture."""
    if layout == "none":
        return torch.tensor([0.0, 0.0, 1.0, 1.0]).expand(len(boxes), 4).to(boxes.device)
    if layout == "center":
        return points(boxes)
    return boxes
