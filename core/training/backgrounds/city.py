"""Streets and what lines them: city street, rainy street, road."""

from core.training.backgrounds import scenery as s
from core.training.backgrounds.nature import lamp_post, lawn
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.words import Told

FACADES: tuple[Colour, ...] = (
    (226, 130, 106), (240, 200, 150), (150, 176, 206), (206, 190, 180), (238, 220, 190),
    (168, 200, 186), (190, 120, 116), (226, 176, 96), (178, 160, 206),
)  # fmt: skip
GLASS: Colour = (176, 212, 238)


def facade(
    c: Canvas, x0: float, x1: float, top: float, foot: float, wall: Colour, far: bool = False
) -> None:
    """A flat-roofed building with rows of windows."""
    night = c.mood.name == "night"
    c.box(x0, top, x1, foot, lighter(wall, 0.14), darker(wall, 0.12))
    c.box(x0 - 0.006, top - 0.012, x1 + 0.006, top + 0.012, darker(wall, 0.18), darker(wall, 0.28))
    columns = max(2, round((x1 - x0) / 0.055))
    step = (x1 - x0) / columns
    rows = max(1, int((foot - top - 0.06) / 0.075))
    for r in range(rows):
        for k in range(columns):
            lit = night and c.chance(0.55)
            pane = s.LAMP if lit else darker(GLASS, 0.4 if night else 0.1)
            wx, wy = x0 + (k + 0.5) * step, top + 0.05 + r * 0.075
            w, h = step * 0.27, 0.022
            if not far:
                c.box(
                    wx - w - 0.005,
                    wy - h - 0.005,
                    wx + w + 0.005,
                    wy + h + 0.007,
                    lighter(wall, 0.55),
                )
            c.box(wx - w, wy - h, wx + w, wy + h, pane, own_light=lit)


def skyline(c: Canvas, foot: float, low: float, high: float, share: float) -> None:
    """A row of pale towers behind."""
    x = -0.03
    while x < 1.02:
        w = c.u(0.07, 0.14)
        wall = mix(
            c.vary(c.pick(((130, 150, 186), (150, 160, 190), (120, 140, 170)))), c.mood.low, share
        )
        facade(c, x, x + w, foot - c.u(low, high), foot, wall, far=True)
        x += w + c.u(-0.005, 0.02)


def shop_front(c: Canvas, x0: float, x1: float, foot: float) -> None:
    """An awning above a window and a door."""
    tone = c.pick(((222, 84, 80), (70, 150, 120), (64, 116, 190), (240, 180, 70)))
    lit = c.mood.name == "night"
    c.box(x0 + 0.012, foot - 0.11, x1 - 0.012, foot, (92, 82, 86), (70, 62, 70))
    c.box(
        x0 + 0.02,
        foot - 0.1,
        x1 - 0.07,
        foot - 0.025,
        s.LAMP if lit else (200, 226, 240),
        (246, 220, 180) if lit else (150, 190, 214),
        own_light=lit,
    )
    c.box(x1 - 0.06, foot - 0.1, x1 - 0.022, foot, darker(tone, 0.2), darker(tone, 0.35))
    stripes = 6
    for k in range(stripes):
        a, b = x0 + (x1 - x0) * k / stripes, x0 + (x1 - x0) * (k + 1) / stripes
        t: Colour = tone if k % 2 == 0 else (252, 248, 240)
        c.box(a, foot - 0.15, b, foot - 0.105, lighter(t, 0.1), darker(t, 0.1), round_by=0.006)


