"""Whole engines for benches: the modelscope one with random weights of the public sizes.

Owns the public networks' shapes, and what is measured of an engine: seconds and memory of
scenes, in each way that memory is saved.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL, DDIMScheduler, PriorTransformer, UnCLIPScheduler
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

from core.grounding.batch import pack
from core.grounding.karlo import Karlo
from core.grounding.openclip import OpenClip
from core.grounding.public_folder import load_tokenizer
from core.layout2vid.guided_file import add_guided, save_guided
from core.layout2vid.modelscope import Base, load_backbone
from core.render import modelscope
from core.render.modelscope import Memory, ModelScopeEngine
from core.render.modelscope_loading import Parts
from core.render.modelscope_looks import PictureLooks
from core.render.request import request_for
from core.render.types import Engine
from tests.arena import made_on, peak_bytes, timed, vae_config
from tests.layout2vid import miniature
from tests.plans import make_plan

GB = 1e9


def parts(unet: Any, tokens: nn.Module, folder: Path, full: bool) -> Parts:
    """Every network of Layout2Vid on ModelScopeT2V, with random weights.

    `unet` and `tokens` are those of `arena.random_unet`; `folder` takes a tokenizer.
    """
    dtype, device = next(unet.parameters()).dtype, next(unet.parameters()).device
    miniature.write_tokenizer(folder)
    tokenizer = load_tokenizer(folder)
    width, layers = unet.shape.text_dim, 23 if full else 1
    embed = tokens.shape.image_dim  # type: ignore[union-attr]
    with made_on(device, dtype):
        vae = AutoencoderKL(**vae_config(full))
        text = CLIPTextModel(_text_config(width, layers, "gelu", 512))
        read = CLIPTextModelWithProjection(
            _text_config(embed, 12 if full else 1, "quick_gelu", embed)
        )
        clip = _clip(embed, full)
        prior = PriorTransformer(
            num_attention_heads=32 if full else 2, attention_head_dim=64 if full else 16,
            num_layers=20 if full else 1, embedding_dim=embed,
        )  # fmt: skip
    for module in (vae, text, read, prior, clip):
        module.eval().requires_grad_(False)
    public = {k: v for k, v in miniature.PRIOR_SCHEDULER_CONFIG.items() if k[0] != "_"}
    karlo = Karlo(prior, read, tokenizer, UnCLIPScheduler(**public))
    schedule = {k: v for k, v in miniature.SCHEDULER_CONFIG.items() if k[0] != "_"}
    schedule.pop("skip_prk_steps")
    base = Base(unet, vae, text, tokenizer, DDIMScheduler(**schedule))
    side = unet.shape.sample_size * 8
    looks = PictureLooks(OpenClip(clip, 224 if full else 28, 77), karlo)
    return Parts(base, tokens, looks, "random weights", (side, side), 0.3, "random")


def _text_config(width: int, layers: int, act: str, projection: int) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=49408, hidden_size=width, intermediate_size=4 * width,
        num_hidden_layers=layers, num_attention_heads=max(1, width // 64), hidden_act=act,
        projection_dim=projection, max_position_embeddings=77, bos_token_id=0, eos_token_id=2,
    )  # fmt: skip


def _clip(embed: int, full: bool) -> CLIP:
    vision = CLIPVisionCfg(image_size=224, layers=24, width=1024, patch_size=14)
    text = CLIPTextCfg(context_length=77, vocab_size=49408, width=768, heads=12, layers=12)
    if not full:
        vision = CLIPVisionCfg(image_size=28, layers=1, width=64, patch_size=14)
        text = CLIPTextCfg(context_length=77, vocab_size=49408, width=32, heads=2, layers=1)
    return CLIP(embed, vision, text, quick_gelu=True)


def measured(parts: Parts, device: torch.device, dtype: torch.dtype, full: bool) -> dict[str, Any]:
    """Seconds and peak GB, weights included, of scenes in each way that memory is saved."""
    found: dict[str, Any] = {}
    ways = {
        "everything stays, 8 decoded at once": Memory(dtype, False, 8),
        "offloaded, 2 decoded at once": Memory(dtype, True, 2),
        "offloaded, 1 decoded at once": Memory(dtype, True, 1),
    }
    networks = [parts.base.unet, parts.base.vae, parts.base.text_encoder, parts.tokens]
    assert isinstance(parts.looks, PictureLooks) and parts.looks.karlo is not None
    networks += [parts.looks.clip, parts.looks.karlo.prior, parts.looks.karlo.text_encoder]
    steps = 50 if full else 5
    for name, memory in ways.items():
        for network in networks:
            nn.Module.to(network, "cpu")  # type: ignore[arg-type]
        parts.looks._kept.clear()
        engine = _around(parts, device, memory)
        found[name] = {"first scene": _scenes(engine, 1, steps // 5)}
        if memory.decoded_at_once > 1:
            found[name]["next scene"] = _scenes(engine, 1, steps)
        if not memory.offload:
            found["scenes"] = {str(n): _scenes(engine, n, steps // 5) for n in (1, 2, 4)}
    found["weights_gb"] = sum(
        p.numel() * p.element_size() / GB for m in networks for p in m.parameters()  # type: ignore[union-attr]
    )  # fmt: skip
    return found


def training(unet: Any, tokens: Any, batch: int) -> dict[str, Any]:
    """Seconds a step and peak GB of training guided attention, as `--precision bf16` does it."""
    from core.training.bases import ModelScopeBase, Trainee

    place, before = next(unet.parameters()), next(unet.parameters()).dtype
    unet.to(torch.bfloat16)
    trained = [tokens, *(block.fuser for block in unet.spatial_blocks())]
    for module in trained:
        module.float().train().requires_grad_(True)
    optimizer = torch.optim.AdamW([p for m in trained for p in m.parameters()], lr=5e-5)
    shape, wide = unet.shape, tokens.shape
    x = torch.randn(batch, 4, shape.sample_size, shape.sample_size, device=place.device)
    states = torch.randn(batch, 77, shape.text_dim, device=place.device, dtype=torch.bfloat16)
    boxes = [[(i, (0.1, 0.1, 0.5 + i / 40, 0.6)) for i in range(3)]] * batch
    grounding = pack(torch.randn(3, wide.image_dim), torch.randn(3, wide.text_dim), boxes)
    grounding = grounding.to(place.device, torch.float32)
    base = ModelScopeBase(Base(unet, None, None, None, None), None, tokens)
    found = {}
    for checkpointed in (True, False):
        model = Trainee(base, checkpointed)

        def step(model: nn.Module = model) -> None:
            with torch.autocast(place.device.type, torch.bfloat16):
                out = model(x, torch.full((batch,), 500, device=place.device), states, grounding)
            F.mse_loss(out, x).backward()
            optimizer.step()
            optimizer.zero_grad()

        seconds = timed({"step": step}, 2)["step"]
        here = torch.cuda.memory_allocated() if torch.cuda.is_available() else 0
        found["checkpointed" if checkpointed else "plain"] = {
            "batch": batch, "seconds": seconds, "peak_gb": (here + peak_bytes(step)) / GB,
        }  # fmt: skip
    unet.to(before)
    for module in trained:
        module.to(before).eval().requires_grad_(False)
    return found


def _around(parts: Parts, device: torch.device, memory: Memory) -> ModelScopeEngine:
    loaded = modelscope.load_parts
    modelscope.load_parts = lambda folder, dtype: parts
    try:
        return ModelScopeEngine(None, str(device), memory)
    finally:
        modelscope.load_parts = loaded


def rendering(engine: Engine, n: int, steps: int) -> Callable[[], list[int]]:
    """Renders n scenes with two things of 16 frames each; gives each one's brightest value."""
    plan = make_plan(n, ("dog", "cat"), sampling={"steps": steps, "seed": 5})
    requests = [request_for(plan, s.id, {}, engine.info) for s in plan.scenes]
    return lambda: [int(engine.render(request).frames.max()) for request in requests]


