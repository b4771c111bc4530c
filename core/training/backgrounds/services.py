"""Rooms that serve people: restaurant, library, shop."""

from core.training.backgrounds import furniture as f
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


def restaurant(c: Canvas) -> Told:
    floor = c.u(0.62, 0.68)
    name = f.wall(c, floor, ("orange", "beige", "green", "pink", "yellow"))
    wood = c.pick(f.WOOD)
    c.box(0, floor - 0.16, 1, floor, lighter(wood, 0.12), darker(wood, 0.1))
    for k in range(13):
        c.line(((k / 12, floor - 0.16), (k / 12, floor)), darker(wood, 0.15), 0.003)
    c.box(0, floor - 0.175, 1, floor - 0.155, lighter(wood, 0.3))
    f.window(c, 0.5, 0.25, 0.34, 0.24, c.pick(((226, 92, 84), (240, 176, 74))))
    for x in (0.12, 0.88):
        f.picture(c, x, 0.32, 0.12, 0.12)
    f.tiles(
        c,
        floor,
        *c.pick(
            (
                ((240, 226, 206), (206, 110, 96)),
                ((244, 240, 232), (90, 104, 120)),
                ((236, 210, 170), (190, 140, 100)),
            )
        ),
    )
    shade = c.pick(f.CLOTH)
    for x in (0.16, 0.84):
        f.hanging_lamp(c, x, c.u(0.16, 0.2), 0.055, shade)
    cloth = c.pick(((252, 250, 246), (236, 96, 88), (250, 220, 150)))
    for x in (0.16, 0.84):
        dining_table(c, x, floor + 0.05, cloth, wood)
    return Told(
        floor + 0.12,
        (f"{name} walls", "tables", "set tables", "lamps", "a chequered floor"),
        ("cosy", "small", "warm"),
    )


def dining_table(c: Canvas, x: float, top: float, cloth: Colour, wood: Colour) -> None:
    foot = top + 0.17
    c.shadow(x, foot, 0.2)
    for k in (-1, 1):
        cx = x + k * 0.17
        c.box(
            cx - 0.035,
            top - 0.13,
            cx + 0.035,
            top + 0.05,
            lighter(wood, 0.15),
            darker(wood, 0.1),
            round_by=0.012,
        )
        c.box(cx - 0.045, top + 0.05, cx + 0.045, top + 0.075, lighter(wood, 0.25), round_by=0.01)
        for j in (-0.035, 0.027):
            c.box(cx + j, top + 0.07, cx + j + 0.01, foot, darker(wood, 0.15))
    c.box(x - 0.015, top, x + 0.015, foot, darker(wood, 0.2))
    c.box(x - 0.06, foot - 0.016, x + 0.06, foot, darker(wood, 0.2), round_by=0.008)
    c.poly(
        ((x - 0.14, top), (x + 0.14, top), (x + 0.15, top + 0.07), (x - 0.15, top + 0.07)),
        cloth,
        darker(cloth, 0.16),
    )
    c.oval(x, top, 0.14, 0.026, lighter(cloth, 0.3), lighter(cloth, 0.1))
    c.oval(x - 0.05, top - 0.002, 0.036, 0.009, (255, 255, 255), (220, 226, 234))
    c.box(x + 0.04, top - 0.05, x + 0.06, top, (150, 206, 226), (100, 160, 190), round_by=0.006)
    c.oval(x + 0.05, top - 0.065, 0.02, 0.02, (250, 120, 130), (220, 80, 100))


def library(c: Canvas) -> Told:
    floor = c.u(0.64, 0.7)
    f.wall(c, floor, ("beige", "green", "yellow", "orange"))
    f.planks(c, floor)
    for x0, x1 in ((-0.02, 0.21), (0.22, 0.4), (0.6, 0.78), (0.79, 1.02)):
        f.shelf(c, x0, x1, 0.04, floor + 0.015, 6)
    f.window(c, 0.5, 0.28, 0.13, 0.34)
    f.rug(c, 0.87, c.pick(f.CLOTH))
    wood = c.pick(f.WOOD)
    x = c.pick((0.14, 0.86))
    f.table(c, x, floor + 0.08, floor + 0.22, 0.26, wood)
    f.books(c, x - 0.08, x - 0.02, floor + 0.065, 0.07)
    c.glow(x + 0.05, floor + 0.0, 0.12, 0.12, (255, 226, 140), 0.5)
    c.box(x + 0.045, floor + 0.02, x + 0.055, floor + 0.066, (150, 120, 80))
    c.oval(x + 0.05, floor + 0.01, 0.04, 0.022, (90, 180, 130), (50, 130, 90))
    if c.chance(0.5):
        lx = 0.31 if x > 0.5 else 0.69
        for k in (-0.03, 0.03):
            c.line(((lx + k, 0.14), (lx + k * 1.5, floor + 0.06)), (222, 178, 124), 0.01)
        for k in range(9):
            c.line(
                ((lx - 0.034, 0.2 + k * 0.06), (lx + 0.034, 0.2 + k * 0.06)), (206, 160, 108), 0.008
            )
    return Told(
        floor + 0.1,
        ("books", "bookshelves", "tall bookshelves", "shelves full of books"),
        ("old", "quiet", "cosy"),
    )


