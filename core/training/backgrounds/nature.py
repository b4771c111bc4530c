"""Tended and open land: meadow, hills, sunset hills, park, garden, farm."""

from core.training.backgrounds import scenery as s
from core.training.backgrounds.houses import fence
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
        said += ["flowers", "flowers"]
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
    c.poly(
        (
            (far - 0.03, horizon + 0.01),
            (far + 0.03, horizon + 0.01),
            (near + 0.3, 1.01),
            (near - 0.16, 1.01),
        ),
        darker(sand, 0.06),
        lighter(sand, 0.2),
    )
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
    fence(c, horizon + 0.07, c.u(0.1, 0.14), fence_colour)
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
        fence(c, horizon + 0.2, 0.07, c.pick(((250, 246, 236), (190, 142, 94))))
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
    c.poly(
        (
            (x - w / 2, foot),
            (x - w / 2, foot - h * 0.52),
            (x - w * 0.34, foot - h * 0.8),
            (x, foot - h),
            (x + w * 0.34, foot - h * 0.8),
            (x + w / 2, foot - h * 0.52),
            (x + w / 2, foot),
        ),
        lighter(red, 0.12),
        darker(red, 0.15),
    )
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
