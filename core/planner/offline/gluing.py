"""Bodies glued to one another: who stands to whom as a relation says, and stays with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.planner.offline.body import Body
from core.planner.offline.discourse import Actor, Actors, Discourse
from core.planner.offline.relations import merge


@dataclass
class Staging:
    """Bodies still in nominal units, and the sets of actors that move as one."""

    bodies: list[Body] = field(default_factory=list)
    sets: list[Actors] = field(default_factory=list)
    landed: set[Actor] = field(default_factory=set)
    aloft: set[Actor] = field(default_factory=set)

    def body_of(self, actor: Actor) -> Body:
        """The body that holds `actor`."""
        return next(b for b in self.bodies if actor in b.parts)

    def set_of(self, actor: Actor) -> Actors:
        """The actors that move with `actor`, itself included."""
        return next(s for s in self.sets if actor in s)


def glue(staging: Staging, talk: Discourse, a: Actors, b: Actors, kind: str) -> None:
    """Bring the bodies of `a` and `b` together so that `a` stands to `b` as `kind` says."""
    host, guest = staging.body_of(b[0]), staging.body_of(a[0])
    if host is guest:
        return
    air = _floats(staging, talk, a) or _floats(staging, talk, b)
    b = tuple(x for x in b if x in host.parts)
    low = all(talk.being(x).noun.stance == "ground" and talk.being(x).noun.metres > 0.5 for x in a)
    supports = talk.being(b[0]).noun.kind == "furniture" and talk.being(a[0]).noun.stance == "table"
    if kind == "on" and supports and len(a) < 3:
        guest.scale(0.8)  # a cup is drawn smaller on its table than alone
    if kind in ("on", "ride") and len(a) > 1:
        _room_on(host, guest, a, b)
    merge(host, guest, a, b, kind, air=air, low=low and not air)
    if air and kind in ("left", "right", "beside", "hold", "approach"):
        _settle(staging, talk, host, a, b)
    staging.bodies.remove(guest)


def _settle(staging: Staging, talk: Discourse, host: Body, a: Actors, b: Actors) -> None:
    """Of a flyer beside one that stands, the flyer is the higher."""
    up = a if not _floats(staging, talk, b) else b if not _floats(staging, talk, a) else ()
    down = b if up == a else a
    if not up or not all(x in host.parts for x in (*up, *down)):
        return
    high, low = host.around(up), host.around(down)
    lift = high.bottom - (low.bottom - 0.2 * low.h)
    if lift > 0:
        for actor in up:
            host.parts[actor] = host.parts[actor].moved(0, -lift)


def _floats(staging: Staging, talk: Discourse, actors: Actors) -> bool:
    return all(
        x in staging.aloft
        or (talk.being(x).noun.stance in ("air", "wall") and x not in staging.landed)
        for x in actors
    )


def _room_on(host: Body, guest: Body, a: Actors, b: Actors) -> None:
    """Many things on one: none hangs over the edge."""
    need = guest.around(a).w / host.around(b).w
    if need > 1:
        grown = min(need, 1.6) if len(host.actors) == len(b) else 1.0
        host.scale(grown)
        guest.scale(max(grown / need, 0.33))


def split(staging: Staging, actors: Actors) -> list[Actors]:
    """`actors` by the body that holds them now."""
    found: dict[int, list[Actor]] = {}
    for actor in actors:
        found.setdefault(id(staging.body_of(actor)), []).append(actor)
    return [tuple(v) for v in found.values()]
