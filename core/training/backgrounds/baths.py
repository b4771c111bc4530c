"""Places to bathe: swimming pool and bathroom."""

from core.training.backgrounds import furniture as f
from core.training.backgrounds import scenery as s
from core.training.backgrounds.coast import parasol
from core.training.backgrounds.shapes import Canvas, darker, lighter
from core.training.backgrounds.words import Told


def pool(c: Canvas) -> Told:
    horizon = c.u(0.34, 0.42)
    s.open_sky(c, horizon, 3)
    for k in range(10):
        s.bush(
            c, k / 9 + c.u(-0.04, 0.04), horizon + 0.04, c.u(0.05, 0.09), c.vary((92, 160, 88), 12)
        )
    for x in (c.u(0.03, 0.14), c.u(0.86, 0.97)):
        s.palm(c, x, horizon + 0.07, c.u(0.28, 0.36))
    tile = c.vary(c.pick(((240, 232, 220), (228, 236, 240), (246, 226, 200))), 5)
    c.box(0, horizon + 0.03, 1, 1, lighter(tile, 0.2), darker(tile, 0.1))
    top, low = horizon + 0.12, c.u(0.84, 0.9)
    rim = ((0.16, top - 0.012), (0.84, top - 0.012), (1.06, low + 0.03), (-0.06, low + 0.03))
    c.poly(rim, (252, 252, 252), (222, 228, 234))
    blue = c.vary((64, 196, 230), 8)
    c.poly(
        ((0.18, top), (0.82, top), (1.02, low), (-0.02, low)),
        lighter(blue, 0.3),
        darker(blue, 0.08),
    )
    for _ in range(60):
        d = c.u(0, 1)
        half = 0.32 + 0.2 * d
        x, y = 0.5 + c.u(-half, half) * 0.92, top + 0.012 + (low - top - 0.02) * d
        c.oval(x, y, 0.016 + 0.03 * d, 0.003 + 0.003 * d, lighter(blue, 0.55), alpha=0.55)
    for k in (-1, 1):
        c.line(
            [(0.5 + k * (0.11 + 0.07 * t / 8), top + (low - top) * t / 8) for t in range(9)],
            (40, 120, 200),
            0.007,
        )
    if c.chance(0.6):
        parasol(c, c.pick((0.1, 0.9)), horizon + 0.16, 0.2)
    for k in range(0, 22):
        c.line(((k / 21, low + 0.03), (0.5 + (k / 21 - 0.5) * 1.25, 1)), darker(tile, 0.14), 0.003)
    return Told(
        0.6,
        ("blue water", "clear blue water", "palm trees"),
        ("blue", "sunny") if c.mood.name == "day" else ("blue",),
    )


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
    sink(c, x, floor)
    towel = c.pick(f.CLOTH)
    tx = 0.5
    c.box(tx - 0.07, 0.37, tx + 0.07, 0.382, (160, 170, 184))
    c.box(tx - 0.05, 0.375, tx + 0.05, 0.53, lighter(towel, 0.3), towel, round_by=0.006)
    return Told(
        floor + 0.1,
        (f"{name} tiles", "a bathtub", "a mirror", "a bathtub and a sink"),
        ("clean", "bright"),
    )


def sink(c: Canvas, x: float, floor: float) -> None:
    """A washbasin on a foot, with its tap."""
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
