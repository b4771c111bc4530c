"""Engines by name. Owns where checkpoints are looked for; each engine is a module of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ModelError
from core.render.types import Engine

if TYPE_CHECKING:
    from core.render.modelscope import ModelScopeEngine

DEFAULT = "embedded"


def engine_names() -> tuple[str, ...]:
    """Names that `load_engine` knows."""
    return ("embedded", "modelscope")


def assets_folder() -> Path:
    """The assets beside the packages: of the checkout, or of the installation."""
    return Path(__file__).resolve().parents[2] / "assets"


def load_engine(name: str = DEFAULT, device: str = "auto", folder: Path | None = None) -> Engine:
    """Load an engine with its weights.

    Args:
        name: one of `engine_names()`.
        device: "auto", "cpu", "cuda", "cuda:1", "mps".
        folder: the checkpoint folder; for "embedded" the shipped one by default.

    Raises:
        ModelError: unknown name; weights missing, damaged or unsafe. The message names them.
    """
    if name == "embedded":
        from core.render.embedded import EmbeddedEngine

        return EmbeddedEngine(folder or assets_folder() / "models" / "embedded", device)
    if name == "modelscope":
        from core.render.modelscope import ModelScopeEngine

        return ModelScopeEngine(folder, device)
    raise ModelError(f"there is no engine {name!r}: choose one of {', '.join(engine_names())}")


def lent_engine(name: str, environment: Mapping[str, str] | None = None) -> Engine | None:
    """The engine on GPUs that are lent scene by scene, or None: none are lent here, or the engine
    has no use for them. Loads nothing yet."""
    from core.render.zerogpu import ZeroGpuEngine, lender

    lend = lender(environment) if name == "modelscope" else None
    if lend is None:
        return None

    def load() -> ModelScopeEngine:
        from core.render.modelscope import ModelScopeEngine

        return ModelScopeEngine(None, "cpu")

    return ZeroGpuEngine(load, lend)
