"""Rooms to appear in: castle hall, stage, plain studio."""

import math

from core.training.backgrounds import furniture as f
from core.training.backgrounds import scenery as s
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


def column(c: Canvas, x: float, foot: float, w: float, tone: Colour) -> None:
    c.shadow(x, foot, w * 1.1)
    c.box(x - w / 2, 0, x + w / 2, foot, lighter(tone, 0.3), darker(tone, 0.28), across=True)
    for k in (-0.2, 0.1):
        c.box(x + k * w, 0, x + (k + 0.08) * w, foot, darker(tone, 0.14), alpha=0.6)
    c.box(
        x - w * 0.7,
        foot - 0.045,
        x + w * 0.7,
        foot,
        lighter(tone, 0.3),
        darker(tone, 0.2),
        across=True,
    )
    c.box(
        x - w * 0.7, 0.03, x + w * 0.7, 0.075, lighter(tone, 0.35), darker(tone, 0.2), across=True
    )


def castle_hall(c: Canvas) -> Told:
    floor = c.u(0.64, 0.7)
    stone = c.vary(c.pick(((176, 164, 158), (158, 160, 176), (196, 176, 150))), 6)
    c.box(0, 0, 1, floor, darker(stone, 0.12), stone)
    for r in range(11):
        for k in range(9):
            x = (k + 0.5 * (r % 2)) / 8 - 0.06
            c.box(
                x + 0.003,
                r * 0.065 + 0.003,
                x + 0.119,
                r * 0.065 + 0.06,
                c.vary(darker(stone, 0.06), 6),
                round_by=0.006,
            )
    tone = c.pick(((200, 56, 66), (70, 90, 180), (120, 66, 150)))
    for x in (0.3, 0.7):
        arch(c, x, 0.27, 0.13, 0.3)
    c.box(0, floor, 1, 1, lighter(stone, 0.1), darker(stone, 0.08))
    f.tiles(c, floor, lighter(stone, 0.15), darker(stone, 0.02))
    c.poly(
        ((0.4, floor), (0.6, floor), (0.82, 1.01), (0.18, 1.01)),
        darker(tone, 0.08),
        lighter(tone, 0.12),
    )
    for k in (-1, 1):
        c.line(((0.5 + k * 0.092, floor), (0.5 + k * 0.295, 1.01)), (246, 206, 110), 0.009)
    for x in (0.1, 0.9):
        column(c, x, floor + 0.07, 0.1, stone)
        banner(c, x, 0.14, 0.085, 0.26, tone)
    if c.chance(0.6):
        throne(c, 0.5, floor + 0.02, 0.26, tone)
        said: tuple[str, ...] = ("a throne", "a red carpet" if tone[0] > 190 else "a carpet")
    else:
        banner(c, 0.5, 0.1, 0.15, 0.34, tone)
        said = ("banners",)
    for x in (0.2, 0.8):
        torch(c, x, floor - 0.2)
    return Told(
        floor + 0.08, (*said, "stone walls", "torches", "banners"), ("old", "grand", "royal")
    )


