"""Backgrounds around a town: village, bridge, rooftop, train station."""

from core.training.backgrounds import scenery as s
from core.training.backgrounds.city import GLASS, skyline
from core.training.backgrounds.houses import house
from core.training.backgrounds.nature import lawn
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.water import water
from core.training.backgrounds.words import Told


def village(c: Canvas) -> Told:
    horizon = c.u(0.46, 0.52)
    said = s.open_sky(c, horizon, 3)
    green = c.vary((124, 184, 96))
    c.ridge(horizon - 0.06, 0.09, mix(green, c.mood.low, 0.45), mix(green, c.mood.low, 0.2))
    if c.chance(0.6):
        church(c, c.u(0.3, 0.7), horizon + 0.06, 0.4)
        said.append("a church")
    for k in range(5):
        house(
            c,
            0.08 + 0.21 * k + c.u(-0.03, 0.03),
            horizon + 0.07 + c.u(0, 0.02),
            c.u(0.15, 0.19),
            c.u(0.18, 0.24),
        )
    lawn(c, horizon + 0.09, green, 0.004)
    sand: Colour = c.vary((224, 204, 170), 6)
    c.poly(
        ((0.3, horizon + 0.1), (0.7, horizon + 0.1), (0.98, 1.01), (0.02, 1.01)),
        darker(sand, 0.04),
        lighter(sand, 0.15),
    )
    for x, foot in ((c.u(-0.02, 0.06), c.u(0.76, 0.86)), (c.u(0.94, 1.02), c.u(0.76, 0.86))):
        house(c, x, foot, 0.3, 0.36)
    for _ in range(c.n(2, 4)):
        s.bush(c, s.sides(c, 0.22), c.u(horizon + 0.14, 0.96), c.u(0.03, 0.05))
    return Told(
        horizon + 0.15,
        (*said, "little houses", "cosy houses", "red roofs"),
        ("small", "pretty", "quiet"),
    )


def church(c: Canvas, x: float, foot: float, h: float) -> None:
    wall: Colour = (246, 238, 224)
    c.box(
        x - h * 0.1,
        foot - h * 0.66,
        x + h * 0.1,
        foot,
        lighter(wall, 0.2),
        darker(wall, 0.16),
        across=True,
    )
    c.poly(
        ((x - h * 0.13, foot - h * 0.65), (x, foot - h), (x + h * 0.13, foot - h * 0.65)),
        (150, 96, 90),
        (112, 76, 84),
    )
    c.oval(x, foot - h * 0.54, h * 0.045, h * 0.045, (110, 140, 180))


def bridge(c: Canvas) -> Told:
    horizon = c.u(0.38, 0.44)
    said = s.open_sky(c, horizon, 3)
    green = c.vary((112, 176, 92))
    c.ridge(horizon - 0.02, 0.06, mix(green, c.mood.low, 0.4), green)
    for _ in range(c.n(4, 8)):
        s.tree(c, s.sides(c, 0.4), horizon + 0.03, c.u(0.1, 0.2))
    deck = c.u(0.56, 0.6)
    water(c, horizon + 0.03, 1, c.vary((78, 156, 206), 8), 40)
    stone = c.vary(c.pick(((190, 180, 170), (206, 170, 140), (170, 174, 186))), 8)
    c.box(0, deck, 1, 0.95, lighter(stone, 0.14), darker(stone, 0.18))
    for k in range(3):
        x = 0.5 + (k - 1) * 0.36
        c.box(x - 0.13, 0.82, x + 0.13, 0.96, (92, 150, 190), (70, 126, 176))
        c.oval(x, 0.83, 0.13, 0.13, (86, 100, 126), (92, 150, 190))
        c.oval(x, 0.99, 0.1, 0.05, (108, 170, 206))
    for _ in range(26):
        bx, by = c.u(0, 1), c.u(deck + 0.05, 0.72)
        c.box(bx, by, bx + 0.05, by + 0.018, darker(stone, 0.09), round_by=0.005)
    water(c, 0.945, 1, c.vary((70, 144, 200), 6), 12)
    c.box(0, deck, 1, deck + 0.1, lighter(stone, 0.3), lighter(stone, 0.08))
    for k in range(12):
        c.box(
            k / 11 - 0.014,
            deck - 0.075,
            k / 11 + 0.014,
            deck + 0.004,
            lighter(stone, 0.2),
            darker(stone, 0.15),
        )
    c.box(0, deck - 0.09, 1, deck - 0.06, lighter(stone, 0.35), stone)
    return Told(
        deck + 0.06,
        (*said, "stone arches", "water below", "trees behind"),
        ("old", "long", "stone"),
    )


