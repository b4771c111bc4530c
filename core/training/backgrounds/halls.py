"""Larger rooms: classroom, office, gym, restaurant, library, shop, laboratory, museum, castle, stage."""

import math

from core.training.backgrounds import furniture as f
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


def classroom(c: Canvas) -> Told:
    floor = c.u(0.64, 0.7)
    name = f.wall(c, floor, ("yellow", "blue", "green", "white", "beige"))
    f.skirting(c, floor)
    f.planks(c, floor)
    green = c.pick(((62, 116, 92), (54, 66, 76)))
    c.box(0.22, 0.12, 0.78, 0.46, (196, 146, 98), (156, 110, 72), round_by=0.008)
    c.box(0.238, 0.138, 0.762, 0.44, lighter(green, 0.1), darker(green, 0.08))
    for k in range(3):
        y = 0.19 + 0.055 * k
        c.line(
            [(0.28 + t * 0.02, y + 0.006 * math.sin(t * 1.7 + k)) for t in range(c.n(8, 17))],
            (232, 240, 236),
            0.005,
        )
    c.box(0.3, 0.455, 0.7, 0.47, (222, 178, 124))
    f.window(c, 0.1, 0.28, 0.12, 0.26)
    c.oval(0.89, 0.17, 0.055, 0.055, (80, 84, 100))
    c.oval(0.89, 0.17, 0.046, 0.046, (255, 255, 252), (236, 236, 232))
    c.line(((0.89, 0.14), (0.89, 0.17), (0.91, 0.18)), (70, 72, 88), 0.005)
    f.shelf(c, 0.83, 0.97, 0.38, floor + 0.02, 3)
    wood = c.pick(f.WOOD)
    for x in (0.12, 0.88):
        f.table(c, x, floor + 0.1, floor + 0.24, 0.26, wood)
        f.books(c, x - 0.06, x + 0.0, floor + 0.085, 0.06)
        c.oval(x + 0.06, floor + 0.065, 0.022, 0.022, (240, 90, 84), (196, 56, 60))
    return Told(
        floor + 0.08,
        (f"{name} walls", "a blackboard", "desks", "a blackboard and desks"),
        ("bright", "tidy", "empty"),
    )


def office(c: Canvas) -> Told:
    floor = c.u(0.62, 0.68)
    name = f.wall(c, floor, ("grey", "white", "blue", "beige"))
    carpet: Colour = c.vary(c.pick(((130, 146, 170), (150, 150, 160), (110, 140, 140))), 6)
    for k in range(3):
        f.window(c, 0.2 + 0.3 * k, 0.24, 0.23, 0.3)
    f.skirting(c, floor)
    c.box(0, floor, 1, 1, lighter(carpet, 0.15), carpet)
    c.mottle(floor, 1, lighter(carpet, 0.4), 0.2)
    left = c.chance(0.5)
    x = 0.2 if left else 0.8
    wood = c.pick(f.WOOD)
    cx = x + (0.2 if left else -0.2)
    f.table(c, x, floor + 0.0, floor + 0.16, 0.4, wood)
    c.box(
        x - 0.09, floor - 0.19, x + 0.09, floor - 0.05, (60, 64, 78), (44, 46, 58), round_by=0.008
    )
    c.box(
        x - 0.08,
        floor - 0.18,
        x + 0.08,
        floor - 0.062,
        (150, 206, 246),
        (90, 150, 220),
        own_light=True,
    )
    c.box(x - 0.012, floor - 0.05, x + 0.012, floor - 0.018, (70, 74, 88))
    c.box(x - 0.05, floor - 0.024, x + 0.05, floor - 0.014, (70, 74, 88))
    seat = c.pick(f.CLOTH)
    c.shadow(cx, floor + 0.2, 0.09)
    c.box(cx - 0.008, floor + 0.09, cx + 0.008, floor + 0.19, (80, 82, 96))
    c.box(cx - 0.07, floor + 0.18, cx + 0.07, floor + 0.2, (80, 82, 96), round_by=0.01)
    c.box(
        cx - 0.07,
        floor - 0.09,
        cx + 0.07,
        floor + 0.06,
        lighter(seat, 0.15),
        darker(seat, 0.15),
        round_by=0.025,
    )
    c.box(
        cx - 0.08,
        floor + 0.065,
        cx + 0.08,
        floor + 0.1,
        lighter(seat, 0.2),
        darker(seat, 0.15),
        round_by=0.015,
    )
    f.shelf(c, *((0.8, 0.97) if left else (0.03, 0.2)), floor - 0.22, floor + 0.04, 2)
    f.plant(c, 0.72 if left else 0.28, floor + 0.05, 0.24)
    return Told(
        floor + 0.12,
        (f"{name} walls", "a desk", "a desk and a computer", "a computer", "big windows"),
        ("modern", "tidy", "bright"),
    )


