"""Trees, clouds, rocks, houses and other things that dress a background outdoors."""

import math

from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix

GREEN: Colour = (98, 176, 78)
LEAF: tuple[Colour, ...] = ((86, 164, 74), (110, 178, 70), (64, 146, 86), (132, 186, 72))
BARK: Colour = (134, 92, 62)
FLOWERS: tuple[Colour, ...] = (
    (250, 96, 108), (255, 206, 70), (255, 255, 255), (190, 120, 226), (255, 146, 190),
    (96, 134, 240),
)  # fmt: skip
LAMP: Colour = (255, 226, 140)


def cloud(c: Canvas, x: float, y: float, width: float, white: Colour = (255, 255, 255)) -> None:
    """A puffy cloud with a shaded flat belly."""
    shade = mix(white, c.mood.low, 0.45)
    puffs = c.n(4, 6)
    for i in range(puffs):
        t = (i + 0.5) / puffs * 2 - 1
        r = width * (0.13 + 0.13 * (1 - t * t)) * c.u(0.85, 1.15)
        c.oval(x + t * width * 0.42, y - r * 0.55, r, r * 0.85, white, shade)
    c.box(
        x - width * 0.5,
        y - width * 0.1,
        x + width * 0.5,
        y + width * 0.05,
        mix(white, shade, 0.6),
        shade,
        round_by=width * 0.07,
    )


def clouds(c: Canvas, low: float, most: int = 4) -> int:
    """A few clouds above `low`; returns how many."""
    count = c.n(0, most)
    for _ in range(count):
        width = c.u(0.14, 0.34)
        cloud(c, c.u(0.0, 1.0), c.u(0.1, max(0.14, low - 0.1)), width)
    return count


def stars(c: Canvas, low: float, count: int = 60) -> None:
    for _ in range(count):
        x, y, r = c.u(0, 1), c.u(0, low), c.u(0.0012, 0.0042)
        c.oval(x, y, r, r, lighter((190, 205, 255), c.u(0.2, 1)), own_light=True)


def moon(c: Canvas, x: float, y: float, r: float) -> None:
    c.glow(x, y, r * 3.2, r * 3.2, (210, 220, 255), 0.35)
    c.oval(x, y, r, r, (255, 250, 226), (226, 226, 218), own_light=True)
    for dx, dy, s in ((-0.3, -0.2, 0.22), (0.3, 0.25, 0.18), (0.15, -0.45, 0.12)):
        c.oval(x + dx * r, y + dy * r, s * r, s * r, (222, 218, 204), own_light=True)


def sun(c: Canvas, x: float, y: float, r: float, low: bool = False) -> None:
    colour: Colour = (255, 176, 84) if low else (255, 236, 130)
    c.glow(x, y, r * 4.2, r * 4.2, lighter(colour, 0.3), 0.5)
    c.oval(x, y, r, r, lighter(colour, 0.35), colour, own_light=True)


def open_sky(c: Canvas, horizon: float, most_clouds: int = 4) -> list[str]:
    """The sky of the mood down to the horizon; returns details worth saying."""
    name = c.mood.name
    low = c.vary(c.mood.low, 8)
    c.box(0, 0, 1, horizon, c.vary(c.mood.top, 12), low, own_light=True)
    c.box(0, horizon, 1, 1, low, own_light=True)
    said: list[str] = []
    if name == "night":
        stars(c, horizon, c.n(40, 80))
        if c.chance(0.7):
            moon(c, c.pick((c.u(0.1, 0.35), c.u(0.65, 0.9))), c.u(0.1, 0.2), c.u(0.035, 0.06))
            said.append("a bright moon")
        return said
    if name == "sunset":
        sun(c, c.u(0.12, 0.88), horizon - c.u(0.02, 0.1), c.u(0.05, 0.08), low=True)
    elif name == "morning":
        sun(c, c.u(0.1, 0.9), horizon - c.u(0.06, 0.16), c.u(0.04, 0.055))
    elif name == "day" and c.chance(0.45):
        sun(c, c.pick((c.u(0.08, 0.3), c.u(0.7, 0.92))), c.u(0.09, 0.18), c.u(0.045, 0.065))
        said.append("a bright sun")
    count = 0
    if name == "cloudy":
        for _ in range(c.n(4, 6)):
            cloud(
                c, c.u(0, 1), c.u(0.08, max(0.12, horizon - 0.08)), c.u(0.25, 0.5), (232, 236, 240)
            )
    elif name == "sunset":
        for _ in range(c.n(1, most_clouds)):
            pink = c.pick(((255, 196, 176), (246, 160, 170), (255, 214, 160)))
            cloud(c, c.u(0, 1), c.u(0.08, max(0.12, horizon - 0.16)), c.u(0.15, 0.32), pink)
    else:
        count = clouds(c, horizon, most_clouds)
    if count > 2:
        said.append("white clouds")
    return said


