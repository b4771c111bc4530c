"""The recipe of the embedded engine, stage by stage: which trainer, how long, and the export.

Every stage resumes from its state below the training root and does nothing when its steps
are done. With a limit of seconds a stage anneals within it, whatever the machine; the shipped
weights were trained so on one GPU (see the model card).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from core.grounding import clip as clip_module
from core.grounding import motion as motion_module
from core.grounding import prior as prior_module
from core.grounding import unclip as unclip_module
from core.grounding.clip import Clip, Tokenizer
from core.grounding.motion import Motion
from core.grounding.recall import Recall
from core.grounding.unclip import Unclip
from core.layout2vid import codec as codec_module
from core.layout2vid import model as model_module
from core.layout2vid.checkpoint import (
    load_tensors,
    read_config,
    save_part,
    split_guided,
    write_config,
)
from core.layout2vid.codec import Codec
from core.layout2vid.model import Layout2Vid, LayoutShape
from core.training import (
    backbone,
    backdrops,
    checkpoints,
    clip,
    codec,
    decoder,
    motion,
    moving,
    prior,
    recall,
    sprites,
    table,
    unclip,
    vocabulary,
)
from core.training.backbone import Run
from core.training.backdrops import Backdrops
from core.training.fit import Schedule
from core.training.latents import Boxes, Source
from core.training.painting import Painter
from core.training.scenes import Composer
from core.training.schedules import DEFAULTS, DISTILLED, SCHEDULES, STAGES
from core.training.sprites import Bank

log = logging.getLogger(__name__)

Network = TypeVar("Network", bound=nn.Module)


@dataclass
class Recipe:
    """One training root on one device; parts are made or loaded when first asked for."""

    root: Path
    device: str = "cpu"
    workers: int = 0

    def data(self) -> tuple[Bank, Backdrops]:
        """Sprite bank and painted backgrounds."""
        return sprites.build(self.root), backdrops.build(self.root)

    def vocabulary(self) -> None:
        """What words mean, of those that nothing here learns."""
        bank, grounds = self.data()
        vocabulary.write(self.root, bank.rows, grounds.captions)

    def composer(self, seed: int) -> Composer:
        """Scenes without wild sprites."""
        return Composer(*self.data(), np.random.default_rng(seed))

    def schedule(self, stage: str, **changes: Any) -> Schedule:
        """The stage's own schedule here, with whatever of it was asked otherwise."""
        asked = {key: value for key, value in changes.items() if value is not None}
        return replace(SCHEDULES[self.device][stage], **asked)

    def codec(self, schedule: Schedule) -> None:
        codec.train(self.root, self.pictures(schedule.batch), schedule)

    def decoder(self, schedule: Schedule) -> None:
        seed = 1 + self.steps_done()["decoder"]
        networks = self.trained_layout2vid(), self.trained_unclip(), self.trained_recall()
        renderer = decoder.Renderer(self.source(), *networks)
        decoder.train(self.root, renderer.batches(schedule.batch, seed), schedule)

    def pictures(self, batch: int) -> Iterator[Tensor]:
        """Endless batches of painted scenes [batch, 3, 256, 256] in [0, 1] on the device."""
        composer = self.composer(11)
        painter = Painter(composer.bank, composer.backdrops, self.device)
        return map(painter.paint, composer.drafts(batch, self.workers))

    def clip(self, schedule: Schedule) -> None:
        clip.train(self.root, *self.data(), schedule, device=self.device)

    def prior(self, schedule: Schedule) -> None:
        wide, scenery = self.wide()
        embedded = self.table(wide, scenery)
        trained = prior.train(self.root, wide, embedded, schedule)
        table.imagine(self.root, trained.eval(), embedded)

    def unclip(self, schedule: Schedule) -> None:
        wide, scenery = self.wide()
        embedded, bank = self.table(wide, scenery), self.data()[0]
        frames = moving.frames(self.root, bank, unclip_module.SIDE)
        moves = unclip.Moves(bank, self.cycles(), frames, embedded, self.trained_motion())
        unclip.train(self.root, wide, embedded, schedule, moves=moves)

    def recall(self) -> None:
        """What unCLIP misses of known pictures, remembered; anew whenever unCLIP has learnt."""
        wide, scenery = self.wide()
        recall.fill(self.root, wide, self.table(wide, scenery), self.trained_unclip())

    def motion(self, schedule: Schedule) -> None:
        wide, scenery = self.wide()
        motion.train(self.root, wide, self.cycles(), self.table(wide, scenery), schedule)

    def cycles(self) -> moving.Cycles:
        """Embeddings of everything that moves, made once."""
        return moving.build(self.root, self.trained_clip(), self.data()[0], self.device)

    def denoiser(self, run: Run, boxes: Boxes = "box") -> None:
        """Any stage of the denoiser, or a variant of one."""
        backbone.train(self.root, self.source(boxes), run)

    def source(self, boxes: Boxes = "box") -> Source:
        """What the denoiser trains on: scenes of all trained sprites, wild ones among them."""
        wide, scenery = self.wide()
        composer = Composer(wide, scenery, np.random.default_rng(17))
        return Source(
            composer, self.table(wide, scenery), self.trained_codec(), self.trained_clip(),
            self.tokenizer(), self.device, boxes, self.workers,
        )  # fmt: skip

    def wide(self) -> tuple[Bank, Backdrops]:
        """The sprites with the wild ones, and the backgrounds."""
        bank, scenery = self.data()
        return table.with_wild(bank, scenery, self.root, self.device), scenery

    def table(self, bank: Bank, scenery: Backdrops) -> table.Table:
        """Embeddings of all sprites and names, made once."""
        return table.build(
            self.root, self.trained_clip(), self.tokenizer(), bank, scenery, self.device
        )

    def tokenizer(self) -> Tokenizer:
        return Tokenizer(clip_module.EMBEDDED, self.root / "clip" / "bpe.txt.gz")

    def trained_clip(self) -> Clip:
        return self._trained(clip.ClipTrainer(clip_module.EMBEDDED), "clip").clip

    def trained_codec(self) -> Codec:
        module = self._trained(Codec(codec_module.EMBEDDED), "codec")
        return module.to(memory_format=torch.channels_last)

    def trained_motion(self) -> Motion:
        return self._trained(Motion(motion_module.EMBEDDED), "motion").to(self.device)

    def trained_unclip(self) -> Unclip:
        return self._trained(Unclip(unclip_module.EMBEDDED), "unclip").to(self.device)

    def trained_recall(self) -> Recall:
        return self._trained(Recall(recall.shape_of(self._ema("recall"))), "recall").to(self.device)

    def trained_layout2vid(self) -> Layout2Vid:
        """The denoiser that will be exported, on the device."""
        return self._trained(Layout2Vid(model_module.EMBEDDED), self._last()).to(self.device)

    def _trained(self, module: Network, stage: str) -> Network:
        """`module` with a stage's moving average, frozen."""
        module.load_state_dict(self._ema(stage))
        return module.eval().requires_grad_(False)

    def _last(self) -> str:
        """The denoiser's stage that was trained last."""
        return "distil" if (self.root / "distil" / "state.pt").exists() else "joint"

    def _ema(self, stage: str) -> dict[str, Any]:
        state = checkpoints.load_state(self.root / stage / "state.pt")
        assert state is not None, f"stage {stage} has not been trained below {self.root}"
        ema: dict[str, Any] = state["ema"]
        return ema

    def adopt(self, folder: Path) -> None:
        """Take a checkpoint folder's weights as states to go on from, optimisers fresh.

        The training-only heads of CLIP begin anew; a distilled denoiser becomes `distil`.

        Raises:
            ModelError: a file of the folder is missing or damaged.
        """
        config = read_config(folder)
        done = config["facts"]["steps"]
        network = load_tensors(folder / "backbone.safetensors")
        network |= load_tensors(folder / "guided.safetensors")
        heads = clip.ClipTrainer(clip_module.EMBEDDED).state_dict()
        towers = {f"clip.{k}": v for k, v in load_tensors(folder / "clip.safetensors").items()}
        pixels = Codec(codec_module.EMBEDDED).state_dict()
        pixels |= load_tensors(folder / "codec.safetensors")
        weights = {
            "codec": pixels,
            "clip": heads | towers,
            "prior": load_tensors(folder / "prior.safetensors"),
            "distil" if done.get("distil") else "joint": network,
        }
        if done.get("decoder"):
            weights["decoder"] = pixels
        for stage in ("motion", "unclip", "recall"):
            if done.get(stage):
                weights[stage] = load_tensors(folder / f"{stage}.safetensors")
        for stage, tensors in weights.items():
            steps = done[stage]
            state = {"step": steps, "model": tensors, "ema": tensors, "n_updates": steps}
            checkpoints.save_state(self.root / stage / "state.pt", state)
        copyfile(folder / "bpe.txt.gz", self.root / "clip" / "bpe.txt.gz")
        vocabulary.hand_over(folder, self.root)

    def steps_done(self) -> dict[str, int]:
        """Steps that each stage has behind it."""
        done = {}
        for stage in STAGES:
            state = checkpoints.load_state(self.root / stage / "state.pt")
            done[stage] = int(state["step"]) if state else 0
        return done

    def export(self, folder: Path, denoiser: str = "", shape: LayoutShape | None = None) -> None:
        """Write the moving averages as a checkpoint folder in float16.

        `denoiser` names the state to take, "distil" or else "joint" when it is empty.
        """
        began = time.monotonic()
        last = denoiser or self._last()
        network, guided = split_guided(self._ema(last))
        save_part(folder, "backbone", network)
        save_part(folder, "guided", guided)
        polished = (self.root / "decoder" / "state.pt").exists()
        save_part(folder, "codec", self._ema("decoder" if polished else "codec"))
        save_part(folder, "clip", self.trained_clip().state_dict())
        for part in ("prior", "motion", "unclip", "recall"):
            save_part(folder, part, self._ema(part))
        Tokenizer.write_merges(clip_module.EMBEDDED, folder / "bpe.txt.gz")
        vocabulary.hand_over(self.root, folder)
        shapes = {
            "clip": asdict(clip_module.EMBEDDED),
            "prior": asdict(prior_module.EMBEDDED),
            "motion": asdict(motion_module.EMBEDDED),
            "unclip": asdict(unclip_module.EMBEDDED),
            "recall": asdict(recall.shape_of(self._ema("recall"))),
            "codec": asdict(codec_module.EMBEDDED),
            "layout2vid": asdict(shape or model_module.EMBEDDED),
        }
        defaults = DISTILLED if last == "distil" else DEFAULTS
        write_config(folder, shapes, {"defaults": defaults, "steps": self.steps_done()})
        log.info("wrote %s in %.1f s", folder, time.monotonic() - began)