def rooftop(c: Canvas) -> Told:
    edge = c.u(0.6, 0.66)
    said = s.open_sky(c, edge - 0.1, 3)
    skyline(c, edge, 0.2, 0.42, 0.6)
    skyline(c, edge, 0.08, 0.26, 0.25)
    floor: Colour = c.vary(c.pick(((190, 176, 168), (176, 180, 190), (196, 150, 124))), 6)
    c.box(0, edge, 1, 1, lighter(floor, 0.12), darker(floor, 0.12))
    for k in range(-8, 20):
        c.line(((k / 12, edge), (0.5 + (k / 12 - 0.5) * 1.8, 1)), darker(floor, 0.14), 0.003)
    for t in (0.25, 0.6):
        c.line(((0, edge + (1 - edge) * t), (1, edge + (1 - edge) * t)), darker(floor, 0.14), 0.003)
    wall = darker(floor, 0.12)
    c.box(0, edge - 0.05, 1, edge + 0.015, lighter(wall, 0.2), darker(wall, 0.15))
    c.box(0, edge - 0.065, 1, edge - 0.045, lighter(wall, 0.4), lighter(wall, 0.2))
    x = c.pick((0.13, 0.87))
    if c.chance(0.5):
        tank(c, x, edge + 0.06, 0.36)
        said.append("a water tank")
    else:
        c.box(x - 0.12, edge - 0.22, x + 0.12, edge + 0.05, (214, 140, 116), (170, 104, 92))
        c.box(x - 0.14, edge - 0.24, x + 0.14, edge - 0.215, (150, 94, 86))
        c.box(x - 0.045, edge - 0.12, x + 0.045, edge + 0.05, (96, 110, 130), (76, 86, 106))
    for _ in range(c.n(1, 2)):
        px = 1 - x + c.u(-0.08, 0.08)
        c.box(
            px - 0.04,
            edge + 0.02,
            px + 0.04,
            edge + 0.08,
            (206, 120, 84),
            (160, 88, 64),
            round_by=0.01,
        )
        s.bush(c, px, edge + 0.03, 0.05)
    return Told(
        edge + 0.1,
        (*said, "a view of the city", "tall buildings behind", "plants"),
        ("high", "flat"),
    )


def tank(c: Canvas, x: float, foot: float, h: float) -> None:
    for k in (-0.2, 0.2):
        c.box(x + k * h - 0.008, foot - h * 0.4, x + k * h + 0.008, foot, (96, 80, 80))
    c.box(
        x - h * 0.26,
        foot - h * 0.8,
        x + h * 0.26,
        foot - h * 0.36,
        (190, 140, 104),
        (124, 86, 70),
        across=True,
    )
    c.poly(
        ((x - h * 0.3, foot - h * 0.79), (x, foot - h), (x + h * 0.3, foot - h * 0.79)),
        (130, 104, 104),
        (96, 80, 90),
    )


def station(c: Canvas) -> Told:
    edge = c.u(0.66, 0.72)
    s.open_sky(c, 0.5, 2)
    skyline(c, edge - 0.1, 0.08, 0.2, 0.45)
    wall = c.vary(c.pick(((216, 130, 104), (236, 206, 160), (170, 190, 206))), 8)
    c.box(0, edge - 0.3, 1, edge - 0.06, lighter(wall, 0.12), darker(wall, 0.1))
    for k in range(6):
        x = 0.09 + k * 0.165
        c.box(x - 0.04, edge - 0.22, x + 0.04, edge - 0.06, (250, 246, 238), round_by=0.03)
        c.box(
            x - 0.032,
            edge - 0.212,
            x + 0.032,
            edge - 0.06,
            GLASS,
            darker(GLASS, 0.2),
            round_by=0.026,
        )
    c.box(0, edge - 0.065, 1, edge + 0.02, (206, 200, 196), (176, 170, 170))
    c.poly(
        ((-0.02, edge - 0.42), (1.02, edge - 0.42), (1.02, edge - 0.34), (-0.02, edge - 0.34)),
        (96, 130, 140),
        (62, 90, 104),
    )
    for k in range(5):
        c.box(
            0.08 + k * 0.21 - 0.009,
            edge - 0.35,
            0.08 + k * 0.21 + 0.009,
            edge,
            (90, 100, 112),
            (62, 70, 84),
            across=True,
        )
    x = c.pick((0.185, 0.815))
    c.oval(x, edge - 0.28, 0.04, 0.04, (70, 74, 90))
    c.oval(x, edge - 0.28, 0.034, 0.034, (255, 253, 246), (232, 230, 224))
    c.line(((x, edge - 0.305), (x, edge - 0.28), (x + 0.017, edge - 0.272)), (60, 60, 76), 0.005)
    tracks(c, edge)
    return Told(
        edge + 0.1, ("railway tracks", "a clock", "a platform and tracks"), ("old", "empty")
    )


def tracks(c: Canvas, edge: float) -> None:
    """The platform's edge and the rails below it."""
    c.box(0, edge, 1, edge + 0.022, (250, 214, 90), (232, 190, 70))
    c.box(0, edge + 0.022, 1, edge + 0.07, (150, 146, 150), (104, 100, 108))
    c.box(0, edge + 0.07, 1, 1, (150, 138, 128), (120, 108, 104))
    c.mottle(edge + 0.07, 1, (80, 70, 70), 0.3, 12)
    for k in range(-2, 12):
        c.poly(
            (
                (k / 10, edge + 0.1),
                (k / 10 + 0.045, edge + 0.1),
                (0.5 + (k / 10 + 0.05 - 0.5) * 1.2, 0.98),
                (0.5 + (k / 10 - 0.5) * 1.2, 0.98),
            ),
            (138, 100, 76),
            (110, 78, 62),
        )
    for y in (edge + 0.13, 0.945):
        c.box(0, y - 0.012, 1, y + 0.006, (216, 220, 230), (130, 134, 148))
