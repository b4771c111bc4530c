"""IGLIGEN's public layout through our guided attention, against diffusers' own modules."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers.models.embeddings import GLIGENTextBoundingboxProjection
from safetensors.torch import load_file, save_file

from core.errors import InputError, ModelError
from core.grounding.batch import GroundingBatch, pack
from core.layout2vid.igligen import N_TOKENS, IgligenTokens, fill_igligen, is_igligen, load_igligen
from core.layout2vid.modelscope import empty_unet, unet_shape
from core.layout2vid.unet import Text
from tests.layout2vid import miniature

BOXES = [[(0, (0.1, 0.2, 0.5, 0.9)), (1, (0.5, 0.0, 1.0, 1.0))], [(1, (0.4, 0.1, 0.8, 0.8))]]


def grounding_batch() -> GroundingBatch:
    torch.manual_seed(0)
    return pack(torch.zeros(2, miniature.TEXT), torch.randn(2, miniature.TEXT), BOXES)


@torch.inference_mode()
def test_grounding_tokens_equal_gligens_position_net_to_1e_5() -> None:
    ours = miniature.shaken(IgligenTokens(miniature.TEXT))
    batch = grounding_batch().behind(1)  # an unconditional frame first
    reference = GLIGENTextBoundingboxProjection(miniature.TEXT, miniature.TEXT, "text-only")
    reference.load_state_dict(ours.position_net.state_dict())
    boxes, masks = torch.zeros(3, N_TOKENS, 4), torch.zeros(3, N_TOKENS)
    words = torch.zeros(3, N_TOKENS, miniature.TEXT)
    for frame, instances in enumerate(BOXES, start=1):
        for slot, (appearance, box) in enumerate(instances):
            boxes[frame, slot], masks[frame, slot] = torch.tensor(box), 1
            words[frame, slot] = batch.text[appearance]
    expected = reference(boxes, masks, positive_embeddings=words)
    tokens, there = ours(batch).padded()
    torch.testing.assert_close(tokens, expected, rtol=1e-5, atol=1e-5)
    assert there.all()  # nulls are attended too, as IGLIGEN was trained


@torch.inference_mode()
def test_guided_walk_equals_diffusers_network_with_gligens_fusers_to_1e_5(models: Path) -> None:
    unet, tokens = load_igligen(models / miniature.LVD, torch.float32)
    grounding = tokens.eval()(grounding_batch())
    latents, states = torch.randn(1, 4, 2, 16, 16), torch.randn(1, 6, miniature.TEXT)
    t = torch.tensor([321])
    reference = _with_fusers()
    kwargs = {"gligen": {"objs": grounding.padded()[0]}}
    expected = reference(latents, t, states, cross_attention_kwargs=kwargs).sample
    ours = unet.eval()(latents, t, Text(states), grounding)
    torch.testing.assert_close(ours, expected, rtol=1e-5, atol=2e-5)
    unguided = unet(latents, t, Text(states), None)
    assert (ours - unguided).abs().max() > 1e-2
    torch.testing.assert_close(
        unguided, miniature.unet()(latents, t, states).sample, rtol=1e-5, atol=1e-5
    )


class _Same(torch.nn.Module):
    """Temporal blocks get the grounding too and must ignore it."""

    def forward(self, x: torch.Tensor, objs: torch.Tensor) -> torch.Tensor:
        return x


def _with_fusers() -> Any:
    """diffusers' network with GLIGEN's own layers in its spatial blocks."""
    from diffusers.models.attention import BasicTransformerBlock, GatedSelfAttentionDense

    network, state = miniature.unet(), miniature.adapters()
    for name, block in network.named_modules():
        if not isinstance(block, BasicTransformerBlock):
            continue
        if ".attentions." not in name:
            block.fuser = _Same()
            continue
        prefix, width = f"{name}.fuser.", block.norm1.weight.shape[0]
        block.fuser = GatedSelfAttentionDense(
            width, miniature.TEXT, max(1, width // 64), min(64, width)
        )
        block.fuser.load_state_dict(
            {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
        )
    return network.eval()


def test_every_name_of_the_public_file_is_taken_and_none_is_left_over(models: Path) -> None:
    state = load_file(models / miniature.LVD / "unet" / "diffusion_pytorch_model.safetensors")
    assert sum(".fuser." in k for k in state) > 50
    with torch.device("meta"):
        tokens = IgligenTokens(miniature.TEXT)
    unet = empty_unet(unet_shape(miniature.UNET_CONFIG), "all", miniature.TEXT)
    report = fill_igligen(unet, tokens, state)
    assert report.fits and str(report) == "every name fits"
    assert not any(p.is_meta for p in [*unet.parameters(), *tokens.parameters()])


def test_names_that_do_not_fit_are_reported_as_the_file_has_them(
    models: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(models / miniature.LVD, tmp_path / miniature.LVD))
    path = folder / "unet" / "diffusion_pytorch_model.safetensors"
    state = load_file(path)
    lost = next(k for k in state if k.endswith("fuser.alpha_dense"))
    del state[lost], state["position_net.linears.0.bias"]
    save_file(state | {"controlnet.weight": torch.zeros(1)}, path)
    with pytest.raises(ModelError) as caught:
        load_igligen(folder, torch.float32)
    assert "2 missing" in str(caught.value) and lost in str(caught.value)
    assert "position_net.linears.0.bias" in str(caught.value)
    assert "1 unexpected (controlnet.weight)" in str(caught.value)


def test_folder_without_adapters_is_told_apart(models: Path, tmp_path: Path) -> None:
    assert is_igligen(models / miniature.LVD)
    assert not is_igligen(models / miniature.MODELSCOPE)
    with pytest.raises(ModelError, match="attention_type None"):
        load_igligen(models / miniature.MODELSCOPE, torch.float32)
    path = tmp_path / "unet" / "config.json"
    path.parent.mkdir()
    path.write_text(json.dumps(miniature.UNET_CONFIG))
    assert not is_igligen(tmp_path)


def test_more_entities_than_igligen_takes_are_an_error_not_a_cut() -> None:
    crowd = [[(0, (0.0, 0.0, 0.5, 0.5))] * (N_TOKENS + 1)]
    batch = pack(torch.zeros(1, miniature.TEXT), torch.zeros(1, miniature.TEXT), crowd)
    with pytest.raises(InputError, match=f"31 things: IGLIGEN takes at most {N_TOKENS}"):
        IgligenTokens(miniature.TEXT)(batch)
