"""Backgrounds without ground: sky, night sky, sunset sky, outer space; and the moon's surface."""

from core.training.backgrounds import scenery as s
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter, mix
from core.training.backgrounds.words import Told

AIR = 0.3  # where nothing stands, things may be anywhere below this line


def _bank(c: Canvas, white: Colour, low: Colour) -> None:
    """A sea of clouds along the bottom."""
    for row in range(3):
        y = 0.9 + 0.06 * row
        for k in range(7):
            r = c.u(0.08, 0.13)
            c.oval(
                k / 6 + c.u(-0.05, 0.05),
                y,
                r * 1.2,
                r * 0.8,
                lighter(white, 0.1 * row),
                mix(white, low, 0.5),
            )


def sky(c: Canvas) -> Told:
    c.box(0, 0, 1, 1, c.vary((70, 158, 240), 14), c.vary((200, 234, 254), 8))
    said = []
    if c.chance(0.4):
        s.sun(c, c.pick((c.u(0.1, 0.28), c.u(0.72, 0.9))), c.u(0.1, 0.2), c.u(0.06, 0.08))
        said.append("a bright sun")
    if c.chance(0.15):
        rainbow(c, c.u(0.3, 0.7), c.u(0.9, 1.0), c.u(0.5, 0.62))
        said += ["a rainbow", "a rainbow"]
    for _k in range(c.n(3, 6)):
        s.cloud(c, s.sides(c, 0.34), c.u(0.12, 0.85), c.u(0.2, 0.42))
    if c.chance(0.4):
        _bank(c, (255, 255, 255), (170, 212, 246))
    return Told(AIR, (*said, "white clouds", "fluffy clouds"), ("blue", "bright", "clear"))


def rainbow(c: Canvas, x: float, y: float, r: float) -> None:
    colours = (
        (255, 110, 110),
        (255, 176, 96),
        (255, 236, 120),
        (140, 222, 140),
        (120, 180, 250),
        (176, 140, 240),
    )
    s_px = c.side
    for k, colour in enumerate(colours):
        rr = r - 0.022 * k
        c.draw.arc(
            ((x - rr) * s_px, (y - rr) * s_px, (x + rr) * s_px, (y + rr) * s_px),
            180,
            360,
            fill=c.ink(mix(colour, (200, 226, 250), 0.35)),
            width=int(0.024 * s_px),
        )


def night_sky(c: Canvas) -> Told:
    c.box(
        0,
        0,
        1,
        1,
        c.vary((12, 18, 60), 8),
        c.vary(c.pick(((58, 66, 140), (88, 72, 150), (40, 80, 140))), 8),
        own_light=True,
    )
    s.stars(c, 1.0, c.n(90, 150))
    said = ["stars", "many stars"]
    for _ in range(c.n(3, 6)):
        x, y, r = c.u(0, 1), c.u(0, 0.6), c.u(0.008, 0.014)
        c.glow(x, y, r * 3, r * 3, (200, 215, 255), 0.6)
        c.poly(
            ((x - r, y), (x, y - r * 0.2), (x + r, y), (x, y + r * 0.2)),
            (255, 255, 255),
            own_light=True,
        )
        c.poly(
            ((x, y - r), (x + r * 0.2, y), (x, y + r), (x - r * 0.2, y)),
            (255, 255, 255),
            own_light=True,
        )
    if c.chance(0.6):
        s.moon(c, c.pick((c.u(0.12, 0.28), c.u(0.72, 0.88))), c.u(0.14, 0.26), c.u(0.06, 0.1))
        said.append("a full moon")
    for _ in range(c.n(0, 3)):
        s.cloud(c, s.sides(c, 0.35), c.u(0.4, 0.9), c.u(0.2, 0.4), (150, 160, 220))
    return Told(AIR, tuple(said), ("dark", "clear"))


def sunset_sky(c: Canvas) -> Told:
    top, middle, low = c.pick(
        (
            ((96, 80, 170), (240, 130, 130), (255, 206, 120)),
            ((70, 110, 190), (250, 150, 140), (255, 220, 150)),
            ((130, 70, 140), (250, 110, 90), (255, 190, 90)),
        )
    )
    c.box(0, 0, 1, 0.55, c.vary(top), middle, own_light=True)
    c.box(0, 0.55, 1, 1, middle, c.vary(low, 8), own_light=True)
    s.sun(c, c.u(0.2, 0.8), c.u(0.7, 0.86), c.u(0.07, 0.1), low=True)
    for _ in range(c.n(4, 7)):
        pink = c.vary(
            c.pick(((255, 190, 180), (250, 160, 170), (255, 214, 170), (196, 140, 190))), 8
        )
        s.cloud(c, s.sides(c, 0.36), c.u(0.1, 0.85), c.u(0.2, 0.45), pink)
    if c.chance(0.4):
        _bank(c, (255, 200, 180), (190, 100, 140))
    return Told(AIR, ("pink clouds", "orange clouds", "a low sun"), ("warm", "orange", "glowing"))


