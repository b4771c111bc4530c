"""Painted backgrounds: the places of the training pictures, drawn in code from a seed.

Owns the list of places, their captions and the line where things stand. Does not place things on
them. In places without ground (sky, space, under water) that line is the height below which a
thing may be anywhere.

    Background = paint("meadow", numpy.random.default_rng(7))
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.training.backgrounds import (
    baths,
    city,
    coast,
    exhibits,
    grounds,
    halls,
    homes,
    kitchens,
    moods,
    nature,
    services,
    shows,
    skies,
    towns,
    water,
    wilds,
    woods,
)
from core.training.backgrounds.shapes import Canvas
from core.training.backgrounds.words import SYNONYMS, Told, caption

__all__ = ["KINDS", "SYNONYMS", "Background", "paint"]

_Painter = Callable[[Canvas], Told]

_OUTDOORS: dict[str, _Painter] = {
    "meadow": nature.meadow, "hills": nature.hills, "park": nature.park, "garden": nature.garden,
    "farm": nature.farm, "desert": wilds.desert, "mountains": wilds.mountains,
    "snow field": wilds.snow_field, "beach": coast.beach, "lake": water.lake,
    "ocean": coast.ocean, "river": water.river, "harbour": water.harbour,
    "swimming pool": baths.pool, "road": city.road, "village": towns.village,
    "bridge": towns.bridge, "playground": grounds.playground,
    "football field": grounds.football, "race track": grounds.race_track,
}  # fmt: skip
_CITY: dict[str, _Painter] = {
    "city street": city.city_street, "rooftop": towns.rooftop, "train station": towns.station,
}  # fmt: skip
_INDOORS: dict[str, _Painter] = {
    "kitchen": kitchens.kitchen, "living room": homes.living_room, "bedroom": homes.bedroom,
    "bathroom": baths.bathroom, "classroom": halls.classroom, "office": halls.office,
    "gym": halls.gym, "restaurant": services.restaurant, "library": services.library,
    "shop": services.shop, "castle hall": shows.castle_hall, "museum": exhibits.museum,
    "laboratory": exhibits.laboratory,
}  # fmt: skip
_WOODS: dict[str, _Painter] = {
    "forest": woods.forest, "autumn forest": woods.autumn_forest, "jungle": woods.jungle,
}  # fmt: skip
_ONE_MOOD: dict[str, _Painter] = {
    "cave": woods.cave, "volcano": wilds.volcano, "waterfall": water.waterfall,
    "underwater": coast.underwater, "sky": skies.sky, "night sky": skies.night_sky,
    "sunset sky": skies.sunset_sky, "outer space": skies.outer_space,
    "moon surface": skies.moon_surface, "stage": shows.stage,
    "plain studio": shows.plain_studio, "sunset hills": nature.sunset_hills,
    "rainy street": city.rainy_street,
}  # fmt: skip
_FAMILIES: tuple[tuple[dict[str, _Painter], moods.Weights], ...] = (
    (_OUTDOORS, moods.OUTDOORS), (_CITY, moods.CITY), (_INDOORS, moods.INDOORS),
    (_WOODS, moods.WOODS), (_ONE_MOOD, moods.ONE),
)  # fmt: skip
_RECIPES = {
    kind: (painter, weights) for family, weights in _FAMILIES for kind, painter in family.items()
}
_OWN_MOOD = {
    "rainy street": moods.RAINY, "night sky": moods.STILL_NIGHT, "sunset sky": moods.STILL_WARM,
    "sunset hills": moods.STILL_WARM, "volcano": moods.STILL_WARM,
}  # fmt: skip

KINDS: tuple[str, ...] = tuple(_RECIPES)


@dataclass(frozen=True)
class Background:
    """`image`: [size, size, 3] uint8 RGB. Feet stand at or below `ground`, in [0, 1], y down."""

    image: np.ndarray
    caption: str
    ground: float
    kind: str


def paint(kind: str, rng: np.random.Generator, size: int = 256) -> Background:
    """Paint one place. The same generator state gives the same picture.

    Raises KeyError for a kind that is not in KINDS.
    """
    painter, weights = _RECIPES[kind]
    shares = np.array([share for _, share in weights])
    mood = weights[int(rng.choice(len(weights), p=shares / shares.sum()))][0]
    mood = _OWN_MOOD.get(kind, mood)
    canvas = Canvas(rng, size, mood, mood.indoors if kind in _INDOORS else mood.tint)
    told = painter(canvas)
    return Background(canvas.finish(), caption(rng, kind, told, mood), told.ground, kind)
