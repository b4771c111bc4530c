"""Arranges training scenes: who stands where, before what, and what one would call it.

An arrangement is numbers only: boxes (tight, xyxy, back to front), sprites, a background and
the part of it that shows, a caption. `painting` turns it into pixels. Owns placement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from torch.utils.data import IterableDataset, get_worker_info

from core.training.backdrops import Backdrops
from core.training.painting import Draft, Painter
from core.training.sprites import Bank, Row
from core.training.workers import endless

COUNT_WEIGHTS = (0.34, 0.30, 0.18, 0.09, 0.05, 0.04)
FLOATING = frozenset(["transport-air", "sky-weather", "animal-bird", "animal-bug", "animal-marine"])
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
WILD = "wild"  # colour of a sprite whose look no name describes
WILD_SHARE = 0.22
ZOOM = 1.35  # a background is shown whole or enlarged by up to this


@dataclass(frozen=True)
class Placed:
    """One entity: bank index, mirrored or not, box xyxy in [0, 1]."""

    sprite: int
    mirrored: bool
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Arrangement:
    """One scene; `view`: flip (-1 or 1), zoom, left and top of what shows, in [0, 1]."""

    backdrop: int
    view: tuple[float, float, float, float]
    placed: tuple[Placed, ...]  # back to front
    caption: str


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
        self._indices = self.bank.trained()
        self._weights = shares([self.bank.rows[i] for i in self._indices])
        self._painter: Painter | None = None

    def draw(self) -> SceneSample:
        """One scene, painted."""
        return self.samples(1)[0]

    def samples(self, n: int) -> list[SceneSample]:
        """`n` scenes, painted on the CPU."""
        if self._painter is None:
            self._painter = Painter(self.bank, self.backdrops)
        arranged = self.arrange(n)
        images = self._painter.paint(self.draft(arranged)).permute(0, 2, 3, 1)
        pixels = (images * 255).round().byte().numpy()
        return [
            SceneSample(pixels[i], a.placed, self.backdrops.captions[a.backdrop], a.caption)
            for i, a in enumerate(arranged)
        ]

    def drafts(self, size: int, workers: int = 0) -> Iterator[Draft]:
        """Endless batches of `size` scenes, from as many processes; none: this one."""
        return endless(_Drafts(self, size), workers)

    def draft(self, arranged: list[Arrangement]) -> Draft:
        """Arrangements as the arrays that a painter takes."""
        flat = [(i, p) for i, a in enumerate(arranged) for p in a.placed]
        shadows = [self.bank.rows[p.sprite].subgroup not in FLOATING for _, p in flat]
        return Draft(
            backdrop=np.array([a.backdrop for a in arranged], np.int64),
            view=np.array([a.view for a in arranged], np.float32),
            frame=np.array([i for i, _ in flat], np.int64),
            sprite=np.array([p.sprite for _, p in flat], np.int64),
            mirrored=np.array([p.mirrored for _, p in flat], bool),
            shadow=np.array(shadows, bool),
            boxes=np.array([p.box for _, p in flat], np.float32).reshape(-1, 4),
        )

    def arrange(self, n: int) -> list[Arrangement]:
        """`n` scenes, not painted."""
        rng = self.rng
        sprites = rng.choice(self._indices, (n, len(COUNT_WEIGHTS)), p=self._weights)
        counts = rng.choice(len(COUNT_WEIGHTS), n, p=COUNT_WEIGHTS) + 1
        at = rng.integers(len(self.backdrops.captions), size=n)
        return [self._one(int(at[i]), [int(s) for s in sprites[i, : counts[i]]]) for i in range(n)]

    def _one(self, backdrop: int, sprites: list[int]) -> Arrangement:
        rng = self.rng
        n = len(sprites)
        if n > 1 and rng.random() < 0.3:  # several of one kind: "four frisbees"
            sprites = [sprites[0]] * n
        view = self._view()
        ground = (float(self.backdrops.grounds[backdrop]) - view[3]) * view[1]
        boxes = self._boxes(sprites, min(ground, 0.95))
        placed = [
            Placed(sprite, bool(rng.random() < 0.5), box)
            for sprite, box in sorted(zip(sprites, boxes, strict=True), key=lambda p: p[1][3])
        ]
        caption = self._caption(placed, self.backdrops.captions[backdrop])
        return Arrangement(backdrop, view, tuple(placed), caption)

    def _view(self) -> tuple[float, float, float, float]:
        rng = self.rng
        flip = -1.0 if rng.random() < 0.5 else 1.0
        zoom = float(rng.uniform(1.0, ZOOM)) if rng.random() < 0.5 else 1.0
        left, top = rng.random(2) * (1 - 1 / zoom)
        return flip, zoom, float(left), float(top)

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
        size, stretch = rng.normal(0, (0.22, 0.13))
        at_x, at_y, grounding = rng.random(3)
        side = scale * float(np.exp(size))
        aspect = min(max(row.aspect, 0.4), 2.2) * float(np.exp(stretch))
        w = min(max(side * aspect**0.5, 0.09), 0.97)
        h = min(max(side / aspect**0.5, 0.09), 0.97)
        x0 = float(at_x) * (1 - w)
        y0 = float(at_y) * (1 - h)
        if row.subgroup not in FLOATING and grounding < 0.65:
            low = min(ground + 0.02, 1.0)
            y0 = min(max(low + float(at_y) * (1 - low), h), 1.0) - h
        return (x0, y0, x0 + w, y0 + h)

    def _caption(self, placed: list[Placed], background: str) -> str:
        """Background first, then who is there; or either alone."""
        rng = self.rng
        names: dict[str, int] = {}
        for entity in placed:
            known = self.bank.rows[entity.sprite].names[:3]
            if not known:
                continue
            name = known[int(rng.integers(len(known)))]
            names[name] = names.get(name, 0) + 1
        parts = [name if n == 1 else f"{NUMBERS[n]} {name}s" for name, n in names.items()]
        who = ", ".join(parts)
        kind = rng.random()
        if kind < 0.35 or not who:
            return background
        return f"{background}, {who}" if kind < 0.85 else f"{who} in {background}"


@dataclass
class _Drafts(IterableDataset[Draft]):
    """Each worker's composer draws from a generator of its own."""

    composer: Composer
    size: int

    def __iter__(self) -> Iterator[Draft]:
        info = get_worker_info()
        if info is not None:
            self.composer.rng = np.random.default_rng(
                (*self.composer.rng.integers(2**31, size=2), info.id)
            )
        while True:
            yield self.composer.draft(self.composer.arrange(self.size))


def shares(rows: list[Row]) -> npt.NDArray[np.float64]:
    """How often each is drawn: plain sprites most, all wild ones together WILD_SHARE."""
    wild = np.array([row.colour == WILD for row in rows])
    weights = np.array([0.0 if row.colour == WILD else _weight(row) for row in rows])
    weights /= weights.sum()
    if wild.any():
        weights = weights * (1 - WILD_SHARE) + wild / wild.sum() * WILD_SHARE
    return weights


def _weight(row: Row) -> float:
    """Plain sprites more often than colour and skin variants."""
    if row.colour:
        return 0.25
    return 0.35 if row.toned else 1.0


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return w * h / smaller