def outer_space(c: Canvas) -> Told:
    deep = c.pick(((14, 10, 40), (8, 14, 44), (24, 8, 44)))
    c.box(0, 0, 1, 1, c.vary(deep, 6), c.vary(lighter(deep, 0.08), 6))
    for _ in range(c.n(2, 4)):
        tone = c.pick(((150, 70, 200), (60, 110, 220), (220, 80, 150), (40, 160, 180)))
        c.glow(c.u(0, 1), c.u(0, 1), c.u(0.3, 0.6), c.u(0.2, 0.45), tone, c.u(0.25, 0.45), 1.2)
    s.stars(c, 1.0, c.n(110, 180))
    said = ["stars", "bright stars", "a nebula"]
    for _ in range(c.n(1, 3)):
        planet(c, s.sides(c, 0.24), c.pick((c.u(0.08, 0.3), c.u(0.68, 0.95))), c.u(0.05, 0.13))
        said.append("planets")
    return Told(AIR, tuple(said), ("deep", "dark"))


def planet(c: Canvas, x: float, y: float, r: float) -> None:
    tone = c.pick(
        (
            (230, 150, 100),
            (110, 170, 230),
            (220, 120, 130),
            (150, 200, 150),
            (230, 200, 130),
            (170, 140, 220),
        )
    )
    c.glow(x, y, r * 1.6, r * 1.6, tone, 0.4)
    c.oval(x, y, r, r, lighter(tone, 0.25), darker(tone, 0.45))
    for k in range(3):
        dy = (-0.45, 0.05, 0.5)[k] * r
        half = (r * r - dy * dy) ** 0.5 * 0.97
        c.box(
            x - half,
            y + dy - r * 0.07,
            x + half,
            y + dy + r * 0.07,
            lighter(tone, 0.3),
            round_by=r * 0.07,
            alpha=0.4,
        )
    if c.chance(0.4):
        c.draw.arc(
            (
                (x - r * 1.8) * c.side,
                (y - r * 0.45) * c.side,
                (x + r * 1.8) * c.side,
                (y + r * 0.45) * c.side,
            ),
            -25,
            205,
            fill=c.ink(lighter(tone, 0.5)),
            width=max(2, int(r * 0.13 * c.side)),
        )


def moon_surface(c: Canvas) -> Told:
    horizon = c.u(0.54, 0.64)
    c.box(0, 0, 1, horizon + 0.05, c.vary((8, 10, 30), 5), c.vary((28, 30, 66), 6))
    s.stars(c, horizon, c.n(60, 100))
    said = ["craters", "grey dust"]
    if c.chance(0.6):
        x, y, r = c.pick((c.u(0.14, 0.3), c.u(0.7, 0.86))), c.u(0.14, 0.26), c.u(0.07, 0.11)
        c.glow(x, y, r * 1.7, r * 1.7, (120, 190, 255), 0.5)
        c.oval(x, y, r, r, (110, 190, 250), (24, 70, 160))
        for dx, dy, w, h in (
            (-0.3, -0.25, 0.4, 0.25),
            (0.3, 0.2, 0.35, 0.3),
            (-0.25, 0.45, 0.25, 0.16),
        ):
            c.oval(x + dx * r, y + dy * r, w * r, h * r, (130, 200, 110), (80, 150, 90))
        said.append("the earth in the sky")
    grey = c.vary((178, 178, 186), 8)
    c.ridge(horizon - 0.02, 0.05, darker(grey, 0.2), darker(grey, 0.35), waves=2)
    c.ridge(horizon + 0.03, 0.025, lighter(grey, 0.25), darker(grey, 0.22))
    c.mottle(horizon + 0.07, 1, darker(grey, 0.35), 0.2)
    for depth in sorted(c.u(0, 1) for _ in range(c.n(7, 12))):
        x, y, r = (
            c.pick((s.sides(c, 0.32), c.u(0, 1))),
            horizon + 0.08 + (0.9 - horizon) * depth,
            0.02 + 0.055 * depth * c.u(0.6, 1),
        )
        c.oval(x, y, r, r * 0.36, lighter(grey, 0.35), lighter(grey, 0.1))
        c.oval(x, y + r * 0.03, r * 0.84, r * 0.27, darker(grey, 0.45), darker(grey, 0.1))
    for _ in range(c.n(1, 3)):
        s.rock(c, s.sides(c, 0.24), c.u(horizon + 0.1, 0.98), c.u(0.03, 0.06), (150, 150, 160))
    return Told(horizon + 0.1, tuple(said), ("grey", "dusty"))