def arch(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A pointed window of coloured glass or sky."""

    def outline(grow: float) -> list[tuple[float, float]]:
        half = w / 2 + grow
        top = [
            (
                x + half * math.cos(a * math.pi / 8),
                y - h * 0.2 - (h * 0.3 + grow) * math.sin(a * math.pi / 8),
            )
            for a in range(9)
        ]
        return [(x + half, y + h / 2 + grow), *top, (x - half, y + h / 2 + grow)]

    c.poly(outline(0.016), (216, 204, 194), (170, 160, 160))
    c.poly(outline(0.0), lighter(c.mood.top, 0.2), c.mood.low, own_light=True)
    c.line(((x, y - h / 2), (x, y + h / 2)), (120, 112, 116), 0.006)
    c.line(((x - w / 2, y), (x + w / 2, y)), (120, 112, 116), 0.006)


def banner(c: Canvas, x: float, top: float, w: float, h: float, tone: Colour) -> None:
    c.box(x - w * 0.62, top - 0.012, x + w * 0.62, top + 0.004, (226, 186, 96), round_by=0.006)
    c.poly(
        (
            (x - w / 2, top),
            (x + w / 2, top),
            (x + w / 2, top + h),
            (x, top + h * 0.84),
            (x - w / 2, top + h),
        ),
        lighter(tone, 0.15),
        darker(tone, 0.15),
    )
    gold: Colour = (250, 214, 110)
    y, r = top + h * 0.38, w * 0.24
    c.poly(
        (
            (x - r, y - r * 0.6),
            (x - r * 0.5, y),
            (x, y - r),
            (x + r * 0.5, y),
            (x + r, y - r * 0.6),
            (x + r * 0.8, y + r),
            (x - r * 0.8, y + r),
        ),
        gold,
        darker(gold, 0.1),
    )


def throne(c: Canvas, x: float, foot: float, h: float, tone: Colour) -> None:
    gold: Colour = (244, 200, 96)
    c.box(x - h * 0.6, foot - 0.02, x + h * 0.6, foot + 0.02, (216, 206, 200), (176, 166, 164))
    c.box(
        x - h * 0.32,
        foot - h,
        x + h * 0.32,
        foot - 0.02,
        lighter(gold, 0.2),
        darker(gold, 0.14),
        round_by=0.03,
    )
    c.box(
        x - h * 0.23,
        foot - h * 0.92,
        x + h * 0.23,
        foot - h * 0.32,
        lighter(tone, 0.15),
        darker(tone, 0.1),
        round_by=0.025,
    )
    c.box(
        x - h * 0.34,
        foot - h * 0.36,
        x + h * 0.34,
        foot - h * 0.22,
        lighter(tone, 0.2),
        darker(tone, 0.15),
        round_by=0.015,
    )
    for k in (-1, 1):
        c.box(
            x + k * h * 0.36 - 0.02,
            foot - h * 0.5,
            x + k * h * 0.36 + 0.02,
            foot - 0.02,
            lighter(gold, 0.25),
            darker(gold, 0.2),
            round_by=0.012,
        )
        c.oval(x + k * h * 0.3, foot - h, 0.02, 0.02, lighter(gold, 0.4), gold)


def torch(c: Canvas, x: float, y: float) -> None:
    c.glow(x, y - 0.05, 0.14, 0.14, (255, 190, 90), 0.6)
    c.poly(
        (
            (x - 0.016, y - 0.02),
            (x + 0.016, y - 0.02),
            (x + 0.008, y + 0.06),
            (x - 0.008, y + 0.06),
        ),
        (130, 90, 64),
        (90, 60, 50),
    )
    c.poly(
        (
            (x - 0.018, y - 0.025),
            (x - 0.008, y - 0.07),
            (x, y - 0.1),
            (x + 0.012, y - 0.065),
            (x + 0.018, y - 0.025),
        ),
        (255, 214, 90),
        (250, 120, 50),
        own_light=True,
    )
    c.oval(x, y - 0.035, 0.009, 0.017, (255, 246, 180), own_light=True)


def stage(c: Canvas) -> Told:
    floor = c.u(0.68, 0.74)
    names: dict[str, Colour] = {
        "red": (196, 44, 56),
        "purple": (120, 60, 160),
        "blue": (56, 84, 176),
        "green": (40, 120, 96),
    }
    name = c.pick(("red", "red", "purple", "blue", "green"))
    cloth = c.vary(names[name], 6)
    back = darker(cloth, 0.45)
    c.box(0, 0, 1, floor, darker(back, 0.2), lighter(back, 0.08))
    for k in range(24):
        c.box(k / 24, 0, (k + 0.5) / 24, floor, darker(back, 0.2), alpha=0.4)
    wood: Colour = c.vary((190, 130, 84), 8)
    f.planks(c, floor, wood)
    c.box(0, floor - 0.01, 1, floor + 0.012, darker(wood, 0.4), darker(wood, 0.15))
    for _ in range(c.n(2, 3)):
        top, low = c.u(0.15, 0.85), c.u(0.36, 0.64)
        c.poly(
            ((top - 0.02, 0), (top + 0.02, 0), (low + 0.15, 0.88), (low - 0.15, 0.88)),
            (255, 248, 214),
            (255, 248, 214),
            alpha=0.16,
        )
        c.oval(low, 0.88, 0.15, 0.035, (255, 250, 220), alpha=0.28)
    curtains(c, floor, cloth)
    if c.chance(0.5):
        for k in range(7):
            lx = 0.08 + k * 0.14
            c.glow(lx, 0.965, 0.07, 0.07, s.LAMP, 0.6)
            c.oval(lx, 0.985, 0.026, 0.022, (255, 250, 220), s.LAMP, own_light=True)
    return Told(
        floor + 0.06,
        (f"{name} curtains", "curtains", "spotlights", f"{name} curtains"),
        ("big", "bright"),
    )


def curtains(c: Canvas, floor: float, cloth: Colour) -> None:
    """Curtains drawn aside, and the valance above."""
    for side in (-1, 1):
        for k in range(6):
            x0 = (0.5 + side * 0.5) - side * k * 0.035
            c.poly(
                (
                    (x0 - 0.024, 0),
                    (x0 + 0.024, 0),
                    (x0 + 0.024 - side * 0.012, floor + 0.05),
                    (x0 - 0.024 - side * 0.012, floor + 0.05),
                ),
                lighter(cloth, 0.2 if k % 2 else 0.02),
                darker(cloth, 0.2),
            )
    for k in range(9):
        c.oval(k / 8, 0.03, 0.075, 0.1, lighter(cloth, 0.05), darker(cloth, 0.12))
        c.oval(k / 8, 0.115, 0.02, 0.014, (250, 206, 100), (220, 160, 70))


def plain_studio(c: Canvas) -> Told:
    name = c.pick((*f.WALLS, "red", "light blue"))
    tone = {**f.WALLS, "red": (236, 120, 110), "light blue": (196, 226, 246)}[name]
    tone = c.vary(tone, 6)
    floor = c.u(0.6, 0.72)
    c.box(0, 0, 1, floor, tone, lighter(tone, 0.12))
    c.box(0, floor, 1, 1, darker(tone, 0.1), lighter(tone, 0.1))
    c.box(0, floor - 0.06, 1, floor + 0.06, lighter(tone, 0.12), darker(tone, 0.06))
    c.glow(0.5, 0.4, 0.75, 0.6, (255, 255, 255), 0.4)
    c.glow(0.5, 0.86, 0.5, 0.12, (255, 255, 255), 0.25)
    return Told(floor + 0.06, (f"a {name} wall", f"a {name} backdrop"), ("simple", name))
