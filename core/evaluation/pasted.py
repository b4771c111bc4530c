"""An engine that cheats: the sprites themselves, pasted into the planned boxes.

What measures give for its clips is their ceiling: the most that the judge would grant to an
engine that obeys perfectly. Needs the training banks; nothing of it is shipped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.plan.geometry import Box
from core.plan.schema import Entity, group_key
from core.render.scene import layout_of
from core.render.types import Clip, EngineInfo, Frames, SceneRequest, Settings, StepEvent
from core.training.backdrops import Backdrops
from core.training.sprites import Bank

SIDE = 256


@dataclass
class PastedEngine:
    """See `core.render.types.Engine`. Pastes without seams, shadows or time."""

    bank: Bank
    backdrops: Backdrops

    def __post_init__(self) -> None:
        self._rows: dict[str, int] = {}
        for i, row in enumerate(self.bank.rows):
            for name in row.names:
                self._rows.setdefault(group_key(name), i)
        for i in reversed(range(len(self.bank.rows))):  # main names win over other names
            self._rows[group_key(self.bank.rows[i].names[0])] = i
        self._places: dict[str, list[int]] = {}
        for i, caption in enumerate(self.backdrops.captions):
            self._places.setdefault(self.backdrops.kinds[i], []).append(i)
            self._places.setdefault(caption, []).append(i)

    @property
    def info(self) -> EngineInfo:
        settings = Settings(seed=0, steps=1, guidance=1.0, layout_strength=1.0)
        return EngineInfo(
            "pasted", "Real composites", SIDE, SIDE, 32, True, settings, settings, "cpu"
        )

    @property
    def fingerprint(self) -> str:
        text = f"pasted 1 {len(self.bank.rows)} {len(self.backdrops.captions)}"
        return hashlib.sha256(text.encode()).hexdigest()

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Clip:
        """See `Engine.render`."""
        looks = {group_key(e.name): self._picture(e, request) for e in request.entities}
        ground = Image.fromarray(self.backdrops.pixels[self._place(request)]).convert("RGBA")
        layout = layout_of(request)
        frames = []
        for instances in layout.frames:
            frame = ground.copy()
            for appearance, box in instances:
                look = layout.appearances[appearance]
                _paste(frame, looks[look.entity], box, look.mirrored)
            frames.append(np.asarray(frame.convert("RGB")))
        stacked: Frames = np.stack(frames)
        return Clip(stacked, request.scene.fps)

    def similarity(self, clip: Clip, request: SceneRequest, entity: str) -> float | None:
        """No embedding is kept here."""
        return None

    def _picture(self, entity: Entity, request: SceneRequest) -> Image.Image:
        for reference in entity.references:
            if reference.enabled:
                return request.pictures[reference.digest].convert("RGBA")
        row = self.sprite_of(entity)
        if row is None:
            return Image.new("RGBA", (SIDE, SIDE), (128, 128, 128, 255))
        return Image.fromarray(self.bank.pixels[row], "RGBA")

    def sprite_of(self, entity: Entity) -> int | None:
        """The bank's sprite for an entity: caption, name, then its last words."""
        for text in (entity.caption, entity.name):
            words = group_key(text).split()
            while words:
                if " ".join(words) in self._rows:
                    return self._rows[" ".join(words)]
                words = words[1:]
        return None

    def _place(self, request: SceneRequest) -> int:
        wanted = group_key(request.scene.background)
        at = self._places.get(wanted)
        if at is None:
            words = set(wanted.split())
            kind = max(self._places, key=lambda k: (len(words & set(k.split())), -len(k)))
            at = self._places[kind]
        return at[request.settings.seed % len(at)]


def _paste(frame: Image.Image, picture: Image.Image, box: Box, mirror: bool) -> None:
    x0, y0, x1, y1 = (round(v * SIDE) for v in box)
    size = (max(4, x1 - x0), max(4, y1 - y0))
    cut = picture.convert("RGBa").resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    cut = cut.convert("RGBA")
    if mirror:
        cut = cut.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    frame.alpha_composite(cut, (min(x0, SIDE - 1), min(y0, SIDE - 1)))
