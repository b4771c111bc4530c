"""Wild land: desert, mountains, snow field, volcano."""

import math

from core.training.backgrounds import scenery as s
from core.training.backgrounds.nature import lawn
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.words import Told


def desert(c: Canvas) -> Told:
    horizon = c.u(0.48, 0.58)
    said = s.open_sky(c, horizon, 2)
    sand = c.vary(c.pick(((240, 204, 134), (234, 184, 116), (246, 214, 156))), 8)
    if c.chance(0.4):
        for _ in range(c.n(1, 3)):
            mx, mw, mh = s.sides(c, 0.35), c.u(0.1, 0.2), c.u(0.08, 0.16)
            stone: Colour = (206, 128, 88)
            c.poly(
                (
                    (mx - mw * 0.7, horizon + 0.02),
                    (mx - mw / 2, horizon - mh),
                    (mx + mw / 2, horizon - mh * 1.02),
                    (mx + mw * 0.7, horizon + 0.02),
                ),
                lighter(stone, 0.15),
                mix(stone, c.mood.low, 0.3),
            )
    base = horizon
    for i in range(3):
        base = horizon + i * 0.1
        tone = mix(sand, c.mood.low, 0.22 - 0.1 * i)
        c.ridge(base, 0.07, lighter(tone, 0.28), darker(tone, 0.16), waves=c.u(0.7, 1.4))
    c.mottle(base + 0.08, 1, lighter(sand, 0.5), 0.25, 5)
    if c.chance(0.75):
        for _ in range(c.n(1, 4)):
            cactus(c, s.sides(c, 0.26), base + c.u(0, 0.12), c.u(0.16, 0.3))
        said.append("cacti")
    if c.chance(0.5):
        s.rock(c, s.sides(c, 0.25), base + c.u(0.1, 0.25), c.u(0.03, 0.06), (196, 150, 110))
    return Told(
        base + 0.08,
        (*said, "sand dunes"),
        ("hot", "dry", "sandy") if c.mood.name == "day" else ("sandy", "wide"),
    )


def cactus(c: Canvas, x: float, foot: float, h: float) -> None:
    green = c.vary((92, 162, 92), 10)
    w = h * 0.11
    c.shadow(x, foot, h * 0.3)
    for side, level in ((-1, c.u(0.4, 0.55)), (1, c.u(0.5, 0.65))):
        ax = x + side * h * 0.24
        c.box(
            min(x, ax) - w * 0.3,
            foot - h * level,
            max(x, ax) + w * 0.3,
            foot - h * level + w * 1.2,
            green,
            darker(green, 0.25),
            round_by=w * 0.6,
        )
        c.box(
            ax - w * 0.6,
            foot - h * (level + 0.26),
            ax + w * 0.6,
            foot - h * level + w * 1.2,
            lighter(green, 0.2),
            darker(green, 0.25),
            round_by=w * 0.6,
            across=True,
        )
    c.box(
        x - w,
        foot - h,
        x + w,
        foot + w * 0.1,
        lighter(green, 0.22),
        darker(green, 0.25),
        round_by=w,
        across=True,
    )


def mountains(c: Canvas) -> Told:
    horizon = c.u(0.52, 0.6)
    said = s.open_sky(c, horizon, 3)
    stone = c.vary(c.pick(((124, 138, 168), (140, 132, 150), (112, 140, 160))), 10)
    for k in c.rng.permutation(4):
        s.peak(
            c,
            0.05 + 0.3 * int(k) + c.u(-0.07, 0.07),
            horizon + 0.03,
            c.u(0.45, 0.65),
            c.u(0.28, 0.44),
            c.vary(stone, 8),
            c.u(0.25, 0.4),
        )
    green = c.vary((112, 172, 90))
    at = c.ridge(horizon, 0.04, mix(green, c.mood.low, 0.2), green)
    for _ in range(c.n(8, 16)):
        x = c.u(0, 1)
        s.pine(c, x, at(x) + 0.03, c.u(0.07, 0.13), c.vary((62, 120, 84), 10))
    lawn(c, horizon + 0.07, green, 0.02)
    return Told(horizon + 0.13, (*said, "snowy peaks", "fir trees"), ("high", "snowy"))


