"""A small house and a picket fence."""

from core.training.backgrounds.scenery import LAMP
from core.training.backgrounds.shapes import Canvas, Colour, darker, lighter

HOUSE: tuple[Colour, ...] = (
    (246, 222, 184), (244, 176, 148), (178, 206, 226), (250, 240, 222), (232, 150, 130),
    (196, 216, 170), (240, 200, 110),
)  # fmt: skip
ROOF: tuple[Colour, ...] = ((206, 84, 66), (150, 82, 70), (92, 106, 140), (120, 96, 84))


def house(c: Canvas, x: float, foot: float, w: float, h: float, lit: bool | None = None) -> None:
    """A small house with a pitched roof, windows and a door."""
    wall, roof = c.vary(c.pick(HOUSE), 8), c.vary(c.pick(ROOF), 10)
    lit = c.mood.name == "night" if lit is None else lit
    c.shadow(x, foot, w * 0.75)
    eave = foot - h * 0.58
    c.box(x - w / 2, eave, x + w / 2, foot, lighter(wall, 0.12), darker(wall, 0.14))
    c.poly(
        (
            (x - w * 0.6, eave),
            (x - w * 0.38, foot - h),
            (x + w * 0.38, foot - h),
            (x + w * 0.6, eave),
        ),
        lighter(roof, 0.14),
        darker(roof, 0.16),
    )
    c.box(x + w * 0.18, foot - h * 1.12, x + w * 0.3, foot - h * 0.86, (168, 92, 80), (130, 70, 66))
    pane: Colour = LAMP if lit else (176, 214, 238)
    for wx in (-0.32, 0.32):
        cx, cy, s = x + wx * w, foot - h * 0.34, w * 0.1
        c.box(cx - s * 1.25, cy - s * 1.25, cx + s * 1.25, cy + s * 1.25, (252, 250, 244))
        c.box(cx - s, cy - s, cx + s, cy + s, pane, darker(pane, 0.12), own_light=lit)
        c.line(((cx, cy - s), (cx, cy + s)), (252, 250, 244), s * 0.25)
    door = darker(roof, 0.1)
    c.box(
        x - w * 0.1, foot - h * 0.34, x + w * 0.1, foot, lighter(door, 0.1), door, round_by=w * 0.03
    )


def fence(c: Canvas, y: float, height: float, colour: Colour = (250, 246, 236)) -> None:
    """A picket fence from side to side."""
    for rail in (0.35, 0.75):
        c.box(0, y - height * rail, 1, y - height * rail + height * 0.12, darker(colour, 0.1))
    step = height * 0.55
    x = -c.u(0, step)
    while x < 1:
        c.poly(((x, y), (x, y - height * 0.9), (x + step * 0.25, y - height * 1.08),
                (x + step * 0.5, y - height * 0.9), (x + step * 0.5, y)), lighter(colour, 0.1),
               darker(colour, 0.12))  # fmt: skip
        x += step
