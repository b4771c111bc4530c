"""Training guided attention on people's boxed pictures: reading, resuming, learning, saving."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from accelerate.state import AcceleratorState
from PIL import Image
from safetensors.torch import load_file

from core.errors import InputError
from core.grounding.clip import Clip, ClipShape, Tokenizer
from core.grounding.prior import Prior, PriorShape
from core.grounding.tokens import TokenShape
from core.layout2vid.checkpoint import save_part, split_guided, write_config
from core.layout2vid.codec import Codec, CodecShape
from core.layout2vid.model import Layout2Vid, LayoutShape
from core.layout2vid.unet import UNetShape
from core.render.engine import load_engine
from core.training.boxed_images import read_boxed_images, square
from core.training.guided import GuidedRun, train
from tests.layout2vid import miniature

CLIP = ClipShape(
    image_size=32, patch_size=16, vision_width=64, vision_layers=1, cell_width=4,
    text_width=64, text_layers=1, context_length=20, n_merges=200,
)  # fmt: skip
PRIOR = PriorShape(embed_dim=16, text_width=64, heads=1, layers=1)
CODEC = CodecShape(patch=16, channels=8, fine_width=16, coarse_width=16, coarse_blocks=1)
LAYOUT = LayoutShape(
    unet=UNetShape(
        channels=8, block_out_channels=(32, 64), cross_attention_levels=2, layers_per_block=1,
        text_dim=64, head_dim=32, sample_size=4, temporal=False,
    ),
    tokens=TokenShape(
        image_dim=16, text_dim=16, token_dim=16, hidden_dim=16, n_frequencies=4,
        cells=2, cell_width=4, canvas_width=16, canvas_channels=2,
    ),
    span="box",
)  # fmt: skip


def sprite(colour: str, side: int = 64) -> Image.Image:
    picture = Image.new("RGB", (side * 2, side), "lightgreen")
    picture.paste(Image.new("RGB", (side // 2, side // 2), colour), (side // 4, side // 4))
    return picture


@pytest.fixture(autouse=True)
def fresh_accelerate() -> Iterator[None]:
    """accelerate keeps one state a process; a run has a process of its own elsewhere."""
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


@pytest.fixture(scope="module")
def coco(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A COCO-format folder made of sprites: two files of annotations, one broken picture."""
    folder = tmp_path_factory.mktemp("coco")
    (folder / "images").mkdir()
    (folder / "annotations").mkdir()
    images, notes, captions = [], [], []
    for i, colour in enumerate(("red", "blue", "red", "blue")):
        sprite(colour).save(folder / "images" / f"{i}.png")
        images.append({"id": i, "file_name": f"{i}.png", "width": 128, "height": 64})
        notes.append(
            {"id": i, "image_id": i, "category_id": 7, "bbox": [16, 16, 32, 32], "iscrowd": 0}
        )
        captions.append({"id": i, "image_id": i, "caption": f"a {colour} block on grass"})
    notes.append({"id": 90, "image_id": 0, "category_id": 7, "bbox": [0, 0, 1, 1], "iscrowd": 0})
    notes.append({"id": 91, "image_id": 0, "category_id": 7, "bbox": [0, 0, 60, 60], "iscrowd": 1})
    categories = [{"id": 7, "name": "block"}]
    instances = {"images": images, "annotations": notes, "categories": categories}
    (folder / "annotations" / "instances.json").write_text(json.dumps(instances))
    words = {"images": images, "annotations": captions}
    (folder / "annotations" / "captions.json").write_text(json.dumps(words))
    return folder


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded engine's folder in miniature, with random weights."""
    folder = tmp_path_factory.mktemp("embedded")
    torch.manual_seed(0)
    networks = {"clip": Clip(CLIP), "prior": Prior(PRIOR), "codec": Codec(CODEC)}
    for name, network in networks.items():
        save_part(folder, name, network.state_dict())
    backbone, guided = split_guided(Layout2Vid(LAYOUT).state_dict())
    save_part(folder, "backbone", backbone)
    save_part(folder, "guided", guided)
    Tokenizer.write_merges(CLIP, folder / "bpe.txt.gz")
    shapes = {"clip": CLIP, "prior": PRIOR, "codec": CODEC, "layout2vid": LAYOUT}
    final = {"seed": 0, "steps": 4, "guidance": 3.0, "layout_strength": 1.0}
    write_config(folder, shapes, {"defaults": {"final": final, "preview": final | {"steps": 2}}})
    return folder


def test_coco_folder_gives_names_boxes_and_captions_and_leaves_out_crowds(coco: Path) -> None:
    images = read_boxed_images(coco)
    assert len(images) == 4
    assert images[0].caption == "a red block on grass"
    assert images[0].things == (("block", (0.125, 0.25, 0.375, 0.75)),)


