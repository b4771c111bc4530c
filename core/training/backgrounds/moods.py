"""The time of day and the weather: sky colours, the tint of everything, and how it is said."""

from dataclasses import dataclass, replace

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Mood:
    """`tint` multiplies every colour outdoors, `indoors` every colour in a room."""

    name: str
    top: Rgb
    low: Rgb
    tint: Rgb
    indoors: Rgb
    said: tuple[str, ...]
    always_said: bool


DAY = Mood(
    "day", (88, 172, 244), (196, 232, 252), (1, 1, 1), (1, 1, 1),
    ("", "", "", "", "in daylight", "on a sunny day", "under a blue sky"), False,
)  # fmt: skip
MORNING = Mood(
    "morning", (142, 190, 238), (255, 224, 206), (1.02, 0.98, 0.95), (1.02, 0.99, 0.95),
    ("in the morning", "at sunrise", "at dawn"), False,
)  # fmt: skip
CLOUDY = Mood(
    "cloudy", (158, 176, 194), (212, 220, 226), (0.88, 0.9, 0.93), (0.96, 0.97, 0.99),
    ("on a cloudy day", "under a grey sky", "under a cloudy sky"), True,
)  # fmt: skip
SUNSET = Mood(
    "sunset", (112, 92, 170), (255, 170, 104), (0.98, 0.8, 0.74), (1.0, 0.92, 0.84),
    ("at sunset", "at dusk", "in the evening", "at sunset"), True,
)  # fmt: skip
NIGHT = Mood(
    "night", (16, 22, 62), (52, 66, 126), (0.45, 0.51, 0.77), (0.8, 0.76, 0.84),
    ("at night", "at night", "by night", "under the stars"), True,
)  # fmt: skip

STILL = Mood("still", (120, 186, 244), (206, 234, 250), (1, 1, 1), (1, 1, 1), ("",), False)
STILL_NIGHT = Mood("still", (16, 22, 62), (52, 66, 126), (1, 1, 1), (1, 1, 1), ("",), False)
STILL_WARM = Mood("still", (112, 92, 170), (255, 170, 104), (1, 1, 1), (1, 1, 1), ("",), False)
RAINY = Mood("rainy", (132, 148, 172), (176, 188, 202), (0.78, 0.84, 0.94), (1, 1, 1), ("",), False)

DAY_INSIDE = replace(DAY, said=("", "", "", "in daylight"))
NIGHT_INSIDE = replace(NIGHT, said=("at night", "at night", "in the evening"))
OUTDOORS = ((DAY, 0.6), (MORNING, 0.09), (CLOUDY, 0.08), (SUNSET, 0.13), (NIGHT, 0.1))
CITY = ((DAY, 0.52), (MORNING, 0.08), (CLOUDY, 0.08), (SUNSET, 0.13), (NIGHT, 0.19))
INDOORS = ((DAY_INSIDE, 0.88), (NIGHT_INSIDE, 0.12))
EVENING_INSIDE = replace(SUNSET, said=("at sunset", "in the evening", "at dusk"))
WOODS = ((DAY_INSIDE, 0.76), (EVENING_INSIDE, 0.12), (NIGHT_INSIDE, 0.12))
ONE = ((STILL, 1.0),)
Weights = tuple[tuple[Mood, float], ...]