def snow_field(c: Canvas) -> Told:
    horizon = c.u(0.48, 0.58)
    said = s.open_sky(c, horizon, 3)
    if c.chance(0.4):
        for k in range(3):
            s.peak(
                c,
                0.15 + 0.35 * k + c.u(-0.1, 0.1),
                horizon + 0.04,
                c.u(0.4, 0.6),
                c.u(0.15, 0.28),
                (160, 178, 208),
                0.5,
            )
    white: Colour = (244, 249, 255)
    at = c.ridge(horizon, 0.05, white, (206, 224, 246))
    for _ in range(c.n(4, 10)):
        x = s.sides(c, 0.38)
        s.pine(
            c, x, at(x) + c.u(0.02, 0.06), c.u(0.14, 0.32), c.vary((70, 126, 110), 10), snowy=True
        )
    c.ridge(horizon + 0.12, 0.04, white, (214, 229, 248))
    c.mottle(horizon + 0.18, 1, (186, 208, 240), 0.22)
    if c.chance(0.5):
        for _ in range(70):
            r = c.u(0.002, 0.006)
            c.oval(c.u(0, 1), c.u(0, 1), r, r, (255, 255, 255))
        said.append("falling snow")
    return Told(horizon + 0.16, (*said, "snowy fir trees", "fir trees"), ("white", "cold"))


def lava(c: Canvas, x: float, top: float, length: float, lean: float) -> None:
    """A winding stream of lava that widens to a round end."""
    phase, width = c.u(0, 6), c.u(0.011, 0.018)
    left, right = [], []
    for k in range(13):
        t = k / 12
        mid = x + lean * t + 0.02 * math.sin(phase + t * 7) * t
        half = width * (1.1 - 0.5 * math.sin(t * math.pi))
        left.append((mid - half, top + length * t))
        right.append((mid + half, top + length * t))
    c.poly([*left, *right[::-1]], (255, 214, 96), (238, 80, 36), own_light=True)
    end = (left[-1][0] + right[-1][0]) / 2
    c.oval(
        end, top + length, width * 1.3, width * 1.2, (242, 96, 40), (236, 76, 36), own_light=True
    )


def volcano(c: Canvas) -> Told:
    horizon = c.u(0.58, 0.64)
    c.box(0, 0, 1, horizon + 0.1, c.vary((74, 48, 78), 14), c.vary((250, 140, 84), 12))
    x, h, w = c.u(0.36, 0.64), c.u(0.36, 0.44), c.u(0.62, 0.8)
    top = horizon - h
    for k in range(7):
        r = 0.045 + 0.018 * k
        grey = mix((255, 150, 90), (112, 92, 104), min(1, 0.35 + k * 0.16))
        c.oval(
            x + c.u(-0.05, 0.05) * (k + 1) * 0.5,
            top - 0.035 * k,
            r * 1.2,
            r,
            lighter(grey, 0.18),
            darker(grey, 0.15),
        )
    c.glow(x, top, 0.3, 0.24, (255, 160, 60), 0.7)
    stone = c.vary((96, 72, 80), 8)
    c.poly(
        (
            (x - w / 2, horizon + 0.04),
            (x - 0.075, top),
            (x + 0.075, top),
            (x + w / 2, horizon + 0.04),
        ),
        lighter(stone, 0.1),
        darker(stone, 0.2),
        across=True,
    )
    c.oval(x, top, 0.075, 0.018, (255, 226, 120), (255, 140, 50), own_light=True)
    for k in range(3):
        lava(c, x + (k - 1) * 0.04, top, h * c.u(0.5, 0.98), (k - 1) * c.u(0.08, 0.2))
    ground = c.vary((86, 66, 74), 8)
    c.ridge(horizon + 0.03, 0.03, lighter(ground, 0.12), darker(ground, 0.25))
    c.mottle(horizon + 0.08, 1, (150, 110, 100), 0.22)
    for _ in range(c.n(2, 4)):
        s.rock(c, s.sides(c, 0.28), c.u(horizon + 0.08, 0.98), c.u(0.04, 0.09), (110, 88, 92))
    return Told(horizon + 0.1, ("lava", "smoke", "glowing lava"), ("erupting", "fiery"))
