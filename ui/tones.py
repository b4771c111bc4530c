"""A colour for every background and every entity, the same wherever it is shown."""

from __future__ import annotations

import hashlib

from core.export.marks import PALETTE
from core.plan.schema import VideoPlan, group_key

_TONES = (
    (("night", "space", "moon", "cave"), "#26304f"),
    (("underwater", "pool", "ocean", "sea", "lake", "river", "harbour"), "#5b93bd"),
    (("beach", "desert", "sand"), "#dcc596"),
    (("snow", "ice", "winter", "arctic"), "#dbe6ee"),
    (("sunset", "volcano", "dusk", "dawn"), "#d98a66"),
    (("forest", "jungle", "wood"), "#57805a"),
    (("meadow", "park", "farm", "garden", "grass", "field", "hill"), "#8fb573"),
    (("autumn", "fall"), "#c08a4d"),
    (("mountain", "cliff"), "#8c98a8"),
    (("city", "street", "road", "bridge", "rooftop", "town", "village"), "#9a9da6"),
    (("kitchen", "room", "office", "restaurant", "house", "hall", "bathroom", "class"), "#c8b299"),
    (("stage", "theatre", "studio", "gym"), "#8d7186"),
    (("sky", "cloud", "air"), "#9cc4e8"),
)


def tone(background: str) -> str:
    """A CSS colour that suggests the background; grey-blue when it says nothing known."""
    words = background.casefold()
    if not words:
        return "#c9d3dd"
    for keys, color in _TONES:
        if any(key in words for key in keys):
            return color
    hue = int.from_bytes(hashlib.sha256(words.encode()).digest()[:2], "big") % 360
    return f"hsl({hue} 22% 68%)"


def colors(plan: VideoPlan) -> dict[str, str]:
    """A colour for each consistency group, by its key, in the plan's order."""
    return {
        group_key(entity.name): PALETTE[place % len(PALETTE)]
        for place, entity in enumerate(plan.entities)
    }
