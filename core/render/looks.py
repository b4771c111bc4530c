"""How the entities of a scene look: one embedding a consistency group.

A picture given for a group replaces the prior's embedding wherever the group is seen
(paper, section 3.2 and appendix); what was embedded once is kept for the next scene.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from PIL import Image
from torch import Tensor

from core.errors import InputError
from core.grounding.clip import as_input
from core.grounding.cutout import cut_out
from core.grounding.pictures import cropped
from core.grounding.unclip import SIDE, as_thing
from core.plan.schema import Entity, group_key
from core.plan.schema import Reference as Given
from core.render.embedded_loading import Parts
from core.render.types import SceneRequest

PRIOR_STEPS = 16


@dataclass(frozen=True)
class Looks:
    """Embeddings of the groups of one request, in its order, and the pictures given for them."""

    image: Tensor  # [G, D]
    text: Tensor  # [G, D]
    has_text: Tensor  # [G] bool; False where a picture speaks for the group
    aspects: dict[str, float]  # group key -> width over height of its picture
    pictures: Tensor  # [G, 4, 128, 128] premultiplied RGBA, as `as_thing` makes them; or nothing


@dataclass(frozen=True)
class Reference:
    """A picture, cut out: its embedding [D], width over height, and itself as `as_thing` has it."""

    embedding: Tensor
    aspect: float
    picture: Tensor


class Wardrobe:
    """Embeds entities with CLIP and the prior; remembers what it has embedded."""

    def __init__(self, parts: Parts, device: torch.device) -> None:
        self._parts, self._device = parts, device
        self._imagined: dict[str, Tensor] = {}
        self._given: dict[str, Reference] = {}

    def looks(self, request: SceneRequest) -> Looks:
        """One embedding a consistency group: its pictures', or else the prior's."""
        entities = request.entities
        things = self._parts.vocabulary.things
        captions = [things.known(e.caption) for e in entities] or [""]
        text, summary = self._parts.texts(captions)
        rows, has_text, aspects = [], [], {}
        pictures = torch.zeros(max(1, len(entities)), 4, SIDE, SIDE)
        for i, entity in enumerate(entities):
            if any(r.enabled for r in entity.references):
                given = self.reference(entity, request)
                row, pictures[i] = given.embedding, given.picture
                aspects[group_key(entity.name)] = given.aspect
            else:
                row = self._dreamt(captions[i], text[i], summary[i])
            rows.append(row)
            has_text.append(group_key(entity.name) not in aspects)
        if not rows:
            rows, has_text = [torch.zeros_like(text[0])], [False]
        known = torch.tensor(has_text)
        return Looks(torch.stack(rows), text[: len(rows)], known, aspects, pictures)

    def named(self, name: str) -> tuple[Tensor, Tensor]:
        """Image and text embedding, [D] each, of what is called so."""
        text, summary = self._parts.texts([name])
        return self._dreamt(name, text[0], summary[0]), text[0]

    def _dreamt(self, caption: str, text: Tensor, summary: Tensor) -> Tensor:
        """The prior's embedding of a caption, kept for the next scene."""
        if caption not in self._imagined:
            row = self._parts.prior.sample([caption], text[None], summary[None], PRIOR_STEPS)[0]
            self._imagined[caption] = row
        return self._imagined[caption]

    def reference(self, entity: Entity, request: SceneRequest) -> Reference:
        """The first of the enabled pictures, with the mean embedding of them all."""
        found = [self._reference(r, entity, request) for r in entity.references if r.enabled]
        mean = torch.stack([one.embedding for one in found]).mean(0)
        return replace(found[0], embedding=mean * (len(mean) ** 0.5 / mean.norm()))

    def _reference(self, given: Given, entity: Entity, request: SceneRequest) -> Reference:
        """One picture, kept for the next scene."""
        key = f"{given.digest}:{given.crop}"
        if key not in self._given:
            picture = request.pictures.get(given.digest)
            if picture is None:
                raise InputError(f"the picture {given.digest[:12]} of {entity.name!r} is missing")
            thing = cut_out(cropped(picture, given.crop))
            box = thing.getchannel("A").point(lambda a: 255 if a > 24 else 0).getbbox()
            aspect = (box[2] - box[0]) / (box[3] - box[1]) if box else 1.0
            self._given[key] = Reference(self.embed(thing), aspect, as_thing(thing))
        return self._given[key]

    def embed(self, picture: Image.Image) -> Tensor:
        pixels = as_input(picture, self._parts.clip.shape)[None].to(self._device)
        with torch.inference_mode():
            return self._parts.clip.image(pixels)[0]
