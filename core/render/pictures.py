"""Reading and cutting out reference pictures, for those above this layer."""

from core.grounding.cutout import cut_out
from core.grounding.pictures import as_png, read_picture

__all__ = ["as_png", "cut_out", "read_picture"]
