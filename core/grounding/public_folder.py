"""One part of a model in a public folder's layout: its config, its weights, its tokenizer.

Owns what is refused there: pickles, damaged files, configs that ask for code of their own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from transformers import CLIPTokenizer

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


def safely(folder: Path) -> dict[str, Any]:
    """Arguments for a library's loader: this folder's safetensors and nothing else."""
    paths, variant = weights_of(folder)
    for path in paths:
        check_header(path)
    return {"use_safetensors": True, "local_files_only": True, "variant": variant}


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