def gym(c: Canvas) -> Told:
    floor = c.u(0.62, 0.68)
    name = f.wall(c, floor, ("grey", "white", "blue", "orange"))
    c.box(0.06, 0.14, 0.94, 0.46, (226, 230, 236))
    c.box(0.07, 0.15, 0.93, 0.45, (206, 226, 238), (168, 196, 214))
    for k in range(4):
        c.poly(
            (
                (0.12 + 0.22 * k, 0.45),
                (0.2 + 0.22 * k, 0.15),
                (0.25 + 0.22 * k, 0.15),
                (0.17 + 0.22 * k, 0.45),
            ),
            (240, 250, 255),
            alpha=0.5,
        )
    f.skirting(c, floor)
    mat: Colour = c.vary(c.pick(((92, 96, 112), (88, 124, 150), (196, 150, 104))), 6)
    c.box(0, floor, 1, 1, lighter(mat, 0.15), mat)
    for k in range(-3, 9):
        c.line(
            ((0.5 + (k / 5 - 0.5), floor), (0.5 + (k / 5 - 0.5) * 2, 1)), darker(mat, 0.15), 0.004
        )
    tone = c.pick(f.CLOTH)
    left = c.chance(0.5)
    x = 0.2 if left else 0.8
    c.box(x - 0.17, floor - 0.2, x - 0.15, floor + 0.07, (80, 84, 98))
    c.box(x + 0.15, floor - 0.2, x + 0.17, floor + 0.07, (80, 84, 98))
    for y in (floor - 0.17, floor - 0.07, floor + 0.03):
        c.box(x - 0.18, y, x + 0.18, y + 0.018, (110, 114, 128), (80, 84, 98))
        for k in range(3):
            dumbbell(c, x - 0.11 + 0.11 * k, y - 0.024, 0.042, c.pick((tone, (66, 68, 80))))
    treadmill(c, 0.83 if left else 0.17, floor + 0.13, -1 if left else 1, tone)
    bx = 0.62 if left else 0.38
    c.shadow(bx, floor + 0.05, 0.07)
    c.oval(bx, floor - 0.01, 0.06, 0.06, lighter(tone, 0.4), darker(tone, 0.15))
    return Told(
        floor + 0.12,
        (f"{name} walls", "dumbbells", "weights", "a treadmill", "mirrors"),
        ("modern", "bright"),
    )


def dumbbell(c: Canvas, x: float, y: float, w: float, tone: Colour) -> None:
    c.box(x - w, y - 0.006, x + w, y + 0.006, (190, 194, 206))
    for k in (-1, 1):
        c.box(
            x + k * w * 0.75 - w * 0.28,
            y - w * 0.55,
            x + k * w * 0.75 + w * 0.28,
            y + w * 0.55,
            lighter(tone, 0.25),
            darker(tone, 0.2),
            round_by=0.008,
        )


def treadmill(c: Canvas, x: float, foot: float, way: int, tone: Colour) -> None:
    c.shadow(x, foot, 0.18)
    c.box(
        x - 0.15, foot - 0.05, x + 0.15, foot - 0.005, (90, 94, 110), (60, 62, 76), round_by=0.015
    )
    c.box(x - 0.14, foot - 0.062, x + 0.14, foot - 0.046, (46, 48, 58), round_by=0.008)
    c.line(
        ((x - way * 0.12, foot - 0.04), (x - way * 0.09, foot - 0.3)), lighter(tone, 0.15), 0.022
    )
    c.line(((x - way * 0.09, foot - 0.24), (x + way * 0.02, foot - 0.22)), (80, 84, 98), 0.014)
    c.box(
        x - way * 0.09 - 0.045,
        foot - 0.34,
        x - way * 0.09 + 0.045,
        foot - 0.28,
        (80, 84, 98),
        (56, 58, 72),
        round_by=0.012,
    )
    c.box(
        x - way * 0.09 - 0.032,
        foot - 0.33,
        x - way * 0.09 + 0.032,
        foot - 0.295,
        (130, 214, 240),
        own_light=True,
    )


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
