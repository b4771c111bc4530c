"""Drawings of our own for things the Fluent 3D emoji lack, one SVG a thing.

Owns the names and the rasteriser. It does not own the emoji, nor how sprites are mixed in training.
Rasterising needs `resvg-py` (extra `train`); the table of names needs nothing.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt

# File stem -> names, the main one first.
ART: dict[str, tuple[str, ...]] = {
    "barn": ("barn", "red barn", "stable"),
    "barrel": ("barrel", "wooden barrel", "keg", "cask"),
    "baseball_bat": ("baseball bat", "wooden bat"),
    "baseball_glove": ("baseball glove", "baseball mitt", "catcher's mitt"),
    "bear": ("bear", "brown bear", "grizzly bear", "grizzly"),
    "bench": ("bench", "park bench", "wooden bench"),
    "bookshelf": ("bookshelf", "bookcase", "shelf", "shelves"),
    "bottle": ("bottle", "glass bottle", "wine bottle"),
    "bowl": ("bowl", "empty bowl", "dish", "food bowl"),
    "campfire": ("campfire", "bonfire", "camp fire"),
    "carpet": ("carpet", "rug", "flying carpet", "mat"),
    "cooking_pot": ("cooking pot", "pot", "saucepan", "stockpot", "cauldron"),
    "crate": ("crate", "wooden crate", "wooden box"),
    "cube": ("cube", "blue cube", "block", "toy block"),
    "curtain": ("curtain", "curtains", "drapes"),
    "desk": ("desk", "writing desk", "office desk"),
    "fence": ("fence", "picket fence", "wooden fence"),
    "fire_hydrant": ("fire hydrant", "hydrant"),
    "floor_lamp": ("lamp", "table lamp", "floor lamp", "desk lamp"),
    "flower_pot": ("flower pot", "flowerpot", "clay pot", "planter"),
    "fork": ("fork", "dinner fork"),
    "hair_drier": ("hair drier", "hair dryer", "hairdryer", "blow dryer"),
    "haystack": ("haystack", "hay", "stack of hay", "pile of straw"),
    "lighthouse": ("lighthouse", "light house"),
    "microwave": ("microwave", "microwave oven"),
    "oven": ("oven", "stove", "cooker"),
    "parking_meter": ("parking meter", "parking metre"),
    "pillow": ("pillow", "cushion"),
    "plate": ("plate", "empty plate", "dinner plate"),
    "puddle": ("puddle", "pool of water", "pond"),
    "refrigerator": ("refrigerator", "fridge", "freezer"),
    "remote": ("remote", "remote control", "tv remote"),
    "sandcastle": ("sandcastle", "sand castle"),
    "signpost": ("signpost", "wooden sign", "sign", "road sign"),
    "sink": ("sink", "washbasin", "basin"),
    "skis": ("skis", "pair of skis", "ski"),
    "snowball": ("snowball", "ball of snow"),
    "snowboard": ("snowboard", "snow board"),
    "sofa": ("couch", "sofa", "settee", "loveseat"),
    "stool": ("stool", "bar stool", "wooden stool"),
    "street_lamp": ("street lamp", "lamp post", "lamppost", "street light", "streetlight"),
    "surfboard": ("surfboard", "surf board"),
    "swing": ("swing", "swing set", "swings"),
    "table": ("dining table", "table", "wooden table", "kitchen table"),
    "television": ("tv", "television", "tv set", "flat screen tv", "screen", "monitor"),
    "tie": ("tie", "necktie", "neck tie"),
    "toaster": ("toaster", "bread toaster"),
    "traffic_cone": ("traffic cone", "orange cone", "road cone", "cone"),
    "trampoline": ("trampoline", "trampolin"),
    "trash_can": ("trash can", "garbage can", "dustbin", "trash bin", "rubbish bin"),
    "well": ("well", "water well", "wishing well"),
    "wheelbarrow": ("wheelbarrow", "barrow", "garden cart"),
    "windmill": ("windmill", "wind mill", "mill"),
}


def render(stem: str, size: int = 256) -> npt.NDArray[np.uint8]:
    """Rasterise a drawing of ART.

    Returns `[size, size, 4]` uint8, RGBA with straight (not premultiplied) alpha.
    Raises `KeyError` for a stem that is not in `ART`.
    """
    if stem not in ART:
        raise KeyError(f"no drawing is called {stem!r}; the table ART names them all")
    return rasterised((Path(__file__).parent / f"{stem}.svg").read_text(encoding="utf-8"), size)


def rasterised(svg: str, size: int = 256) -> npt.NDArray[np.uint8]:
    """An SVG's text as `[size, size, 4]` uint8, RGBA with straight alpha."""
    import resvg_py
    from PIL import Image

    png = resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True)
    with Image.open(io.BytesIO(png)) as picture:
        return np.array(picture.convert("RGBA"), dtype=np.uint8)
