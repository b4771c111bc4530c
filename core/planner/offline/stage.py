"""Bodies from meaning: units of a scene glued by their relations, and who moves as one."""

from __future__ import annotations

from core.planner.offline import travel
from core.planner.offline.body import Body, grid
from core.planner.offline.discourse import Actor, Actors, Discourse
from core.planner.offline.gluing import Staging, glue, split
from core.planner.offline.model import Beside, Move, Relation, SceneModel
from core.planner.offline.relations import nudge
from core.planner.offline.sizes import sizes

_COMPANY = 4  # so many walk abreast
_ABOARD = 8  # so many things are fitted onto one
_ABREAST = 6  # more columns than this are drawn in ranks
_FIRST = ("ride", "inside", "on", "hold", "push", "pull")
_THEN = ("above", "below", "under", "front", "behind")
TRAVELS = frozenset({"path", "past", "enter", "leave", "fall", "rise", "drift", "throw"})


def stage(scene: SceneModel, talk: Discourse) -> Staging:
    """Bodies and rigid sets of `scene`."""
    staging = Staging()
    dims = sizes(scene, talk)
    staging.bodies = _grids(scene, talk, dims)
    _rigid(scene, staging)
    ordered = sorted((r for r in scene.relations if not _passes(scene, r)), key=_priority)
    staging.landed, staging.aloft = scene.landed, scene.aloft
    for relation in ordered:
        _relate(staging, talk, relation)
    for actors, move in _moves(scene, staging):
        _room(staging, talk, actors, move)
        _together(staging, talk, actors, move)
    return staging


def _stands(scene: SceneModel, talk: Discourse, unit: Actors) -> bool:
    """On its own feet, wheels or foundations; a few small things lie side by side as well."""
    noun = talk.being(unit[0]).noun
    if unit[0] in scene.landed or unit[0] in scene.aloft:
        return unit[0] in scene.landed
    if noun.stance in ("air", "wall", "water") or noun.kind in ("celestial", "weather"):
        return False
    alive = noun.kind in ("person", "animal", "bird", "vehicle")
    return alive or noun.metres >= 0.3 or len(unit) < 4


def _in_row(scene: SceneModel, unit: Actors) -> bool:
    """Side by side because that was said, or because they share what they are on."""
    share = any(r.kind == "on" and set(unit) <= set(r.a) for r in scene.relations)
    return unit[0][0] in scene.rows or share


def _grids(
    scene: SceneModel, talk: Discourse, dims: dict[Actor, tuple[float, float]]
) -> list[Body]:
    """A grid a unit, of the shape that lets all of them be drawn largest side by side."""
    units = _units(scene)
    if not units:
        return []
    many = sum(len(u) for u in units if _stands(scene, talk, u)) > _ABREAST
    shapes = (0.0,) if len(units) < 2 or len(scene.cast) < 4 else (0.0, 0.7, 0.01)
    best: tuple[float, list[Body]] = (0.0, [])
    for narrow in shapes:
        bodies = [
            grid(
                unit,
                *dims[unit[0]],
                row=_in_row(scene, unit),
                narrow=narrow,
                standing=_stands(scene, talk, unit)
                and not (many and len(unit) > 3 and narrow > 0.5),
            )
            for unit in units
        ]
        boxes = [b.box for b in bodies]
        size = min(1 / (sum(b.w for b in boxes) * 1.05), 0.95 / max(b.h for b in boxes))
        if size > best[0] * 1.1:
            best = (size, bodies)
    return best[1]


def _units(scene: SceneModel) -> list[Actors]:
    """Instances of one being that play the same part stay together."""
    units: dict[object, list[Actor]] = {}
    for actor in scene.cast:
        roles = tuple(
            (number, side)
            for number, r in enumerate(scene.relations)
            for side, who in (("a", r.a), ("b", r.b), ("c", r.c))
            if actor in who
        )
        moves = tuple(id(m) for m in scene.moves.get(actor, []))
        aims = tuple((id(m), a) for a, ms in scene.moves.items() for m in ms if actor in m.target)
        role = (actor[0], roles, moves, aims, scene.regions.get(actor), scene.windows.get(actor))
        units.setdefault(role, []).append(actor)
    return [tuple(unit) for unit in units.values()]


def _passes(scene: SceneModel, relation: Relation) -> bool:
    """Beside something only because it travels there: it keeps its lane."""
    if relation.kind != "beside" or any(set(relation.a) & set(x) for x, _ in scene.joined):
        return False
    kinds = {m.kind for a in relation.a for m in scene.moves.get(a, [])}
    return bool(kinds) and kinds <= {"path", "enter", "leave"}


def _priority(relation: Relation) -> int:
    return 0 if relation.kind in _FIRST else 1 if relation.kind in _THEN else 2


def _rigid(scene: SceneModel, staging: Staging) -> None:
    """Join units that travel together: pushed, carried and followed things, walks side by side."""
    sets = [set(b.actors) for b in staging.bodies]
    pairs = [(set(a), set(b)) for a, b in scene.joined]
    for actor, moves in scene.moves.items():
        for move in moves:
            if move.kind == "follow":
                pairs.append(({actor}, set(move.target)))
            if move.kind in ("path", "past", "enter", "leave") and not move.target:
                same = {
                    a for a, ms in scene.moves.items() if move in ms and any(m is move for m in ms)
                }
                pairs.append(({actor}, same))
    for a, b in pairs:
        touched = [s for s in sets if s & (a | b)]
        sets = [s for s in sets if not s & (a | b)]
        sets.append(set().union(*touched) if touched else set())
    order = {actor: n for n, actor in enumerate(scene.cast)}
    staging.sets = [tuple(sorted(s, key=lambda x: order[x])) for s in sets if s]


