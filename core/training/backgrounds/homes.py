"""Rooms of a home: living room and bedroom."""

from core.training.backgrounds import furniture as f
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


def _walls(name: str) -> tuple[str, str]:
    return (f"{name} walls", f"{name} walls")


def living_room(c: Canvas) -> Told:
    floor = c.u(0.62, 0.68)
    name = f.wall(c, floor)
    f.skirting(c, floor)
    f.planks(c, floor)
    cloth = c.vary(c.pick(f.CLOTH), 8)
    left = c.chance(0.5)
    f.window(c, 0.74 if left else 0.26, 0.26, 0.26, 0.28, c.vary(c.pick(f.CLOTH), 8))
    x = 0.28 if left else 0.72
    for k in range(c.n(1, 2)):
        f.picture(c, x + (k - 0.3) * 0.2, 0.22, 0.11, 0.12, c.pick(f.WOOD))
    f.rug(c, 0.87, c.pick(f.CLOTH))
    sofa(c, x, floor + 0.1, 0.44, cloth)
    f.floor_lamp(c, 0.6 if left else 0.4, floor + 0.03, 0.42)
    f.plant(c, 0.93 if left else 0.07, floor + 0.1, 0.28)
    return Told(
        floor + 0.1,
        (*_walls(name), "a sofa", "a sofa and a lamp", "a rug", "a window"),
        ("cosy", "bright"),
    )


def sofa(c: Canvas, x: float, foot: float, w: float, tone: Colour) -> None:
    c.shadow(x, foot, w * 0.6)
    c.box(
        x - w / 2,
        foot - w * 0.5,
        x + w / 2,
        foot - w * 0.1,
        lighter(tone, 0.2),
        darker(tone, 0.1),
        round_by=0.04,
    )
    for k in (-1, 1):
        c.box(
            x + k * w * 0.21 - w * 0.2,
            foot - w * 0.26,
            x + k * w * 0.21 + w * 0.2,
            foot - w * 0.08,
            lighter(tone, 0.34),
            tone,
            round_by=0.02,
        )
        c.box(
            x + k * w * 0.47 - w * 0.075,
            foot - w * 0.34,
            x + k * w * 0.47 + w * 0.075,
            foot - w * 0.03,
            lighter(tone, 0.28),
            darker(tone, 0.16),
            round_by=0.03,
        )
    c.box(
        x - w / 2,
        foot - w * 0.1,
        x + w / 2,
        foot - w * 0.03,
        darker(tone, 0.08),
        darker(tone, 0.25),
    )
    pillow = c.pick(((255, 240, 210), (255, 214, 110), (240, 240, 250)))
    c.box(
        x + w * 0.14,
        foot - w * 0.38,
        x + w * 0.34,
        foot - w * 0.2,
        pillow,
        darker(pillow, 0.12),
        round_by=0.02,
    )


def bedroom(c: Canvas) -> Told:
    floor = c.u(0.62, 0.68)
    name = f.wall(c, floor, ("blue", "pink", "purple", "green", "yellow", "beige", "white"))
    f.skirting(c, floor)
    f.planks(c, floor)
    left = c.chance(0.5)
    f.window(c, 0.7 if left else 0.3, 0.25, 0.24, 0.26, c.vary(c.pick(f.CLOTH), 8))
    f.picture(c, 0.2 if left else 0.8, 0.2, 0.14, 0.12)
    f.rug(c, 0.88, c.pick(f.CLOTH))
    bed(c, 0.0 if left else 1.0, floor + 0.12, 1 if left else -1)
    x = 0.68 if left else 0.32
    night_stand(c, x, floor)
    if c.chance(0.5):
        f.plant(c, 0.93 if left else 0.07, floor + 0.06, 0.24)
    return Told(
        floor + 0.12,
        (*_walls(name), "a bed", "a bed and a lamp", "a soft rug", "a big bed"),
        ("cosy", "quiet", "tidy"),
    )


def night_stand(c: Canvas, x: float, floor: float) -> None:
    """A chest with two drawers and a lit lamp on it."""
    wood = c.pick(f.WOOD)
    c.shadow(x, floor + 0.03, 0.1)
    c.box(
        x - 0.07,
        floor - 0.12,
        x + 0.07,
        floor + 0.03,
        lighter(wood, 0.25),
        darker(wood, 0.1),
        round_by=0.008,
    )
    for k in range(2):
        c.box(
            x - 0.055,
            floor - 0.105 + 0.062 * k,
            x + 0.055,
            floor - 0.056 + 0.062 * k,
            lighter(wood, 0.38),
            round_by=0.005,
        )
        c.oval(x, floor - 0.08 + 0.062 * k, 0.006, 0.006, darker(wood, 0.35))
    c.glow(x, floor - 0.2, 0.16, 0.16, (255, 226, 140), 0.55)
    c.box(x - 0.006, floor - 0.18, x + 0.006, floor - 0.12, (150, 130, 120))
    c.poly(
        (
            (x - 0.025, floor - 0.24),
            (x + 0.025, floor - 0.24),
            (x + 0.05, floor - 0.165),
            (x - 0.05, floor - 0.165),
        ),
        (255, 250, 226),
        (255, 224, 160),
        own_light=True,
    )


def bed(c: Canvas, edge: float, foot: float, way: int) -> None:
    """A bed along the side at `edge`, its foot end towards the middle."""
    wood, cover = c.pick(f.WOOD), c.vary(c.pick(f.CLOTH), 8)

    def block(a: float, b: float, y0: float, y1: float, one: Colour, two: Colour, r: float) -> None:
        x0, x1 = sorted((edge + way * a, edge + way * b))
        c.box(x0, y0, x1, y1, one, two, round_by=r)

    c.shadow(edge + way * 0.26, foot, 0.36)
    block(-0.02, 0.05, foot - 0.36, foot, lighter(wood, 0.2), darker(wood, 0.15), 0.015)
    block(0.0, 0.5, foot - 0.15, foot - 0.03, lighter(wood, 0.1), darker(wood, 0.15), 0.01)
    block(0.03, 0.5, foot - 0.22, foot - 0.1, (255, 255, 255), (226, 230, 240), 0.03)
    block(0.19, 0.515, foot - 0.235, foot - 0.06, lighter(cover, 0.28), darker(cover, 0.08), 0.03)
    block(0.17, 0.24, foot - 0.235, foot - 0.08, (255, 255, 255), (232, 236, 244), 0.02)
    block(0.045, 0.165, foot - 0.28, foot - 0.18, (255, 255, 255), (222, 228, 240), 0.035)
    block(0.49, 0.53, foot - 0.19, foot, lighter(wood, 0.22), darker(wood, 0.15), 0.012)
