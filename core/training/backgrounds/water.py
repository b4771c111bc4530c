"""Water inland and in port: lake, river, harbour, waterfall."""

import math

from core.training.backgrounds import scenery as s
from core.training.backgrounds.houses import house
from core.training.backgrounds.nature import lawn
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.words import Told


def water(c: Canvas, top: float, low: float, blue: Colour, streaks: int = 40) -> None:
    """A sheet of water with flat streaks of light, wider towards the viewer."""
    c.box(0, top, 1, low, mix(lighter(blue, 0.3), c.mood.low, 0.35), darker(blue, 0.12))
    for _ in range(streaks):
        depth = c.u(0, 1) ** 1.3
        x, y = c.u(0, 1), top + 0.008 + (low - top - 0.01) * depth
        w = 0.02 + 0.08 * depth * c.u(0.5, 1)
        c.oval(x, y, w, 0.0022 + 0.003 * depth, lighter(blue, c.u(0.2, 0.5)), alpha=0.8)
    if c.mood.name in ("sunset", "night"):
        c.glow(0.5, (top + low) / 2, 0.5, (low - top) * 0.5, lighter(c.mood.low, 0.3), 0.3)


def lake(c: Canvas) -> Told:
    horizon = c.u(0.4, 0.48)
    said = s.open_sky(c, horizon, 3)
    for k in range(3):
        s.peak(
            c,
            0.15 + 0.35 * k + c.u(-0.1, 0.1),
            horizon + 0.02,
            c.u(0.45, 0.65),
            c.u(0.14, 0.26),
            c.vary((120, 150, 170), 10),
            c.pick((0.0, 0.3)),
        )
    green = c.vary((96, 166, 92))
    at = c.ridge(horizon - 0.01, 0.02, lighter(green, 0.1), darker(green, 0.2))
    for _ in range(c.n(8, 16)):
        x = c.u(0, 1)
        s.pine(c, x, at(x) + 0.025, c.u(0.07, 0.14), c.vary((66, 128, 88), 10))
    bank = c.u(0.7, 0.76)
    water(c, horizon + 0.025, bank + 0.06, c.vary((72, 150, 206), 10), 30)
    c.mottle(horizon + 0.025, horizon + 0.12, darker(green, 0.2), 0.6, 9)
    lawn(c, bank, c.vary((126, 190, 92)), 0.02)
    for _ in range(c.n(5, 10)):
        x = s.sides(c, 0.2)
        foot, h = bank + c.u(0, 0.06), c.u(0.08, 0.16)
        c.line(((x, foot), (x + c.u(-0.015, 0.015), foot - h)), (92, 140, 70), 0.006)
        c.box(
            x - 0.007,
            foot - h * 1.1,
            x + 0.007,
            foot - h * 0.7,
            (150, 100, 64),
            (112, 72, 48),
            round_by=0.006,
        )
    return Told(
        bank + 0.04,
        (*said, "calm water", "reeds", "mountains behind", "trees on the shore"),
        ("calm", "quiet", "clear"),
    )


def river(c: Canvas) -> Told:
    horizon = c.u(0.44, 0.52)
    said = s.open_sky(c, horizon, 3)
    green = c.vary((118, 188, 90))
    c.ridge(horizon - 0.03, 0.06, mix(green, c.mood.low, 0.4), mix(green, c.mood.low, 0.2))
    for _ in range(c.n(4, 8)):
        s.tree(c, s.sides(c, 0.42), horizon + 0.02, c.u(0.12, 0.22))
    lawn(c, horizon, green, 0.008)
    side = c.pick((-1, 1))
    left, right = [], []
    for t in range(21):
        d = t / 20
        y = horizon + 0.01 + (1.01 - horizon) * d
        mid = 0.5 + side * (0.16 * math.sin(d * 4.2) * (0.3 + d) - 0.02)
        half = 0.02 + 0.26 * d**1.3
        left.append((mid - half, y))
        right.append((mid + half, y))
    blue = c.vary((74, 160, 216), 8)
    bank = darker(c.vary((190, 164, 116), 6), 0.05)
    c.poly(
        [(x - 0.008 - 0.03 * i / 20, y) for i, (x, y) in enumerate(left)]
        + [(x + 0.008 + 0.03 * i / 20, y) for i, (x, y) in enumerate(right)][::-1],
        bank,
    )
    c.poly([*left, *right[::-1]], mix(lighter(blue, 0.35), c.mood.low, 0.3), blue)
    for _ in range(26):
        i = c.n(3, 19)
        across = c.u(0.12, 0.88)
        x = left[i][0] * (1 - across) + right[i][0] * across
        c.oval(
            x,
            left[i][1],
            0.012 + 0.03 * i / 20,
            0.0025 + 0.002 * i / 20,
            lighter(blue, 0.5),
            alpha=0.85,
        )
    for _ in range(c.n(3, 6)):
        i = c.n(8, 19)
        edge = c.pick((left, right))[i]
        s.rock(c, edge[0], edge[1] + 0.01, 0.015 + 0.03 * i / 20)
    s.tufts(c, horizon + 0.06, 0, green)
    return Told(
        horizon + 0.14,
        (*said, "grassy banks", "trees", "stones", "clear water"),
        ("calm", "winding", "clear"),
    )


