"""The modelscope engine over miniature checkpoints: one film's scene, by each combination."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import Cancelled, InputError, ModelError
from core.grounding.tokens import GroundingTokens, TokenShape
from core.layout2vid.guided_file import add_guided, save_guided
from core.layout2vid.modelscope import load_backbone
from core.render.engine import load_engine
from core.render.models import inventory, require
from core.render.modelscope import ModelScopeEngine, scene_prompt
from core.render.modelscope_loading import digest_of
from core.render.recover import SavesMemory, WorksInFloat32, render_safely
from core.render.request import request_for
from core.render.types import SceneRequest, StepEvent
from tests.layout2vid import miniature
from tests.plans import changed, make_plan, with_picture

SHAPE = TokenShape(
    image_dim=miniature.EMBED, text_dim=miniature.EMBED, token_dim=24, hidden_dim=16,
    n_frequencies=8, cells=0, cell_width=0, canvas_width=0, canvas_channels=0,
)  # fmt: skip
SMALL = {"frame_count": 2, "sampling": {"steps": 2, "guidance": 3.0, "seed": 5}}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every public piece, and a Layout2Vid file for the miniature backbone."""
    root = miniature.write_all(tmp_path_factory.mktemp("models"))
    torch.manual_seed(6)
    unet = load_backbone(root / miniature.MODELSCOPE, torch.float32)
    add_guided(unet, "all", SHAPE, "cpu", torch.float32)
    for block in unet.spatial_blocks():
        torch.nn.init.constant_(block.fuser.alpha_attn, 1.0)  # type: ignore[union-attr, arg-type]
    save_guided(root / "layout2vid", unet, miniature.shaken(GroundingTokens(SHAPE)), {})
    return root


@pytest.fixture(scope="module")
def engine(models: Path) -> ModelScopeEngine:
    loaded = load_engine("modelscope", "cpu", models)
    assert isinstance(loaded, ModelScopeEngine)
    return loaded


def wanted(
    engine: ModelScopeEngine, names: tuple[str, ...] = ("dog",), **changes: object
) -> SceneRequest:
    return request_for(make_plan(1, names, **SMALL | changes), "scene-1", {}, engine.info)


def test_layout2vid_renders_a_scene_the_same_each_time_and_boxes_matter(
    engine: ModelScopeEngine,
) -> None:
    assert engine.info.title == "Layout2Vid on ModelScopeT2V"
    assert engine.info.uses_references
    events: list[StepEvent] = []
    request = wanted(engine)
    clip = render_safely(engine, request, events.append, lambda: False)
    assert clip.frames.shape == (2, 128, 128, 3) and clip.frames.dtype == np.uint8
    assert [e.step for e in events] == [1, 2]
    assert events[0].preview is not None and events[0].preview.shape == (2, 16, 16, 3)
    assert np.array_equal(clip.frames, engine.render(request).frames)
    blind = {**SMALL, "sampling": {**SMALL["sampling"], "layout_strength": 0.0}}  # type: ignore[dict-item]
    assert not np.array_equal(clip.frames, engine.render(wanted(engine, **blind)).frames)


def test_pictures_change_what_layout2vid_paints_and_are_compared_with_it(
    engine: ModelScopeEngine,
) -> None:
    plan, pictures = with_picture(make_plan(1, **SMALL), "dog", "red")
    request = request_for(plan, "scene-1", pictures, engine.info)
    clip = engine.render(request)
    assert not np.array_equal(clip.frames, engine.render(wanted(engine)).frames)
    near = engine.similarity(clip, request, "dog")
    assert near is not None and -1 <= near <= 1
    assert engine.similarity(clip, wanted(engine), "dog") is None


def test_R07_cancel_stops_at_the_next_step(engine: ModelScopeEngine) -> None:
    seen: list[StepEvent] = []
    with pytest.raises(Cancelled, match="at step 2"):
        engine.render(wanted(engine), seen.append, lambda: len(seen) == 1)
    assert len(seen) == 1


def test_R05_R06_second_chances_give_the_same_frames_on_the_same_weights(
    engine: ModelScopeEngine,
) -> None:
    assert isinstance(engine, SavesMemory) and isinstance(engine, WorksInFloat32)
    request = wanted(engine)
    frames = engine.render(request).frames
    for other in (engine.with_less_memory(), engine.in_float32()):
        assert other.fingerprint == engine.fingerprint
        difference = other.render(request).frames.astype(int) - frames
        assert np.abs(difference).max() <= 1  # the decoder sums in another order


