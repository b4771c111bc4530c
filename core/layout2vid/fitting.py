"""Whether a file's tensors fit a network, by name and shape, and a report where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor, nn

from core.errors import ModelError


@dataclass(frozen=True)
class KeyReport:
    """Names that a file lacks, and names that nothing here takes."""

    missing: tuple[str, ...]
    unexpected: tuple[str, ...]

    def __str__(self) -> str:
        parts = [
            f"{len(names)} {what} ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})"
            for what, names in (("missing", self.missing), ("unexpected", self.unexpected))
            if names
        ]
        return "; ".join(parts) or "every name fits"

    @property
    def fits(self) -> bool:
        return not self.missing and not self.unexpected


def fill(module: nn.Module, tensors: Mapping[str, Tensor]) -> KeyReport:
    """Give `module` the tensors of its own names; what does not fit is reported, not loaded.

    Raises:
        ModelError: a tensor has another shape.
    """
    wanted = module.state_dict()
    odd = [
        f"{k}: {list(tensors[k].shape)} instead of {list(v.shape)}"
        for k, v in wanted.items()
        if k in tensors and tensors[k].shape != v.shape
    ]
    if odd:
        raise ModelError(f"{len(odd)} tensors have other shapes: {'; '.join(odd[:3])}")
    fitting = {k: v for k, v in tensors.items() if k in wanted}
    module.load_state_dict(fitting, strict=False, assign=True)
    return KeyReport(
        tuple(sorted(set(wanted) - set(tensors))), tuple(sorted(set(tensors) - set(wanted)))
    )
