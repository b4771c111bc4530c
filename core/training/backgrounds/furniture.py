"""Rooms and what stands in them: walls, floors, windows, shelves, tables, lamps, plants."""

from core.training.backgrounds import scenery as s
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix

WALLS: dict[str, Colour] = {
    "yellow": (250, 222, 140), "blue": (166, 204, 232), "pink": (246, 196, 204),
    "green": (184, 216, 174), "white": (244, 242, 236), "orange": (248, 196, 142),
    "purple": (206, 188, 232), "grey": (200, 204, 212), "beige": (238, 222, 196),
}  # fmt: skip
WOOD: tuple[Colour, ...] = ((196, 142, 92), (166, 112, 72), (222, 178, 124), (140, 96, 70))
CLOTH: tuple[Colour, ...] = (
    (226, 92, 84), (74, 134, 206), (92, 170, 130), (240, 176, 74), (150, 110, 196), (70, 150, 160),
)  # fmt: skip


def wall(c: Canvas, floor: float, names: tuple[str, ...] | None = None) -> str:
    """Paint a wall in a named colour, sometimes striped or panelled; returns the name."""
    name = c.pick(names or tuple(WALLS))
    colour = c.vary(WALLS[name], 6)
    c.box(0, 0, 1, floor, lighter(colour, 0.18), darker(colour, 0.06))
    style = c.u(0, 1)
    if style < 0.22:
        for k in range(13):
            c.box(k / 12 - 0.02, 0, k / 12 + 0.02, floor, lighter(colour, 0.3), alpha=0.5)
    elif style < 0.45:
        c.box(0, floor - 0.2, 1, floor, lighter(colour, 0.45), lighter(colour, 0.2))
        c.box(0, floor - 0.21, 1, floor - 0.195, lighter(colour, 0.65))
    c.glow(c.u(0.2, 0.8), 0.1, 0.8, 0.6, (255, 255, 240), 0.28)
    return name


def skirting(c: Canvas, floor: float) -> None:
    c.box(0, floor - 0.022, 1, floor + 0.004, (252, 250, 246), (224, 220, 214))


def planks(c: Canvas, floor: float, wood: Colour | None = None) -> None:
    """A wooden floor in perspective."""
    wood = c.vary(c.pick(WOOD), 8) if wood is None else wood
    c.box(0, floor, 1, 1, lighter(wood, 0.1), lighter(wood, 0.26))
    for k in range(-9, 20):
        a, b = 0.5 + (k / 11 - 0.5), 0.5 + (k / 11 - 0.5) * 2.1
        c.line(((a, floor), (b, 1.01)), darker(wood, 0.1), 0.003)
        y = c.u(0, 1)
        x0, x1 = a + (b - a) * y, a + 1 / 11 + (b + 2.1 / 11 - a - 1 / 11) * y
        c.line(
            ((x0, floor + (1 - floor) * y), (x1, floor + (1 - floor) * y)),
            darker(wood, 0.12),
            0.003,
        )


def tiles(c: Canvas, floor: float, one: Colour, two: Colour) -> None:
    """A chequered floor in perspective."""
    c.box(0, floor, 1, 1, one, lighter(one, 0.1))
    rows = [floor + (1.02 - floor) * (r / 6) ** 1.35 for r in range(7)]
    for r in range(6):
        spread0, spread1 = (1 + 1.1 * (y - floor) / (1 - floor) for y in (rows[r], rows[r + 1]))
        for k in range(-7, 17):
            if (k + r) % 2:
                continue
            a, b = k / 9 - 0.5, (k + 1) / 9 - 0.5
            c.poly(
                (
                    (0.5 + a * spread0, rows[r]),
                    (0.5 + b * spread0, rows[r]),
                    (0.5 + b * spread1, rows[r + 1]),
                    (0.5 + a * spread1, rows[r + 1]),
                ),
                two,
            )


