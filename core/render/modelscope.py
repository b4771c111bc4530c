"""The paper's engine: ModelScopeT2V under guided attention, with the user's checkpoints.

Owns the wiring of one scene and when each network stands on the device. Which boxes can be
obeyed follows from what is found: a Layout2Vid file, IGLIGEN's adapters, or neither.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from core.errors import BadFrames, Cancelled, InputError, OutOfMemory
from core.layout2vid.checkpoint import pick_device
from core.layout2vid.sampler import Guided, sample, scene_noise
from core.layout2vid.unet import Text
from core.plan.schema import group_key
from core.render.modelscope_loading import load_parts
from core.render.modelscope_looks import PictureLooks
from core.render.scene import layout_of
from core.render.types import Clip, EngineInfo, Frames, SceneRequest, Settings, StepEvent

RELEASE = 1  # raised when code changes what the same weights render
MAX_ENTITIES = 30
OFFLOAD_BELOW_BYTES = 14 * 2**30
# Stable Diffusion's four latent channels as colours, about: enough for a look while it works.
COLOURS = (
    (0.298, 0.207, 0.208),
    (0.187, 0.286, 0.173),
    (-0.158, 0.189, 0.264),
    (-0.184, -0.271, -0.473),
)


@dataclass(frozen=True)
class Memory:
    """How memory is traded for time. `decoded_at_once`: frames through the VAE together."""

    dtype: torch.dtype
    offload: bool  # only the network that works is on the device
    decoded_at_once: int


class ModelScopeEngine:
    """See `core.render.types.Engine`."""

    def __init__(
        self, folder: Path | None = None, device: str = "auto", memory: Memory | None = None
    ) -> None:
        """Load what is found in `folder`: a models folder, or a base's own folder.

        Raises:
            ModelError: weights are missing, damaged or unsafe; the message names them.
        """
        self._device = pick_device(device)
        self._memory = memory or default_memory(self._device)
        self._parts = load_parts(folder, self._memory.dtype)
        text = f"{RELEASE} {self._parts.digest} {self._device.type} {self._memory.dtype}"
        self._fingerprint = hashlib.sha256(text.encode()).hexdigest()

    @property
    def info(self) -> EngineInfo:
        parts = self._parts
        final = Settings(seed=0, steps=50, guidance=9.0, layout_strength=parts.strength)
        return EngineInfo(
            name="modelscope",
            title=parts.title,
            width=parts.size[0],
            height=parts.size[1],
            max_entities=MAX_ENTITIES,
            uses_references=isinstance(parts.looks, PictureLooks),
            defaults=final,
            preview=replace(final, steps=12),
            device=str(self._device),
        )

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def with_less_memory(self) -> ModelScopeEngine:
        """The same weights, one network on the device at a time, one frame decoded at a time."""
        return self._with(replace(self._memory, offload=True, decoded_at_once=1))

    def in_float32(self) -> ModelScopeEngine:
        """The same weights, computed in full precision."""
        return self._with(replace(self._memory, dtype=torch.float32, decoded_at_once=1))

    def on(self, device: str) -> ModelScopeEngine:
        """The same weights on another device, in the precision that suits it."""
        other = self._with(default_memory(pick_device(device)))
        other._device = pick_device(device)
        return other

    def _with(self, memory: Memory) -> ModelScopeEngine:
        other = copy.copy(self)
        other._memory = memory
        return other

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Clip:
        """See `Engine.render`."""
        _check(request)
        try:
            frames = self._frames(request, on_step, cancelled)
        except torch.OutOfMemoryError:
            raise OutOfMemory(f"scene {request.scene.id} does not fit on {self._device}") from None
        return Clip(frames, request.scene.fps)

    @torch.inference_mode()
    def _frames(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None],
        cancelled: Callable[[], bool],
    ) -> Frames:
        settings, scene, base = request.settings, request.scene, self._parts.base
        dtype, doubled = self._memory.dtype, settings.guidance > 1
        with self._using(base.text_encoder):
            words = [scene_prompt(request)]
            states = base.states(["", *words] if doubled else words)[0].to(dtype)
        grounding = self._grounding(request, doubled)
        width, height = self._parts.size
        shape = (base.unet.shape.channels, scene.frame_count, height // 8, width // 8)
        noise = scene_noise(shape, settings.seed, shared=0.0).to(self._device)
        network = Guided(base.unet, Text(states), grounding, settings.guidance)

        def denoise(x: Tensor, t: Tensor, guided: bool) -> Tensor:
            return network(x.to(dtype), t, guided)

        def after(i: int, latents: Tensor) -> None:
            if cancelled():
                raise Cancelled(
                    f"scene {scene.id} was cancelled at step {i + 1} of {settings.steps}"
                )
            on_step(StepEvent(scene.id, i + 1, settings.steps, preview(latents)))

        with self._using(base.unet):
            strength = settings.layout_strength if grounding is not None else 0.0
            latents = sample(
                denoise, noise, copy.deepcopy(base.scheduler), settings.steps, strength, after
            )
        if not bool(torch.isfinite(latents).all()):
            raise BadFrames(f"scene {scene.id} came out as numbers that are not finite")
        return self._decoded(latents, cancelled)

    def _grounding(self, request: SceneRequest, doubled: bool) -> Any:
        """Tokens of the scene, with as many frames without entities before them if doubled."""
        parts = self._parts
        if parts.tokens is None or parts.looks is None:
            return None
        batch = parts.looks.batch(request, layout_of(request), self._using)
        if doubled:
            batch = batch.behind(request.scene.frame_count)
        with self._using(parts.tokens):
            return parts.tokens(batch.to(self._device, self._memory.dtype))

    def _decoded(self, latents: Tensor, cancelled: Callable[[], bool]) -> Frames:
        vae, made = self._parts.base.vae, []
        z = (latents / self._parts.base.scaling)[0].transpose(0, 1).to(self._memory.dtype)
        with self._using(vae):
            for some in torch.split(z, self._memory.decoded_at_once):
                if cancelled():
                    raise Cancelled("cancelled while frames were decoded")
                made.append(vae.decode(some, return_dict=False)[0].float() / 2 + 0.5)
        pixels = torch.cat(made)
        if not bool(torch.isfinite(pixels).all()):
            raise BadFrames("the decoder gave numbers that are not finite")
        return _bytes(pixels)

    def similarity(self, clip: Clip, request: SceneRequest, entity: str) -> float | None:
        """Cosine between the entity nearest to the middle frame and its pictures; see `Engine`."""
        looks, key = self._parts.looks, group_key(entity)
        group = next((e for e in request.entities if group_key(e.name) == key), None)
        if (
            group is None
            or not isinstance(looks, PictureLooks)
            or not any(r.enabled for r in group.references)
        ):
            return None
        layout = layout_of(request)
        middle = len(layout.frames) // 2
        for frame in sorted(range(len(layout.frames)), key=lambda f: abs(f - middle)):
            for appearance, box in layout.frames[frame]:
                if layout.appearances[appearance].entity == key:
                    height, width = clip.frames.shape[1:3]
                    area = (
                        int(box[0] * width),
                        int(box[1] * height),
                        round(box[2] * width),
                        round(box[3] * height),
                    )
                    seen = looks.seen(Image.fromarray(clip.frames[frame]).crop(area), self._using)
                    wanted = looks.pictured(group, request, self._using)
                    return float(nn.functional.cosine_similarity(seen, wanted, dim=0))
        return None

    @contextmanager
    def _using(self, *modules: nn.Module) -> Iterator[None]:
        """The networks on the device in this engine's precision; off it again when offloading."""
        for module in modules:
            nn.Module.to(module, self._device, self._memory.dtype)  # the libraries' own only warn
        try:
            yield
        finally:
            if self._memory.offload and self._device.type != "cpu":
                for module in modules:
                    nn.Module.to(module, "cpu")


