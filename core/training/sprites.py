"""The sprite bank: every entity picture, cut tight, in one memory-mapped array.

`pixels` is uint8 [M, 160, 160, 4], each sprite stretched to fill its square; `rows` says
what each is called and how wide it was for its height. Built once, deterministic by seed.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.training import art
from core.training.fetch import FLUENT, NAMES, fetch
from core.training.names import PEOPLE, Named, catalogue
from core.training.recolour import COLOURS, can_recolour, recolour

log = logging.getLogger(__name__)

SIDE = 160
VARIANTS = 6  # named colours a recolourable entity
TONES = ("light", "medium light", "tan", "brown", "dark")
# Never held out: what prompts name most.
COMMON = frozenset(
    """dog cat horse cow bear bird elephant zebra giraffe sheep pizza apple banana orange
    car bus train truck boat airplane bicycle motorcycle book clock chair bed umbrella mouse
    rabbit lion tiger fox monkey pig duck frog fish whale tree flower house ball balloon
    robot rocket man woman boy girl child baby chef doctor teacher astronaut farmer star
    moon sun cake carrot""".split()
)
# Well known too: seen in training, though their hash would hold them out.
KEPT = frozenset(
    """penguin owl crocodile taxi broccoli crown pencil mermaid shield mirror violin volcano
    popcorn axe flamingo jar gloves hedgehog factory sloth microscope""".split()
) | {"fire engine", "old man", "top hat", "christmas tree", "running shoe", "open book", "metro"}


@dataclass(frozen=True)
class Row:
    """One sprite: `names[0]` is its main name, colour and skin included."""

    names: tuple[str, ...]
    entity: str
    subgroup: str
    aspect: float  # width over height of the tight crop
    colour: str = ""
    held_out: bool = False

    @property
    def toned(self) -> bool:
        """Whether its name says a tone of skin."""
        return bool(self.names) and " skin" in self.names[0]


@dataclass(frozen=True)
class Bank:
    """All sprites. `pixels` uint8 [M, 160, 160, 4] RGBA, straight alpha."""

    pixels: npt.NDArray[np.uint8]
    rows: tuple[Row, ...]

    def trained(self) -> npt.NDArray[np.int64]:
        """Indices of the sprites that training may see."""
        return np.array([i for i, row in enumerate(self.rows) if not row.held_out])


def is_held_out(named: Named) -> bool:
    """About 8 % of entities, by hash of their main name; common nouns never."""
    if set(named.names) & (COMMON | KEPT) or named.subgroup in ("art", "person-role"):
        return False
    return hashlib.sha256(named.names[0].encode()).digest()[0] < 30


def tight(rgba: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], float]:
    """The sprite cropped to its visible part and stretched to the square; its aspect."""
    ys, xs = np.nonzero(rgba[..., 3] > 24)
    crop = rgba[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    aspect = crop.shape[1] / crop.shape[0]
    image = Image.fromarray(crop, "RGBA").convert("RGBa")
    square = image.resize((SIDE, SIDE), Image.Resampling.BICUBIC).convert("RGBA")
    return np.asarray(square), aspect


def build(root: Path) -> Bank:
    """The bank below `root`, made if it is not there (about two minutes)."""
    pixels_file, rows_file = root / "sprites.npy", root / "sprites.json"
    if not rows_file.exists():
        _write(root, pixels_file, rows_file)
    rows = tuple(
        Row(**{**row, "names": tuple(row["names"])})
        for row in json.loads(rows_file.read_text("utf-8"))
    )
    return Bank(np.load(pixels_file, mmap_mode="r"), rows)


def _write(root: Path, pixels_file: Path, rows_file: Path) -> None:
    fluent, emojibase = fetch(FLUENT, root), fetch(NAMES, root)
    folder = fluent / "package/assets"
    stems = frozenset(path.stem for path in folder.glob("*.webp"))
    pictures: list[npt.NDArray[np.uint8]] = []
    rows: list[Row] = []
    drawn = {name for names in art.ART.values() for name in names}
    for found in catalogue(emojibase, stems):
        names = tuple(name for name in found.names if name not in drawn)
        if not names:
            continue
        named = replace(found, names=names)
        _add(
            named,
            np.asarray(Image.open(folder / f"{named.stem}.webp").convert("RGBA")),
            pictures,
            rows,
        )
        for stem in named.tones:
            tone = TONES[named.tones.index(stem)]
            square, aspect = tight(np.asarray(Image.open(folder / f"{stem}.webp").convert("RGBA")))
            toned = tuple(f"{name} with {tone} skin" for name in named.names[:2])
            pictures.append(square)
            rows.append(Row(toned, named.names[0], named.subgroup, aspect, "", is_held_out(named)))
    for stem, names in sorted(art.ART.items()):
        subgroup = "person-role" if stem in art.PEOPLE else "art"
        _add(Named(stem, names, subgroup), art.render(stem), pictures, rows)
    np.save(pixels_file, np.stack(pictures))
    rows_file.write_text(json.dumps([asdict(row) for row in rows]), "utf-8")
    log.info("%d sprites, %d entities", len(rows), len({row.entity for row in rows}))


def _add(
    named: Named, rgba: npt.NDArray[np.uint8],
    pictures: list[npt.NDArray[np.uint8]], rows: list[Row],
) -> None:  # fmt: skip
    square, aspect = tight(rgba)
    held_out = is_held_out(named)
    pictures.append(square)
    rows.append(Row(named.names, named.names[0], named.subgroup, aspect, "", held_out))
    words = set(" ".join(named.names).split())
    if named.subgroup in PEOPLE or words & set(COLOURS) or not can_recolour(square):
        return
    seed = int.from_bytes(hashlib.sha256(named.names[0].encode()).digest()[:4])
    wanted = (
        list(COLOURS)
        if set(named.names) & COMMON
        else list(np.random.default_rng(seed).permutation(list(COLOURS))[:VARIANTS])
    )
    for colour in wanted:
        pictures.append(recolour(square, colour))
        names = tuple(f"{colour} {name}" for name in named.names[:4])
        rows.append(Row(names, named.names[0], named.subgroup, aspect, colour, held_out))
