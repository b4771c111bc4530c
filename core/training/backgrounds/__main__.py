"""`python -m core.training.backgrounds OUT.png [KIND …]`: a contact sheet, three of each kind."""

import sys

import numpy as np
from PIL import Image, ImageDraw

from core.training.backgrounds import KINDS, paint

CELL = 192
VARIANTS = 3
ACROSS = 3  # kinds in a row


def sheet(kinds: tuple[str, ...], seed: int = 1) -> Image.Image:
    """Three variants of each kind, with its name and a caption under them."""
    wide, high = CELL * VARIANTS + 12, CELL + 34
    rows = -(-len(kinds) // ACROSS)
    page = Image.new("RGB", (ACROSS * wide, rows * high), (250, 250, 250))
    draw = ImageDraw.Draw(page)
    for i, kind in enumerate(kinds):
        x, y = i % ACROSS * wide, i // ACROSS * high
        said = []
        for v in range(VARIANTS):
            background = paint(kind, np.random.default_rng([seed, v, *kind.encode()]))
            picture = Image.fromarray(background.image).resize((CELL, CELL))
            page.paste(picture, (x + v * CELL, y))
            line_y = y + round(background.ground * CELL)
            draw.line((x + v * CELL, line_y, x + v * CELL + 6, line_y), fill=(255, 0, 0), width=2)
            said.append(background.caption)
        draw.text((x + 4, y + CELL + 2), kind.upper(), fill=(0, 0, 0))
        draw.text((x + 4, y + CELL + 15), " | ".join(said), fill=(90, 90, 90))
    return page


if __name__ == "__main__":
    sheet(tuple(sys.argv[2:]) or KINDS).save(sys.argv[1])
