"""Places to play and race: playground, football field, race track."""

from core.training.backgrounds import scenery as s
from core.training.backgrounds.nature import lawn
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter
from core.training.backgrounds.words import Told

BRIGHT: tuple[Colour, ...] = (
    (240, 84, 84),
    (70, 140, 230),
    (255, 196, 64),
    (80, 190, 120),
    (176, 110, 220),
)


def playground(c: Canvas) -> Told:
    horizon = c.u(0.46, 0.53)
    s.open_sky(c, horizon, 3)
    for k in range(8):
        s.tree(c, k / 7 + c.u(-0.05, 0.05), horizon + 0.03, c.u(0.16, 0.26))
    lawn(c, horizon, c.vary((124, 194, 94)), 0.005)
    pad: Colour = c.vary(c.pick(((240, 216, 166), (226, 140, 116), (150, 190, 220))), 6)
    c.oval(0.5, 0.86, 0.66, 0.26, lighter(pad, 0.15), darker(pad, 0.06))
    left = c.chance(0.5)
    slide(c, 0.19 if left else 0.81, horizon + 0.17, 0.36, 1 if left else -1)
    swing(c, 0.82 if left else 0.18, horizon + 0.16, 0.32)
    return Told(horizon + 0.2, ("a slide", "swings", "a slide and swings"), ("colourful", "fun"))


def slide(c: Canvas, x: float, foot: float, h: float, way: int) -> None:
    a, b = c.pick(BRIGHT), c.pick(BRIGHT)
    c.shadow(x + way * h * 0.2, foot, h * 0.7)
    tx = x - way * h * 0.22
    for k in (-0.12, 0.12):
        c.box(
            tx + k * h - 0.009,
            foot - h * 0.95,
            tx + k * h + 0.009,
            foot,
            lighter(b, 0.2),
            darker(b, 0.2),
            across=True,
        )
    for k in range(5):
        c.box(
            tx - h * 0.12,
            foot - h * (0.1 + 0.13 * k),
            tx + h * 0.12,
            foot - h * (0.06 + 0.13 * k),
            darker(b, 0.1),
        )
    c.poly(
        ((tx - h * 0.2, foot - h * 0.92), (tx, foot - h * 1.16), (tx + h * 0.2, foot - h * 0.92)),
        lighter(a, 0.2),
        darker(a, 0.1),
    )
    top, end = foot - h * 0.66, foot - 0.01
    c.poly(
        (
            (tx, top),
            (tx + way * h * 0.16, top),
            (tx + way * h * 0.66, end - h * 0.1),
            (tx + way * h * 0.9, end - h * 0.07),
            (tx + way * h * 0.9, end),
            (tx + way * h * 0.6, end),
        ),
        lighter(a, 0.3),
        darker(a, 0.1),
    )
    c.line(
        (
            (tx + way * h * 0.13, top - 0.012),
            (tx + way * h * 0.66, end - h * 0.13),
            (tx + way * h * 0.9, end - h * 0.1),
        ),
        lighter(a, 0.45),
        0.012,
    )


def swing(c: Canvas, x: float, foot: float, h: float) -> None:
    tone, seat = c.pick(BRIGHT), c.pick(BRIGHT)
    c.shadow(x, foot, h * 0.55)
    for side in (-1, 1):
        for k in (-0.1, 0.12):
            c.line(
                ((x + side * h * 0.4, foot - h), (x + side * h * 0.4 + k * h, foot)),
                lighter(tone, 0.1),
                0.016,
            )
    c.line(((x - h * 0.42, foot - h), (x + h * 0.42, foot - h)), lighter(tone, 0.2), 0.02)
    for sx in (-0.18, 0.18):
        for k in (-0.06, 0.06):
            c.line(
                ((x + (sx + k) * h, foot - h), (x + (sx + k) * h, foot - h * 0.28)),
                (120, 124, 136),
                0.005,
            )
        c.box(
            x + (sx - 0.1) * h,
            foot - h * 0.3,
            x + (sx + 0.1) * h,
            foot - h * 0.24,
            lighter(seat, 0.15),
            darker(seat, 0.15),
            round_by=0.008,
        )


