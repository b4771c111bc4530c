"""Backgrounds of open land: meadow, hills, park, garden, farm, desert, mountains, snow, volcano."""

import math

from core.training.backgrounds import scenery as s
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.words import Told


def lawn(c: Canvas, horizon: float, green: Colour, rolling: float = 0.02) -> None:
    """Grass from the horizon to the viewer, softly mottled."""
    c.ridge(
        horizon,
        rolling,
        mix(green, (236, 250, 150), 0.3),
        mix(green, (30, 110, 40), 0.2),
        waves=1.0,
    )
    c.mottle(horizon + 0.05, 1, mix(green, (240, 255, 150), 0.6), 0.24)
    c.mottle(horizon + 0.05, 1, mix(green, (20, 100, 50), 0.6), 0.16)


def meadow(c: Canvas) -> Told:
    horizon = c.u(0.46, 0.6)
    said = s.open_sky(c, horizon)
    green = c.vary(c.pick(((120, 192, 80), (104, 184, 92), (150, 200, 82))))
    if c.chance(0.7):
        c.ridge(horizon - 0.03, 0.06, mix(green, c.mood.low, 0.45), mix(green, c.mood.low, 0.25))
    for _ in range(c.n(0, 4)):
        s.tree(c, s.sides(c, 0.36), horizon + c.u(0, 0.02), c.u(0.1, 0.2))
    lawn(c, horizon, green)
    s.tufts(c, horizon + 0.04, c.n(15, 40), darker(green, 0.14))
    if c.chance(0.7):
        s.flowers(c, horizon + 0.06, c.n(24, 60))
        said.append("flowers")
    return Told(horizon + 0.08, tuple(said), ("green", "grassy", "wide"))


def hills(c: Canvas) -> Told:
    horizon = c.u(0.42, 0.52)
    said = s.open_sky(c, horizon)
    green = c.vary(c.pick(((120, 190, 84), (140, 196, 90), (96, 174, 92))))
    base = 0.0
    for i in range(4):
        base = horizon + i * 0.095
        tone = c.vary(mix(green, c.mood.low, 0.5 - 0.16 * i), 8)
        at = c.ridge(base, 0.09, lighter(tone, 0.2), darker(tone, 0.1), waves=c.u(0.8, 1.5))
        for _ in range(c.n(0, 3) if i < 3 else 0):
            x = c.u(0, 1)
            s.tree(c, x, at(x) + 0.012, 0.06 + 0.03 * i)
    c.mottle(base + 0.08, 1, lighter(green, 0.4), 0.15)
    return Told(min(base + 0.06, 0.86), (*said, "trees"), ("green", "soft", "gentle"))


def sunset_hills(c: Canvas) -> Told:
    horizon = c.u(0.5, 0.6)
    low = c.vary((255, 176, 96), 8)
    c.box(0, 0, 1, horizon, c.vary((126, 84, 160), 16), low, own_light=True)
    c.box(0, horizon, 1, 1, low, own_light=True)
    s.sun(c, c.u(0.25, 0.75), horizon - c.u(0.0, 0.1), c.u(0.08, 0.11), low=True)
    for _ in range(c.n(1, 4)):
        s.cloud(
            c,
            c.u(0, 1),
            c.u(0.08, 0.3),
            c.u(0.15, 0.34),
            c.pick(((255, 190, 168), (240, 150, 170))),
        )
    warm = c.vary(c.pick(((190, 110, 120), (200, 120, 84), (150, 104, 140))))
    base = horizon
    for i in range(4):
        base = horizon + i * 0.09
        tone = darker(mix((255, 170, 110), warm, 0.4 + 0.2 * i), 0.09 * i)
        c.ridge(base, 0.07, lighter(tone, 0.14), darker(tone, 0.18), waves=c.u(0.8, 1.6))
    return Told(min(base + 0.05, 0.86), ("a low sun", "an orange sky"), ("warm", "orange"))


def park(c: Canvas) -> Told:
    horizon = c.u(0.5, 0.58)
    s.open_sky(c, horizon)
    for i in range(10):
        s.bush(
            c, i / 9 + c.u(-0.04, 0.04), horizon + 0.02, c.u(0.05, 0.09), c.vary((92, 158, 86), 12)
        )
    green = c.vary((124, 194, 92))
    lawn(c, horizon, green, 0.008)
    sand: Colour = c.vary((226, 204, 164), 8)
    near, far = c.u(0.3, 0.6), c.u(0.35, 0.65)
    c.poly(((far - 0.03, horizon + 0.01), (far + 0.03, horizon + 0.01), (near + 0.3, 1.01), (near - 0.16, 1.01)),
           darker(sand, 0.06), lighter(sand, 0.2))  # fmt: skip
    for x, h in ((c.u(0.02, 0.14), c.u(0.4, 0.55)), (c.u(0.86, 0.98), c.u(0.4, 0.55))):
        s.tree(c, x, horizon + c.u(0.06, 0.12), h)
    side = c.pick((c.u(0.18, 0.26), c.u(0.74, 0.82)))
    bench(c, side, horizon + 0.13, 0.2)
    if c.chance(0.6):
        lamp_post(c, 1 - side + c.u(-0.04, 0.04), horizon + 0.08, 0.36)
    return Told(
        horizon + 0.1, ("a bench", "trees", "a path", "a path and a bench"), ("green", "quiet")
    )


