"""Guided 2D attention: what boxes may touch, and what they must leave alone."""

from __future__ import annotations

import pytest
import torch

from core.grounding.batch import GroundingBatch, pack
from core.grounding.tokens import GroundingTokens, TokenShape
from core.layout2vid.guided_attention import SpanBox, guided_attention

SHAPE = TokenShape(
    image_dim=16, text_dim=16, token_dim=8, hidden_dim=16, n_frequencies=4,
    cells=2, cell_width=4, canvas_width=8, canvas_channels=2,
)  # fmt: skip
SIDE = 8
WIDTH = 64


@pytest.fixture
def tokens() -> GroundingTokens:
    torch.manual_seed(0)
    return GroundingTokens(SHAPE).eval()


@pytest.fixture
def layer() -> SpanBox:
    torch.manual_seed(1)
    made = guided_attention("box", WIDTH, SHAPE.token_dim, SHAPE.canvas_channels)
    assert isinstance(made, SpanBox)
    return made.eval()


def batch(*frames: list[tuple[int, tuple[float, float, float, float]]]) -> GroundingBatch:
    generator = torch.Generator().manual_seed(2)
    looks = torch.randn(3, 16, generator=generator)
    return pack(looks, looks.roll(1, 0), frames)


def visual(n_frames: int) -> torch.Tensor:
    return torch.randn(n_frames, SIDE * SIDE, WIDTH, generator=torch.Generator().manual_seed(3))


@torch.no_grad()
def test_tokens_outside_every_box_are_left_exactly_as_they_were(
    tokens: GroundingTokens, layer: SpanBox
) -> None:
    x = visual(2)
    out = layer.guide(x, tokens(batch([(0, (0.25, 0.25, 0.75, 0.75))], [])), SIDE)
    changed = (out - x).abs().sum(-1).view(2, SIDE, SIDE) > 0
    assert changed[0, 2:6, 2:6].all()
    assert changed.sum() == 16


@torch.no_grad()
def test_a_frame_without_entities_costs_nothing_and_changes_nothing(
    tokens: GroundingTokens, layer: SpanBox
) -> None:
    x = visual(1)
    assert layer.guide(x, tokens(batch([])), SIDE) is x


@torch.no_grad()
def test_what_a_token_receives_depends_on_where_in_the_box_it_lies(
    tokens: GroundingTokens, layer: SpanBox
) -> None:
    x = torch.zeros(1, SIDE * SIDE, WIDTH)
    out = layer.guide(x, tokens(batch([(0, (0.0, 0.0, 1.0, 1.0))])), SIDE)[0].view(
        SIDE, SIDE, WIDTH
    )
    assert (out[1, 1] - out[6, 6]).abs().max() > 1e-3


@torch.no_grad()
def test_a_box_shifted_by_whole_tokens_gives_the_same_inside_elsewhere(
    tokens: GroundingTokens, layer: SpanBox
) -> None:
    """The canvas moves with its box; only the box's own Fourier features differ."""
    grounding = tokens(batch([(0, (0.0, 0.25, 0.5, 0.75))], [(0, (0.5, 0.25, 1.0, 0.75))]))
    cover = grounding.coverage(SIDE)
    half = len(cover.token) // 2
    assert torch.allclose(cover.canvas[:half], cover.canvas[half:], atol=1e-6)
    assert torch.allclose(cover.place[:half], cover.place[half:], atol=1e-5)


@torch.no_grad()
def test_frames_of_a_batch_do_not_see_each_other(tokens: GroundingTokens, layer: SpanBox) -> None:
    boxes = [(0, (0.1, 0.1, 0.6, 0.6))], [(1, (0.3, 0.2, 0.9, 0.8)), (2, (0.0, 0.5, 0.4, 1.0))]
    x = visual(2)
    together = layer.guide(x, tokens(batch(*boxes)), SIDE)
    alone = layer.guide(x[1:], tokens(batch(boxes[1])), SIDE)
    assert torch.allclose(together[1], alone[0], atol=1e-5)


@torch.no_grad()
@pytest.mark.parametrize("span", ["box", "all"])
def test_zero_gates_make_the_layer_the_identity(tokens: GroundingTokens, span: str) -> None:
    made = guided_attention(span, WIDTH, SHAPE.token_dim, SHAPE.canvas_channels)  # type: ignore[arg-type]
    for name, parameter in made.named_parameters():
        if name.startswith("alpha"):
            parameter.data.zero_()
    x = visual(1)
    out = made.guide(x, tokens(batch([(0, (0.2, 0.2, 0.7, 0.9))])), SIDE)  # type: ignore[operator]
    assert torch.allclose(out, x, atol=1e-6)


@torch.no_grad()
def test_span_all_ignores_the_padding_of_frames_with_fewer_entities() -> None:
    torch.manual_seed(4)
    tokens = GroundingTokens(SHAPE).eval()
    layer = guided_attention("all", WIDTH, SHAPE.token_dim, 0)
    layer.alpha_attn.data.fill_(1.0)  # type: ignore[union-attr, operator]
    one, three = [(0, (0.1, 0.1, 0.5, 0.5))], [(i, (0.2, 0.2, 0.8, 0.8)) for i in range(3)]
    x = visual(2)
    padded = layer.guide(x, tokens(batch(one, three)), SIDE)  # type: ignore[operator]
    alone = layer.guide(x[:1], tokens(batch(one)), SIDE)  # type: ignore[operator]
    assert torch.allclose(padded[0], alone[0], atol=1e-5)


def test_absent_pictures_and_words_are_learned_nulls_not_zeros(tokens: GroundingTokens) -> None:
    with torch.no_grad():
        tokens.image_null.fill_(0.7)
    known = batch([(0, (0.1, 0.1, 0.9, 0.9))])
    unseen = pack(known.image, known.text, [[(0, (0.1, 0.1, 0.9, 0.9))]], torch.zeros(3).bool())
    filled = pack(torch.full((3, 16), 0.7), known.text, [[(0, (0.1, 0.1, 0.9, 0.9))]])
    assert torch.allclose(tokens(unseen).tokens, tokens(filled).tokens)


def test_guidance_frames_in_front_hold_nothing() -> None:
    shifted = batch([(0, (0.1, 0.1, 0.5, 0.5))], []).behind(2)
    assert shifted.n_frames == 4 and shifted.frame.tolist() == [2]