def window(
    c: Canvas, x: float, y: float, w: float, h: float, curtain: Colour | None = None
) -> None:
    """A window centred at (x, y) that shows the sky of the mood."""
    frame: Colour = (252, 250, 246)
    c.box(
        x - w / 2 - 0.014,
        y - h / 2 - 0.014,
        x + w / 2 + 0.014,
        y + h / 2 + 0.014,
        frame,
        darker(frame, 0.08),
        round_by=0.006,
    )
    c.box(x - w / 2, y - h / 2, x + w / 2, y + h / 2, c.mood.top, c.mood.low, own_light=True)
    if c.mood.name == "night":
        for _ in range(8):
            sx, sy = x + c.u(-0.45, 0.45) * w, y + c.u(-0.45, 0.2) * h
            c.oval(sx, sy, 0.003, 0.003, (255, 255, 240), own_light=True)
    else:
        c.oval(x - w * 0.12, y - h * 0.12, w * 0.18, h * 0.06, (255, 255, 255))
        c.oval(x - w * 0.02, y - h * 0.16, w * 0.12, h * 0.07, (255, 255, 255))
    green: Colour = (70, 110, 96) if c.mood.name == "night" else (128, 190, 110)
    c.box(x - w / 2, y + h * 0.32, x + w / 2, y + h / 2, green, darker(green, 0.15))
    c.box(x - 0.005, y - h / 2, x + 0.005, y + h / 2, frame)
    c.box(x - w / 2, y - 0.005, x + w / 2, y + 0.005, frame)
    c.box(
        x - w / 2 - 0.025,
        y + h / 2 + 0.008,
        x + w / 2 + 0.025,
        y + h / 2 + 0.026,
        frame,
        darker(frame, 0.15),
    )
    if curtain is not None:
        curtains(c, (x, y), (w, h), curtain)


def curtains(
    c: Canvas, at: tuple[float, float], size: tuple[float, float], curtain: Colour
) -> None:
    """Curtains at both sides of a window, on a rail."""
    (x, y), (w, h) = at, size
    for side in (-1, 1):
        for k in range(3):
            cx = x + side * (w / 2 + 0.015 - k * 0.02)
            c.box(
                cx - 0.017,
                y - h / 2 - 0.03,
                cx + 0.017,
                y + h / 2 + 0.06,
                lighter(curtain, 0.22 - 0.1 * (k % 2)),
                darker(curtain, 0.1),
                round_by=0.008,
            )
    c.box(
        x - w / 2 - 0.06,
        y - h / 2 - 0.045,
        x + w / 2 + 0.06,
        y - h / 2 - 0.03,
        (150, 110, 80),
        round_by=0.007,
    )


def picture(
    c: Canvas, x: float, y: float, w: float, h: float, frame: Colour = (160, 112, 72)
) -> None:
    """A framed little landscape."""
    c.box(
        x - w / 2 - 0.012,
        y - h / 2 - 0.012,
        x + w / 2 + 0.012,
        y + h / 2 + 0.012,
        lighter(frame, 0.2),
        darker(frame, 0.1),
    )
    c.box(
        x - w / 2,
        y - h / 2,
        x + w / 2,
        y + h / 2,
        lighter(c.pick(CLOTH), 0.6),
        lighter(c.pick(CLOTH), 0.35),
    )
    c.oval(x + w * c.u(-0.2, 0.2), y - h * 0.12, h * 0.12, h * 0.12, (255, 236, 150))
    tone = c.pick(CLOTH)
    c.poly(
        (
            (x - w / 2, y + h / 2),
            (x - w * 0.2, y),
            (x + w * 0.08, y + h * 0.3),
            (x + w * 0.25, y + h * 0.08),
            (x + w / 2, y + h / 2),
        ),
        lighter(tone, 0.15),
        tone,
    )


def plant(c: Canvas, x: float, foot: float, h: float) -> None:
    """A potted plant."""
    pot = c.pick(((226, 134, 96), (244, 240, 232), (90, 140, 170), (240, 190, 90)))
    green = c.vary((84, 162, 92), 12)
    c.shadow(x, foot, h * 0.35)
    for k in range(7):
        dx = (k - 3) * 0.13 * h
        top = foot - h * (1 - 0.07 * abs(k - 3))
        c.poly(
            (
                (x, foot - h * 0.3),
                (x + dx * 0.75 - h * 0.07, (foot - h * 0.3 + top) / 2),
                (x + dx * 1.25, top),
                (x + dx * 0.75 + h * 0.07, (foot - h * 0.3 + top) / 2),
            ),
            lighter(green, 0.22),
            darker(green, 0.2),
        )
    c.poly(
        (
            (x - h * 0.17, foot - h * 0.33),
            (x + h * 0.17, foot - h * 0.33),
            (x + h * 0.12, foot),
            (x - h * 0.12, foot),
        ),
        lighter(pot, 0.2),
        darker(pot, 0.22),
        across=True,
    )
    c.box(
        x - h * 0.19,
        foot - h * 0.36,
        x + h * 0.19,
        foot - h * 0.29,
        lighter(pot, 0.3),
        darker(pot, 0.1),
        across=True,
    )


