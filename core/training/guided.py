"""Trains guided attention and the grounding MLP on single boxed pictures, backbone frozen.

The paper's recipe (section 3.2) for people with pictures of their own: an epsilon (or flow) MSE,
AdamW at 5e-5. Through accelerate, so one process or many; every run resumes where it was
killed. Owns the loop and its files: state.pt, log.jsonl, validation/, and the weights an
engine loads.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import DistributedDataParallelKwargs
from PIL import Image, ImageDraw
from torch import Tensor, nn

from core.errors import InputError
from core.layout2vid.guided_attention import Span
from core.layout2vid.sampler import Guided, sample
from core.layout2vid.unet import Text
from core.training import checkpoints
from core.training.bases import Base, EmbeddedBase, ModelScopeBase, Trainee
from core.training.boxed_batches import Batches, BoxedBatch, bank_of
from core.training.boxed_images import read_boxed_images

log = logging.getLogger(__name__)

SHOWN = 4  # pictures of a validation sheet
SHOWN_STEPS = 20
SHOWN_GUIDANCE = 4.0


@dataclass(frozen=True)
class GuidedRun:
    """What is trained, on what, and how long. The paper: 50,000 steps of 256 pictures."""

    base: Path
    boxes: Path
    out: Path
    clip: Path | None = None
    span: Span = "all"
    steps: int = 50_000
    batch: int = 8
    accumulate: int = 1
    lr: float = 5e-5
    warm_up: int = 500
    ema: float = 0.9995
    precision: Literal["no", "bf16", "fp16"] = "no"
    checkpointed: bool = False
    fresh: bool = False
    validate_every: int = 1000  # 0: never
    keep_every: int = 500
    seed: int = 0
    cpu: bool = False


def load_base(run: GuidedRun) -> Base:
    """The base of a run's folder. Raises ModelError or InputError: it is not there, or unfit."""
    if (run.base / "unet" / "config.json").is_file():
        clip = run.clip or run.base.parent / "vit_large_patch14_clip_224.openai"
        dtype = torch.bfloat16 if run.precision == "bf16" and not run.cpu else torch.float32
        return ModelScopeBase.load(run.base, clip, run.span, dtype)
    return EmbeddedBase(run.base, run.fresh)


def train(run: GuidedRun) -> Path:
    """Train to `run.steps`; the folder that an engine loads.

    Raises:
        ModelError: the base's weights are missing or damaged.
        InputError: there are no boxed pictures, or they cannot be read.
    """
    unused = DistributedDataParallelKwargs(find_unused_parameters=True)
    accelerator = Accelerator(
        mixed_precision=run.precision, cpu=run.cpu, kwargs_handlers=[unused],
        gradient_accumulation_steps=run.accumulate,
    )  # fmt: skip
    images = read_boxed_images(run.boxes)
    base = load_base(run)
    _prepare(base, accelerator.device)
    with accelerator.main_process_first():
        bank = bank_of(images, base, run.out / "things.safetensors", accelerator.device)
    torch.manual_seed(run.seed)
    return _Loop(run, accelerator, base, Batches(images, bank, base.side, run.batch, run.seed)).go()


def _prepare(base: Base, device: torch.device) -> None:
    """Freeze all but guided attention and grounding MLP, and put everything on the device."""
    for module in base.frozen:
        module.eval().requires_grad_(False).to(device)
    base.unet.eval().requires_grad_(False)
    for block in base.unet.spatial_blocks():
        block.fuser.train().requires_grad_(True)  # type: ignore[union-attr]
    base.tokens.train().requires_grad_(True)
    base.unet.to(device)
    base.tokens.to(device)


