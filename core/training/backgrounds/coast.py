"""The sea: beach, ocean, under water."""

import math

from core.training.backgrounds import scenery as s
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.water import water
from core.training.backgrounds.words import Told


def wave_line(c: Canvas, y: float, height: float, colour: Colour, to: Colour, waves: int) -> None:
    """A scalloped crest from side to side, filled to the bottom."""
    phase = c.u(0, 1)
    top = [
        (x / 90, y - height * abs(math.sin((x / 90 * waves + phase) * math.pi)) ** 0.7)
        for x in range(-1, 93)
    ]
    c.poly([*top, (1.02, 1.02), (-0.02, 1.02)], colour, to)


def beach(c: Canvas) -> Told:
    horizon, shore = c.u(0.38, 0.46), c.u(0.56, 0.63)
    said = s.open_sky(c, horizon)
    water(
        c,
        horizon,
        shore + 0.08,
        c.vary(c.pick(((50, 170, 210), (40, 150, 220), (72, 196, 206))), 8),
    )
    sand = c.vary(c.pick(((248, 222, 160), (244, 210, 146), (250, 232, 190))), 6)
    c.ridge(shore - 0.012, 0.018, (250, 254, 255), (236, 250, 252), waves=1.3)
    state = c.rng.bit_generator.state
    c.ridge(shore + 0.012, 0.02, darker(sand, 0.16), sand, waves=1.3)
    c.rng.bit_generator.state = state
    c.ridge(shore + 0.03, 0.02, lighter(sand, 0.2), darker(sand, 0.08), waves=1.3)
    c.mottle(shore + 0.06, 1, darker(sand, 0.3), 0.14)
    c.mottle(shore + 0.06, 1, lighter(sand, 0.6), 0.25)
    if c.chance(0.6):
        for _ in range(c.n(1, 2)):
            s.palm(c, s.sides(c, 0.16), c.u(shore + 0.06, 0.86), c.u(0.45, 0.68))
        said.append("palm trees")
    if c.chance(0.4):
        x = s.sides(c, 0.26)
        parasol(c, x, c.u(shore + 0.1, 0.86), c.u(0.24, 0.34))
        said.append("a parasol")
    for _ in range(c.n(0, 6)):
        x, y = c.u(0, 1), c.u(shore + 0.1, 0.98)
        c.oval(x, y, 0.012, 0.008, lighter(c.pick(s.FLOWERS), 0.4), (230, 180, 160))
    return Told(
        shore + 0.08,
        (*said, "golden sand", "waves", "sand and sea"),
        ("sandy",) + (("sunny", "tropical") if c.mood.name == "day" else ()),
    )


def parasol(c: Canvas, x: float, foot: float, h: float) -> None:
    c.shadow(x, foot, h * 0.5)
    c.box(x - 0.006, foot - h, x + 0.006, foot, (250, 248, 240), (200, 190, 180))
    a, b = c.pick(
        (
            ((240, 90, 84), (255, 246, 236)),
            ((70, 150, 226), (255, 250, 240)),
            ((255, 200, 72), (255, 120, 96)),
        )
    )
    for k in range(6):
        x0, x1 = (
            x + h * 0.55 * math.cos(math.pi * (1 - k / 6)),
            x + h * 0.55 * math.cos(math.pi * (1 - (k + 1) / 6)),
        )
        y0, y1 = (
            foot - h * 0.72 - h * 0.34 * math.sin(math.pi * k / 6),
            foot - h * 0.72 - h * 0.34 * math.sin(math.pi * (k + 1) / 6),
        )
        tone = (a, b)[k % 2]
        c.poly(
            (
                (x, foot - h * 1.06),
                (x0, y0),
                (x0 * 0.8 + x * 0.2, foot - h * 0.7),
                (x1 * 0.8 + x * 0.2, foot - h * 0.7),
                (x1, y1),
            ),
            lighter(tone, 0.1),
            darker(tone, 0.16),
        )