def crowd(c: Canvas, top: float, low: float) -> None:
    """A stand full of small round spectators."""
    c.box(0, top - 0.03, 1, low, (120, 130, 156), (90, 98, 124))
    rows = 6
    for r in range(rows):
        y = top + (low - top) * (r + 0.3) / rows
        for k in range(30):
            x = (k + 0.5 * (r % 2)) / 29
            c.oval(x, y + 0.011, 0.012, 0.013, lighter(c.pick(BRIGHT), 0.2))
            c.oval(
                x,
                y - 0.006,
                0.008,
                0.008,
                c.pick(((250, 212, 176), (206, 150, 110), (140, 96, 70))),
            )
    c.box(0, low - 0.035, 1, low + 0.012, (246, 246, 250), (206, 210, 222))


def football(c: Canvas) -> Told:
    horizon = c.u(0.46, 0.54)
    s.open_sky(c, 0.24, 2)
    crowd(c, 0.25, horizon)
    green = c.vary((92, 182, 86), 8)
    c.box(0, horizon, 1, 1, green)
    for k in range(-6, 7):
        if k % 2 == 0:
            a, b = 0.5 + (k - 0.5) * 0.1, 0.5 + (k - 0.5) * 0.2
            c.poly(
                ((a, horizon), (a + 0.1, horizon), (b + 0.2, 1.01), (b, 1.01)),
                lighter(green, 0.14),
                lighter(green, 0.1),
            )
    c.line(((0, horizon + 0.06), (1, horizon + 0.06)), (250, 254, 250), 0.006)
    c.line(
        (
            (0.22, horizon + 0.06),
            (0.1, horizon + 0.2),
            (0.9, horizon + 0.2),
            (0.78, horizon + 0.06),
        ),
        (250, 254, 250),
        0.007,
    )
    for k in range(12):
        c.line(
            ((0.37 + k * 0.0236, horizon - 0.07), (0.37 + k * 0.0236, horizon + 0.055)),
            (222, 230, 236),
            0.0025,
        )
    for k in range(6):
        c.line(
            ((0.37, horizon - 0.07 + k * 0.024), (0.63, horizon - 0.07 + k * 0.024)),
            (222, 230, 236),
            0.0025,
        )
    c.line(
        (
            (0.37, horizon + 0.06),
            (0.37, horizon - 0.075),
            (0.63, horizon - 0.075),
            (0.63, horizon + 0.06),
        ),
        (255, 255, 255),
        0.014,
    )
    return Told(
        horizon + 0.14, ("a goal", "white lines", "a crowd", "green grass"), ("green", "big")
    )


def race_track(c: Canvas) -> Told:
    horizon = c.u(0.44, 0.5)
    s.open_sky(c, 0.24, 2)
    crowd(c, 0.25, horizon - 0.03)
    lawn(c, horizon - 0.02, c.vary((116, 188, 92)), 0.003)
    top = horizon + 0.07
    grey: Colour = c.vary((112, 114, 126), 6)
    c.box(0, top, 1, 0.95, lighter(grey, 0.12), darker(grey, 0.14))
    for y, h, n in ((top, 0.022, 18), (0.93, 0.04, 12)):
        offset = c.u(0, 0.1)
        for k in range(-2, n + 2):
            tone: Colour = (232, 72, 66) if k % 2 == 0 else (252, 252, 250)
            x = k / n + offset
            c.poly(
                ((x, y), (x + 1 / n, y), (x + 1 / n - 0.01, y + h), (x - 0.01, y + h)),
                lighter(tone, 0.1),
                darker(tone, 0.08),
            )
    c.mottle(top + 0.03, 0.93, lighter(grey, 0.4), 0.2)
    x = c.pick((0.24, 0.7))
    for r in range(2):
        for k in range(14):
            t0, t1 = k / 14, (k + 1) / 14
            y0, y1 = top + 0.022 + (0.908 - top) * t0, top + 0.022 + (0.908 - top) * t1
            shade: Colour = (250, 250, 250) if (k + r) % 2 else (50, 52, 62)
            c.poly(
                (
                    (x + r * 0.03 - t0 * 0.05, y0),
                    (x + r * 0.03 + 0.03 - t0 * 0.05, y0),
                    (x + r * 0.03 + 0.03 - t1 * 0.05, y1),
                    (x + r * 0.03 - t1 * 0.05, y1),
                ),
                shade,
            )
    return Told(top + 0.1, ("a crowd", "red and white kerbs", "a finish line"), ("fast", "grey"))