def harbour(c: Canvas) -> Told:
    horizon = c.u(0.42, 0.48)
    said = s.open_sky(c, horizon, 3)
    x = -0.04
    while x < 1.05:
        w, h = c.u(0.1, 0.16), c.u(0.13, 0.22)
        house(c, x + w / 2, horizon + 0.03, w * 0.9, h)
        x += w
    c.box(0, horizon + 0.02, 1, horizon + 0.05, (176, 166, 160), (126, 120, 124))
    quay = c.u(0.76, 0.8)
    water(c, horizon + 0.05, quay + 0.02, c.vary((56, 136, 186), 10), 40)
    for _ in range(c.n(2, 4)):
        sail_boat(
            c, c.pick((c.u(0.08, 0.3), c.u(0.7, 0.92))), horizon + c.u(0.09, 0.17), c.u(0.14, 0.22)
        )
    wood = c.vary((186, 140, 96), 8)
    c.box(0, quay, 1, 1, lighter(wood, 0.15), darker(wood, 0.12))
    for k in range(13):
        px = 0.5 + (k - 6) * 0.12
        c.line(((0.5 + (k - 6) * 0.09, quay), (px + (k - 6) * 0.03, 1)), darker(wood, 0.3), 0.004)
    c.box(0, quay - 0.008, 1, quay + 0.012, lighter(wood, 0.3), wood)
    for px in (0.06, 0.94):
        c.box(
            px - 0.022,
            quay - 0.07,
            px + 0.022,
            quay + 0.05,
            lighter(wood, 0.1),
            darker(wood, 0.4),
            round_by=0.01,
            across=True,
        )
    return Told(
        quay + 0.04,
        (*said, "boats", "sailing boats", "colourful houses", "a wooden pier"),
        ("busy", "small", "old"),
    )


def sail_boat(c: Canvas, x: float, y: float, w: float) -> None:
    hull, sail = (
        c.vary(c.pick(((220, 80, 70), (60, 110, 180), (250, 250, 250), (240, 180, 70)))),
        (255, 252, 244),
    )
    c.box(x - w * 0.02, y - w * 1.15, x + w * 0.02, y - w * 0.1, (150, 110, 80))
    c.poly(
        ((x + w * 0.05, y - w * 1.1), (x + w * 0.48, y - w * 0.22), (x + w * 0.05, y - w * 0.22)),
        sail,
        darker(sail, 0.1),
    )
    c.poly(
        ((x - w * 0.05, y - w * 0.95), (x - w * 0.4, y - w * 0.22), (x - w * 0.05, y - w * 0.22)),
        darker(sail, 0.05),
        darker(sail, 0.16),
    )
    c.poly(
        (
            (x - w * 0.55, y - w * 0.16),
            (x + w * 0.58, y - w * 0.16),
            (x + w * 0.38, y + w * 0.08),
            (x - w * 0.4, y + w * 0.08),
        ),
        lighter(hull, 0.15),
        darker(hull, 0.25),
    )
    c.oval(x, y + w * 0.09, w * 0.5, w * 0.03, (210, 232, 244), alpha=0.7)


def waterfall(c: Canvas) -> Told:
    low = c.u(0.64, 0.7)
    c.box(0, 0, 1, 0.4, c.mood.top, c.mood.low, own_light=True)
    stone, green = c.vary((128, 132, 136), 10), c.vary((90, 162, 84))
    c.ridge(c.u(0.16, 0.22), 0.06, lighter(stone, 0.15), darker(stone, 0.3), waves=2.5)
    for _ in range(16):
        s.rock(c, c.u(0, 1), c.u(0.3, low), c.u(0.07, 0.14), c.vary(stone, 10))
    for k in range(9):
        s.bush(c, k / 8 + c.u(-0.04, 0.04), c.u(0.17, 0.24), c.u(0.06, 0.1), c.vary(green))
    x, w, top = c.u(0.42, 0.58), c.u(0.1, 0.17), 0.16
    c.poly(
        (
            (x - w * 0.8, top),
            (x + w * 0.8, top),
            (x + w * 1.15, low + 0.03),
            (x - w * 1.15, low + 0.03),
        ),
        (236, 250, 255),
        (160, 216, 242),
    )
    for k in range(12):
        t = -0.9 + 1.8 * k / 11
        c.line(
            ((x + t * w * 0.75, top), (x + t * w * 1.1, low)),
            c.pick(((255, 255, 255), (196, 232, 248), (146, 206, 238))),
            c.u(0.004, 0.012),
        )
    water(c, low, 1.0, c.vary((70, 176, 206), 8), 30)
    for _ in range(12):
        r = c.u(0.03, 0.06)
        c.oval(
            x + c.u(-1.4, 1.4) * w,
            low + c.u(-0.01, 0.02),
            r,
            r * 0.6,
            (255, 255, 255),
            (214, 240, 250),
            alpha=0.85,
        )
    c.glow(x, low, w * 2.4, 0.14, (255, 255, 255), 0.5)
    for side in (0, 1):
        for _ in range(3):
            s.rock(c, side + c.u(-0.12, 0.12), c.u(low + 0.06, 0.99), c.u(0.06, 0.1), stone)
            s.bush(c, side + c.u(-0.1, 0.1), c.u(low - 0.05, 0.98), c.u(0.06, 0.1), c.vary(green))
    return Told(low + 0.06, ("green rocks", "rocks and plants", "clear water"), ("green", "tall"))