def _street(c: Canvas, wet: bool) -> tuple[float, list[str]]:
    """Buildings, pavement and a road across; returns the standing line and what was drawn."""
    kerb = c.u(0.6, 0.66)
    said = s.open_sky(c, kerb, 2) if not wet else []
    if wet:
        c.box(0, 0, 1, kerb, c.mood.top, c.mood.low, own_light=True)
    skyline(c, kerb, 0.34, 0.52, 0.55)
    x = -c.u(0, 0.08)
    while x < 1:
        w = c.u(0.17, 0.26)
        facade(c, x, x + w, kerb - c.u(0.26, 0.46), kerb, c.vary(c.pick(FACADES), 8))
        shop_front(c, x, x + w, kerb)
        x += w + 0.004
    pave: Colour = c.vary((206, 200, 198), 6)
    c.box(0, kerb - 0.002, 1, kerb + 0.075, lighter(pave, 0.1), darker(pave, 0.05))
    for k in range(-4, 15):
        c.line(
            ((k * 0.1, kerb), (0.5 + (k * 0.1 - 0.5) * 1.12, kerb + 0.07)),
            darker(pave, 0.15),
            0.0025,
        )
    c.box(0, kerb + 0.068, 1, kerb + 0.086, lighter(pave, 0.3), darker(pave, 0.25))
    grey: Colour = c.vary((112, 114, 126), 6)
    c.box(0, kerb + 0.085, 1, 1, lighter(grey, 0.12), darker(grey, 0.16))
    c.mottle(kerb + 0.09, 1, lighter(grey, 0.4), 0.18)
    y, offset = kerb + 0.085 + (1 - kerb - 0.085) * 0.5, c.u(0, 0.2)
    for k in range(-1, 6):
        c.poly(
            (
                (k * 0.22 + offset, y),
                (k * 0.22 + offset + 0.12, y),
                (k * 0.22 + offset + 0.125, y + 0.017),
                (k * 0.22 + offset - 0.005, y + 0.017),
            ),
            (244, 240, 222),
            (226, 222, 206),
        )
    for lx in (c.u(0.06, 0.2), c.u(0.8, 0.94)):
        if c.chance(0.55):
            lamp_post(c, lx, kerb + 0.06, 0.34)
        else:
            s.tree(c, lx, kerb + 0.06, c.u(0.26, 0.34))
            said.append("trees")
    return kerb + 0.07, said


def city_street(c: Canvas) -> Told:
    ground, said = _street(c, wet=False)
    lights = ("lit windows", "street lights") if c.mood.name == "night" else ()
    return Told(
        ground,
        (*said, "shops", "colourful buildings", "tall buildings", *lights),
        ("busy", "wide", "colourful"),
    )


def rainy_street(c: Canvas) -> Told:
    ground, said = _street(c, wet=True)
    c.box(0, 0, 1, 1, (120, 136, 160), alpha=0.18)
    for _ in range(c.n(5, 8)):
        x, y, r = c.u(0, 1), c.u(ground + 0.05, 0.98), c.u(0.05, 0.12)
        c.oval(x, y, r, r * 0.2, (176, 196, 220), (140, 162, 192), alpha=0.85)
        c.oval(x, y, r * 0.5, r * 0.09, (214, 228, 242), alpha=0.6)
    for _ in range(150):
        x, y, length = c.u(-0.05, 1.05), c.u(-0.05, 1), c.u(0.03, 0.07)
        c.line(((x, y), (x - length * 0.25, y + length)), (206, 222, 240), 0.003, own_light=True)
    return Told(ground, (*said, "puddles", "falling rain", "shops"), ("grey", "wet"))


def road(c: Canvas) -> Told:
    horizon = c.u(0.46, 0.54)
    said = s.open_sky(c, horizon)
    land = c.vary(c.pick(((140, 190, 92), (118, 180, 90), (214, 190, 126))), 8)
    c.ridge(horizon - 0.03, 0.07, mix(land, c.mood.low, 0.5), mix(land, c.mood.low, 0.3))
    lawn(c, horizon, land, 0.006)
    x, w = c.u(0.4, 0.6), c.u(0.32, 0.42)
    grey: Colour = c.vary((110, 112, 124), 6)
    for half, near, tone in ((0.024, w + 0.04, (240, 236, 222)), (0.02, w, grey)):
        c.poly(
            (
                (x - half, horizon + 0.012),
                (x + half, horizon + 0.012),
                (0.5 + near, 1.01),
                (0.5 - near, 1.01),
            ),
            lighter(tone, 0.14),
            darker(tone, 0.1),
        )
    for k in range(7):
        a, b = (k / 7) ** 1.7, ((k + 0.5) / 7) ** 1.7
        ya, yb = horizon + 0.02 + a * (1 - horizon), horizon + 0.02 + b * (1 - horizon)
        xa, xb = x + (0.5 - x) * a, x + (0.5 - x) * b
        c.poly(
            (
                (xa - 0.002 - 0.012 * a, ya),
                (xa + 0.002 + 0.012 * a, ya),
                (xb + 0.002 + 0.012 * b, yb),
                (xb - 0.002 - 0.012 * b, yb),
            ),
            (252, 226, 130),
            (248, 214, 110),
        )
    for d in (0.02, 0.1, 0.24):
        for side in (-1, 1):
            if c.chance(0.7):
                s.tree(
                    c,
                    x + (0.5 - x) * d + side * (0.1 + 1.25 * d + c.u(0, 0.05)),
                    horizon + 0.02 + d * 0.5,
                    0.1 + 0.9 * d,
                )
    return Told(
        horizon + 0.14,
        (*said, "trees along it", "a yellow line", "hills behind"),
        ("long", "straight", "empty"),
    )
