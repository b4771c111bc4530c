"""Composes training scenes: sprites on painted backgrounds, with boxes, depth and shadows.

Every scene knows its boxes (tight, xyxy, back to front), its sprites, and a caption. Owns
placement; the pictures come from the banks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from core.training.backdrops import Backdrops
from core.training.sprites import Bank, Row

SIZE = 256
COUNT_WEIGHTS = (0.34, 0.30, 0.18, 0.09, 0.05, 0.04)
FLOATING = frozenset(["transport-air", "sky-weather", "animal-bird", "animal-bug", "animal-marine"])
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class Placed:
    """One entity: bank index, mirrored or not, box xyxy in [0, 1]."""

    sprite: int
    mirrored: bool
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class SceneSample:
    """`image` uint8 [256, 256, 3]; entities back to front."""

    image: npt.NDArray[np.uint8]
    placed: tuple[Placed, ...]
    background: str
    caption: str


@dataclass
class Composer:
    """Draws scenes from the banks with one generator."""

    bank: Bank
    backdrops: Backdrops
    rng: np.random.Generator

    def __post_init__(self) -> None:
        rows = self.bank.rows
        trained = self.bank.trained()
        weights = np.array([_weight(rows[i]) for i in trained])
        self._indices, self._weights = trained, weights / weights.sum()

    def draw(self) -> SceneSample:
        """One scene."""
        rng = self.rng
        at = int(rng.integers(len(self.backdrops.pixels)))
        image = Image.fromarray(self.backdrops.pixels[at])
        if rng.random() < 0.5:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        n = int(rng.choice(len(COUNT_WEIGHTS), p=COUNT_WEIGHTS)) + 1
        sprites = list(rng.choice(self._indices, n, p=self._weights))
        if n > 1 and rng.random() < 0.3:  # several of one kind: "four frisbees"
            sprites = [sprites[0]] * n
        boxes = self._boxes(sprites, float(self.backdrops.grounds[at]))
        placed = []
        for sprite, box in sorted(zip(sprites, boxes, strict=True), key=lambda p: p[1][3]):
            mirrored = bool(rng.random() < 0.5)
            image = self._paste(image, int(sprite), mirrored, box)
            placed.append(Placed(int(sprite), mirrored, box))
        background = self.backdrops.captions[at]
        return SceneSample(
            np.asarray(image.convert("RGB")),
            tuple(placed),
            background,
            self._caption(placed, background),
        )

    def _boxes(self, sprites: list[int], ground: float) -> list[tuple[float, float, float, float]]:
        """Boxes with little overlap: best of some tries each; scene-wide size first."""
        rng, n = self.rng, len(sprites)
        scale = float(rng.uniform(0.35, 0.9)) / n**0.42
        boxes: list[tuple[float, float, float, float]] = []
        for sprite in sprites:
            row = self.bank.rows[sprite]
            best, best_overlap = None, 9.0
            for _ in range(8):
                box = self._box(row, scale, ground)
                overlap = sum(_overlap(box, other) for other in boxes)
                if overlap < best_overlap:
                    best, best_overlap = box, overlap
                if overlap == 0 or rng.random() < 0.06:
                    break
            assert best is not None
            boxes.append(best)
        return boxes

    def _box(self, row: Row, scale: float, ground: float) -> tuple[float, float, float, float]:
        rng = self.rng
        side = scale * float(np.exp(rng.normal(0, 0.22)))
        aspect = float(np.clip(row.aspect, 0.4, 2.2)) * float(np.exp(rng.normal(0, 0.13)))
        w = float(np.clip(side * aspect**0.5, 0.09, 0.97))
        h = float(np.clip(side / aspect**0.5, 0.09, 0.97))
        x0 = float(rng.uniform(0, 1 - w))
        grounded = row.subgroup not in FLOATING and rng.random() < 0.65
        if grounded:
            foot = float(np.clip(rng.uniform(ground + 0.02, 1.0), h, 1))
            y0 = foot - h
        else:
            y0 = float(rng.uniform(0, 1 - h))
        return (x0, y0, x0 + w, y0 + h)

    def _paste(
        self,
        image: Image.Image,
        sprite: int,
        mirrored: bool,
        box: tuple[float, float, float, float],
    ) -> Image.Image:
        x0, y0, x1, y1 = (round(v * SIZE) for v in box)
        size = (max(8, x1 - x0), max(8, y1 - y0))
        cut = Image.fromarray(self.bank.pixels[sprite], "RGBA")
        if mirrored:
            cut = cut.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        cut = (
            cut.convert("RGBa")
            .resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
            .convert("RGBA")
        )
        layer = image.convert("RGBA")
        if y1 > 0.5 * SIZE and self.bank.rows[sprite].subgroup not in FLOATING:
            layer = _with_shadow(layer, x0, y1, size[0])
        layer.alpha_composite(cut, (min(x0, SIZE - 1), min(y0, SIZE - 1)))
        return layer

    def _caption(self, placed: list[Placed], background: str) -> str:
        """Background first, then who is there; or either alone."""
        rng = self.rng
        names: dict[str, int] = {}
        for entity in placed:
            known = self.bank.rows[entity.sprite].names[:3]
            if not known:
                continue
            name = str(rng.choice(known))
            names[name] = names.get(name, 0) + 1
        parts = [name if n == 1 else f"{NUMBERS[n]} {name}s" for name, n in names.items()]
        who = ", ".join(parts)
        kind = rng.random()
        if kind < 0.35 or not who:
            return background
        return f"{background}, {who}" if kind < 0.85 else f"{who} in {background}"


def _with_shadow(layer: Image.Image, x0: int, foot: int, width: int) -> Image.Image:
    """A soft contact shadow under something `width` pixels wide."""
    height = max(4, width // 9)
    patch = Image.new("L", (width + 16, height + 16), 0)
    ImageDraw.Draw(patch).ellipse((width * 0.12 + 8, 8, width * 0.88 + 8, height + 8), fill=95)
    soft = patch.filter(ImageFilter.GaussianBlur(2.5))
    dark = Image.new("RGBA", soft.size, (20, 22, 40, 255))
    dark.putalpha(soft)
    at = (x0 - 8, foot - height // 2 - 10)
    crop = (max(0, -at[0]), max(0, -at[1]))
    layer.alpha_composite(dark.crop((*crop, *dark.size)), (max(0, at[0]), max(0, at[1])))
    return layer


def _weight(row: Row) -> float:
    """Plain sprites more often than colour and skin variants."""
    if row.colour:
        return 0.25
    return 0.35 if " skin" in row.names[0] else 1.0


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return w * h / smaller