def floor_lamp(c: Canvas, x: float, foot: float, h: float) -> None:
    shade = c.pick(((255, 236, 196), (250, 200, 160), (200, 226, 236)))
    c.shadow(x, foot, h * 0.16)
    c.oval(x, foot - 0.006, h * 0.1, h * 0.022, (110, 96, 90), (80, 70, 70))
    c.box(x - h * 0.012, foot - h * 0.8, x + h * 0.012, foot, (120, 106, 100), (86, 76, 76))
    c.glow(x, foot - h * 0.84, h * 0.55, h * 0.5, s.LAMP, 0.5 if c.mood.name == "night" else 0.3)
    c.poly(
        (
            (x - h * 0.09, foot - h),
            (x + h * 0.09, foot - h),
            (x + h * 0.17, foot - h * 0.74),
            (x - h * 0.17, foot - h * 0.74),
        ),
        lighter(shade, 0.4),
        shade,
        own_light=True,
    )


def hanging_lamp(c: Canvas, x: float, low: float, r: float, tone: Colour) -> None:
    c.line(((x, 0), (x, low - r)), (90, 84, 90), 0.004)
    c.glow(x, low, r * 3.2, r * 3, s.LAMP, 0.4)
    c.poly(
        ((x - r * 0.35, low - r), (x + r * 0.35, low - r), (x + r, low), (x - r, low)),
        lighter(tone, 0.25),
        darker(tone, 0.1),
    )
    c.oval(x, low, r * 0.5, r * 0.28, (255, 248, 210), own_light=True)


def books(c: Canvas, x0: float, x1: float, foot: float, h: float) -> None:
    """A row of books between x0 and x1."""
    x = x0
    while x < x1 - 0.008:
        w = min(c.u(0.012, 0.024), x1 - x)
        tone = c.vary(c.pick(CLOTH), 16)
        c.box(
            x,
            foot - h * c.u(0.7, 0.98),
            x + w - 0.001,
            foot,
            lighter(tone, 0.16),
            darker(tone, 0.14),
            across=True,
        )
        x += w


def shelf(c: Canvas, x0: float, x1: float, top: float, foot: float, rows: int = 4) -> None:
    """A bookcase full of books."""
    wood = c.vary(c.pick(WOOD), 6)
    c.box(x0, top, x1, foot, lighter(wood, 0.08), darker(wood, 0.15))
    step = (foot - top) / rows
    for r in range(rows):
        y0, y1 = top + r * step + 0.012, top + (r + 1) * step - 0.006
        c.box(x0 + 0.012, y0, x1 - 0.012, y1, darker(wood, 0.45), darker(wood, 0.35))
        books(c, x0 + 0.016, x1 - 0.016, y1, y1 - y0)


def table(c: Canvas, x: float, top: float, foot: float, w: float, wood: Colour) -> None:
    """A table with a top and two legs."""
    c.shadow(x, foot, w * 0.6)
    for k in (-0.42, 0.42):
        c.box(
            x + k * w - 0.014,
            top,
            x + k * w + 0.014,
            foot,
            lighter(wood, 0.1),
            darker(wood, 0.3),
            across=True,
        )
    c.box(x - w / 2, top - 0.016, x + w / 2, top + 0.016, lighter(wood, 0.35), wood, round_by=0.008)


def rug(c: Canvas, y: float, tone: Colour) -> None:
    """An oval rug in the middle of the floor."""
    c.oval(0.5, y, 0.4, 0.1, darker(tone, 0.1))
    c.oval(0.5, y, 0.385, 0.094, lighter(tone, 0.25), lighter(tone, 0.1))
    c.oval(0.5, y, 0.3, 0.07, mix(tone, (255, 255, 255), 0.5), lighter(tone, 0.35))
