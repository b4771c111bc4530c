"""What the judge sees of a scene's cast: detections by the names that the plan uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.evaluation.judge.judge import Detection
from core.plan.schema import group_key
from core.render.types import Frames


class Witness(Protocol):
    """What measures need of a judge."""

    def look(self, frames: Frames) -> list[list[Detection]]:
        """Detections in each of frames uint8 [F, H, W, 3], best first."""
        ...

    def known_as(self, name: str) -> frozenset[str]:
        """Main names of what people call `name`; empty when it knows none."""
        ...


@dataclass(frozen=True)
class Sight:
    """One frame: detections that count as seen, by group key of the plan's name, best first."""

    things: Mapping[str, tuple[Detection, ...]]

    def all(self, name: str) -> tuple[Detection, ...]:
        """Everything seen of that name."""
        return self.things.get(group_key(name), ())

    def best(self, name: str) -> Detection | None:
        """The surest thing of that name."""
        return next(iter(self.all(name)), None)


def sights(
    detections: Sequence[Sequence[Detection]], names: Iterable[str], witness: Witness
) -> tuple[Sight, ...]:
    """Give each thing seen the name among `names` that its likeliest entity bears; others go."""
    known = {group_key(name): witness.known_as(name) for name in names}
    out = []
    for frame in detections:
        things: dict[str, tuple[Detection, ...]] = {}
        for detection in frame:
            if not detection.seen:
                continue
            name = _name_of(detection, known)
            if name is not None:
                things[name] = (*things.get(name, ()), detection)
        out.append(Sight(things))
    return tuple(out)


def _name_of(detection: Detection, known: Mapping[str, frozenset[str]]) -> str | None:
    for entity in detection.entities:
        for name, entities in known.items():
            if entity in entities:
                return name
    return None