class _Loop:
    """One run at work."""

    def __init__(
        self, run: GuidedRun, accelerator: Accelerator, base: Base, batches: Batches
    ) -> None:
        self.run, self.accelerator, self.base, self.batches = run, accelerator, base, batches
        fusers = [block.fuser for block in base.unet.spatial_blocks()]
        self.trained = nn.ModuleList([base.tokens, *fusers])  # type: ignore[list-item]
        self.optimizer = torch.optim.AdamW(self.trained.parameters(), lr=run.lr, betas=(0.9, 0.99))
        self.ema = checkpoints.Ema(self.trained, run.ema)
        self.state = run.out / "state.pt"
        self.began = checkpoints.resume(self.state, self.trained, self.optimizer, self.ema)
        self.ema.shadow = {k: v.to(accelerator.device) for k, v in self.ema.shadow.items()}
        wrapped: Any = accelerator.prepare(Trainee(base, run.checkpointed), self.optimizer)
        self.model, self.stepper = wrapped

    def go(self) -> Path:
        run, main = self.run, self.accelerator.is_main_process
        last = time.monotonic()
        for step in range(self.began, run.steps):
            value = self._step(step)
            if main and ((step + 1) % 10 == 0 or step + 1 == run.steps):
                now, count = time.monotonic(), (step - self.began) % 10 + 1
                self._note(step + 1, value, (now - last) / count)
                last = now
            last_step = step + 1 == run.steps
            if main and run.validate_every and (last_step or (step + 1) % run.validate_every == 0):
                with _averaged(self.trained, self.ema):
                    self._validate(step + 1)
            if main and ((step + 1) % run.keep_every == 0 or step + 1 == run.steps):
                checkpoints.keep(self.state, step + 1, self.trained, self.optimizer, self.ema)
                with _averaged(self.trained, self.ema):
                    self.base.save(run.out / "model", self._facts(step + 1))
            self.accelerator.wait_for_everyone()
        return run.out / "model"

    def _step(self, step: int) -> float:
        """One optimiser step over `accumulate` batches; the mean loss of this process."""
        run, total = self.run, 0.0
        for group in self.optimizer.param_groups:
            group["lr"] = checkpoints.cosine(step, run.steps, run.lr, run.warm_up)
        for part in range(run.accumulate):
            with self.accelerator.accumulate(self.model):
                value = self._loss(step * run.accumulate + part)
                self.accelerator.backward(value)
                if self.accelerator.sync_gradients:
                    self.accelerator.clip_grad_norm_(self.trained.parameters(), 1.0)
                self.stepper.step()
                self.stepper.zero_grad()
                total += float(value.detach()) / run.accumulate
        self.ema.update(self.trained)
        return total

    def _loss(self, draw: int) -> Tensor:
        """Mean squared error against the base's own target (paper, section 3.2)."""
        rank, device = self.accelerator.process_index, self.accelerator.device
        batch = self.batches.draw(draw, rank)
        seed = (self.run.seed * 1_000_003 + draw) * 64 + rank
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad(), self.accelerator.autocast():
            latents = self.base.latents(batch.pixels.to(device)).float()
            states = self.base.states(batch.captions)
        x, t, target = self.base.noised(latents, generator)
        grounding = batch.grounding.to(device, torch.float32)
        out = self.model(x, t, states, grounding)
        return nn.functional.mse_loss(out, target)

    def _note(self, step: int, value: float, seconds: float) -> None:
        row: dict[str, Any] = {
            "step": step,
            "loss": round(value, 6),
            "lr": self.optimizer.param_groups[0]["lr"],
        }
        row |= {"seconds_a_step": round(seconds, 4), "pictures_skipped": self.batches.broken}
        if self.accelerator.device.type == "cuda":
            row["memory_gb"] = round(torch.cuda.max_memory_allocated() / 1e9, 2)
        self.run.out.mkdir(parents=True, exist_ok=True)
        with (self.run.out / "log.jsonl").open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(row) + "\n")
        log.info("step %d of %d: loss %.4f, %.2f s a step", step, self.run.steps, value, seconds)

    def _facts(self, step: int) -> dict[str, Any]:
        run = self.run
        trained = {
            "base": run.base.name,
            "boxes": run.boxes.name,
            "steps": step,
            "batch": run.batch * run.accumulate,
            "lr": run.lr,
            "seed": run.seed,
            "processes": self.accelerator.num_processes,
        }
        return {"trained": trained}

    @torch.no_grad()
    def _validate(self, step: int) -> None:
        """A sheet: real pictures above, what the same boxes and words give below."""
        batch = self.batches.fixed(SHOWN)
        made = [self._sampled(batch, i) for i in range(SHOWN)]
        real = [
            Image.fromarray((p.permute(1, 2, 0).numpy() * 255).astype(np.uint8))
            for p in batch.pixels
        ]
        side = self.base.side
        sheet = Image.new("RGB", (side * SHOWN, side * 2))
        for i, boxes in enumerate(batch.boxes):
            for row, picture in enumerate((real[i], made[i])):
                draw = ImageDraw.Draw(picture)
                for box in boxes:
                    draw.rectangle(
                        [v * side for v in box], outline="yellow", width=max(1, side // 128)
                    )
                sheet.paste(picture, (i * side, row * side))
        path = self.run.out / "validation" / f"step-{step:07d}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        sheet.save(path)

    def _sampled(self, batch: BoxedBatch, i: int) -> Image.Image:
        device, base = self.accelerator.device, self.base
        grounding = base.tokens(batch.alone(i).behind(1).to(device, torch.float32))
        with self.accelerator.autocast():
            states = base.states(["", batch.captions[i]])
        shape = base.unet.shape
        generator = torch.Generator().manual_seed(self.run.seed + i)
        noise = torch.randn(
            1, shape.channels, 1, shape.sample_size, shape.sample_size, generator=generator
        )
        network = Guided(base.unet, Text(states), grounding, SHOWN_GUIDANCE)

        def denoise(x: Tensor, t: Tensor, guided: bool) -> Tensor:
            with self.accelerator.autocast():
                return network(x, t, guided)

        latents = sample(denoise, noise.to(device), base.scheduler(), SHOWN_STEPS, 1.0)
        pixels = base.pictures(latents[:, :, 0])[0].float().clamp(0, 1)
        return Image.fromarray((pixels.permute(1, 2, 0).cpu().numpy() * 255).astype(np.uint8))


class _averaged:
    """Inside it a module has its averaged weights."""

    def __init__(self, module: nn.Module, ema: checkpoints.Ema) -> None:
        self._module, self._ema = module, ema

    def __enter__(self) -> None:
        self._kept = {k: v.detach().clone() for k, v in self._module.state_dict().items()}
        self._module.load_state_dict(self._ema.shadow)

    def __exit__(self, *error: object) -> None:
        self._module.load_state_dict(self._kept)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `guided`; defaults are `GuidedRun`'s."""
    add, default = parser.add_argument, GuidedRun(Path(), Path(), Path())
    add("--base", type=Path, required=True, help="a ModelScopeT2V folder, or an embedded engine's")
    add("--boxes", type=Path, required=True, help="a COCO folder, or WebDataset shards (.tar)")
    add("--out", type=Path, required=True, help="where state, log and weights go")
    add("--clip", type=Path, help="CLIP ViT-L/14 for ModelScopeT2V; beside the base by default")
    add("--span", choices=("all", "box"), default=default.span, help="the paper's, or box-relative")
    add("--precision", choices=("no", "bf16", "fp16"), default=default.precision)
    add("--checkpointed", action="store_true", help="less memory, more time")
    add("--fresh", action="store_true", help="embedded: start guided attention anew")
    add("--cpu", action="store_true")
    for name in ("steps", "batch", "accumulate", "warm_up", "validate_every", "keep_every", "seed"):
        add(f"--{name.replace('_', '-')}", type=int, default=getattr(default, name))
    for name in ("lr", "ema"):
        add(f"--{name}", type=float, default=getattr(default, name))


def run(arguments: argparse.Namespace) -> None:
    """Do what the command line asks. Raises as `train`, and InputError for odd numbers."""
    names = GuidedRun.__dataclass_fields__
    options = GuidedRun(**{k: v for k, v in vars(arguments).items() if k in names})
    if min(options.steps, options.batch, options.accumulate) < 1:
        raise InputError("--steps, --batch and --accumulate are whole numbers from 1")
    log.info("the weights are in %s", train(options))
