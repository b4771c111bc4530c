"""Closed nature: forest, autumn forest, jungle, cave."""

import math

from core.training.backgrounds import scenery as s
from core.training.backgrounds.nature import lawn
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.words import Told


def _wood(c: Canvas, leaf: tuple[Colour, ...], floor: Colour, haze: Colour) -> float:
    """Rows of trees, paler with distance, open in the middle; returns the horizon."""
    horizon = c.u(0.52, 0.62)
    c.box(0, 0, 1, horizon + 0.12, mix(haze, c.mood.top, 0.25), lighter(haze, 0.35))
    for row in range(3):
        far = 1 - row / 2
        foot = horizon + 0.015 + 0.035 * row
        count = (9, 7, 5)[row]
        for k in range(count):
            x = (k + 0.5) / count + c.u(-0.05, 0.05)
            if row and abs(x - 0.5) < 0.1 * row:
                continue
            height = c.u(0.46, 0.6) + 0.16 * row
            green = mix(c.vary(c.pick(leaf), 10), haze, 0.55 * far)
            bark = mix(c.vary(s.BARK, 10), haze, 0.5 * far)
            w = 0.012 + 0.009 * row
            c.box(
                x - w,
                foot - height * 0.75,
                x + w,
                foot,
                lighter(bark, 0.12),
                darker(bark, 0.3),
                across=True,
            )
            s.crown(c, x, foot - height * 0.82, height * 0.24, green)
    lawn(c, horizon + 0.05, floor, 0.015)
    _near_trunks(c, leaf)
    for _ in range(c.n(0, 2)):
        x = c.u(0.3, 0.7)
        c.poly(
            ((x, 0), (x + 0.08, 0), (x - 0.08, horizon + 0.12), (x - 0.22, horizon + 0.12)),
            (255, 255, 220),
            (255, 255, 220),
            alpha=0.1,
        )
    return horizon


def _near_trunks(c: Canvas, leaf: tuple[Colour, ...]) -> None:
    """The two trees that frame the picture."""
    for side in (-1, 1):
        x, w = 0.5 + side * c.u(0.42, 0.5), c.u(0.04, 0.06)
        foot, bark = c.u(0.84, 0.94), c.vary(s.BARK, 10)
        c.shadow(x, foot, 0.16)
        c.poly(
            (
                (x - w, -0.01),
                (x + w, -0.01),
                (x + w * 1.1, foot - 0.08),
                (x + w * 1.9, foot),
                (x - w * 1.9, foot),
                (x - w * 1.1, foot - 0.08),
            ),
            lighter(bark, 0.18),
            darker(bark, 0.35),
            across=True,
        )
        for _ in range(3):
            green = c.vary(c.pick(leaf), 10)
            s.crown(c, x + c.u(-0.13, 0.13), c.u(-0.05, 0.1), c.u(0.13, 0.18), green)


def forest(c: Canvas) -> Told:
    green = c.vary((96, 162, 80))
    leaf = ((78, 152, 72), (96, 166, 74), (60, 136, 80))
    horizon = _wood(c, leaf, green, (186, 220, 190))
    for _ in range(c.n(2, 5)):
        s.bush(c, s.sides(c, 0.26), c.u(horizon + 0.12, 0.99), c.u(0.04, 0.07), (84, 150, 78))
    said = ["tall trees", "green trees"]
    if c.chance(0.4):
        for _ in range(c.n(2, 4)):
            x, y, r = s.sides(c, 0.28), c.u(horizon + 0.14, 0.97), c.u(0.018, 0.028)
            c.box(
                x - r * 0.35,
                y - r * 1.5,
                x + r * 0.35,
                y,
                (255, 246, 230),
                (222, 206, 184),
                round_by=r * 0.2,
            )
            c.oval(x, y - r * 1.5, r, r * 0.75, (244, 104, 92), (200, 56, 56))
        said.append("mushrooms")
    return Told(horizon + 0.14, tuple(said), ("green", "quiet", "deep"))


def autumn_forest(c: Canvas) -> Told:
    leaf = ((236, 140, 52), (244, 184, 66), (212, 88, 56), (226, 112, 48))
    floor = c.vary(c.pick(((206, 150, 84), (190, 160, 90))), 8)
    horizon = _wood(c, leaf, floor, (250, 220, 176))
    for depth in sorted(c.u(0, 1) for _ in range(c.n(40, 70))):
        r = 0.006 + 0.009 * depth
        c.oval(
            c.u(0, 1),
            horizon + 0.09 + (0.9 - horizon) * depth,
            r * 1.3,
            r * 0.7,
            c.vary(c.pick(leaf), 14),
        )
    return Told(
        horizon + 0.14,
        ("fallen leaves", "orange trees", "red and yellow leaves"),
        ("golden", "colourful"),
    )