def _scenes(engine: Engine, n: int, steps: int) -> dict[str, Any]:
    """Wall-clock seconds and, on a GPU, peak GB of n scenes, with what was there before."""
    work, gpu, peak = rendering(engine, n, steps), torch.cuda.is_available(), 0
    before = torch.cuda.memory_allocated() if gpu else 0
    began = time.perf_counter()
    if gpu:
        peak = peak_bytes(work)
    else:
        work()
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "peak_gb": (before + peak) / GB, "steps": steps}


def miniatures(device: torch.device) -> dict[str, Any]:
    """Miniature checkpoints through the real way of loading: each combination's scene."""
    import tempfile

    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        root = miniature.write_all(Path(name))
        write_guided(root)
        for folder in (root, root / miniature.LVD):
            for memory in (Memory(torch.float16, False, 8), Memory(torch.float16, True, 1)):
                if device.type == "cpu":
                    memory = Memory(torch.float32, memory.offload, memory.decoded_at_once)
                engine = ModelScopeEngine(folder, str(device), memory)
                plan = make_plan(1, ("dog", "cat"), frame_count=4, sampling={"steps": 4, "seed": 5})
                request = request_for(plan, "scene-1", {}, engine.info)
                frames = engine.render(request).frames
                again = np.abs(engine.render(request).frames.astype(int) - frames).max()
                cpu = ModelScopeEngine(folder, "cpu", Memory(torch.float32, False, 4))
                far = np.abs(cpu.render(request).frames.astype(int) - frames)
                found[f"{engine.info.title}, offload {memory.offload}"] = {
                    "again": int(again), "from float32 on the CPU, mean": float(far.mean()),
                    "largest": int(far.max()),
                }  # fmt: skip
    return found


def write_guided(root: Path) -> None:
    """A Layout2Vid file for the miniature backbone of `root`."""
    from core.grounding.tokens import GroundingTokens, TokenShape

    shape = TokenShape(miniature.EMBED, miniature.EMBED, 24, 16, 8, 0, 0, 0, 0)
    torch.manual_seed(6)
    unet = load_backbone(root / miniature.MODELSCOPE, torch.float32)
    add_guided(unet, "all", shape, "cpu", torch.float32)
    for block in unet.spatial_blocks():
        nn.init.constant_(block.fuser.alpha_attn, 1.0)  # type: ignore[union-attr, arg-type]
    save_guided(root / "layout2vid", unet, miniature.shaken(GroundingTokens(shape)), {})


def embedded(device: torch.device) -> dict[str, Any]:
    """The embedded engine: seconds a scene here, and how far its frames are from the CPU's."""
    from core.render.engine import load_engine

    frames = {}
    found: dict[str, Any] = {}
    for place in dict.fromkeys((device.type, "cpu")):
        engine = load_engine("embedded", place)
        plan = make_plan(1, ("dog", "cat"))
        request = request_for(plan, "scene-1", {}, engine.info)
        frames[place] = engine.render(request).frames.astype(int)
        began = time.perf_counter()
        engine.render(request)
        found[f"seconds on {place}"] = time.perf_counter() - began
    far = np.abs(frames[device.type] - frames["cpu"])
    return found | {"mean difference": float(far.mean()), "largest": int(far.max())}
