"""Rooms of a home: kitchen, living room, bedroom, bathroom, and the plain studio."""

from core.training.backgrounds import furniture as f
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


def _walls(name: str) -> tuple[str, str]:
    return (f"{name} walls", f"{name} walls")


def kitchen(c: Canvas) -> Told:
    floor = c.u(0.68, 0.74)
    name = f.wall(c, floor)
    front = c.vary(
        c.pick(
            ((250, 250, 248), (120, 170, 190), (150, 190, 150), (226, 120, 104), (214, 170, 120))
        ),
        6,
    )
    top: Colour = c.pick(((230, 226, 220), (120, 104, 96), (196, 150, 104)))
    splash = floor - 0.3
    c.box(0, splash, 1, floor - 0.18, (250, 250, 250), (232, 236, 240))
    for k in range(21):
        c.line(((k / 20, splash), (k / 20, floor - 0.18)), (210, 216, 222), 0.002)
    for r in range(3):
        c.line(((0, splash + 0.04 * r), (1, splash + 0.04 * r)), (210, 216, 222), 0.002)
    f.window(
        c,
        c.u(0.45, 0.55),
        c.u(0.22, 0.26),
        c.u(0.2, 0.26),
        0.22,
        c.pick((None, (240, 120, 110), (250, 220, 120))),
    )
    for x0, x1 in ((0.02, 0.3), (0.7, 0.98)):
        c.box(x0, 0.07, x1, 0.3, lighter(front, 0.12), darker(front, 0.1))
        for k in range(2):
            a = x0 + (x1 - x0) / 2 * k
            c.box(
                a + 0.01,
                0.085,
                a + (x1 - x0) / 2 - 0.01,
                0.285,
                lighter(front, 0.3),
                front,
                round_by=0.008,
            )
            c.oval(
                a + ((x1 - x0) / 2 - 0.022 if k == 0 else 0.022),
                0.25,
                0.006,
                0.006,
                (150, 140, 130),
            )
    c.box(0, floor - 0.17, 1, floor + 0.02, lighter(front, 0.1), darker(front, 0.14))
    for k in range(6):
        c.box(
            k / 6 + 0.008,
            floor - 0.15,
            (k + 1) / 6 - 0.008,
            floor + 0.008,
            lighter(front, 0.28),
            darker(front, 0.04),
            round_by=0.008,
        )
        c.box(
            k / 6 + 0.055,
            floor - 0.135,
            (k + 1) / 6 - 0.055,
            floor - 0.126,
            (160, 150, 144),
            round_by=0.004,
        )
    c.box(0, floor - 0.19, 1, floor - 0.16, lighter(top, 0.3), darker(top, 0.08))
    f.tiles(
        c,
        floor + 0.02,
        *c.pick(
            (
                ((244, 240, 232), (214, 222, 226)),
                ((240, 224, 200), (222, 190, 156)),
                ((250, 250, 250), (120, 140, 156)),
            )
        ),
    )
    left = c.chance(0.5)
    fridge(c, 0.12 if left else 0.88, floor + 0.05, 0.46)
    stove(c, 0.86 if left else 0.14, floor + 0.02)
    return Told(
        floor + 0.07,
        (*_walls(name), "a fridge", "a stove", "a fridge and a stove", "a window"),
        ("bright", "cosy", "modern"),
    )


def fridge(c: Canvas, x: float, foot: float, h: float) -> None:
    tone = c.pick(
        ((240, 244, 248), (226, 90, 84), (150, 210, 210), (250, 214, 120), (200, 206, 216))
    )
    w = h * 0.44
    c.shadow(x, foot, w * 0.7)
    c.box(
        x - w / 2,
        foot - h,
        x + w / 2,
        foot,
        lighter(tone, 0.3),
        darker(tone, 0.2),
        round_by=0.025,
        across=True,
    )
    c.box(x - w / 2, foot - h * 0.66, x + w / 2, foot - h * 0.645, darker(tone, 0.25))
    for y in (0.8, 0.5):
        c.box(
            x - w * 0.38,
            foot - h * y,
            x - w * 0.32,
            foot - h * (y - 0.13),
            (150, 154, 166),
            round_by=0.005,
        )