def jungle(c: Canvas) -> Told:
    horizon = c.u(0.56, 0.64)
    haze: Colour = (166, 214, 160)
    c.box(0, 0, 1, 1, (206, 236, 190), haze)
    for k in range(14):
        x = k / 13 + c.u(-0.04, 0.04)
        s.bush(c, x, horizon + 0.03, c.u(0.1, 0.2), mix(c.vary((62, 140, 84), 14), haze, 0.4))
    for _ in range(c.n(2, 3)):
        s.palm(c, s.sides(c, 0.36), horizon + 0.06, c.u(0.42, 0.6))
    lawn(c, horizon + 0.02, c.vary((88, 148, 70)), 0.02)
    for _ in range(c.n(2, 4)):
        x0, x1 = c.u(-0.1, 0.4), c.u(0.6, 1.1)
        sag = c.u(0.1, 0.26)
        vine = [
            (x0 + (x1 - x0) * t / 12, -0.02 + sag * math.sin(math.pi * t / 12)) for t in range(13)
        ]
        c.line(vine, (74, 118, 60), 0.012)
        for px, py in vine[1:-1:2]:
            c.oval(px, py + 0.014, 0.013, 0.02, (116, 186, 86), (66, 136, 62))
    for side in (0, 1):
        for _ in range(9):
            y = c.u(0.02, 1.02)
            leaf(
                c,
                side + (c.u(-0.04, 0.02) if side == 0 else c.u(-0.02, 0.04)),
                y,
                c.u(0.18, 0.3),
                (c.u(-0.7, 0.5) if side == 0 else math.pi - c.u(-0.7, 0.5)),
                c.vary((58, 138, 66), 18),
            )
    said = ["big leaves", "palm trees", "hanging vines"]
    if c.chance(0.5):
        s.flowers(c, horizon + 0.14, c.n(8, 14))
        said.append("flowers")
    return Told(horizon + 0.1, tuple(said), ("lush", "green", "dense"))


def leaf(c: Canvas, x: float, y: float, length: float, angle: float, green: Colour) -> None:
    """A large pointed leaf from (x, y) outwards, half of it in shade."""
    dx, dy = math.cos(angle), math.sin(angle)
    shape = [(0.0, 0.0), (0.25, 0.16), (0.55, 0.2), (0.85, 0.1), (1.0, 0.0)]
    up = [(x + (dx * t - dy * w) * length, y + (dy * t + dx * w) * length) for t, w in shape]
    low = [(x + (dx * t + dy * w) * length, y + (dy * t - dx * w) * length) for t, w in shape]
    c.poly([*up, *low[::-1]], lighter(green, 0.16), darker(green, 0.12))
    c.poly([*up, low[0]], darker(green, 0.12), darker(green, 0.3))


def cave(c: Canvas) -> Told:
    stone = c.vary(c.pick(((124, 106, 116), (106, 112, 140), (140, 112, 92))), 8)
    floor = c.u(0.62, 0.7)
    c.box(0, 0, 1, 1, darker(stone, 0.15), darker(stone, 0.35))
    c.mottle(0, floor, lighter(stone, 0.25), 0.4, 5)
    x = c.u(0.38, 0.62)
    said = ["stalactites"]
    if c.chance(0.55):
        light = c.pick(((150, 214, 250), (255, 232, 180)))
        w, h = c.u(0.13, 0.2), c.u(0.26, 0.36)
        c.glow(x, floor - h * 0.5, 0.5, 0.5, light, 0.5)
        arch = (
            [(x - w, floor + 0.01)]
            + [
                (
                    x - w * math.cos(a / 10 * math.pi),
                    floor - h * 0.4 - h * 0.6 * math.sin(a / 10 * math.pi) - c.u(0, 0.02),
                )
                for a in range(11)
            ]
            + [(x + w, floor + 0.01)]
        )
        c.poly(arch, lighter(light, 0.3), lighter(light, 0.6), own_light=True)
        said.append("light at the entrance")
    else:
        c.glow(x, floor - 0.15, 0.55, 0.5, (130, 190, 230), 0.4)
    c.ridge(floor, 0.02, lighter(stone, 0.15), darker(stone, 0.35), waves=2.2)
    c.mottle(floor + 0.03, 1, lighter(stone, 0.4), 0.25)
    dripstone(c, floor, stone)
    if len(said) == 1 or c.chance(0.3):
        for _ in range(c.n(4, 7)):
            crystal(c, s.sides(c, 0.24), c.u(floor + 0.06, 0.98), c.u(0.06, 0.12))
        said += ["crystals", "glowing crystals"]
    return Told(floor + 0.06, tuple(said), ("dark", "rocky", "deep"))


def dripstone(c: Canvas, floor: float, stone: Colour) -> None:
    """Stalactites above, longest at the sides, and stalagmites below."""
    for k in range(11):
        sx = k / 10 + c.u(-0.04, 0.04)
        edge = abs(sx - 0.5) * 2
        length, w = c.u(0.1, 0.18) + 0.24 * edge * c.u(0.5, 1), c.u(0.035, 0.06)
        tone = c.vary(stone, 8)
        c.poly(
            (
                (sx - w, -0.01),
                (sx + w, -0.01),
                (sx + w * 0.15, length),
                (sx - w * 0.1, length * 0.96),
            ),
            darker(tone, 0.3),
            lighter(tone, 0.35),
        )
    for _ in range(c.n(3, 6)):
        gx, foot, h = s.sides(c, 0.22), c.u(floor + 0.04, 1.0), c.u(0.12, 0.26)
        c.shadow(gx, foot, h * 0.4)
        c.poly(
            (
                (gx - h * 0.26, foot),
                (gx - 0.01, foot - h),
                (gx + 0.01, foot - h),
                (gx + h * 0.26, foot),
            ),
            lighter(stone, 0.3),
            darker(stone, 0.25),
            across=True,
        )


def crystal(c: Canvas, x: float, foot: float, h: float) -> None:
    tone = c.pick(((150, 226, 246), (214, 160, 246), (160, 246, 200)))
    c.glow(x, foot - h * 0.5, h, h, tone, 0.4)
    for lean, t in ((-0.35, 0.7), (0.35, 0.75), (0.0, 1.0)):
        tx = x + lean * h
        c.poly(
            (
                (x - h * 0.1, foot),
                (tx - h * 0.13, foot - h * t * 0.75),
                (tx, foot - h * t),
                (tx + h * 0.13, foot - h * t * 0.75),
                (x + h * 0.1, foot),
            ),
            lighter(tone, 0.45),
            darker(tone, 0.12),
        )
