"""Reading a plan in the common case: one pass of pydantic's compiled parser over the bytes.

It is accepted only where it gives what the careful way (`safe_json`, then `schema`) gives. With
any doubt the answer is None, and the careful way reads the text or says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from core import limits
from core.plan.safe_json import has_long_digits
from core.plan.schema import Value, VideoPlan

_BLANKS = (b" ", b"\t", b"\n", b"\r")


def read_quickly(data: bytes) -> VideoPlan | None:
    """The plan of the present schema that `data` holds, or None when it needs a careful look."""
    if len(data) > limits.JSON_BYTES or has_long_digits(data):
        return None
    try:
        plan = VideoPlan.model_validate_json(data, by_alias=True, by_name=False)
    except ValidationError:
        return None
    if "schema_" not in plan.model_fields_set or _pairs_at_most(data) != _fields_given(plan):
        return None
    return plan


def _pairs_at_most(data: bytes) -> int:
    """No fewer than the `"key": value` pairs of a JSON text.

    The colon of a pair follows the key's quote or a blank; a colon inside a text rarely does.
    """
    return data.count(b'":') + sum(data.count(blank + b":") for blank in _BLANKS)


def _fields_given(plan: VideoPlan) -> int:
    """How many fields the text named. A key that stood twice makes them fewer than its pairs."""
    tracks = [track for scene in plan.scenes for track in scene.tracks]
    keys = (keys for track in tracks for keys in (track.keys, track.planned))
    references = (entity.references for entity in plan.entities)
    samplings = [plan.sampling, *(scene.sampling for scene in plan.scenes)]
    groups: list[Iterable[Value]] = [[plan], plan.entities, plan.scenes, tracks, samplings]
    groups += keys
    groups += references
    return sum(sum([len(value.model_fields_set) for value in group]) for group in groups)