def bench(c: Canvas, x: float, foot: float, w: float) -> None:
    wood: Colour = (178, 118, 72)
    c.shadow(x, foot, w * 0.65)
    for k in (-0.4, 0.4):
        c.box(x + k * w - w * 0.03, foot - w * 0.5, x + k * w + w * 0.03, foot, (84, 84, 96))
    for k in range(3):
        y = foot - w * (0.52 - 0.1 * k)
        c.box(x - w / 2, y, x + w / 2, y + w * 0.075, lighter(wood, 0.2), wood, round_by=w * 0.02)
    c.box(
        x - w * 0.53,
        foot - w * 0.2,
        x + w * 0.53,
        foot - w * 0.11,
        lighter(wood, 0.2),
        darker(wood, 0.1),
    )


def lamp_post(c: Canvas, x: float, foot: float, h: float) -> None:
    lit = c.mood.name in ("night", "sunset")
    c.shadow(x, foot, h * 0.12)
    c.box(x - h * 0.015, foot - h, x + h * 0.015, foot, (86, 90, 104), (56, 58, 72))
    c.box(x - h * 0.035, foot - h * 0.05, x + h * 0.035, foot, (70, 72, 88))
    if lit:
        c.glow(x, foot - h, h * 0.4, h * 0.4, s.LAMP, 0.55)
    c.oval(x, foot - h, h * 0.055, h * 0.06, (255, 250, 226), s.LAMP, own_light=lit)
    c.box(x - h * 0.045, foot - h * 1.075, x + h * 0.045, foot - h * 1.04, (70, 72, 88))


def garden(c: Canvas) -> Told:
    horizon = c.u(0.46, 0.54)
    s.open_sky(c, horizon, 3)
    for x, h in ((c.u(0, 0.15), c.u(0.3, 0.45)), (c.u(0.85, 1), c.u(0.3, 0.45))):
        s.tree(c, x, horizon + 0.03, h)
    for i in range(9):
        s.bush(
            c, i / 8 + c.u(-0.04, 0.04), horizon + 0.04, c.u(0.05, 0.08), c.vary((84, 152, 78), 12)
        )
    fence_colour: Colour = c.pick(((250, 246, 236), (206, 160, 110), (240, 238, 246)))
    s.fence(c, horizon + 0.07, c.u(0.1, 0.14), fence_colour)
    lawn(c, horizon + 0.07, c.vary((126, 196, 88)), 0.004)
    palette = [c.pick(s.FLOWERS) for _ in range(3)]
    for k in range(26):
        x = k / 25 + c.u(-0.015, 0.015)
        s.flower(c, x, horizon + 0.1 + c.u(0, 0.02), c.u(0.013, 0.018), palette[k % 3])
    for _ in range(c.n(10, 22)):
        s.flower(c, s.sides(c, 0.22), c.u(0.86, 1.02), c.u(0.02, 0.028), c.pick(palette))
    return Told(
        horizon + 0.16,
        ("flowers", "colourful flowers", "a fence", "a fence and flowers"),
        ("blooming", "pretty"),
    )


def farm(c: Canvas) -> Told:
    horizon = c.u(0.5, 0.58)
    said = s.open_sky(c, horizon, 3)
    green = c.vary((150, 192, 88))
    c.ridge(horizon - 0.02, 0.05, mix(green, c.mood.low, 0.4), green)
    lawn(c, horizon, green, 0.01)
    wheat: Colour = c.vary((240, 206, 104), 8)
    c.box(0, horizon + 0.035, 1, horizon + 0.1, lighter(wheat, 0.2), darker(wheat, 0.12))
    for k in range(-10, 21):
        c.line(
            ((k / 10, horizon + 0.035), (0.5 + (k / 10 - 0.5) * 1.6, horizon + 0.1)),
            darker(wheat, 0.16),
            0.004,
        )
    lawn(c, horizon + 0.095, green, 0.006)
    x = c.pick((c.u(0.16, 0.26), c.u(0.74, 0.84)))
    barn(c, x, horizon + 0.1, c.u(0.26, 0.32))
    silo = x + (0.2 if x < 0.5 else -0.2)
    c.box(
        silo - 0.035,
        horizon - 0.16,
        silo + 0.035,
        horizon + 0.09,
        (214, 218, 226),
        (150, 156, 172),
        across=True,
    )
    c.oval(silo, horizon - 0.16, 0.035, 0.035, (206, 90, 76), (170, 66, 60))
    for _ in range(c.n(1, 3)):
        hx = 1 - x + c.u(-0.14, 0.14)
        c.shadow(hx, horizon + 0.13, 0.06)
        c.oval(hx, horizon + 0.1, 0.036, 0.034, (250, 216, 116), (206, 158, 66))
        c.oval(hx, horizon + 0.1, 0.017, 0.016, (222, 178, 84))
    if c.chance(0.6):
        s.fence(c, horizon + 0.2, 0.07, c.pick(((250, 246, 236), (190, 142, 94))))
        said.append("a fence")
    return Told(
        horizon + 0.2,
        (*said, "a red barn", "a barn and hay", "a barn"),
        ("sunny" if c.mood.name == "day" else "quiet",),
    )


