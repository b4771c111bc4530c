"""Bodies into the frame: sky, lanes to cross in, columns to fall in, rows for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.planner.offline.body import Body, Key, Rect, bounds
from core.planner.offline.discourse import Actor, Discourse
from core.planner.offline.footing import stance
from core.planner.offline.gluing import Staging
from core.planner.offline.model import SceneModel
from core.planner.offline.stage import TRAVELS
from core.planner.offline.syntax import Region

EDGE = 0.03
FOOT = 0.92  # the ground line
TOP = 0.05
_SOLO, _DUO, _MANY = 0.56, 0.46, 0.42
_LANE_WIDTH = 0.5
_COLUMN = 0.32
_LOWER = 0.08  # still lower beside a hill
_LANE = 0.38  # the most height that one lane on the ground has
_WIDE = 0.94  # rain and snow, from side to side
_LEAST = 0.15  # of the frame: rather two rows than smaller than this
_BAND = 0.34  # height of what stands behind those who cross, unless it is tall
_HIGH = frozenset({"celestial", "weather", "smoke"})
_TALL = 2.0  # metres: a tree or a house, which may rise behind those who cross


@dataclass
class Layout:
    """Where everything stands at home, in the unit square, ghosts included."""

    rects: dict[Key, Rect] = field(default_factory=dict)


def arrange(scene: SceneModel, talk: Discourse, staging: Staging) -> Layout:
    """Scale and place every body of `staging`."""
    layout = Layout()
    area = Rect(EDGE, TOP, 1 - 2 * EDGE, FOOT - TOP)
    sky, rest = _sky(scene, talk, staging)
    if sky:
        area = _place_sky(scene, talk, sky, area)
    falling = [b for b in rest if _way(scene, staging, b) == "v"]
    lanes = [b for b in rest if _way(scene, staging, b) == "h"]
    placed = [b for b in rest if b not in falling and b not in lanes]
    if falling and (placed or lanes):
        width = min(_COLUMN * len(falling), 0.55) * area.w
        column = Rect(area.right - width, area.y, width, area.h)
        area = Rect(area.x, area.y, area.w - width - 0.02, area.h)
        _row(scene, talk, falling, column, _MANY)
    elif falling:
        alone = _WIDE if _falls(scene, talk, falling[0].actors[0]) else _DUO
        _row(scene, talk, falling, area, alone if len(falling) == 1 else _MANY)
    if lanes:
        area = _lanes(scene, talk, lanes, area, bool(placed))
    if placed:
        _placed(scene, talk, placed, _behind(scene, talk, placed, area) if lanes else area)
        if lanes and scene.slope:
            _aside(scene, placed)
    for body in staging.bodies:
        layout.rects.update(body.parts)
    for before, after in scene.become:
        _replace(layout, before[0], after[0])
    return layout


def _replace(layout: Layout, before: Actor, after: Actor) -> None:
    """What becomes another thing stands where that one will."""
    small, large = layout.rects[before], layout.rects[after]
    layout.rects[before] = small.at(large.cx - small.w / 2, small.y)


def _aside(scene: SceneModel, placed: list[Body]) -> None:
    """Clear of those who come down a hill on the left, or go up it to the right."""
    box = bounds([b.box for b in placed])
    away = 1 - EDGE - box.right if scene.slope > 0 else EDGE - box.x
    for body in placed:
        body.shift(away, 0)


def _behind(scene: SceneModel, talk: Discourse, bodies: list[Body], area: Rect) -> Rect:
    """Room on the ground behind those who cross: low, unless something tall or high is there."""
    nouns = [talk.being(a).noun for b in bodies for a in b.actors]
    high = any(n.kind in _HIGH or n.stance in ("air", "wall") for n in nouns)
    if high or any(n.metres > (_TALL if n.kind in ("building", "plant") else 4) for n in nouns):
        return area
    height = min(_BAND, area.h) - (_LOWER if scene.slope else 0)
    return Rect(area.x, area.bottom - height, area.w, height)


def _way(scene: SceneModel, staging: Staging, body: Body) -> str:
    """How a body leaves its place: h (a lane), v (a column) or "" (it stays, or moves within)."""
    actors = body.actors
    moves = [m for a in actors for m in scene.moves.get(a, [])]
    whole = set(staging.set_of(actors[0])) >= set(actors)
    if not moves or not whole or any(len(k) == 3 for k in body.parts):
        return ""
    if any(a in scene.regions for a in actors) and not any(m.kind in TRAVELS for m in moves):
        return ""
    if any(
        m.kind in ("fall", "rise") or (m.kind == "path" and m.v is not None and m.h is None)
        for m in moves
    ):
        return "v"
    return "h" if any(m.kind in TRAVELS or m.kind == "follow" for m in moves) else ""


def _sky(scene: SceneModel, talk: Discourse, staging: Staging) -> tuple[list[Body], list[Body]]:
    """Suns and clouds that nobody does anything with hang above the rest."""
    sky = [
        b
        for b in staging.bodies
        if all(_hangs(scene, talk, a) and a not in scene.regions for a in b.actors)
        and not any(len(k) == 3 for k in b.parts)
    ]
    rest = [b for b in staging.bodies if b not in sky]
    scaled = {a for pair in scene.scales for side in pair[:2] for a in side}
    if not rest or any(a in scaled for b in sky for a in b.actors):
        return [], staging.bodies
    return sky, rest


def _hangs(scene: SceneModel, talk: Discourse, actor: Actor) -> bool:
    """A sun that nothing moves, or rain."""
    still = talk.being(actor).noun.kind == "celestial" and actor not in scene.moves
    return still or _falls(scene, talk, actor)


def _falls(scene: SceneModel, talk: Discourse, actor: Actor) -> bool:
    """Rain and snow, wherever they come down."""
    kinds = {m.kind for m in scene.moves.get(actor, [])}
    return talk.being(actor).noun.kind == "weather" and kinds <= {"fall", "drift", "path"}


def _place_sky(scene: SceneModel, talk: Discourse, sky: list[Body], area: Rect) -> Rect:
    height = 0.25
    wide = any(talk.being(a).noun.kind == "weather" for b in sky for a in b.actors)
    side = _WIDE if wide else height
    _row(scene, talk, sky, Rect(area.x + 0.02, area.y, area.w - 0.04, height), side)
    lowest = max(b.box.bottom for b in sky)
    return Rect(area.x, lowest + 0.02, area.w, area.bottom - lowest - 0.02)


def _stance(scene: SceneModel, talk: Discourse, body: Body) -> str:
    lowest: Actor = max(body.actors, key=lambda a: body.parts[a].bottom)
    celestial = talk.being(lowest).noun.kind == "celestial"
    return "celestial" if celestial else stance(scene, talk, lowest)


def _scale(bodies: list[Body], area: Rect, side: float) -> float:
    """The uniform factor that makes bodies fit `area` side by side, no part over `side`."""
    width = sum(b.box.w for b in bodies)
    gaps = 0.03 * (len(bodies) - 1)
    largest = max(max(b.parts[a].w, b.parts[a].h) for b in bodies for a in b.actors)
    return min((area.w - gaps) / width, area.h / max(b.box.h for b in bodies), side / largest)


def _row(scene: SceneModel, talk: Discourse, bodies: list[Body], area: Rect, side: float) -> None:
    factor = _scale(bodies, area, side)
    for body in bodies:
        body.scale(factor)
    free = area.w - sum(b.box.w for b in bodies)
    gap = free / (len(bodies) + 1)
    x = area.x + gap
    ground = any(_stance(scene, talk, b) in ("ground", "table") for b in bodies)
    for body in bodies:
        box = body.box
        y = _level(_stance(scene, talk, body), box, area, ground)
        body.shift(x - box.x, y - box.y)
        x += box.w + gap
        _anchor(scene, talk, body, area)


def _level(stance: str, box: Rect, area: Rect, ground: bool) -> float:
    """The top of a box, by how its lowest part holds itself."""
    lowest = area.bottom - box.h
    middle = area.y + (area.h - box.h) / 2
    if stance in ("ground", "table"):
        return lowest
    if stance == "celestial":
        return min(area.y + 0.02, lowest)
    if stance == "water":
        return area.y + 0.65 * (area.h - box.h)
    if stance == "wall":
        return area.y + 0.3 * (area.h - box.h)
    return area.y + 0.2 * (area.h - box.h) if ground else min(middle, lowest)


def _settled(scene: SceneModel, talk: Discourse, actor: Actor) -> bool:
    """`in the middle` for what stands and has company: between left and right, on the ground."""
    noun = talk.being(actor).noun
    heavy = noun.kind in ("building", "person", "animal", "furniture", "vehicle", "plant")
    return heavy and noun.stance == "ground" and not scene.moves.get(actor) and len(scene.cast) > 1


def _anchor(scene: SceneModel, talk: Discourse, body: Body, area: Rect) -> None:
    """Move a body to the frame region that was said for one of its actors."""
    for actor in body.actors:
        region = scene.regions.get(actor)
        if region is None:
            continue
        box = body.around(tuple(a for a in body.actors if scene.regions.get(a) == region))
        if region == Region(0, 0) and _settled(scene, talk, actor):
            region = Region(0, None)
        whole = body.box
        x = {-1: EDGE, 0: 0.5 - box.w / 2, 1: 1 - EDGE - box.w}.get(
            region.h if region.h is not None else 9, box.x
        )
        y = {-1: TOP, 0: 0.5 - box.h / 2, 1: 0.96 - box.h}.get(
            region.v if region.v is not None else 9, box.y
        )
        dx = min(max(x - box.x, EDGE / 2 - whole.x), 1 - EDGE / 2 - whole.right)
        dy = min(max(y - box.y, EDGE / 2 - whole.y), 1 - EDGE / 2 - whole.bottom)
        body.shift(dx, dy)
        return


def _placed(scene: SceneModel, talk: Discourse, bodies: list[Body], area: Rect) -> None:
    """Those that stay: one row, or two when a row would make them too small."""
    anchored = [b for b in bodies if any(a in scene.regions for a in b.actors)]
    flowing = [b for b in bodies if b not in anchored]
    real = sum(len(b.actors) for b in bodies)
    sole = talk.being(bodies[0].actors[0]).noun.kind if real == 1 else ""
    side = _WIDE if sole == "weather" else _SOLO if sole else _DUO if real <= 2 else _MANY
    if anchored:
        _corners(scene, talk, anchored, flowing, area, side)
        return
    smallest = min(min(b.parts[a].w, b.parts[a].h) for b in flowing for a in b.actors)
    if len(flowing) > 3 and smallest * _scale(flowing, area, side) < _LEAST:
        half = (len(flowing) + 1) // 2
        upper = Rect(area.x, area.y, area.w, area.h * 0.48)
        lower = Rect(area.x, area.y + area.h * 0.52, area.w, area.h * 0.48)
        high = {"celestial": 0, "air": 1, "wall": 2}
        order = sorted(flowing, key=lambda b: high.get(_stance(scene, talk, b), 3))
        _row(scene, talk, order[:half], upper, side)
        _row(scene, talk, order[half:], lower, side)
    else:
        _row(scene, talk, flowing, area, side)


def _corners(
    scene: SceneModel,
    talk: Discourse,
    anchored: list[Body],
    flowing: list[Body],
    area: Rect,
    side: float,
) -> None:
    """Bodies with a region of the frame; the others in what is free."""
    side = min(side, _MANY if len(anchored) < 3 else 0.32)
    for body in anchored:
        body.scale(
            _scale(
                [body], Rect(0, 0, 0.46, 0.46) if len(anchored) + len(flowing) > 1 else area, side
            )
        )
        box = body.box
        body.shift(0.5 - box.cx, _level(_stance(scene, talk, body), box, area, True) - box.y)
        _anchor(scene, talk, body, area)
    for body in flowing:
        body.scale(_scale([body], Rect(0, 0, 0.42, 0.42), side))
        box = body.box
        level = _level(_stance(scene, talk, body), box, area, True)
        taken = [b.box for b in anchored]
        spots = [
            (x, y)
            for y in (level, area.bottom - box.h, area.y)
            for x in (0.5 - box.w / 2, 0.97 - box.w, 0.03)
        ]
        free = [s for s in spots if not any(box.at(*s).meets(t) for t in taken)] or spots
        body.shift(free[0][0] - box.x, free[0][1] - box.y)
        anchored = [*anchored, body]


def _lanes(scene: SceneModel, talk: Discourse, lanes: list[Body], area: Rect, others: bool) -> Rect:
    """Horizontal bands for those who cross the frame; returns what is left."""
    high = [b for b in lanes if _stance(scene, talk, b) in ("air", "celestial", "wall")]
    low = [b for b in lanes if b not in high]
    total = len(lanes) + (1.35 if others else 0)
    share = area.h / total if total > 1 else area.h
    side = _SOLO if len(lanes) == 1 and not others else _DUO
    top, bottom = area.y, area.bottom
    for body in high:
        _lane(scene, talk, body, Rect(area.x, top, area.w, share - 0.02), side)
        top += share
    share = min(share, _LANE) if len(low) > 1 else share
    for body in reversed(low):
        _lane(scene, talk, body, Rect(area.x, bottom - share + 0.02, area.w, share - 0.02), side)
        bottom -= share
    return Rect(area.x, top, area.w, max(bottom - top, 0.2))


def _lane(scene: SceneModel, talk: Discourse, body: Body, lane: Rect, side: float) -> None:
    many = len(body.actors) > 1
    body.scale(_scale([body], Rect(0, 0, 0.62 if many else _LANE_WIDTH, lane.h), side))
    box = body.box
    y = _level(_stance(scene, talk, body), box, lane, False)
    body.shift(lane.x + (lane.w - box.w) / 2 - box.x, y - box.y)
    _anchor(scene, talk, body, lane)
