"""Drawings of our own for what the Fluent 3D emoji lack or show as a face, one SVG a thing.

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
    "alien": ("alien", "little alien", "extraterrestrial", "martian"),
    "astronaut": ("astronaut", "spaceman", "cosmonaut", "space explorer"),
    "barn": ("barn", "red barn", "stable"),
    "barrel": ("barrel", "wooden barrel", "keg", "cask"),
    "baseball_bat": ("baseball bat", "wooden bat"),
    "baseball_glove": ("baseball glove", "baseball mitt", "catcher's mitt"),
    "bear": ("bear", "brown bear", "grizzly bear", "grizzly"),
    "bench": ("bench", "park bench", "wooden bench"),
    "bookshelf": ("bookshelf", "bookcase", "shelf", "shelves"),
    "bottle": ("bottle", "glass bottle", "wine bottle"),
    "bowl": ("bowl", "empty bowl", "dish", "food bowl"),
    "boy": ("boy", "little boy", "son", "kid", "child", "schoolboy"),
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
    "fox": ("fox", "vixen"),
    "frog": ("frog", "toad"),
    "girl": ("girl", "little girl", "daughter", "schoolgirl"),
    "grandfather": ("grandfather", "grandpa", "old man", "elderly man"),
    "grandmother": ("grandmother", "grandma", "old woman", "elderly woman"),
    "hair_drier": ("hair drier", "hair dryer", "hairdryer", "blow dryer"),
    "hamster": ("hamster", "gerbil", "guinea pig"),
    "haystack": ("haystack", "hay", "stack of hay", "pile of straw"),
    "king": ("king", "old king", "emperor"),
    "knight": ("knight", "knight in armor", "knight with sword"),
    "koala": ("koala", "koala bear"),
    "lighthouse": ("lighthouse", "light house"),
    "lion": ("lion", "big cat"),
    "microwave": ("microwave", "microwave oven"),
    "oven": ("oven", "stove", "cooker"),
    "panda": ("panda", "panda bear", "giant panda"),
    "parking_meter": ("parking meter", "parking metre"),
    "pillow": ("pillow", "cushion"),
    "pirate": ("pirate", "pirate captain", "buccaneer"),
    "plate": ("plate", "empty plate", "dinner plate"),
    "polar_bear": ("polar bear", "ice bear"),
    "prince": ("prince", "young prince"),
    "princess": ("princess", "young princess"),
    "puddle": ("puddle", "pool of water", "pond"),
    "queen": ("queen", "empress"),
    "raccoon": ("raccoon", "racoon"),
    "refrigerator": ("refrigerator", "fridge", "freezer"),
    "remote": ("remote", "remote control", "tv remote"),
    "robot": ("robot", "android", "toy robot"),
    "sandcastle": ("sandcastle", "sand castle"),
    "signpost": ("signpost", "wooden sign", "sign", "road sign"),
    "sink": ("sink", "washbasin", "basin"),
    "skis": ("skis", "pair of skis", "ski"),
    "snowball": ("snowball", "ball of snow"),
    "snowboard": ("snowboard", "snow board"),
    "sofa": ("couch", "sofa", "settee", "loveseat"),
    "stool": ("stool", "bar stool", "wooden stool"),
    "street_lamp": ("street lamp", "lamp post", "lamppost", "street light", "streetlight"),
    "superhero": ("superhero", "hero", "super hero"),
    "surfboard": ("surfboard", "surf board"),
    "swing": ("swing", "swing set", "swings"),
    "table": ("dining table", "table", "wooden table", "kitchen table"),
    "television": ("tv", "television", "tv set", "flat screen tv", "screen", "monitor"),
    "tie": ("tie", "necktie", "neck tie"),
    "toaster": ("toaster", "bread toaster"),
    "traffic_cone": ("traffic cone", "orange cone", "road cone", "cone"),
    "trampoline": ("trampoline", "trampolin"),
    "trash_can": ("trash can", "garbage can", "dustbin", "trash bin", "rubbish bin"),
    "unicorn": ("unicorn",),
    "well": ("well", "water well", "wishing well"),
    "wheelbarrow": ("wheelbarrow", "barrow", "garden cart"),
    "windmill": ("windmill", "wind mill", "mill"),
    "witch": ("witch", "sorceress"),
    "wizard": ("wizard", "magician", "sorcerer"),
    "wolf": ("wolf", "wolves"),
}

# Those of people, who are not painted in other colours.
PEOPLE = frozenset(
    """astronaut boy girl grandfather grandmother king knight pirate prince princess queen
    superhero witch wizard""".split()
)


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
