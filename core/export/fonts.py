"""Letters for pictures: a wide system font where there is one, else the one that Pillow brings."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_WIDE = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans{bold}.ttf",
    "/usr/share/fonts/TTF/DejaVuSans{bold}.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-{noto}.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial{win}.ttf",
)

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@lru_cache(maxsize=32)
def font(size: int, bold: bool = False) -> Font:
    """A sans-serif font of that size in pixels."""
    names = {
        "bold": "-Bold" if bold else "",
        "noto": "Bold" if bold else "Regular",
        "win": "bd" if bold else "",
    }
    for pattern in _WIDE:
        path = Path(pattern.format(**names))
        if path.is_file():
            return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)


def wrapped(text: str, letters: Font, width: float, max_lines: int) -> list[str]:
    """Lines that fit into `width` pixels; the last one ends in an ellipsis when text is left."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < max_lines:
        line, words = _line(words, letters, width)
        lines.append(line)
    if words:
        last = lines[-1]
        while last and letters.getlength(last + "…") > width:
            last = last[:-1]
        lines[-1] = last.rstrip() + "…"
    return lines


def _line(words: list[str], letters: Font, width: float) -> tuple[str, list[str]]:
    taken = 1
    while taken < len(words) and letters.getlength(" ".join(words[: taken + 1])) <= width:
        taken += 1
    line = " ".join(words[:taken])
    if letters.getlength(line) <= width:
        return line, words[taken:]
    fits = len(line)  # one word wider than the line: cut it
    while fits > 1 and letters.getlength(line[:fits]) > width:
        fits -= 1
    return line[:fits], [line[fits:], *words[1:]]