def ocean(c: Canvas) -> Told:
    horizon = c.u(0.4, 0.52)
    said = s.open_sky(c, horizon)
    blue = c.vary(c.pick(((34, 118, 196), (30, 140, 190), (48, 104, 180))), 8)
    water(c, horizon, 1.0, blue, 30)
    y = horizon
    for i in range(4):
        y = horizon + 0.07 + i * i * 0.02 + i * 0.075
        tone = darker(mix(blue, c.mood.low, 0.25 - 0.08 * i), 0.03 * i)
        foam = lighter(tone, 0.55)
        state = c.rng.bit_generator.state
        wave_line(c, y - 0.008, 0.012 + 0.008 * i, foam, foam, 8 - i)
        c.rng.bit_generator.state = state
        wave_line(c, y, 0.012 + 0.008 * i, lighter(tone, 0.16), darker(tone, 0.14), 8 - i)
    if c.chance(0.25):
        x = s.sides(c, 0.3)
        c.poly(
            (
                (x - 0.1, horizon + 0.004),
                (x - 0.03, horizon - 0.04),
                (x + 0.05, horizon - 0.03),
                (x + 0.11, horizon + 0.004),
            ),
            (130, 180, 120),
            (90, 150, 110),
        )
        said.append("an island")
    return Told(horizon + 0.14, (*said, "waves", "blue waves"), ("blue", "wide", "wavy"))


def underwater(c: Canvas) -> Told:
    top, low = c.pick(
        (
            ((98, 214, 236), (16, 84, 160)),
            ((120, 224, 224), (20, 110, 150)),
            ((80, 180, 240), (22, 60, 140)),
        )
    )
    c.box(0, 0, 1, 1, c.vary(top, 8), c.vary(low, 8))
    for _ in range(c.n(3, 5)):
        x, w, lean = c.u(0, 0.9), c.u(0.04, 0.1), c.u(-0.25, 0.1)
        c.poly(
            ((x, 0), (x + w, 0), (x + w * 2 + lean, 0.85), (x - w + lean, 0.85)),
            (225, 255, 255),
            (225, 255, 255),
            alpha=0.13,
        )
    floor = c.u(0.78, 0.86)
    c.ridge(floor - 0.05, 0.05, mix((196, 214, 186), low, 0.55), mix((196, 214, 186), low, 0.45))
    c.ridge(floor, 0.03, (240, 222, 170), (192, 178, 146))
    c.mottle(floor + 0.03, 1, (255, 246, 210), 0.3)
    said = ["sand below", "rays of light", "corals", "colourful corals"]
    for foot in sorted(c.u(floor + 0.01, 0.98) for _ in range(c.n(6, 10))):
        coral(c, s.sides(c, 0.3), foot, c.u(0.11, 0.22))
    for _ in range(c.n(3, 7)):
        weed(c, s.sides(c, 0.28), c.u(floor, 0.98), c.u(0.16, 0.36))
    for _ in range(c.n(8, 20)):
        x, y, r = c.u(0, 1), c.u(0.05, 0.75), c.u(0.005, 0.014)
        c.oval(x, y, r, r, (230, 252, 255), (150, 220, 240), alpha=0.5)
        c.oval(x - r * 0.3, y - r * 0.3, r * 0.3, r * 0.3, (255, 255, 255))
    return Told(0.3, (*said, "seaweed", "bubbles"), ("blue", "deep"))


def coral(c: Canvas, x: float, foot: float, h: float) -> None:
    tone = c.vary(
        c.pick(((250, 120, 130), (255, 160, 90), (200, 120, 220), (250, 200, 90), (255, 140, 180))),
        8,
    )
    if c.chance(0.5):
        for k in range(5):
            dx = (k - 2) * h * 0.22
            top = foot - h * (1 - 0.18 * abs(k - 2)) * c.u(0.8, 1)
            c.line(
                ((x + dx * 0.3, foot), (x + dx * 0.6, (foot + top) / 2), (x + dx, top)),
                darker(tone, 0.08),
                h * 0.13,
            )
            c.oval(x + dx, top, h * 0.09, h * 0.09, lighter(tone, 0.3), tone)
    else:
        for dx, r in ((-0.35, 0.35), (0.35, 0.38), (0.0, 0.5)):
            c.oval(
                x + dx * h,
                foot - r * h * 0.7,
                r * h,
                r * h * 0.8,
                lighter(tone, 0.25),
                darker(tone, 0.25),
            )


def weed(c: Canvas, x: float, foot: float, h: float) -> None:
    green, phase = c.vary(c.pick(((70, 170, 110), (110, 180, 80), (50, 140, 120)))), c.u(0, 6)
    spine = [(x + 0.02 * math.sin(phase + t * 0.9) * t / 6, foot - h * t / 9) for t in range(10)]
    left = [(px - 0.014 * (1 - t / 10), py) for t, (px, py) in enumerate(spine)]
    right = [(px + 0.014 * (1 - t / 10), py) for t, (px, py) in enumerate(spine)]
    c.poly([*left, *right[::-1]], lighter(green, 0.25), darker(green, 0.25))