def crown(c: Canvas, x: float, y: float, r: float, green: Colour) -> None:
    """A leafy ball of balls about (x, y)."""
    for dx, dy, s in ((-0.55, 0.25, 0.62), (0.55, 0.25, 0.62), (0, 0.3, 0.7), (-0.3, -0.3, 0.62),
                      (0.32, -0.25, 0.6), (0, -0.05, 0.7)):  # fmt: skip
        rr = r * s * c.u(0.9, 1.1)
        tone = lighter(green, 0.16 * (1 - dy)) if dy < 0.2 else darker(green, 0.12)
        c.oval(x + dx * r, y + dy * r, rr, rr * 0.95, lighter(tone, 0.16), darker(tone, 0.2))


def tree(c: Canvas, x: float, foot: float, height: float, green: Colour | None = None) -> None:
    """A round tree that stands at (x, foot)."""
    green = c.vary(c.pick(LEAF)) if green is None else green
    w = height * 0.055
    c.shadow(x, foot, height * 0.3)
    c.poly(((x - w * 0.6, foot - height * 0.6), (x + w * 0.6, foot - height * 0.6), (x + w, foot),
            (x - w, foot)), lighter(BARK, 0.12), darker(BARK, 0.3), across=True)  # fmt: skip
    crown(c, x, foot - height * 0.66, height * 0.32, green)


def pine(
    c: Canvas, x: float, foot: float, height: float, green: Colour, snowy: bool = False
) -> None:
    """A fir of stacked skirts, lit from the left."""
    w = height * 0.04
    c.shadow(x, foot, height * 0.24)
    c.box(
        x - w, foot - height * 0.2, x + w, foot, lighter(BARK, 0.05), darker(BARK, 0.3), across=True
    )
    for i in range(3):
        top = foot - height * (1 - 0.24 * i)
        low = foot - height * (0.52 - 0.2 * i)
        half = height * (0.15 + 0.055 * i)
        c.poly(
            (
                (x, top),
                (x + half, low),
                (x + half * 0.5, low + height * 0.025),
                (x, low + height * 0.035),
                (x - half * 0.5, low + height * 0.025),
                (x - half, low),
            ),
            lighter(green, 0.12),
            darker(green, 0.28),
            across=True,
        )
        if snowy:
            c.poly(
                (
                    (x, top),
                    (x + half * 0.5, (top + low) / 2),
                    (x + half * 0.15, (top * 1.1 + low) / 2.1),
                    (x - half * 0.1, (top * 0.8 + low) / 1.8),
                    (x - half * 0.5, (top + low) / 2),
                ),
                (250, 252, 255),
                (222, 234, 248),
            )


def palm(c: Canvas, x: float, foot: float, height: float) -> None:
    lean = c.u(-0.2, 0.2) * height
    c.shadow(x, foot, height * 0.22)
    w = height * 0.035
    steps = 7
    line = [(x + lean * (i / steps) ** 2, foot - height * i / steps) for i in range(steps + 1)]
    left = [(px - w * (1 - 0.4 * i / steps), py) for i, (px, py) in enumerate(line)]
    right = [(px + w * (1 - 0.4 * i / steps), py) for i, (px, py) in enumerate(line)]
    c.poly([*left, *right[::-1]], (186, 138, 92), (126, 86, 58), across=True)
    tx, ty = line[-1]
    green = c.vary((76, 158, 74), 12)
    for i, angle in enumerate((-2.7, -0.45, -2.1, -1.05, 2.9, 0.25, -1.57)):
        length = height * c.u(0.38, 0.48)
        dx, dy = math.cos(angle) * length, math.sin(angle) * length * 0.75
        mx, my = tx + dx * 0.55, ty + dy * 0.75 - length * 0.16
        ex, ey = tx + dx, ty + dy + length * 0.22
        tone = lighter(green, 0.05 * i)
        c.poly(((tx, ty), (mx, my - length * 0.07), (ex, ey), (mx, my + length * 0.12)),
               lighter(tone, 0.15), darker(tone, 0.2))  # fmt: skip
    for dx in (-1, 1):
        c.oval(tx + dx * w * 0.8, ty + w, w * 0.8, w * 0.8, (150, 100, 60), (96, 62, 40))


