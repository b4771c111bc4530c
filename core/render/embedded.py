"""The embedded engine: our own small Layout2Vid, on a laptop's CPU or whatever there is.

Owns the wiring of CLIP, prior, motion, Layout2Vid, unCLIP and codec for one scene; every part
is its own module elsewhere. Same request, same machine, same frames.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from PIL import Image
from torch import Tensor

from core.errors import BadFrames, Cancelled, InputError, OutOfMemory
from core.grounding.batch import GroundingBatch, pack
from core.grounding.clip import mirrored
from core.grounding.cutout import cut_out
from core.grounding.motion import moved, phase, strides
from core.grounding.pictures import cropped
from core.layout2vid.checkpoint import pick_device, read_config
from core.layout2vid.sampler import Denoise, Guided, GuidedInTurn, sample, scene_noise
from core.layout2vid.steady import Still, background
from core.layout2vid.unet import Text
from core.plan.schema import group_key
from core.render.details import with_details
from core.render.embedded_loading import Parts, load_parts
from core.render.looks import Looks, Wardrobe
from core.render.scene import Layout, layout_of, scene_text, travelled
from core.render.things import Cast, things_of
from core.render.types import Clip as RenderedClip
from core.render.types import EngineInfo, Frames, SceneRequest, Settings, StepEvent
from core.render.vacant import LEFT, RIGHT, STAND_IN, Halves, vacant, with_stand_in

RELEASE = 5  # raised when code changes what the same weights render
CONTEXT = 16
MAX_ENTITIES = 32
SEEN = 0.5  # layout strength from which the decoder looks at the things in their boxes


class EmbeddedEngine:
    """See `core.render.types.Engine`."""

    def __init__(self, folder: Path, device: str = "auto") -> None:
        """Load every part. Raises ModelError naming the file that is missing or damaged."""
        config = read_config(folder)
        self._device = pick_device(device)
        self._parts = load_parts(folder, config, self._device)
        self._defaults = config["facts"]["defaults"]
        self._frugal = False
        self._fingerprint = hashlib.sha256(
            json.dumps([RELEASE, config["files"], str(self._device.type)], sort_keys=True).encode()
        ).hexdigest()
        self._wardrobe = Wardrobe(self._parts, self._device)

    @property
    def info(self) -> EngineInfo:
        final, fast = self._defaults["final"], self._defaults["preview"]
        size = self._parts.layout2vid.shape.unet.sample_size * self._parts.codec.shape.patch
        return EngineInfo(
            name="embedded",
            title="Embedded Layout2Vid",
            width=size,
            height=size,
            max_entities=MAX_ENTITIES,
            uses_references=True,
            defaults=Settings(**final),
            preview=Settings(**fast),
            device=str(self._device),
            vocabulary=self._parts.vocabulary,
        )

    @property
    def parts(self) -> Parts:
        """The networks, for those who measure them one by one."""
        return self._parts

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RenderedClip:
        """See `Engine.render`."""
        try:
            frames = self._frames(request, on_step, cancelled)
        except (torch.OutOfMemoryError, MemoryError):
            raise OutOfMemory(f"scene {request.scene.id} does not fit on {self._device}") from None
        except RuntimeError as error:  # how torch says it on a CPU
            if "can't allocate memory" not in str(error):
                raise
            raise OutOfMemory(f"scene {request.scene.id} does not fit into memory") from None
        return RenderedClip(frames, request.scene.fps)

    @torch.inference_mode()
    def _frames(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None],
        cancelled: Callable[[], bool],
    ) -> Frames:
        _check(request)
        looks = self._looks(request)
        layout = layout_of(request, looks.aspects)
        cast = _cast(request, layout)
        grounding = self._grounding(request, layout, looks, cast)
        settings, scene = request.settings, request.scene
        unet = self._parts.layout2vid.unet
        shape = (
            unet.shape.channels,
            scene.frame_count,
            unet.shape.sample_size,
            unet.shape.sample_size,
        )
        noise = scene_noise(shape, settings.seed, shared=1.0).to(self._device)
        guided = self._denoise(request, grounding, vacant(layout))
        free = background(grounding.boxes, grounding.frame, scene.frame_count, shape[-1])
        denoise = Still(guided, free.to(self._device))

        def after(i: int, latents: Tensor) -> None:
            if cancelled():
                raise Cancelled(
                    f"scene {scene.id} was cancelled at step {i + 1} of {settings.steps}"
                )
            preview = self._preview(latents) if i + 1 < settings.steps else None
            on_step(StepEvent(scene.id, i + 1, settings.steps, preview))

        latents = sample(
            denoise, noise, scheduler(), settings.steps, settings.layout_strength, after
        )
        seen = settings.layout_strength >= SEEN
        things = self._things(looks, cast, grounding) if seen else None
        return self._decode(latents, things, scene.id)

    def _denoise(
        self, request: SceneRequest, grounding: GroundingBatch, empty: list[int]
    ) -> Denoise:
        """The denoiser of one scene; of its halves where frames are `empty`."""
        if not empty or request.settings.layout_strength <= 0:
            return self._guided(request, grounding)
        look = self._wardrobe.named(STAND_IN)
        left, right = (
            self._guided(request, with_stand_in(grounding, look, empty, box))
            for box in (RIGHT, LEFT)
        )
        return Halves(left, right)

    def _guided(self, request: SceneRequest, grounding: GroundingBatch) -> Denoise:
        """The denoiser of one scene: text and boxes encoded once, for all its steps."""
        unet, tokens = self._parts.layout2vid.unet, self._parts.layout2vid.tokens
        guidance, text = request.settings.guidance, scene_text(request, self._parts.vocabulary)
        here = grounding.to(self._device, torch.float32)
        if guidance > 1 and not self._frugal:
            encoded = tokens(here.behind(here.n_frames))
            return Guided(unet, Text(self._states(["", text])), encoded, guidance)
        encoded, prompt = tokens(here), Text(self._states([text]))
        if guidance > 1:
            return GuidedInTurn(unet, Text(self._states([""])), prompt, encoded, guidance)
        return Guided(unet, prompt, encoded, guidance)

    def with_less_memory(self) -> EmbeddedEngine:
        """The same weights, guidance in two calls instead of one batch (case R05)."""
        frugal = copy.copy(self)
        frugal._frugal = True
        return frugal

    def similarity(self, clip: RenderedClip, request: SceneRequest, entity: str) -> float | None:
        """Cosine between the entity in the middle frame and its pictures; see `Engine`."""
        key = group_key(entity)
        group = next((e for e in request.entities if group_key(e.name) == key), None)
        if group is None or not any(r.enabled for r in group.references):
            return None
        layout = layout_of(request)
        middle = len(layout.frames) // 2
        order = sorted(range(len(layout.frames)), key=lambda f: abs(f - middle))
        for frame in order:
            for appearance, box in layout.frames[frame]:
                if layout.appearances[appearance].entity == key:
                    crop = cut_out(cropped(Image.fromarray(clip.frames[frame]), box))
                    seen = self._wardrobe.embed(crop)
                    wanted = self._wardrobe.reference(group, request).embedding
                    return float(torch.nn.functional.cosine_similarity(seen, wanted, dim=0))
        return None

    def _states(self, texts: list[str]) -> Tensor:
        tokens = self._parts.tokenizer(texts)[:, :CONTEXT].to(self._device)
        return self._parts.clip.states(tokens)[0]

    def _looks(self, request: SceneRequest) -> Looks:
        return self._wardrobe.looks(request)

    def _grounding(
        self, request: SceneRequest, layout: Layout, looks: Looks, cast: Cast
    ) -> GroundingBatch:
        """Every appearance in every frame is a row of its own, as things move within."""
        shown = [
            (frame, layout.appearances[at].instance, box)
            for frame, instances in enumerate(layout.frames)
            for at, box in instances
        ]
        fps = request.scene.fps
        ways = [count for row in travelled(layout) for count in row]
        phases = torch.tensor(
            [
                (phase(frame, fps, instance), phase(way, fps, instance))
                for (frame, instance, _), way in zip(shown, ways, strict=True)
            ]
        ).view(-1, 2)
        image = self._moved(looks, cast.of.tolist(), phases)
        flip = cast.turned.to(image.device)
        image = torch.where(flip[:, None], mirrored(image, self._parts.clip.shape), image)
        boxes: list[list[tuple[int, tuple[float, ...]]]] = [[] for _ in layout.frames]
        for row, (frame, _, box) in enumerate(shown):
            boxes[frame].append((row, tuple(box)))
        return pack(image, looks.text[cast.of], boxes, None, looks.has_text[cast.of])

    def _moved(self, looks: Looks, of: list[int], phases: Tensor) -> Tensor:
        """Embeddings [E, D] of the entities `of`; `phases` [E, 2] by the clock and by the way."""
        motion = self._parts.motion
        if motion is None:
            return looks.image[of]
        device = looks.image.device
        steps = motion(looks.image, looks.text, looks.has_text.to(device))
        by_way = strides(steps, motion.shape)[of].to(phases.device)
        now = torch.where(by_way, phases[:, 1], phases[:, 0])
        return moved(looks.image[of], steps[of], now.to(device))

    def _things(self, looks: Looks, cast: Cast, grounding: GroundingBatch) -> Tensor | None:
        """What the decoder sees beside the latents: [F, 4, height, width], or nothing."""
        unclip, codec = self._parts.unclip, self._parts.codec
        if unclip is None or not len(grounding.of):
            return None
        side = self._parts.layout2vid.shape.unet.sample_size * codec.shape.patch
        here = grounding.to(self._device, torch.float32)
        return things_of(unclip, self._parts.recall, looks, cast, here, side)

    def _preview(self, latents: Tensor) -> Frames:
        """A quick look at latents: their linear decoding, a quarter of the size."""
        z = latents[0].transpose(0, 1) / self._parts.codec.scale
        small = torch.nn.functional.avg_pool2d(self._parts.codec.to_pixels(z) / 2 + 0.5, 4)
        return _bytes(small)

    def _decode(self, latents: Tensor, things: Tensor | None, scene_id: str) -> Frames:
        if not bool(torch.isfinite(latents).all()):
            raise BadFrames(f"scene {scene_id} came out as numbers that are not finite")
        pictures = self._parts.codec.decode(latents[0].transpose(0, 1), things)
        return _bytes(pictures if things is None else with_details(pictures, things))


def scheduler() -> Any:
    """Flow matching with Euler steps; the embedded network predicts the flow."""
    return FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=1.0)


def _check(request: SceneRequest) -> None:
    n = len(request.scene.tracks)
    if n > MAX_ENTITIES:
        names = ", ".join(t.entity for t in request.scene.tracks[MAX_ENTITIES:])
        raise InputError(
            f"scene {request.scene.id} shows {n} things: at most {MAX_ENTITIES} fit; over: {names}"
        )


def _cast(request: SceneRequest, layout: Layout) -> Cast:
    """Who the rows of the scene's grounding are, frame by frame."""
    index = {group_key(e.name): i for i, e in enumerate(request.entities)}
    shown = [layout.appearances[at] for row in layout.frames for at, _ in row]
    of = torch.tensor([index[look.entity] for look in shown], dtype=torch.int64)
    return Cast(of, torch.tensor([look.mirrored for look in shown], dtype=torch.bool))


def _bytes(pixels: Tensor) -> Frames:
    """[F, 3, h, w] in [0, 1] to uint8 [F, h, w, 3]."""
    array = (pixels.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    return np.ascontiguousarray(array)