def shop(c: Canvas) -> Told:
    floor = c.u(0.66, 0.72)
    f.wall(c, floor, ("white", "yellow", "green", "blue"))
    f.tiles(c, floor, (248, 248, 246), (222, 228, 232))
    tone = c.pick(f.CLOTH)
    for x0, x1 in ((0.02, 0.32), (0.35, 0.65), (0.68, 0.98)):
        c.box(x0, 0.14, x1, floor + 0.01, (236, 238, 242), (206, 210, 218))
        c.box(x0, 0.1, x1, 0.15, lighter(tone, 0.15), darker(tone, 0.1), round_by=0.008)
        for r in range(4):
            y = 0.27 + (floor - 0.28) * r / 3.05
            c.box(x0 + 0.01, y - 0.1, x1 - 0.01, y, (188, 194, 206), (214, 218, 226))
            goods(c, x0 + 0.015, x1 - 0.015, y)
            c.box(x0, y, x1, y + 0.014, (252, 252, 254), (200, 204, 214))
    x = c.pick((0.13, 0.87))
    crate(c, x, floor + 0.2)
    return Told(
        floor + 0.06,
        ("full shelves", "shelves of goods", "fruit and vegetables"),
        ("bright", "colourful", "tidy"),
    )


def goods(c: Canvas, x0: float, x1: float, foot: float) -> None:
    """A row of the same goods: boxes, bottles, fruit or tins."""
    kind, tone, other = c.n(0, 3), c.vary(c.pick(f.CLOTH)), lighter(c.pick(f.CLOTH), 0.5)
    count = 5 if kind == 2 else 6
    w = (x1 - x0) / count
    for k in range(count):
        x = x0 + (k + 0.5) * w
        if kind == 0:
            c.box(
                x - w * 0.44,
                foot - 0.092,
                x + w * 0.44,
                foot,
                lighter(tone, 0.2),
                darker(tone, 0.1),
            )
            c.box(x - w * 0.3, foot - 0.07, x + w * 0.3, foot - 0.035, other)
        elif kind == 1:
            c.box(
                x - w * 0.36,
                foot - 0.066,
                x + w * 0.36,
                foot,
                lighter(tone, 0.3),
                darker(tone, 0.2),
                round_by=0.008,
            )
            c.box(x - w * 0.15, foot - 0.094, x + w * 0.15, foot - 0.06, other)
        elif kind == 2:
            for dx, dy in ((-0.25, 0.018), (0.25, 0.018), (0.0, 0.046)):
                c.oval(x + dx * w, foot - dy, 0.018, 0.018, lighter(tone, 0.35), darker(tone, 0.1))
        else:
            c.box(
                x - w * 0.42,
                foot - 0.074,
                x + w * 0.42,
                foot,
                (236, 238, 242),
                (196, 200, 210),
                round_by=0.005,
            )
            c.box(x - w * 0.42, foot - 0.058, x + w * 0.42, foot - 0.016, lighter(tone, 0.1), tone)


def crate(c: Canvas, x: float, foot: float) -> None:
    wood = (206, 160, 104)
    c.shadow(x, foot, 0.15)
    for k in range(10):
        tone = c.pick(((236, 80, 70), (250, 180, 60), (130, 190, 80)))
        c.oval(
            x - 0.09 + 0.02 * k,
            foot - 0.115 - 0.012 * (k % 2),
            0.022,
            0.022,
            lighter(tone, 0.3),
            darker(tone, 0.12),
        )
    for k in range(3):
        c.box(
            x - 0.12,
            foot - 0.11 + 0.037 * k,
            x + 0.12,
            foot - 0.078 + 0.037 * k,
            lighter(wood, 0.2),
            darker(wood, 0.08),
            round_by=0.004,
        )
