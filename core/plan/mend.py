"""Mending what a model or a tool wrote: boxes, names and texts that a plan would refuse.

Every repair is counted in a `Tally`, so that a whole plan makes one warning a kind.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from core import limits
from core.plan.geometry import Box, finite
from core.plan.schema import clean_text

_NAME_READ = 2_000  # characters of an overlong name that are looked at
_THIN = 1e-4  # a side below this is no area
_ROUNDING = 1e-6  # this far outside is a rounding error of the source, not worth a warning

_MENDED = {
    "clamped": "{n} boxes reached outside the frame and were clamped to it",
    "sorted": "{n} boxes had swapped corners, which were sorted",
    "empty": "{n} boxes had no area inside the frame and were dropped",
    "frames": "{n} scenes had another number of frames than planned and were resampled",
    "nameless": "{n} things had no name and were dropped",
    "long": "{n} texts were too long and were shortened",
    "cleaned": "{n} texts held characters that cannot be stored, which were removed",
}


@dataclass
class Tally:
    """Counts what was mended, so that each kind makes one warning however often it happened."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str) -> None:
        """Count one more of a kind of `_MENDED`."""
        self.counts[kind] += 1

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line a kind, in a fixed order."""
        lines = ((text, self.counts[kind]) for kind, text in _MENDED.items())
        return tuple(_counted(text, n) for text, n in lines if n)


def mended_box(values: Sequence[float], tally: Tally, unit: float = 1.0) -> Box | None:
    """`values / unit` with corners sorted and clamped to the frame; None without area.

    Idempotent: a mended box passes unchanged and uncounted.

    Raises:
        PlanError: there are not four numbers, or one is not finite.
    """
    x0, y0, x1, y1 = (v / unit for v in finite(values))
    if x0 > x1 or y0 > y1:
        tally.add("sorted")
        x0, x1 = min(x0, x1), max(x0, x1)
        y0, y1 = min(y0, y1), max(y0, y1)
    box = Box(*(min(max(v, 0.0), 1.0) for v in (x0, y0, x1, y1)))
    if box.width < _THIN or box.height < _THIN:
        tally.add("empty")
        return None
    if max(abs(p - q) for p, q in zip(box, (x0, y0, x1, y1), strict=True)) > _ROUNDING:
        tally.add("clamped")
    return box


def mended_name(text: str, tally: Tally) -> str | None:
    """`text` as a name: NFC, single spaces, at most 80 code points; None when nothing is left."""
    name = " ".join(_storable(text[:_NAME_READ], tally).split())
    if len(name) > limits.NAME_CODE_POINTS:
        tally.add("long")
        name = unicodedata.normalize("NFC", name[: limits.NAME_CODE_POINTS]).strip()
    if not any(c.isprintable() and not c.isspace() for c in name):
        tally.add("nameless")
        return None
    return name


def mended_text(text: str, tally: Tally, most: int = limits.TEXT_CODE_POINTS) -> str:
    """`text` as a plan stores it, shortened to `most` code points at a space where it can be."""
    clean = _storable(text[: 8 * most], tally)
    if len(clean) <= most:
        return clean
    tally.add("long")
    head, space, _ = clean[:most].rpartition(" ")
    return (head if space and len(head) > most // 2 else clean[:most]).strip()


def _storable(text: str, tally: Tally) -> str:
    kept = "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF)
    if kept != text:
        tally.add("cleaned")
    return clean_text(kept)


def _counted(text: str, n: int) -> str:
    line = text.format(n=n)
    if n > 1:
        return line
    one, _, rest = line.partition(" ")
    noun, _, rest = rest.partition(" ")
    return f"{one} {noun.removesuffix('es') if noun == 'boxes' else noun.removesuffix('s')} " + (
        rest.replace("were ", "was ")
    )
