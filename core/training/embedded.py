"""The recipe of the embedded engine, stage by stage: which trainer, how long, and the export.

Every stage resumes from its state below the training root and does nothing when its steps
are done. `STEPS` is what the shipped weights were trained with.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.grounding import clip as clip_module
from core.grounding import prior as prior_module
from core.grounding.clip import Clip, Tokenizer
from core.layout2vid import codec as codec_module
from core.layout2vid import model as model_module
from core.layout2vid.checkpoint import save_part, split_guided, write_config
from core.layout2vid.codec import Codec
from core.training import backbone, backdrops, checkpoints, clip, codec, prior, sprites, table
from core.training.backdrops import Backdrops
from core.training.latents import Source
from core.training.scenes import Composer
from core.training.sprites import Bank

log = logging.getLogger(__name__)

STEPS = {"codec": 1100, "clip": 850, "prior": 2400, "joint": 1350, "guided": 0}
DEFAULTS = {
    "final": {"seed": 1, "steps": 10, "guidance": 3.0, "layout_strength": 1.0},
    "preview": {"seed": 1, "steps": 4, "guidance": 2.5, "layout_strength": 1.0},
}


@dataclass
class Recipe:
    """One training root; parts are made or loaded when first asked for."""

    root: Path

    def data(self) -> tuple[Bank, Backdrops]:
        """Sprite bank and painted backgrounds."""
        return sprites.build(self.root), backdrops.build(self.root)

    def composer(self, seed: int) -> Composer:
        """Scenes without wild sprites."""
        return Composer(*self.data(), np.random.default_rng(seed))

    def codec(self) -> None:
        codec.train(self.root, self.composer(11), STEPS["codec"])

    def clip(self) -> None:
        clip.train(self.root, *self.data(), steps=STEPS["clip"])

    def prior(self) -> None:
        bank, scenery = self.data()
        wide = table.with_wild(bank, scenery, self.root)
        prior.train(self.root, wide, self._table(wide, scenery), STEPS["prior"])

    def joint(self) -> None:
        backbone.train(self.root, self.source(), "joint", STEPS["joint"])

    def guided(self) -> None:
        backbone.train(self.root, self.source(), "guided", STEPS["guided"], peak=4e-4)

    def source(self) -> Source:
        """What the denoiser trains on: scenes of all trained sprites, wild ones among them."""
        bank, scenery = self.data()
        wide = table.with_wild(bank, scenery, self.root)
        rng = np.random.default_rng(17)
        return Source(
            Composer(wide, scenery, rng), self._table(wide, scenery), self.trained_codec(),
            self.trained_clip(), self.tokenizer(), rng,
        )  # fmt: skip

    def _table(self, bank: Bank, scenery: Backdrops) -> table.Table:
        return table.build(self.root, self.trained_clip(), self.tokenizer(), bank, scenery)

    def tokenizer(self) -> Tokenizer:
        return Tokenizer(clip_module.EMBEDDED, self.root / "clip" / "bpe.txt.gz")

    def trained_clip(self) -> Clip:
        trainer = clip.ClipTrainer(clip_module.EMBEDDED)
        trainer.load_state_dict(self._ema("clip"))
        return trainer.clip.eval().requires_grad_(False)

    def trained_codec(self) -> Codec:
        module = Codec(codec_module.EMBEDDED)
        module.load_state_dict(self._ema("codec"))
        return module.eval().requires_grad_(False).to(memory_format=torch.channels_last)

    def _ema(self, stage: str) -> dict[str, Any]:
        state = checkpoints.load_state(self.root / stage / "state.pt")
        assert state is not None, f"stage {stage} has not been trained below {self.root}"
        ema: dict[str, Any] = state["ema"]
        return ema

    def steps_done(self) -> dict[str, int]:
        """Steps that each stage has behind it."""
        done = {}
        for stage in STEPS:
            state = checkpoints.load_state(self.root / stage / "state.pt")
            done[stage] = int(state["step"]) if state else 0
        return done

    def export(self, folder: Path) -> None:
        """Write the moving averages as a checkpoint folder in float16."""
        began = time.monotonic()
        last = "guided" if (self.root / "guided" / "state.pt").exists() else "joint"
        denoiser, guided = split_guided(self._ema(last))
        save_part(folder, "backbone", denoiser)
        save_part(folder, "guided", guided)
        save_part(folder, "codec", self._ema("codec"))
        save_part(folder, "prior", self._ema("prior"))
        save_part(folder, "clip", self.trained_clip().state_dict())
        Tokenizer.write_merges(clip_module.EMBEDDED, folder / "bpe.txt.gz")
        shapes = {
            "clip": asdict(clip_module.EMBEDDED),
            "prior": asdict(prior_module.EMBEDDED),
            "codec": asdict(codec_module.EMBEDDED),
            "layout2vid": asdict(model_module.EMBEDDED),
        }
        write_config(folder, shapes, {"defaults": DEFAULTS, "steps": self.steps_done()})
        log.info("wrote %s in %.1f s", folder, time.monotonic() - began)