def test_square_moves_boxes_along_and_drops_those_outside(coco: Path) -> None:
    image = read_boxed_images(coco)[0]
    left = square(image, 32, 0.0)
    assert left.picture.size == (32, 32)
    assert left.boxes == ((0.25, 0.25, 0.75, 0.75),) and left.kept == (0,)
    assert square(image, 32, 1.0).boxes == ()


def test_shards_in_grits_layout_are_read_where_they_lie(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "00000.tar", "w") as shard:
        packed = io.BytesIO()
        sprite("red").save(packed, "JPEG")
        note = {"caption": "a red block", "noun_chunks": [[2, 11, 0.125, 0.25, 0.375, 0.75, 0.9]]}
        for name, data in (("a.jpg", packed.getvalue()), ("a.json", json.dumps(note).encode())):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            shard.addfile(member, io.BytesIO(data))
    images = read_boxed_images(tmp_path)
    assert images[0].things == (("red block", (0.125, 0.25, 0.375, 0.75)),)
    assert images[0].open().size == (128, 64)


def test_folder_without_boxed_pictures_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="COCO annotations"):
        read_boxed_images(tmp_path)


def test_picture_names_cannot_lead_out_of_the_folder(coco: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    sprite("red").save(secret)
    folder = tmp_path / "set"
    folder.mkdir()
    rows = {
        "images": [{"id": 1, "file_name": "../secret.png", "width": 128, "height": 64}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 60, 60]}],
        "categories": [{"id": 1, "name": "block"}],
    }
    (folder / "set.json").write_text(json.dumps(rows))
    with pytest.raises(InputError, match="no boxed pictures"):
        read_boxed_images(folder)


def small(base: Path, boxes: Path, out: Path) -> GuidedRun:
    return GuidedRun(
        base=base, boxes=boxes, out=out, steps=4, batch=2, lr=1e-3, warm_up=1, ema=0.5,
        validate_every=0, keep_every=2, cpu=True,
    )  # fmt: skip


def guided_of(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "guided.safetensors")


def test_embedded_backbone_learns_from_a_coco_folder_and_stays_frozen(
    embedded: Path, coco: Path, tmp_path: Path
) -> None:
    run = replace(
        small(embedded, coco, tmp_path), steps=20, batch=4, keep_every=20, validate_every=20
    )
    model = train(run)
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [10, 20]
    assert (model / "backbone.safetensors").read_bytes() == (
        embedded / "backbone.safetensors"
    ).read_bytes()
    before, after = guided_of(embedded), guided_of(model)
    assert before.keys() == after.keys()
    assert max(float((before[k] - after[k]).abs().max()) for k in before) > 1e-3
    sheet = np.asarray(Image.open(tmp_path / "validation" / "step-0000020.png"))
    assert sheet.shape == (128, 256, 3) and sheet.std() > 5
    engine = load_engine("embedded", "cpu", model)  # a whole engine: nothing else is needed
    assert engine.fingerprint != load_engine("embedded", "cpu", embedded).fingerprint


def test_run_that_was_stopped_goes_on_to_the_same_weights(
    embedded: Path, coco: Path, tmp_path: Path
) -> None:
    whole = guided_of(train(small(embedded, coco, tmp_path / "whole")))
    torn = small(embedded, coco, tmp_path / "torn")
    with pytest.raises(_Killed):
        _train_until(torn, 3)
    again = guided_of(train(torn))
    for name, tensor in whole.items():
        torch.testing.assert_close(again[name], tensor, rtol=0, atol=0)


class _Killed(Exception):
    pass


def _train_until(run: GuidedRun, step: int) -> None:
    """The run, killed when it begins a step."""
    from core.training.boxed_batches import Batches

    def draw(self: Batches, at: int, rank: int = 0) -> object:
        if at == step:
            raise _Killed
        return original(self, at, rank)

    original = Batches.draw
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Batches, "draw", draw)
        train(run)


def test_layers_computed_again_on_the_way_back_give_the_same_gradients(
    embedded: Path, coco: Path, tmp_path: Path
) -> None:
    plain = guided_of(train(replace(small(embedded, coco, tmp_path / "a"), steps=1)))
    spared = guided_of(
        train(replace(small(embedded, coco, tmp_path / "b"), steps=1, checkpointed=True))
    )
    for name, tensor in plain.items():
        torch.testing.assert_close(spared[name], tensor, rtol=1e-3, atol=1e-4)


def test_modelscope_base_is_trained_into_a_file_the_engine_loads(
    coco: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    miniature.write_modelscope(models / miniature.MODELSCOPE)
    miniature.write_clip(models / miniature.CLIP_L)
    run = small(models / miniature.MODELSCOPE, coco, tmp_path / "run")
    model = train(replace(run, steps=1, batch=1, precision="bf16"))
    model.rename(models / "layout2vid")
    engine = load_engine("modelscope", "cpu", models)
    assert engine.info.title == "Layout2Vid on ModelScopeT2V, without the prior"
    assert engine.info.uses_references
