"""Drawing with soft gradients: the canvas every background is painted on.

Owns colours, gradient-filled shapes, glows and soft mottling. Knows no scenery. All coordinates
are fractions of the picture's side, y down; colours are RGB in [0, 255]. The canvas draws at twice
the final side and `finish` reduces it, which smooths every edge.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypedDict, TypeVar, Unpack

import numpy as np
from PIL import Image, ImageDraw

from core.training.backgrounds.moods import Mood

Colour = tuple[float, float, float]
T = TypeVar("T")
Points = Sequence[tuple[float, float]]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`a` moved towards `b` by `share` in [0, 1]."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, WHITE, share)


def darker(colour: Colour, share: float = 0.25) -> Colour:
    """Darker and a little bluer, as a painter shades."""
    return mix(colour, (20, 16, 48), share)


@lru_cache(maxsize=8)
def _falloff(power: float) -> Image.Image:
    """[128, 128] uint8: 255 in the middle, 0 at the rim."""
    axis = (np.arange(128) - 63.5) / 63.5
    distance = np.sqrt(axis[:, None] ** 2 + axis[None, :] ** 2)
    return Image.fromarray((np.clip(1 - distance, 0, 1) ** power * 255).astype(np.uint8))


class Finish(TypedDict, total=False):
    """How a shape is filled: gradient `across` instead of down, `alpha` in [0, 1], corners
    rounded by `round_by`, `own_light` for what the time of day does not darken."""

    across: bool
    alpha: float
    round_by: float
    own_light: bool


class Canvas:
    """A picture being painted, the generator that decides, and the mood that colours it."""

    def __init__(self, rng: np.random.Generator, size: int, mood: Mood, tint: Colour) -> None:
        self.rng = rng
        self.size = size
        self.side = size * 2
        self.mood = mood
        self.tint = tint
        self.image = Image.new("RGB", (self.side, self.side))
        self.draw = ImageDraw.Draw(self.image)

    # chance
    def u(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def n(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.rng.integers(len(options)))]

    def vary(self, colour: Colour, by: float = 14) -> Colour:
        """The colour with brightness and each channel moved a little."""
        together = self.u(-by, by)
        r, g, b = (together + self.u(-by, by) * 0.6 for _ in range(3))
        return (colour[0] + r, colour[1] + g, colour[2] + b)

    # colour
    def ink(self, colour: Colour, own_light: bool = False) -> tuple[int, int, int]:
        """The colour as the mood shows it; things with their own light keep theirs."""
        tint = (1.0, 1.0, 1.0) if own_light else self.tint
        r, g, b = (int(min(255.0, max(0.0, c * t))) for c, t in zip(colour, tint, strict=True))
        return (r, g, b)

    # shapes
    def _fill(
        self,
        box: tuple[float, float, float, float],
        shape: Callable[[ImageDraw.ImageDraw, float, float], None],
        colours: tuple[Colour, Colour | None],
        finish: Finish,
    ) -> None:
        """Paste a gradient through the mask that `shape` draws at the given pixel offset."""
        own_light, alpha = finish.get("own_light", False), finish.get("alpha", 1.0)
        across = finish.get("across", False)
        left, top = max(int(np.floor(box[0])), 0), max(int(np.floor(box[1])), 0)
        right, bottom = min(int(box[2]) + 2, self.side), min(int(box[3]) + 2, self.side)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        shape(ImageDraw.Draw(mask), left, top)
        if alpha < 1:
            mask = mask.point([int(v * alpha) for v in range(256)])
        first_colour, last_colour = colours[0], colours[0] if colours[1] is None else colours[1]
        start, end = (
            np.array(self.ink(c, own_light), np.float32) for c in (first_colour, last_colour)
        )
        low, high = (box[0], box[2]) if across else (box[1], box[3])
        first, count = (left, right - left) if across else (top, bottom - top)
        share = np.clip((np.arange(first, first + count) - low) / max(high - low, 1), 0, 1)
        ramp = (start + (end - start) * share[:, None]).astype(np.uint8)
        ramp = ramp[None] if across else ramp[:, None]
        self.image.paste(
            Image.fromarray(ramp).resize(mask.size, Image.Resampling.NEAREST), (left, top), mask
        )

    def _plain(self, to: Colour | None, finish: Finish) -> bool:
        return to is None and finish.get("alpha", 1.0) == 1

    def poly(
        self, points: Points, colour: Colour, to: Colour | None = None, **finish: Unpack[Finish]
    ) -> None:
        """A filled polygon, from `colour` at its top (or left) to `to` at its bottom (or right)."""
        at = [(x * self.side, y * self.side) for x, y in points]
        if self._plain(to, finish):
            self.draw.polygon(at, fill=self.ink(colour, finish.get("own_light", False)))
            return
        xs, ys = [p[0] for p in at], [p[1] for p in at]

        def shape(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
            draw.polygon([(x - left, y - top) for x, y in at], fill=255)

        self._fill((min(xs), min(ys), max(xs), max(ys)), shape, (colour, to), finish)

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        colour: Colour,
        to: Colour | None = None,
        **finish: Unpack[Finish],
    ) -> None:
        """An ellipse about (x, y), from `colour` at its top to `to` at its bottom."""
        s = self.side
        at = ((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s)
        if self._plain(to, finish):
            self.draw.ellipse(at, fill=self.ink(colour, finish.get("own_light", False)))
            return

        def shape(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
            draw.ellipse((at[0] - left, at[1] - top, at[2] - left, at[3] - top), fill=255)

        self._fill(at, shape, (colour, to), finish)

    def box(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: Colour,
        to: Colour | None = None,
        **finish: Unpack[Finish],
    ) -> None:
        """A rectangle, corners rounded by `round_by`."""
        s = self.side
        at = (x0 * s, y0 * s, x1 * s, y1 * s)
        radius = finish.get("round_by", 0.0) * s
        if at[2] < at[0] or at[3] < at[1]:
            return
        if self._plain(to, finish):
            fill = self.ink(colour, finish.get("own_light", False))
            self.draw.rounded_rectangle(at, radius, fill=fill)
            return

        def shape(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
            moved = (at[0] - left, at[1] - top, at[2] - left, at[3] - top)
            draw.rounded_rectangle(moved, radius, fill=255)

        self._fill(at, shape, (colour, to), finish)

    def line(self, points: Points, colour: Colour, width: float, own_light: bool = False) -> None:
        at = [(x * self.side, y * self.side) for x, y in points]
        width_px = max(1, round(width * self.side))
        self.draw.line(at, fill=self.ink(colour, own_light), width=width_px, joint="curve")

    # softness
    def glow(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        colour: Colour,
        alpha: float = 0.5,
        power: float = 1.5,
    ) -> None:
        """A soft round light (or, with a dark colour, a soft shadow). It has its own light."""
        s = self.side
        left, top = int((x - rx) * s), int((y - ry) * s)
        size = (max(2, int(2 * rx * s)), max(2, int(2 * ry * s)))
        mask = _falloff(power).resize(size, Image.Resampling.BILINEAR)
        self.image.paste(
            self.ink(colour, True), (left, top), mask.point([int(v * alpha) for v in range(256)])
        )

    def shadow(self, x: float, y: float, rx: float, ry: float | None = None) -> None:
        """The soft shadow below a thing that stands at (x, y)."""
        self.glow(x, y, rx, rx * 0.28 if ry is None else ry, (20, 18, 50), 0.4, 0.9)

    def mottle(
        self, y0: float, y1: float, colour: Colour, alpha: float = 0.15, cells: int = 7
    ) -> None:
        """Uneven, wide and flat patches of a colour between two heights."""
        noise = self.rng.random((cells * 2, cells)) * 255 * alpha
        top, height = int(y0 * self.side), int((y1 - y0) * self.side)
        if height < 2:
            return
        mask = Image.fromarray(noise.astype(np.uint8)).resize(
            (self.side, height), Image.Resampling.BICUBIC
        )
        self.image.paste(self.ink(colour), (0, top), mask)

    def ridge(
        self,
        y: float,
        height: float,
        colour: Colour,
        to: Colour,
        *,
        waves: float = 1.5,
        base: float = 1.02,
    ) -> Callable[[float], float]:
        """A rolling silhouette about `y`, filled down to `base`; returns its height at x."""
        phase = self.rng.uniform(0, 2 * np.pi, 3)
        pace = np.array([1.0, 2.1, 3.7]) * waves * self.rng.uniform(0.8, 1.2, 3)
        size = np.array([0.6, 0.28, 0.12]) * height

        def at(x: float) -> float:
            return float(y - (size * np.sin(pace * x * np.pi + phase)).sum())

        xs = np.linspace(-0.02, 1.02, 60)
        line = [(float(x), at(float(x))) for x in xs]
        self.poly([*line, (1.02, base), (-0.02, base)], colour, to)
        return at

    def finish(self) -> np.ndarray:
        """[size, size, 3] uint8."""
        return np.asarray(self.image.reduce(2))
