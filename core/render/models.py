"""Which public and own checkpoints the modelscope engine can use, and where they were looked for.

Looks at names and sizes of files; loads nothing, downloads nothing. A models folder holds one
folder a piece; pieces that are not there are looked for in the hub's cache of this machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.errors import ModelError

Kind = Literal["base", "guided", "igligen", "clip", "prior"]
VARIABLE = "VIDEODIRECTOR_MODELS"


@dataclass(frozen=True)
class Piece:
    """One checkpoint that can be had. `marker` is a file that every copy of it has."""

    name: str
    kind: Kind
    title: str
    hub: str | None  # owner/name where it is published
    licence: str
    gigabytes: float  # download in half precision, about
    marker: str
    size: tuple[int, int] = (256, 256)  # width and height it was trained for


PIECES = (
    Piece("text-to-video-ms-1.7b", "base", "ModelScopeT2V 1.7B", "ali-vilab/text-to-video-ms-1.7b",
          "CC-BY-NC-4.0", 3.7, "unet/config.json"),
    Piece("layout2vid", "guided", "Layout2Vid guided attention, trained by core.training", None,
          "yours", 0.4, "guided.safetensors"),
    Piece("vit_large_patch14_clip_224.openai", "clip", "CLIP ViT-L/14",
          "timm/vit_large_patch14_clip_224.openai", "MIT", 1.7, "open_clip_config.json"),
    Piece("karlo-v1-alpha", "prior", "Karlo's unCLIP prior", "kakaobrain/karlo-v1-alpha",
          "CreativeML Open RAIL-M", 2.3, "prior/config.json"),
    Piece("text-to-video-lvd-ms", "igligen", "ModelScopeT2V with IGLIGEN, 256x256",
          "longlian/text-to-video-lvd-ms", "CC-BY-NC-4.0", 4.1, "unet/config.json"),
    Piece("text-to-video-lvd-zs", "igligen", "Zeroscope with IGLIGEN, 576x320",
          "longlian/text-to-video-lvd-zs", "CC-BY-NC-4.0", 4.1, "unet/config.json", (576, 320)),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A piece and where it is; `folder` is None when it is nowhere. `searched` lists the places."""

    piece: Piece
    folder: Path | None
    bytes_on_disk: int
    searched: tuple[Path, ...]


@dataclass(frozen=True)
class Combination:
    """Pieces that work together. `missing` names those that are not there; `steers` and
    `references` say whether boxes and pictures have an effect."""

    title: str
    needs: tuple[str, ...]
    missing: tuple[str, ...]
    steers: bool
    references: bool
    text: str


@dataclass(frozen=True)
class Inventory:
    """All that was found, and what it can do."""

    pieces: tuple[Found, ...]
    combinations: tuple[Combination, ...]

    def folder(self, name: str) -> Path | None:
        """Where the piece of that name is, or None."""
        return next((f.folder for f in self.pieces if f.piece.name == name), None)

    def lines(self) -> list[str]:
        """The inventory as text for a person, one line a fact."""
        out = []
        for found in self.pieces:
            piece = found.piece
            if found.folder:
                out.append(
                    f"here     {piece.title}: {found.folder} ({found.bytes_on_disk / 1e9:.2f} GB)"
                )
            else:
                source = (
                    f"from {piece.hub}" if piece.hub else "train it: python -m core.training guided"
                )
                out.append(
                    f"missing  {piece.title}: about {piece.gigabytes:.1f} GB, {source};"
                    f" licence {piece.licence}"
                )
                out += [f"         looked in {place}" for place in found.searched]
        for combination in self.combinations:
            state = (
                "ready" if not combination.missing else f"needs {', '.join(combination.missing)}"
            )
            out.append(f"{combination.title}: {state}. {combination.text}")
        return out


def models_folder() -> Path:
    """Where pieces are looked for first: $VIDEODIRECTOR_MODELS, or the cache's own folder."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "videodirector" / "models"


def hub_cache() -> Path:
    """The hub's cache of this machine, by its own environment variables."""
    if "HF_HUB_CACHE" in os.environ:
        return Path(os.environ["HF_HUB_CACHE"])
    home = os.environ.get("HF_HOME")
    return (Path(home) if home else Path.home() / ".cache" / "huggingface") / "hub"


def inventory(folder: Path | None = None, hub: Path | None = None) -> Inventory:
    """What is needed, what is here, and what can be done with it.

    Args:
        folder: a models folder; `models_folder()` by default.
        hub: the hub's cache; `hub_cache()` by default.
    """
    places = folder or models_folder(), hub or hub_cache()
    pieces = tuple(_find(piece, *places) for piece in PIECES)
    here = {f.piece.name for f in pieces if f.folder}
    return Inventory(pieces, tuple(_combinations(here)))


def require(found: Inventory, name: str) -> Path:
    """The folder of a piece. Raises ModelError that says where it was looked for."""
    for row in found.pieces:
        if row.piece.name == name and row.folder is None:
            places = " and ".join(str(p) for p in row.searched)
            raise ModelError(
                f"{row.piece.title} is missing: looked in {places}; see docs/engines.md"
            )
    folder = found.folder(name)
    assert folder is not None, name
    return folder


def _find(piece: Piece, folder: Path, hub: Path) -> Found:
    searched = [folder / piece.name]
    if piece.hub:
        searched.append(hub / f"models--{piece.hub.replace('/', '--')}")
    for place in searched:
        for candidate in [place, *_snapshots(place)]:
            if (candidate / piece.marker).is_file():
                return Found(piece, candidate, _bytes(candidate), tuple(searched))
    return Found(piece, None, 0, tuple(searched))


def _snapshots(place: Path) -> list[Path]:
    """Snapshots of a repository in the hub's cache, the one that main means first."""
    main = place / "refs" / "main"
    named = [place / "snapshots" / main.read_text().strip()] if main.is_file() else []
    return named + sorted((place / "snapshots").glob("*"))


def _bytes(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _combinations(here: set[str]) -> list[Combination]:
    base, guided, clip, karlo, lvd, zeroscope = (piece.name for piece in PIECES)

    def made(
        title: str, needs: tuple[str, ...], steers: bool, references: bool, text: str
    ) -> Combination:
        missing = tuple(name for name in needs if name not in here)
        return Combination(title, needs, missing, steers, references, text)

    return [
        made("Layout2Vid, whole", (base, guided, clip, karlo), True, True,
             "Boxes are obeyed; looks come from pictures, or are imagined from words"),
        made("Layout2Vid without the prior", (base, guided, clip), True, True,
             "Boxes are obeyed; looks come from pictures, or from words alone"),
        made("IGLIGEN, 256x256", (lvd,), True, False,
             "Boxes are obeyed; words alone decide looks: pictures of entities have no effect"),
        made("IGLIGEN, 576x320", (zeroscope,), True, False,
             "Boxes are obeyed; words alone decide looks: pictures of entities have no effect"),
        made("ModelScopeT2V alone", (base,), False, False,
             "The scene's text alone decides: boxes and pictures have no effect"),
    ]  # fmt: skip
