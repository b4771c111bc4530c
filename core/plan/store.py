"""Plans as text and files: canonical JSON, strict reading with upgrades, the dense view.

Does not own the rules of a plan (`schema`) or project archives (`archive`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core import limits
from core.errors import PlanError
from core.plan.files import write_atomically
from core.plan.problems import explained, shortened
from core.plan.quick import read_quickly
from core.plan.safe_json import parse_json
from core.plan.schema import SCHEMA, VideoPlan, group_key
from core.plan.tracks import dense

_LINE = 140  # characters of a line in a file for people

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

# from a schema to the next: each step returns the data of the schema that it names
UPGRADES: Mapping[str, Upgrade] = {}


def canonical_json(plan: VideoPlan) -> str:
    """The one text of a plan: sorted keys, no spaces, no NaN, shortest exact floats."""
    return json.dumps(
        plan.model_dump(mode="python"),
        sort_keys=True,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )


def readable_json(plan: VideoPlan) -> str:
    """The same value laid out for people and version control: what fits a line stands on one."""
    return _laid_out(plan.model_dump(mode="json"), 0) + "\n"


def digest(plan: VideoPlan) -> str:
    """sha256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(plan).encode("utf-8")).hexdigest()


def plan_from(value: object, upgrades: Mapping[str, Upgrade] = UPGRADES) -> VideoPlan:
    """A plan from parsed JSON of this or an older schema.

    Raises:
        PlanError: it is no plan, a newer one, or not valid; the message has the path.
    """
    if not isinstance(value, dict):
        raise PlanError(f"this is no plan but {shortened(value)}: give an object with a schema")
    data = _upgraded(value, upgrades)
    try:
        return VideoPlan.model_validate(data)
    except ValidationError as error:
        raise PlanError(explained(error, "plan")) from None


def loads_plan(text: str | bytes) -> VideoPlan:
    """The plan that a JSON text holds, its rendered frames' boxes already known.

    Raises:
        PlanError: not JSON, over a cap, newer, or not a valid plan.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    plan = read_quickly(data) or plan_from(parse_json(text, "the plan"))
    for scene in plan.scenes:  # now, so that the first edit of a plan is as quick as the next
        for track in scene.tracks:
            dense(track, scene, scene.frame_count)
    return plan


def load_plan(path: Path | str) -> VideoPlan:
    """The plan in a file.

    Raises:
        PlanError: the file cannot be read, or `loads_plan` refuses it.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(limits.JSON_BYTES + 4)
    except OSError as error:
        raise PlanError(f"{path} cannot be read: {error.strerror or error}") from None
    return loads_plan(data)


def save_plan(plan: VideoPlan, path: Path | str) -> None:
    """Write the plan's readable JSON, whole or not at all.

    Raises:
        PlanError: the file would be larger than what `load_plan` reads.
        DiskFull, ExportError: it could not be written; an older file stays as it was.
    """
    data = readable_json(plan).encode("utf-8")
    if len(data) > limits.JSON_BYTES:
        data = canonical_json(plan).encode("utf-8")
    if len(data) > limits.JSON_BYTES:
        raise PlanError(
            f"the plan has {len(data):,} bytes: the most is {limits.JSON_BYTES:,};"
            " simplify tracks or split the film"
        )
    write_atomically(Path(path), data)


def dense_boxes(plan: VideoPlan) -> dict[str, Any]:
    """The stable dense view "DenseBoxes.1": every box of every rendered frame.

    `groups` maps the name of each entity that is shown to the numbers of its scenes, from 1.
    """
    names = {group_key(entity.name): entity.name for entity in plan.entities}
    groups: dict[str, list[int]] = {}
    scenes = []
    for number, scene in enumerate(plan.scenes, start=1):
        frames: list[list[dict[str, Any]]] = [[] for _ in range(scene.frame_count)]
        for track in scene.tracks:
            name = names[group_key(track.entity)]
            members = groups.setdefault(name, [])
            if number not in members:
                members.append(number)
            for frame, box in zip(frames, dense(track, scene, scene.frame_count), strict=True):
                if box is not None:
                    frame.append({"name": name, "instance": track.instance, "box": list(box)})
        scenes.append(
            {
                "id": scene.id,
                "description": scene.description,
                "background": scene.background,
                "fps": scene.fps,
                "frames": frames,
            }
        )
    return {"schema": "DenseBoxes.1", "scenes": scenes, "groups": groups}


def _upgraded(data: dict[str, Any], upgrades: Mapping[str, Upgrade]) -> dict[str, Any]:
    schema = data.get("schema")
    for _ in range(len(upgrades)):
        if not isinstance(schema, str) or schema not in upgrades:
            break
        data = upgrades[schema](data)
        schema = data.get("schema")
    if schema == SCHEMA:
        return data
    if _version(schema) > _version(SCHEMA):
        raise PlanError(f"the plan has schema {shortened(schema)}, newer than {SCHEMA}: update")
    raise PlanError(f"the plan has schema {shortened(schema)}: this program reads {SCHEMA}")


def _version(schema: object) -> int:
    if isinstance(schema, str):
        noun, _, number = schema.partition(".")
        if noun == "VideoPlan" and number.isascii() and number.isdigit() and len(number) < 9:
            return int(number)
    return -1


def _laid_out(value: object, depth: int) -> str:
    if not isinstance(value, dict | list) or _is_leaf(value):
        one_line = _dumps(value)
        if not isinstance(value, dict | list) or len(one_line) + depth <= _LINE:
            return one_line
    if isinstance(value, dict):
        parts = [f"{_dumps(k)}: {_laid_out(v, depth + 1)}" for k, v in sorted(value.items())]
        opening, closing = "{}"
    else:
        parts = [_laid_out(v, depth + 1) for v in value]
        opening, closing = "[]"
    one_line = opening + ", ".join(parts) + closing
    if len(one_line) + depth <= _LINE and "\n" not in one_line:
        return one_line
    indent = "\n" + " " * (depth + 1)
    return opening + indent + f",{indent}".join(parts) + "\n" + " " * depth + closing


def _is_leaf(value: dict[str, Any] | list[Any]) -> bool:
    """Whether nothing but scalars and boxes is inside, as in a key."""
    inner = value.values() if isinstance(value, dict) else value
    return not any(isinstance(v, dict) or (isinstance(v, list) and len(v) != 4) for v in inner)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
