"""ModelScopeT2V through our walk: the same numbers as diffusers' own network, and safe loading."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from diffusers.models.attention import GatedSelfAttentionDense
from safetensors.torch import load_file, save_file

from core.errors import ModelError
from core.grounding.batch import pack
from core.grounding.tokens import GroundingTokens, TokenShape
from core.layout2vid.guided_attention import SpanAll
from core.layout2vid.guided_file import TOKENS, add_guided, fill_guided, guided_shape, save_guided
from core.layout2vid.modelscope import (
    empty_unet,
    load_backbone,
    load_base,
    load_scheduler,
    unet_shape,
)
from core.layout2vid.unet import Layout2VidUNet, Text, UNetShape
from tests.layout2vid import miniature

FULL = UNetShape(
    channels=4, block_out_channels=(320, 640, 1280, 1280), cross_attention_levels=3,
    layers_per_block=2, text_dim=1024, head_dim=64, sample_size=32, temporal=True,
)  # fmt: skip
SMALL_TOKENS = TokenShape(
    image_dim=miniature.EMBED, text_dim=miniature.EMBED, token_dim=24, hidden_dim=16,
    n_frequencies=8, cells=0, cell_width=0, canvas_width=0, canvas_channels=0,
)  # fmt: skip


@pytest.fixture(scope="module")
def backbone(models: Path) -> Layout2VidUNet:
    return load_backbone(models / miniature.MODELSCOPE, torch.float32).eval()


@torch.inference_mode()
def test_walk_over_several_frames_equals_diffusers_network_to_1e_5(
    backbone: Layout2VidUNet,
) -> None:
    latents, states = torch.randn(2, 4, 3, 16, 16), torch.randn(2, 7, miniature.TEXT)
    t = torch.tensor([801, 801])
    reference = miniature.unet()(latents, t, states).sample
    ours = backbone(latents, t, Text(states), None)
    assert reference.std() > 0.1
    torch.testing.assert_close(ours, reference, rtol=1e-5, atol=1e-5)


@torch.inference_mode()
def test_walk_over_sizes_that_do_not_halve_evenly_equals_diffusers_network(
    backbone: Layout2VidUNet,
) -> None:
    latents, states = torch.randn(1, 4, 2, 20, 36), torch.randn(1, 5, miniature.TEXT)
    reference = miniature.unet()(latents, torch.tensor([40]), states).sample
    ours = backbone(latents, torch.tensor([40]), Text(states), None)
    torch.testing.assert_close(ours, reference, rtol=1e-5, atol=1e-5)


@torch.inference_mode()
def test_guided_attention_with_gates_at_zero_changes_nothing(
    models: Path, backbone: Layout2VidUNet
) -> None:
    guided = load_backbone(models / miniature.MODELSCOPE, torch.float32).eval()
    add_guided(guided, "all", SMALL_TOKENS, "cpu", torch.float32)
    batch = pack(torch.randn(1, 32), torch.randn(1, 32), [[(0, (0.1, 0.1, 0.6, 0.7))]] * 2)
    grounding = GroundingTokens(SMALL_TOKENS)(batch)
    latents, text = torch.randn(1, 4, 2, 16, 16), torch.randn(1, 5, miniature.TEXT)
    t = torch.tensor([500])
    plain = backbone(latents, t, Text(text), None)
    torch.testing.assert_close(
        guided(latents, t, Text(text), grounding), plain, rtol=1e-5, atol=1e-5
    )
    for block in guided.spatial_blocks():
        torch.nn.init.constant_(block.fuser.alpha_attn, 0.5)  # type: ignore[union-attr, arg-type]
    assert (guided(latents, t, Text(text), grounding) - plain).abs().max() > 1e-3


@torch.inference_mode()
def test_span_all_equals_diffusers_gated_attention_to_1e_5() -> None:
    torch.manual_seed(0)
    ours = miniature.shaken(SpanAll(128, 24, 2, 64))
    reference = GatedSelfAttentionDense(128, 24, 2, 64).eval()
    reference.load_state_dict(ours.state_dict())
    boxes = [[(0, (0.0, 0.0, 0.5, 0.5)), (1, (0.4, 0.4, 1.0, 1.0))]] * 3  # as many in every frame
    grounding = GroundingTokens(SMALL_TOKENS)(pack(torch.randn(2, 32), torch.randn(2, 32), boxes))
    x = torch.randn(3, 64, 128)
    expected = reference(x, grounding.padded()[0])
    torch.testing.assert_close(ours.guide(x, grounding, 8), expected, rtol=1e-5, atol=1e-5)
    assert (expected - x).abs().max() > 1e-2


@torch.inference_mode()
def test_entities_of_one_frame_do_not_leak_into_another() -> None:
    layer = miniature.shaken(SpanAll(64, 24, 1, 64))
    tokens = GroundingTokens(SMALL_TOKENS)
    looks = torch.randn(2, 32), torch.randn(2, 32)
    one, other = (0, (0.0, 0.0, 0.5, 0.5)), (1, (0.4, 0.4, 1.0, 1.0))
    x = torch.randn(2, 16, 64)
    both = layer.guide(x, tokens(pack(*looks, [[one], [one, other]])), 4)
    alone = layer.guide(x, tokens(pack(*looks, [[one], [one]])), 4)
    torch.testing.assert_close(both[0], alone[0], rtol=1e-5, atol=1e-5)
    assert (both[1] - alone[1]).abs().max() > 1e-3


def test_guided_attention_and_grounding_mlp_are_13_percent_of_all_parameters_at_full_size() -> None:
    unet = empty_unet(FULL, "all", TOKENS.token_dim)
    with torch.device("meta"):
        tokens = GroundingTokens(TOKENS)
    trained = sum(p.numel() for p in [*unet.guided_parameters(), *tokens.parameters()])
    everything = sum(p.numel() for p in [*unet.parameters(), *tokens.parameters()])
    print(f"trained {trained:,} of {everything:,}: {trained / everything:.2%}")
    assert 1.40e9 < everything - trained < 1.43e9  # ModelScopeT2V's UNet
    assert round(100 * trained / everything) == 13


def test_whole_base_folder_loads_with_old_names_of_the_vae(
    models: Path, backbone: Layout2VidUNet
) -> None:
    base = load_base(models / miniature.MODELSCOPE, backbone, torch.float32)
    assert base.scaling == pytest.approx(0.18215)
    states, pooled = base.states(["a dog", ""])
    assert states.shape == (2, 77, miniature.TEXT)
    assert not torch.allclose(pooled[0], pooled[1])
    path = models / miniature.MODELSCOPE / "vae" / "diffusion_pytorch_model.safetensors"
    stored = load_file(path)["decoder.mid_block.attentions.0.query.weight"]
    torch.testing.assert_close(base.vae.decoder.mid_block.attentions[0].to_q.weight, stored)


def test_guided_file_comes_back_as_it_was_written(models: Path, tmp_path: Path) -> None:
    unet = load_backbone(models / miniature.MODELSCOPE, torch.float32)
    add_guided(unet, "all", SMALL_TOKENS, "cpu", torch.float32)
    tokens = miniature.shaken(GroundingTokens(SMALL_TOKENS))
    save_guided(tmp_path, unet, tokens, {"base": "miniature"})
    span, shape, facts = guided_shape(tmp_path)
    assert (span, shape, facts) == ("all", SMALL_TOKENS, {"base": "miniature"})
    other, others = (
        load_backbone(models / miniature.MODELSCOPE, torch.float32),
        GroundingTokens(shape),
    )
    add_guided(other, span, shape, "meta", torch.float32)
    fill_guided(other, others, tmp_path, torch.float32)
    found = other.state_dict()
    for name, tensor in unet.state_dict().items():
        torch.testing.assert_close(found[name], tensor, rtol=1e-3, atol=1e-4)


def test_guided_file_of_another_backbone_is_refused_by_name(models: Path, tmp_path: Path) -> None:
    unet = load_backbone(models / miniature.MODELSCOPE, torch.float32)
    add_guided(unet, "all", SMALL_TOKENS, "cpu", torch.float32)
    save_guided(tmp_path, unet, GroundingTokens(SMALL_TOKENS), {})
    state = load_file(tmp_path / "guided.safetensors")
    lost = next(k for k in state if k.endswith("alpha_attn"))
    save_file({k: v for k, v in state.items() if k != lost}, tmp_path / "guided.safetensors")
    size = (tmp_path / "guided.safetensors").stat().st_size
    config = json.loads((tmp_path / "config.json").read_text())
    config["files"]["guided.safetensors"]["bytes"] = size
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="1 missing .*alpha_attn"):
        fill_guided(unet, GroundingTokens(SMALL_TOKENS), tmp_path, torch.float32)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"act_fn": "gelu"}, "act_fn = 'gelu'"),
        ({"norm_num_groups": 16}, "norm_num_groups = 16"),
        ({"_class_name": "UNet2DConditionModel"}, "UNet3DConditionModel is needed"),
        ({"out_channels": 8}, "in_channels other than out_channels"),
        ({"down_block_types": ["DownBlock3D"] * 4}, "down_block_types"),
    ],
)
def test_config_of_another_family_is_refused_with_the_field(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        unet_shape(miniature.UNET_CONFIG | change)


def _copy(models: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(models / miniature.MODELSCOPE, tmp_path / miniature.MODELSCOPE))


def test_F11_pickles_and_remote_code_are_refused_and_never_run(
    models: Path, tmp_path: Path
) -> None:
    folder = _copy(models, tmp_path)
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    canary = tmp_path / "canary"
    bomb = f"cbuiltins\nexec\n(S'open({str(canary)!r}, \"w\")'\ntR.".encode()
    weights.with_suffix(".bin").write_bytes(bomb)
    weights.unlink()
    with pytest.raises(ModelError, match="only diffusion_pytorch_model.bin: pickles can run code"):
        load_backbone(folder, torch.float32)
    weights.write_bytes(bomb)  # the same, under a safe name
    with pytest.raises(ModelError, match="damaged"):
        load_backbone(folder, torch.float32)
    path = folder / "text_encoder" / "config.json"
    path.write_text(
        json.dumps(json.loads(path.read_text()) | {"auto_map": {"AutoModel": "evil.Model"}})
    )
    with pytest.raises(ModelError, match="asks to run code"):
        load_base(folder, None, torch.float32)  # type: ignore[arg-type]
    (folder / "scheduler" / "scheduler_config.json").write_text('{"_class_name": "os.system"}')
    with pytest.raises(ModelError, match="is not known"):
        load_scheduler(folder / "scheduler")
    assert not canary.exists()


def test_R12_missing_cut_and_misfitting_weights_are_named(models: Path, tmp_path: Path) -> None:
    folder = _copy(models, tmp_path)
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    state = load_file(weights)
    save_file(
        {k: v for k, v in state.items() if k != "conv_in.bias"} | {"extra": torch.zeros(1)}, weights
    )
    with pytest.raises(
        ModelError, match=r"1 missing \(unet.conv_in.bias\); 1 unexpected \(unet.extra\)"
    ):
        load_backbone(folder, torch.float32)
    save_file(state | {"conv_in.bias": torch.zeros(7)}, weights)
    with pytest.raises(ModelError, match=r"conv_in.bias: \[7\] instead of \[32\]"):
        load_backbone(folder, torch.float32)
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(ModelError, match="damaged"):
        load_backbone(folder, torch.float32)
    weights.unlink()
    with pytest.raises(ModelError, match=r"holds no .safetensors file"):
        load_backbone(folder, torch.float32)


@pytest.mark.parametrize("part", ["vae", "text_encoder"])
def test_R12_tensor_missing_from_a_part_is_named_and_never_made_up(
    models: Path, tmp_path: Path, part: str
) -> None:
    folder = _copy(models, tmp_path)
    weights = next((folder / part).glob("*.safetensors"))
    state = load_file(weights)
    lost = sorted(k for k in state if k.endswith("weight"))[0]
    del state[lost]
    save_file(state, weights, {"format": "pt"})
    with pytest.raises(ModelError, match="lack 1: "):
        load_base(folder, empty_unet(FULL, None), torch.float32)


def test_half_precision_variant_is_taken_where_it_is_the_only_one(
    models: Path, tmp_path: Path
) -> None:
    folder = _copy(models, tmp_path)
    for part in ("unet", "vae"):
        whole = folder / part / "diffusion_pytorch_model.safetensors"
        half = {k: v.half() for k, v in load_file(whole).items()}
        save_file(
            half, folder / part / "diffusion_pytorch_model.fp16.safetensors", {"format": "pt"}
        )
        whole.unlink()
    unet = load_backbone(folder, torch.float16)
    assert next(unet.parameters()).dtype == torch.float16
    load_base(folder, unet, torch.float32)
