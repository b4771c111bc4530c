"""Rooms to work and train in: classroom, office, gym."""

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
    swivel_chair(c, cx, floor)
    f.shelf(c, *((0.8, 0.97) if left else (0.03, 0.2)), floor - 0.22, floor + 0.04, 2)
    f.plant(c, 0.72 if left else 0.28, floor + 0.05, 0.24)
    return Told(
        floor + 0.12,
        (f"{name} walls", "a desk", "a desk and a computer", "a computer", "big windows"),
        ("modern", "tidy", "bright"),
    )


def swivel_chair(c: Canvas, cx: float, floor: float) -> None:
    """An office chair on a stem."""
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
