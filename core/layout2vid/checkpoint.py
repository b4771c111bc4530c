"""Checkpoint folders: a config that names every file with its sha256, and safetensors only.

Owns what lies on disk and how it is refused; wiring the parts is the engine's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from core.errors import ModelError

FORMAT = "Layout2Vid.1"
CONFIG = "config.json"


def save_part(folder: Path, name: str, state: dict[str, Tensor]) -> str:
    """Write `state` in float16 as `name`.safetensors; its sha256."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.safetensors"
    half = {
        k: (v.half() if v.is_floating_point() else v).contiguous().clone() for k, v in state.items()
    }
    save_file(half, path)
    return sha256(path)


def write_config(folder: Path, shapes: dict[str, Any], facts: dict[str, Any]) -> None:
    """Write config.json over the files that are there; `shapes`: dataclasses or plain values."""
    files = {
        path.name: {"sha256": sha256(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
        if path.suffix in (".safetensors", ".gz")
    }
    plain = {k: asdict(v) if hasattr(v, "__dataclass_fields__") else v for k, v in shapes.items()}
    config = {"format": FORMAT, "files": files, "shapes": plain, "facts": facts}
    (folder / CONFIG).write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", "utf-8")


def read_config(folder: Path) -> dict[str, Any]:
    """The config of a checkpoint folder, with every file it names present at its size.

    Raises:
        ModelError: folder, config or a file is missing, or a file was cut short; it is named.
    """
    path = folder / CONFIG
    if not path.is_file():
        raise ModelError(f"there is no checkpoint at {folder}: {CONFIG} is missing")
    try:
        config: dict[str, Any] = json.loads(path.read_text("utf-8"))
        named = {name: int(row["bytes"]) for name, row in config["files"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}): restore the file") from None
    if config.get("format") != FORMAT:
        raise ModelError(f"{path} has format {config.get('format')!r}: this release reads {FORMAT}")
    for name, size in named.items():
        file = folder / name
        if not file.is_file():
            raise ModelError(f"the weights file {file} is missing: restore it from the release")
        if file.stat().st_size != size:
            raise ModelError(
                f"the weights file {file} has {file.stat().st_size} bytes, not {size}: restore it"
            )
    return config


def load_tensors(path: Path, dtype: torch.dtype = torch.float32) -> dict[str, Tensor]:
    """Tensors of a safetensors file on the CPU; floating ones in `dtype`.

    Raises:
        ModelError: missing, damaged, or of another kind (pickles are never opened).
    """
    if path.suffix != ".safetensors":
        raise ModelError(
            f"{path.name} is no .safetensors file: other kinds can run code, so are refused"
        )
    if not path.is_file():
        raise ModelError(f"the weights file {path} is missing")
    try:
        return {k: v.to(dtype) if v.is_floating_point() else v for k, v in load_file(path).items()}
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelError(f"the weights file {path} is damaged: {str(error)[:120]}") from None


def load_part(module: nn.Module, folder: Path, name: str) -> None:
    """Fill `module` from `name`.safetensors, strictly.

    Raises:
        ModelError: as `load_tensors`, or keys or shapes do not fit; the first few are named.
    """
    tensors = load_tensors(folder / f"{name}.safetensors")
    try:
        missing, unexpected = module.load_state_dict(tensors, strict=False)
    except RuntimeError as error:
        raise ModelError(
            f"{name}.safetensors has tensors of other shapes: {str(error)[:200]}"
        ) from None
    if missing or unexpected:
        raise ModelError(
            f"{name}.safetensors does not fit: missing {missing[:3]}, unexpected {unexpected[:3]}"
        )


def split_guided(state: dict[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """A Layout2Vid state as (backbone, guided): what the paper freezes and what it trains."""
    guided = {k: v for k, v in state.items() if ".fuser." in k or k.startswith("tokens.")}
    return {k: v for k, v in state.items() if k not in guided}, guided


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def pick_device(device: str) -> torch.device:
    """ "auto" is CUDA, then MPS, then CPU."""
    if device != "auto":
        return torch.device(device)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