def barn(c: Canvas, x: float, foot: float, w: float) -> None:
    red = c.vary((200, 66, 56), 10)
    h = w * 0.95
    c.shadow(x, foot, w * 0.7)
    c.poly(((x - w / 2, foot), (x - w / 2, foot - h * 0.52), (x - w * 0.34, foot - h * 0.8), (x, foot - h),
            (x + w * 0.34, foot - h * 0.8), (x + w / 2, foot - h * 0.52), (x + w / 2, foot)),
           lighter(red, 0.12), darker(red, 0.15))  # fmt: skip
    roof = ((x - w * 0.54, foot - h * 0.5), (x - w * 0.36, foot - h * 0.82), (x, foot - h * 1.03),
            (x + w * 0.36, foot - h * 0.82), (x + w * 0.54, foot - h * 0.5))  # fmt: skip
    c.line(roof, (112, 84, 88), w * 0.06)
    c.box(x - w * 0.18, foot - h * 0.42, x + w * 0.18, foot, (250, 244, 236))
    c.box(x - w * 0.155, foot - h * 0.39, x + w * 0.155, foot, darker(red, 0.2), darker(red, 0.35))
    for a, b in ((-1, 1), (1, -1)):
        c.line(
            ((x + a * w * 0.15, foot - h * 0.39), (x + b * w * 0.15, foot)),
            (250, 244, 236),
            w * 0.022,
        )
    c.box(x - w * 0.08, foot - h * 0.72, x + w * 0.08, foot - h * 0.57, (250, 244, 236))
    c.box(x - w * 0.055, foot - h * 0.7, x + w * 0.055, foot - h * 0.59, darker(red, 0.45))


def desert(c: Canvas) -> Told:
    horizon = c.u(0.48, 0.58)
    said = s.open_sky(c, horizon, 2)
    sand = c.vary(c.pick(((240, 204, 134), (234, 184, 116), (246, 214, 156))), 8)
    if c.chance(0.4):
        for _ in range(c.n(1, 3)):
            mx, mw, mh = s.sides(c, 0.35), c.u(0.1, 0.2), c.u(0.08, 0.16)
            stone: Colour = (206, 128, 88)
            c.poly(((mx - mw * 0.7, horizon + 0.02), (mx - mw / 2, horizon - mh), (mx + mw / 2, horizon - mh * 1.02),
                    (mx + mw * 0.7, horizon + 0.02)), lighter(stone, 0.15), mix(stone, c.mood.low, 0.3))  # fmt: skip
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
        c.box(min(x, ax) - w * 0.3, foot - h * level, max(x, ax) + w * 0.3, foot - h * level + w * 1.2, green,
              darker(green, 0.25), round_by=w * 0.6)  # fmt: skip
        c.box(ax - w * 0.6, foot - h * (level + 0.26), ax + w * 0.6, foot - h * level + w * 1.2, lighter(green, 0.2),
              darker(green, 0.25), round_by=w * 0.6, across=True)  # fmt: skip
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
    c.poly(((x - w / 2, horizon + 0.04), (x - 0.075, top), (x + 0.075, top), (x + w / 2, horizon + 0.04)),
           lighter(stone, 0.1), darker(stone, 0.2), across=True)  # fmt: skip
    c.oval(x, top, 0.075, 0.018, (255, 226, 120), (255, 140, 50), own_light=True)
    for k in range(3):
        lava(c, x + (k - 1) * 0.04, top, h * c.u(0.5, 0.98), (k - 1) * c.u(0.08, 0.2))
    ground = c.vary((86, 66, 74), 8)
    c.ridge(horizon + 0.03, 0.03, lighter(ground, 0.12), darker(ground, 0.25))
    c.mottle(horizon + 0.08, 1, (150, 110, 100), 0.22)
    for _ in range(c.n(2, 4)):
        s.rock(c, s.sides(c, 0.28), c.u(horizon + 0.08, 0.98), c.u(0.04, 0.09), (110, 88, 92))
    return Told(horizon + 0.1, ("lava", "smoke", "glowing lava"), ("erupting", "fiery"))
