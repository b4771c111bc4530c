"""Rooms with things on show: museum and laboratory."""

import math

from core.training.backgrounds import furniture as f
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


def museum(c: Canvas) -> Told:
    floor = c.u(0.66, 0.72)
    name = f.wall(c, floor, ("white", "beige", "grey", "green"))
    f.skirting(c, floor)
    f.planks(c, floor, (214, 180, 136))
    gold: Colour = (226, 182, 92)
    for x, w, h in ((0.17, 0.2, 0.24), (0.5, 0.26, 0.2), (0.83, 0.2, 0.24)):
        c.glow(x, 0.26, w, 0.32, (255, 250, 224), 0.5)
        f.picture(c, x, 0.29, w, h, gold)
        c.box(x - 0.05, 0.1, x + 0.05, 0.115, (120, 112, 110), round_by=0.006)
    for x in (0.09, 0.91):
        pedestal(c, x, floor + 0.12)
    for k in (0.3, 0.7):
        c.box(
            k - 0.007,
            floor - 0.1,
            k + 0.007,
            floor + 0.03,
            lighter(gold, 0.2),
            darker(gold, 0.2),
            across=True,
        )
        c.oval(k, floor - 0.105, 0.014, 0.014, lighter(gold, 0.4), gold)
    c.line(
        [
            (0.3 + 0.4 * t / 10, floor - 0.09 + 0.045 * math.sin(math.pi * t / 10))
            for t in range(11)
        ],
        (190, 50, 60),
        0.012,
    )
    return Told(
        floor + 0.1,
        (f"{name} walls", "paintings", "framed pictures", "paintings and vases"),
        ("quiet", "bright"),
    )


def pedestal(c: Canvas, x: float, foot: float) -> None:
    c.shadow(x, foot, 0.12)
    c.box(x - 0.06, foot - 0.24, x + 0.06, foot, (252, 250, 246), (206, 202, 200), across=True)
    c.box(x - 0.07, foot - 0.26, x + 0.07, foot - 0.235, (255, 255, 252), (220, 216, 214))
    tone = c.pick(f.CLOTH)
    c.oval(x, foot - 0.33, 0.05, 0.07, lighter(tone, 0.35), darker(tone, 0.2))
    c.box(x - 0.024, foot - 0.43, x + 0.024, foot - 0.38, lighter(tone, 0.2), tone)
    c.box(x - 0.034, foot - 0.445, x + 0.034, foot - 0.425, lighter(tone, 0.35), round_by=0.008)


def laboratory(c: Canvas) -> Told:
    floor = c.u(0.66, 0.72)
    name = f.wall(c, floor, ("white", "blue", "grey", "green"))
    f.tiles(c, floor, (246, 248, 250), (214, 226, 234))
    for y in (0.2, 0.36):
        for x0, x1 in ((0.03, 0.34), (0.66, 0.97)):
            for k in range(4):
                flask(c, x0 + 0.04 + k * 0.075, y, c.u(0.075, 0.11))
            c.box(x0, y, x1, y + 0.016, (236, 240, 246), (186, 196, 210))
    c.box(0.4, 0.1, 0.6, 0.36, (70, 80, 96), (54, 62, 78), round_by=0.01)
    c.box(0.412, 0.112, 0.588, 0.348, (60, 120, 150), (36, 76, 110), own_light=True)
    c.line(
        [
            (0.42 + t * 0.0155, 0.23 + 0.05 * math.sin(t * 1.9) * math.sin(t * 0.5))
            for t in range(11)
        ],
        (150, 250, 200),
        0.006,
        own_light=True,
    )
    c.box(0, floor - 0.2, 1, floor + 0.01, (226, 234, 242), (184, 196, 212))
    for k in range(5):
        c.box(
            k / 5 + 0.01,
            floor - 0.165,
            (k + 1) / 5 - 0.01,
            floor - 0.005,
            (244, 248, 252),
            (206, 216, 228),
            round_by=0.006,
        )
        c.box(
            k / 5 + 0.07,
            floor - 0.15,
            (k + 1) / 5 - 0.07,
            floor - 0.14,
            (140, 152, 170),
            round_by=0.004,
        )
    c.box(0, floor - 0.215, 1, floor - 0.185, (92, 108, 130), (70, 84, 104))
    for x in (0.1, 0.2, 0.8, 0.9):
        flask(c, x + c.u(-0.02, 0.02), floor - 0.215, c.u(0.1, 0.15))
    return Told(
        floor + 0.08,
        (f"{name} walls", "flasks", "colourful flasks", "glass flasks and a screen"),
        ("clean", "modern", "white" if name == "white" else "bright"),
    )


def flask(c: Canvas, x: float, foot: float, h: float) -> None:
    tone = c.pick(
        ((110, 220, 140), (110, 190, 250), (250, 130, 180), (250, 200, 90), (180, 140, 250))
    )
    w = h * 0.36
    c.poly(
        (
            (x - w * 0.3, foot - h),
            (x + w * 0.3, foot - h),
            (x + w * 0.3, foot - h * 0.6),
            (x + w, foot),
            (x - w, foot),
            (x - w * 0.3, foot - h * 0.6),
        ),
        (236, 246, 252),
        (206, 226, 238),
    )
    c.poly(
        (
            (x - w * 0.55, foot - h * 0.42),
            (x + w * 0.55, foot - h * 0.42),
            (x + w * 0.94, foot - 0.002),
            (x - w * 0.94, foot - 0.002),
        ),
        lighter(tone, 0.3),
        darker(tone, 0.08),
    )
    c.box(
        x - w * 0.4, foot - h * 1.04, x + w * 0.4, foot - h * 0.97, (250, 252, 255), round_by=0.004
    )
