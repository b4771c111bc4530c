"""The kitchen and what stands in it."""

from core.training.backgrounds import furniture as f
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told


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
    backsplash(c, floor, splash)
    f.window(
        c,
        c.u(0.45, 0.55),
        c.u(0.22, 0.26),
        c.u(0.2, 0.26),
        0.22,
        c.pick((None, (240, 120, 110), (250, 220, 120))),
    )
    wall_cupboards(c, front)
    counter(c, floor, front, top)
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
        (
            f"{name} walls",
            f"{name} walls",
            "a fridge",
            "a stove",
            "a fridge and a stove",
            "a window",
        ),
        ("bright", "cosy", "modern"),
    )


def backsplash(c: Canvas, floor: float, splash: float) -> None:
    """White tiles behind the worktop."""
    c.box(0, splash, 1, floor - 0.18, (250, 250, 250), (232, 236, 240))
    for k in range(21):
        c.line(((k / 20, splash), (k / 20, floor - 0.18)), (210, 216, 222), 0.002)
    for r in range(3):
        c.line(((0, splash + 0.04 * r), (1, splash + 0.04 * r)), (210, 216, 222), 0.002)


def counter(c: Canvas, floor: float, front: Colour, top: Colour) -> None:
    """Cupboards below a worktop from side to side."""
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


def wall_cupboards(c: Canvas, front: Colour) -> None:
    """Two pairs of cupboard doors high on the wall."""
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