def _relate(staging: Staging, talk: Discourse, relation: Relation) -> None:
    if relation.kind == "between":
        _between(staging, talk, relation)
        return
    parts = split(staging, relation.a)
    apart = len(parts) > 1 and all(staging.body_of(p[0]).actors == p for p in parts)
    if relation.kind in ("on", "ride") and apart and len(relation.a) <= _ABOARD:
        for part in parts[1:]:  # side by side, then on it together
            glue(staging, talk, part, parts[0], "beside")
        parts = [relation.a]
    for part in parts:
        host = staging.body_of(relation.b[0])
        for other in split(staging, relation.b)[1:]:  # b itself may be scattered
            if staging.body_of(other[0]) is not host:
                glue(staging, talk, other, (relation.b[0],), "beside")
        guest = staging.body_of(part[0])
        if guest is host:
            nudge(host, part, relation.b, relation.kind)
        else:
            glue(staging, talk, part, relation.b, relation.kind)


def _between(staging: Staging, talk: Discourse, relation: Relation) -> None:
    a, b, c = relation.a, relation.b, relation.c
    if not c:
        _relate(staging, talk, Relation("beside", a, b))
        return
    hosts = {id(staging.body_of(x)) for x in (a[0], b[0], c[0])}
    if len(hosts) == 3:
        for part in split(staging, a):
            glue(staging, talk, part, b, "right")
        for part in split(staging, c):
            glue(staging, talk, part, a, "right")
    else:
        host = staging.body_of(b[0])
        if staging.body_of(a[0]) is not host:
            glue(staging, talk, a, b, "right")


def _moves(scene: SceneModel, staging: Staging) -> list[tuple[Actors, Move]]:
    """Every move once, with all who make it."""
    found: dict[int, tuple[list[Actor], Move]] = {}
    for actor, moves in scene.moves.items():
        for move in moves:
            found.setdefault(id(move), ([], move))[0].append(actor)
    return [(tuple(actors), move) for actors, move in found.values()]


def _room(staging: Staging, talk: Discourse, actors: Actors, move: Move) -> None:
    """Bring mover and target together where the move needs it, and keep room for it."""
    sides = [s.actors for s in (move.start, move.end) if isinstance(s, Beside)]
    targets = tuple(a for a in move.target or (sides[0] if sides else ()) if a not in actors)
    if not targets:
        return
    kind = travel.home(move)
    if move.kind == "along" and staging.body_of(targets[0]).actors == targets:
        _span(staging, actors, targets)
    if move.kind == "path" and sides:
        kind = "below" if _one_sided(move) else "left"
    if move.kind == "throw" and move.target:
        holder = staging.body_of(actors[0])
        if staging.body_of(targets[0]) is not holder:
            glue(staging, talk, targets, holder.actors, "right")
        body = staging.body_of(actors[0])
        gap = body.around(actors).w * 1.6
        targets = tuple(a for a in targets if a in body.parts)
        for other in targets:
            body.parts[other] = body.parts[other].moved(gap, 0)
        mine, theirs = body.around(actors), body.around(targets)
        for actor in actors:
            body.ghost(
                actor, "end", body.parts[actor].at(theirs.x - mine.w - 0.02, theirs.cy - mine.h / 2)
            )
        return
    if not kind:
        return
    host = staging.body_of(targets[0])
    if move.kind == "fall" and move.style == "off" and len(host.actors) == 1 and kind == "on":
        host.scale(1.2)  # room to fall along
    for part in split(staging, actors):
        if staging.body_of(part[0]) is not staging.body_of(targets[0]):
            glue(staging, talk, part, targets, kind)
    body = staging.body_of(actors[0])
    who = tuple(a for a in actors if a in body.parts)
    here = tuple(a for a in targets if a in body.parts)
    if move.kind == "path" and not _one_sided(move) and len(sides) > 1:
        wide = body.around(who).w * 1.9
        for actor in sides[1]:
            if actor in body.parts:
                body.parts[actor] = body.parts[actor].moved(wide, 0)
    if move.kind == "path":
        travel.sideways(body, who, move, here)
    else:
        whole = () if move.kind == "circle" else staging.set_of(actors[0])
        company = tuple(a for a in whole if a in body.parts and a not in (*who, *here))
        travel.keep_room(body, who + company, move)  # a rider and his horse


def _span(staging: Staging, actors: Actors, targets: Actors) -> None:
    """A bridge is drawn wide, and who crosses it small."""
    host, guest = staging.body_of(targets[0]), staging.body_of(actors[0])
    host.scale(1.6)
    need = guest.around(actors).w / (0.45 * host.around(targets).w)
    if need > 1:
        guest.scale(1 / need)


def _together(staging: Staging, talk: Discourse, actors: Actors, move: Move) -> None:
    """A few that go the same way on the ground go side by side."""
    if move.kind not in ("path", "enter", "leave") or move.style in ("fast", "slow"):
        return
    parts = split(staging, actors)
    ground = all(talk.being(a).noun.stance == "ground" for a in actors)
    ground = ground and staging.aloft.isdisjoint(actors)
    alone = all(staging.body_of(p[0]).actors == p for p in parts)
    if ground and alone and 1 < len(parts) <= len(actors) <= _COMPANY and not move.target:
        for part in parts[1:]:
            glue(staging, talk, part, parts[0], "beside")


def _one_sided(move: Move) -> bool:
    """From one side of a thing to its other side."""
    ends = [s for s in (move.start, move.end) if isinstance(s, Beside)]
    return len(ends) < 2 or ends[0].actors == ends[1].actors
