"""Every trainer takes a few steps on tiny banks, keeps a state, and goes on from it."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

import numpy as np
import pytest
import torch

from core.evaluation.judge import lessons
from core.grounding.motion import PHASES, Motion
from core.training import (
    backdrops,
    checkpoints,
    clip,
    codec,
    decoder,
    prior,
    recall,
    table,
    unclip,
    words,
)  # fmt: skip
from core.training.backbone import Run, train
from core.training.embedded import Recipe
from core.training.fit import Schedule
from core.training.latents import Source
from core.training.moving import Cycles
from core.training.painting import Painter
from core.training.scenes import Composer
from core.training.sprites import SIDE, Bank, Row
from tests.evaluation.test_trials import tiny_backdrops


@pytest.fixture(scope="module")
def bank() -> Bank:
    """Four squares of one colour each."""
    pixels = np.full((4, SIDE, SIDE, 4), 255, np.uint8)
    rows = []
    for i, name in enumerate(("dog", "cat", "car", "tree")):
        pixels[i, ..., :3] = (60 * i, 255 - 60 * i, 128)
        rows.append(Row((name, f"the {name}"), name, "animal-mammal", 1.0))
    return Bank(pixels, tuple(rows))


def step_of(root: Path, stage: str) -> int:
    """Steps behind the state of a stage."""
    return int(torch.load(root / stage / "state.pt", weights_only=True)["step"])


def test_the_codec_begins_right_and_its_decoder_alone_can_go_on(bank: Bank, tmp_path: Path) -> None:
    composer = Composer(bank, tiny_backdrops(), np.random.default_rng(0))
    painter = Painter(bank, composer.backdrops)
    pictures = map(painter.paint, composer.drafts(4))
    trained = codec.train(tmp_path, pictures, Schedule(2, 4))
    shown = painter.paint(composer.draft(composer.arrange(4)))
    with torch.no_grad():
        latents = trained.encode(shown)
    things, everywhere = torch.zeros(4, 4, 256, 256), torch.ones(4, 1, 256, 256)
    rendered = decoder.Rendered(latents, things, shown, everywhere)
    polished = decoder.train(tmp_path, repeat(rendered), Schedule(2, 4))
    assert (step_of(tmp_path, "codec"), step_of(tmp_path, "decoder")) == (2, 2)
    with torch.no_grad():
        assert torch.equal(latents, polished.encode(shown))
    assert not torch.equal(trained.up_out.weight, polished.up_out.weight)
    assert codec.psnr(polished, shown) > 20


def test_clip_prior_and_denoiser_follow_one_another(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grounds = tiny_backdrops()
    plain = {"step": 0, "ema": codec.Codec().state_dict()}
    checkpoints.save_state(tmp_path / "codec" / "state.pt", plain)
    taught = words.Meanings(("dog", "cat", "car"), torch.zeros(3, 384).half())
    monkeypatch.setattr(words, "build", lambda root, phrases: taught)
    monkeypatch.setattr(table, "N_WILD", 100)
    clip.train(tmp_path, bank, grounds, Schedule(1, 4))
    recipe = Recipe(tmp_path)
    wide = table.with_wild(bank, grounds, tmp_path)
    assert len(wide.rows) == 104
    embedded = table.build(tmp_path, recipe.trained_clip(), recipe.tokenizer(), wide, grounds)
    trained = prior.train(tmp_path, wide, embedded, Schedule(1, 4))
    table.imagine(tmp_path, trained.eval(), embedded)
    embedded = table.build(tmp_path, recipe.trained_clip(), recipe.tokenizer(), wide, grounds)
    assert embedded.imagined is not None
    assert embedded.imagined.shape == embedded.text.shape
    source = Source(
        Composer(wide, grounds, np.random.default_rng(1)), embedded, recipe.trained_codec(),
        recipe.trained_clip(), recipe.tokenizer(),
    )  # fmt: skip
    for stage in ("joint", "distil", "backbone", "guided"):
        train(tmp_path, source, Run(stage, Schedule(1, 2)))
        assert step_of(tmp_path, stage) == 1
    model = recipe.trained_layout2vid()
    unclip.train(tmp_path, wide, embedded, Schedule(1, 4), moves=resting(bank, embedded))
    assert step_of(tmp_path, "unclip") == 1
    remembered = recall.fill(tmp_path, wide, embedded, recipe.trained_unclip())
    assert (
        len(remembered.values)
        == step_of(tmp_path, "recall")
        == len({row.entity for row in bank.rows if not row.held_out})
    )
    seen = recipe.trained_unclip(), recipe.trained_recall()
    made = next(decoder.Renderer(source, model, *seen).batches(3, seed=1))
    assert (made.latents.shape, made.pixels.shape) == ((3, 24, 16, 16), (3, 3, 256, 256))
    assert (made.things.shape, made.weight.shape) == ((3, 4, 256, 256), (3, 1, 256, 256))
    assert float(made.weight.amin()) > 0
    before = torch.load(tmp_path / "backbone" / "state.pt", weights_only=True)["ema"]
    after = torch.load(tmp_path / "guided" / "state.pt", weights_only=True)["model"]
    changed = {k for k, v in after.items() if not torch.equal(v, before[k])}
    assert changed
    assert all(k.startswith("tokens.") or ".fuser." in k for k in changed)  # the paper's way
    free = Run("guided", Schedule(1, 2), name="free", start_from="backbone", unfrozen=True)
    after = train(tmp_path, source, free).state_dict()
    assert not torch.equal(after["unet.unet.conv_in.weight"], before["unet.unet.conv_in.weight"])


def resting(bank: Bank, embedded: table.Table) -> unclip.Moves:
    """Dog and cat with cycles, and a motion network that has not learnt to move them yet.

    Their frames are as light as the phase they are of.
    """
    frames = np.full((2, PHASES, 8, 8, 4), 255, np.uint8)
    frames[..., :3] = (10 * np.arange(PHASES)).reshape(-1, 1, 1, 1)
    rest = embedded.image[:2, 0].clone()
    cycles = Cycles(torch.tensor([0, 1]), rest, torch.zeros(2, 2, PHASES, rest.shape[-1]).half())
    resized = np.repeat(np.repeat(frames, 16, 2), 16, 3)
    return unclip.Moves(bank, cycles, resized, embedded, Motion())


def test_what_moves_is_drawn_with_what_it_looks_like_at_that_moment(bank: Bank) -> None:
    torch.manual_seed(0)
    image = torch.randn(4, 2, 2, 768).half()
    names = tuple(name for row in bank.rows for name in row.names)
    known = table.Table(image, names, torch.zeros(8, 768).half(), torch.zeros(8, 4, 256).half())
    moves = resting(bank, known)
    embedded, pictures = moves.draw(np.random.default_rng(0), 40)
    assert embedded.norm(dim=-1).tolist() == pytest.approx([768**0.5] * 40, rel=1e-3)
    nearest = (torch.nn.functional.cosine_similarity(
        embedded[:, None], image[None, :2, 0, 0].float(), dim=-1
    ) > 0.99).sum(1)  # fmt: skip
    assert nearest.tolist() == [1] * 40
    assert pictures.shape == (40, 4, 128, 128)
    light = {round(float(value) * 255 / 10) for value in pictures[:, 0, 64, 64]}
    assert len(light) > 10
    assert light <= set(range(PHASES))


def test_held_out_backgrounds_are_no_training_s(tmp_path: Path) -> None:
    taught, others = backdrops.build(tmp_path, 1), backdrops.held_out(tmp_path, 1)
    assert taught.kinds == others.kinds
    assert not any(np.array_equal(a, b) for a, b in zip(taught.pixels, others.pixels, strict=True))
    again = backdrops.held_out(tmp_path, 1)
    assert np.array_equal(others.pixels, again.pixels)
    assert others.captions == again.captions


def test_the_namer_is_taught_and_goes_on(bank: Bank, tmp_path: Path) -> None:
    for steps in (1, 2):
        namer = lessons.teach(tmp_path, bank, tiny_backdrops(), Schedule(steps, 4))
    assert torch.load(tmp_path / "judge" / "namer.pt", weights_only=True)["step"] == 2
    assert namer.entities() == ("dog", "cat", "car", "tree")
    assert namer.embed(torch.rand(2, 3, 64, 64)).norm(dim=-1).tolist() == pytest.approx([1, 1])
