"""One part of a model in a public folder's layout: its config, its weights, its tokenizer.

Owns what is refused there: pickles, damaged files, configs that ask for code of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from transformers import CLIPTokenizer
from transformers.utils import logging as library_logging

from core.errors import ModelError

WEIGHTS = ("diffusion_pytorch_model", "model")
UNSAFE = (".bin", ".ckpt", ".pt", ".pth", ".pt2", ".pkl")


def json_of(path: Path) -> dict[str, Any]:
    """A config file. Raises ModelError: missing, damaged, or asking for code of its own."""
    if not path.is_file():
        raise ModelError(f"{path} is missing: is the download complete?")
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}): download it again") from None
    if not isinstance(found, dict):
        raise ModelError(f"{path} holds no object: download it again")
    if "auto_map" in found or "trust_remote_code" in found:
        raise ModelError(f"{path} asks to run code that came with it: refused")
    return found


def weights_of(folder: Path) -> tuple[list[Path], str | None]:
    """Safetensors files of a part and their variant ("fp16" or None), full precision first.

    Raises:
        ModelError: none; where only pickles are, the message says how to convert them.
    """
    for variant in (None, "fp16"):
        for name in WEIGHTS:
            stem = f"{name}.{variant}" if variant else name
            index = folder / f"{name}.safetensors.index{'.' + variant if variant else ''}.json"
            if index.is_file():
                shards = sorted(set(json_of(index).get("weight_map", {}).values()))
                return [folder / Path(shard).name for shard in shards], variant
            if (folder / f"{stem}.safetensors").is_file():
                return [folder / f"{stem}.safetensors"], variant
    unsafe = sorted(p.name for p in folder.glob("*") if p.suffix in UNSAFE)
    if unsafe:
        raise ModelError(
            f"{folder} holds only {unsafe[0]}: pickles can run code and are refused;"
            " docs/engines.md says how to convert it to .safetensors"
        )
    raise ModelError(f"{folder} holds no .safetensors file: is the download complete?")


def load_public(kind: Any, folder: Path, **dtype: torch.dtype) -> Any:
    """A network of diffusers or transformers from a part's folder, on the CPU, frozen.

    `dtype` is `dtype=` for transformers and `torch_dtype=` for diffusers. Only safetensors of
    this folder are read; a tensor that is missing is an error, never a random one.

    Raises:
        ModelError: config or weights are missing, damaged, unsafe, or do not fit one another.
    """
    json_of(folder / "config.json")
    paths, variant = weights_of(folder)
    for path in paths:
        check_header(path)
    try:
        with without_bars():
            model, report = kind.from_pretrained(
                folder,
                use_safetensors=True,
                local_files_only=True,
                variant=variant,
                output_loading_info=True,
                **dtype,
            )
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise ModelError(f"{folder} cannot be loaded: {str(error)[:200]}") from None
    missing = sorted(report["missing_keys"])
    if missing:
        raise ModelError(f"the weights of {folder} lack {len(missing)}: {', '.join(missing[:3])}")
    return model.eval().requires_grad_(False)


def check_header(path: Path) -> None:
    """Raises ModelError when the file is no whole safetensors file. Reads no weights."""
    try:
        with safe_open(path, "pt") as opened:
            opened.keys()
    except (SafetensorError, OSError) as error:
        raise ModelError(f"the weights file {path} is damaged: {str(error)[:120]}") from None


def load_tokenizer(folder: Path) -> Any:
    """A CLIP tokenizer from its folder. Raises ModelError: a file is missing."""
    for name in ("vocab.json", "merges.txt", "tokenizer_config.json"):
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing: is the download complete?")
    json_of(folder / "tokenizer_config.json")
    return CLIPTokenizer.from_pretrained(folder, local_files_only=True)


@contextmanager
def without_bars() -> Iterator[None]:
    """Inside it transformers draws no progress bars: progress is the caller's to show."""
    drawn = library_logging.is_progress_bar_enabled()
    library_logging.disable_progress_bar()
    try:
        yield
    finally:
        if drawn:
            library_logging.enable_progress_bar()
