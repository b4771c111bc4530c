"""Backgrounds with water: beach, lake, ocean, underwater, river, harbour, pool, waterfall."""

import math

from core.training.backgrounds import scenery as s
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
        t = c.u(0.12, 0.88)
        x = left[i][0] * (1 - t) + right[i][0] * t
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
        s.house(c, x + w / 2, horizon + 0.03, w * 0.9, h)
        x += w
    c.box(0, horizon + 0.02, 1, horizon + 0.05, (176, 166, 160), (126, 120, 124))
    quay = c.u(0.76, 0.8)
    water(c, horizon + 0.05, quay + 0.02, c.vary((56, 136, 186), 10), 40)
    for k in range(c.n(2, 4)):
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


def pool(c: Canvas) -> Told:
    horizon = c.u(0.34, 0.42)
    s.open_sky(c, horizon, 3)
    for k in range(10):
        s.bush(
            c, k / 9 + c.u(-0.04, 0.04), horizon + 0.04, c.u(0.05, 0.09), c.vary((92, 160, 88), 12)
        )
    for x in (c.u(0.03, 0.14), c.u(0.86, 0.97)):
        s.palm(c, x, horizon + 0.07, c.u(0.28, 0.36))
    tile = c.vary(c.pick(((240, 232, 220), (228, 236, 240), (246, 226, 200))), 5)
    c.box(0, horizon + 0.03, 1, 1, lighter(tile, 0.2), darker(tile, 0.1))
    top, low = horizon + 0.12, c.u(0.84, 0.9)
    rim = ((0.16, top - 0.012), (0.84, top - 0.012), (1.06, low + 0.03), (-0.06, low + 0.03))
    c.poly(rim, (252, 252, 252), (222, 228, 234))
    blue = c.vary((64, 196, 230), 8)
    c.poly(
        ((0.18, top), (0.82, top), (1.02, low), (-0.02, low)),
        lighter(blue, 0.3),
        darker(blue, 0.08),
    )
    for _ in range(60):
        d = c.u(0, 1)
        half = 0.32 + 0.2 * d
        x, y = 0.5 + c.u(-half, half) * 0.92, top + 0.012 + (low - top - 0.02) * d
        c.oval(x, y, 0.016 + 0.03 * d, 0.003 + 0.003 * d, lighter(blue, 0.55), alpha=0.55)
    for k in (-1, 1):
        c.line(
            [(0.5 + k * (0.11 + 0.07 * t / 8), top + (low - top) * t / 8) for t in range(9)],
            (40, 120, 200),
            0.007,
        )
    if c.chance(0.6):
        parasol(c, c.pick((0.1, 0.9)), horizon + 0.16, 0.2)
    for k in range(0, 22):
        c.line(((k / 21, low + 0.03), (0.5 + (k / 21 - 0.5) * 1.25, 1)), darker(tile, 0.14), 0.003)
    return Told(
        0.6,
        ("blue water", "clear blue water", "palm trees"),
        ("blue", "sunny") if c.mood.name == "day" else ("blue",),
    )


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
    for k in range(12):
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