def bush(c: Canvas, x: float, foot: float, r: float, green: Colour | None = None) -> None:
    green = c.vary(c.pick(LEAF)) if green is None else green
    c.shadow(x, foot, r * 1.4)
    for dx, s in ((-0.7, 0.65), (0.7, 0.65), (0, 0.95)):
        c.oval(x + dx * r, foot - r * s * 0.7, r * s, r * s * 0.8, lighter(green, 0.18),
               darker(green, 0.24))  # fmt: skip


def rock(c: Canvas, x: float, foot: float, r: float, grey: Colour = (150, 148, 152)) -> None:
    c.shadow(x, foot, r * 1.3)
    tops = [
        (x - r, foot),
        (x - r * 0.8, foot - r * c.u(0.4, 0.6)),
        (x - r * 0.2, foot - r * c.u(0.75, 1)),
        (x + r * 0.45, foot - r * c.u(0.6, 0.85)),
        (x + r, foot),
    ]
    c.poly(tops, lighter(grey, 0.25), darker(grey, 0.3))
    c.poly((tops[2], tops[3], tops[4], (x + r * 0.2, foot)), darker(grey, 0.12), darker(grey, 0.4))


def flower(c: Canvas, x: float, foot: float, s: float, colour: Colour) -> None:
    c.line(((x, foot), (x, foot - s * 2.2)), (78, 144, 66), s * 0.25)
    for k in range(5):
        a = k * 1.2566 - 1.57
        px, py = x + math.cos(a) * s * 0.62, foot - s * 2.4 + math.sin(a) * s * 0.62
        c.oval(px, py, s * 0.48, s * 0.48, colour, darker(colour, 0.1))
    c.oval(x, foot - s * 2.4, s * 0.36, s * 0.36, (255, 214, 90))


def tufts(c: Canvas, top: float, count: int, green: Colour) -> None:
    """Small tufts of grass, larger towards the viewer."""
    for _ in range(count):
        depth = c.u(0, 1)
        x, y, s = c.u(0, 1), top + (1 - top) * depth, 0.008 + 0.018 * depth
        tone = c.vary(green, 10)
        for dx in (-0.5, 0, 0.5):
            c.poly(
                (
                    (x - s * 0.2 + dx * s, y),
                    (x + s * 0.2 + dx * s, y),
                    (x + dx * s * 2.2, y - s * 1.4),
                ),
                tone,
            )


def flowers(c: Canvas, top: float, count: int) -> None:
    """Flowers over the ground, fewer in the middle."""
    palette = [c.pick(FLOWERS) for _ in range(2)]
    for depth in sorted(c.u(0, 1) for _ in range(count)):
        x = c.pick((c.u(0, 0.3), c.u(0.7, 1), c.u(0, 1)))
        flower(c, x, top + (1.02 - top) * depth, 0.007 + 0.014 * depth, c.pick(palette))


def sides(c: Canvas, inner: float = 0.3) -> float:
    """An x at the left or the right, outside the calm middle."""
    return c.u(-0.02, inner) if c.chance(0.5) else c.u(1 - inner, 1.02)


def peak(
    c: Canvas, x: float, foot: float, w: float, h: float, stone: Colour, snow: float = 0.35
) -> None:
    """A mountain with a lit and a shaded side and a zigzag cap of snow down to share `snow`."""
    top = (x + c.u(-0.08, 0.08) * w, foot - h)
    left, right = (x - w / 2, foot), (x + w / 2, foot)
    haze = mix(stone, c.mood.low, 0.35)
    c.poly((left, top, right), lighter(stone, 0.18), haze)
    c.poly(
        (top, right, (x + w * 0.06, foot), (top[0] + w * 0.05, foot - h * 0.5)),
        darker(stone, 0.22),
        mix(haze, stone, 0.5),
    )
    if snow <= 0:
        return

    def on(side: tuple[float, float], t: float) -> tuple[float, float]:
        return (top[0] + (side[0] - top[0]) * t, top[1] + (side[1] - top[1]) * t)

    a, b = on(left, snow), on(right, snow)
    zig = [
        (a[0] + (b[0] - a[0]) * k / 6, a[1] + (h * 0.07 if k % 2 else -h * 0.03))
        for k in range(1, 6)
    ]
    c.poly((top, a, *zig, b), (255, 255, 255), (226, 236, 250))
    c.poly(
        (top, b, *zig[:2:-1], (top[0] + w * 0.02, top[1] + h * 0.16)),
        (206, 220, 242),
        (196, 212, 238),
    )