def default_memory(device: torch.device) -> Memory:
    """Half precision on an accelerator, offloading on a small one; full precision on the CPU."""
    if device.type == "cpu":
        return Memory(torch.float32, offload=False, decoded_at_once=4)
    small = (
        device.type != "cuda"
        or torch.cuda.get_device_properties(device).total_memory < OFFLOAD_BELOW_BYTES
    )
    return Memory(torch.float16, offload=small, decoded_at_once=2 if small else 8)


def scene_prompt(request: SceneRequest) -> str:
    """What the base reads: the scene's description, and the place where it does not say it."""
    description, place = request.scene.description, request.scene.background
    if not place or place.casefold() in description.casefold():
        return description or place
    return f"{description}, {place}" if description else place


def preview(latents: Tensor) -> Frames | None:
    """uint8 [F, h, w, 3] from latents [1, 4, F, h, w], one pixel a position."""
    if latents.shape[1] != len(COLOURS):
        return None
    colours = torch.tensor(COLOURS, device=latents.device)
    return _bytes(torch.einsum("cfhw,cd->fdhw", latents[0].float(), colours) / 2 + 0.5)


def _check(request: SceneRequest) -> None:
    tracks = request.scene.tracks
    if len(tracks) > MAX_ENTITIES:
        over = ", ".join(t.entity for t in tracks[MAX_ENTITIES:])
        raise InputError(
            f"scene {request.scene.id} shows {len(tracks)} things: at most {MAX_ENTITIES} fit;"
            f" over: {over}"
        )


def _bytes(pixels: Tensor) -> Frames:
    """[F, 3, h, w] in [0, 1] to uint8 [F, h, w, 3]."""
    array = (pixels.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    return np.ascontiguousarray(array)