def stove(c: Canvas, x: float, foot: float) -> None:
    c.box(x - 0.1, foot - 0.2, x + 0.1, foot, (238, 240, 244), (196, 200, 210), round_by=0.01)
    c.box(x - 0.1, foot - 0.215, x + 0.1, foot - 0.195, (70, 72, 84), (50, 52, 62))
    c.box(
        x - 0.075, foot - 0.135, x + 0.075, foot - 0.03, (74, 78, 92), (46, 48, 60), round_by=0.01
    )
    for k in range(4):
        c.oval(x - 0.06 + k * 0.04, foot - 0.165, 0.009, 0.009, (90, 94, 108))
    tone = c.pick(f.CLOTH)
    c.box(
        x - 0.06,
        foot - 0.29,
        x + 0.03,
        foot - 0.215,
        lighter(tone, 0.25),
        darker(tone, 0.2),
        round_by=0.012,
    )
    c.box(x - 0.07, foot - 0.3, x + 0.04, foot - 0.282, lighter(tone, 0.4), tone, round_by=0.008)


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
    if c.chance(0.5):
        f.plant(c, 0.93 if left else 0.07, floor + 0.06, 0.24)
    return Told(
        floor + 0.12,
        (*_walls(name), "a bed", "a bed and a lamp", "a soft rug", "a big bed"),
        ("cosy", "quiet", "tidy"),
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


def bathroom(c: Canvas) -> Told:
    floor = c.u(0.64, 0.7)
    name = c.pick(("blue", "blue", "pink", "green", "yellow", "white"))
    tone = c.vary(f.WALLS[name], 6)
    c.box(0, 0, 1, floor, lighter(tone, 0.08), darker(tone, 0.08))
    for k in range(17):
        c.line(((k / 16, 0), (k / 16, floor)), lighter(tone, 0.6), 0.004)
    for r in range(int(floor * 16) + 1):
        c.line(((0, r / 16), (1, r / 16)), lighter(tone, 0.6), 0.004)
    c.box(0, 0.3, 1, 0.335, darker(tone, 0.14), darker(tone, 0.2))
    f.tiles(c, floor, (246, 248, 250), lighter(darker(tone, 0.15), 0.2))
    left = c.chance(0.5)
    tub(c, 0.28 if left else 0.72, floor + 0.1, 0.5)
    x = 0.79 if left else 0.21
    c.oval(x, 0.27, 0.105, 0.13, (252, 252, 252), (206, 212, 220))
    c.oval(x, 0.27, 0.09, 0.115, (222, 240, 248), (170, 208, 226))
    c.poly(
        ((x - 0.05, 0.28), (x + 0.02, 0.19), (x + 0.04, 0.2), (x - 0.04, 0.31)),
        (250, 254, 255),
        alpha=0.7,
    )
    c.box(
        x - 0.025,
        floor - 0.13,
        x + 0.025,
        floor + 0.03,
        (250, 250, 252),
        (206, 212, 222),
        across=True,
    )
    c.box(
        x - 0.12,
        floor - 0.2,
        x + 0.12,
        floor - 0.11,
        (255, 255, 255),
        (214, 220, 230),
        round_by=0.04,
    )
    c.box(
        x - 0.13,
        floor - 0.215,
        x + 0.13,
        floor - 0.185,
        (255, 255, 255),
        (232, 236, 242),
        round_by=0.014,
    )
    c.line(
        (
            (x, floor - 0.21),
            (x, floor - 0.27),
            (x + 0.035, floor - 0.27),
            (x + 0.035, floor - 0.25),
        ),
        (160, 170, 184),
        0.012,
    )
    towel = c.pick(f.CLOTH)
    tx = 0.5
    c.box(tx - 0.07, 0.37, tx + 0.07, 0.382, (160, 170, 184))
    c.box(tx - 0.05, 0.375, tx + 0.05, 0.53, lighter(towel, 0.3), towel, round_by=0.006)
    return Told(
        floor + 0.1,
        (f"{name} tiles", "a bathtub", "a mirror", "a bathtub and a sink"),
        ("clean", "bright"),
    )


def tub(c: Canvas, x: float, foot: float, w: float) -> None:
    c.shadow(x, foot, w * 0.6)
    for k in range(10):
        r = c.u(0.02, 0.04)
        c.oval(x + (k / 9 - 0.5) * w * 0.8, foot - w * 0.46, r, r, (255, 255, 255), (222, 238, 250))
    c.box(
        x - w / 2,
        foot - w * 0.44,
        x + w / 2,
        foot - 0.01,
        (255, 255, 255),
        (206, 214, 226),
        round_by=0.07,
    )
    c.box(
        x - w * 0.54,
        foot - w * 0.46,
        x + w * 0.54,
        foot - w * 0.39,
        (255, 255, 255),
        (226, 232, 240),
        round_by=0.02,
    )
    c.line(
        (
            (x - w * 0.44, foot - w * 0.45),
            (x - w * 0.44, foot - w * 0.64),
            (x - w * 0.34, foot - w * 0.64),
        ),
        (170, 178, 192),
        0.014,
    )


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