def test_too_many_things_are_named(engine: ModelScopeEngine) -> None:
    names = tuple(f"thing {i}" for i in range(31))
    with pytest.raises(InputError, match="31 things: at most 30 fit; over: thing 30"):
        engine.render(wanted(engine, names))


def test_igligen_renders_and_says_that_pictures_have_no_effect(
    models: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = ModelScopeEngine(models / miniature.LVD, "cpu")
    assert not engine.info.uses_references
    assert "pictures of entities have no effect" in engine.info.title
    assert engine.info.defaults.layout_strength == 1.0  # the authors' beta
    plan, pictures = with_picture(make_plan(1, **SMALL), "dog", "red")
    request = request_for(plan, "scene-1", pictures, engine.info)
    with caplog.at_level(logging.WARNING):
        clip = engine.render(request)
    assert "the pictures of dog have no effect" in caplog.text
    assert np.array_equal(clip.frames, engine.render(wanted(engine)).frames)
    assert engine.similarity(clip, request, "dog") is None
    moved = wanted(engine, ("dog", "cat"))
    assert not np.array_equal(clip.frames, engine.render(moved).frames)


def test_modelscope_alone_renders_from_text(models: Path, tmp_path: Path) -> None:
    (tmp_path / miniature.MODELSCOPE).symlink_to(models / miniature.MODELSCOPE)
    engine = ModelScopeEngine(tmp_path, "cpu")
    assert "boxes and pictures have no effect" in engine.info.title
    frames = engine.render(wanted(engine)).frames
    assert np.array_equal(
        frames, engine.render(wanted(engine, description="shot 1: a dog", tracks=())).frames
    )


def test_fingerprint_follows_the_weights_and_not_their_place(models: Path, tmp_path: Path) -> None:
    first = digest_of([models / miniature.LVD])
    folder = Path(shutil.copytree(models / miniature.LVD, tmp_path / "elsewhere"))
    assert digest_of([folder]) == first
    weights = folder / "vae" / "diffusion_pytorch_model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    assert digest_of([folder]) != first


def test_R12_nothing_there_says_what_and_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    with pytest.raises(ModelError, match="ModelScopeT2V 1.7B is missing: looked in"):
        load_engine("modelscope", "cpu", tmp_path)


def test_inventory_tells_what_each_combination_can_do(models: Path, tmp_path: Path) -> None:
    found = inventory(models, hub=tmp_path)
    ready = {c.title: c for c in found.combinations if not c.missing}
    assert set(ready) == {
        "Layout2Vid, whole",
        "Layout2Vid without the prior",
        "IGLIGEN, 256x256",
        "ModelScopeT2V alone",
    }
    assert not ready["IGLIGEN, 256x256"].references
    lines = "\n".join(found.lines())
    assert "missing  Zeroscope with IGLIGEN" in lines and "longlian/text-to-video-lvd-zs" in lines
    assert f"looked in {tmp_path / 'models--longlian--text-to-video-lvd-zs'}" in lines
    assert "pictures of entities have no effect" in lines


def test_inventory_finds_pieces_in_the_hubs_cache(models: Path, tmp_path: Path) -> None:
    place = tmp_path / "hub" / "models--longlian--text-to-video-lvd-ms"
    (place / "snapshots" / "abc").parent.mkdir(parents=True)
    (place / "snapshots" / "abc").symlink_to(models / miniature.LVD)
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text("abc")
    found = inventory(tmp_path, hub=tmp_path / "hub")
    assert require(found, miniature.LVD) == place / "snapshots" / "abc"
    assert found.folder(miniature.MODELSCOPE) is None


def test_prompt_names_the_place_once(engine: ModelScopeEngine) -> None:
    assert scene_prompt(wanted(engine, background="beach")) == "shot 1: a dog, beach"
    request = wanted(engine, description="a dog on the Beach", background="beach")
    assert scene_prompt(request) == "a dog on the Beach"
    assert changed(request.scene, description="").description == ""


def test_the_engine_on_another_device_is_the_same_engine(engine):
    request = wanted(engine)
    moved = engine.on("cpu")
    assert moved is not engine and moved.info == engine.info
    assert np.array_equal(moved.render(request).frames, engine.render(request).frames)
