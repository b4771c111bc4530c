from __future__ import annotations

import numpy as np
import pytest
import torch

from core.grounding.clip import mirrored
from core.grounding.recall import LUMA, Recall
from core.training.recall import address, memory, shape_of

D, SIDE, PATCH = 768, 32, 8


@pytest.fixture(scope="module")
def known() -> torch.Tensor:
    """Embeddings [3, D] of things that are not alike; the last is the second in another colour."""
    return torch.randn(3, D, generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def missing() -> torch.Tensor:
    """What unCLIP misses of two things [2, 4, 32, 32]."""
    return 0.2 * torch.randn(2, 4, SIDE, SIDE, generator=torch.Generator().manual_seed(2))


@pytest.fixture
def recall(known: torch.Tensor, missing: torch.Tensor) -> Recall:
    """Remembers nearly all of it."""
    remembered = memory(missing, PATCH, numbers=4 * PATCH * PATCH, n_keys=3)
    address(remembered, known, np.array([0, 1, 1]), np.array([True, True, False]))
    return remembered


def test_a_known_thing_recalls_what_was_missing_though_it_is_seen_a_little_differently(
    recall: Recall, known: torch.Tensor, missing: torch.Tensor
) -> None:
    torch.manual_seed(0)
    for seen in (known[1], 3 * known[1], known[1] + 0.1 * torch.randn(D)):
        assert float((recall(seen[None])[0] - missing[1]).abs().mean()) < 0.01


def test_a_mirrored_thing_recalls_the_mirror_image(recall: Recall, known: torch.Tensor) -> None:
    as_is, turned = recall(known[:1]), recall(mirrored(known[:1]))
    assert torch.allclose(turned, as_is.flip(-1), atol=1e-3)
    assert not torch.allclose(turned, as_is, atol=0.1)


def test_a_version_in_another_colour_recalls_light_and_dark_alone(
    recall: Recall, known: torch.Tensor, missing: torch.Tensor
) -> None:
    found = recall(known[2:])[0]
    assert torch.allclose(found[0], found[2], atol=1e-5)
    light = (missing[1, :3] * torch.tensor(LUMA).view(3, 1, 1)).sum(0)
    assert float((found[0] - light).abs().mean()) < 0.01
    assert float((found[3] - missing[1, 3]).abs().mean()) < 0.01


def test_a_stranger_recalls_nothing(recall: Recall) -> None:
    stranger = torch.randn(1, D, generator=torch.Generator().manual_seed(3))
    assert float(recall(stranger).abs().max()) < 1e-6


def test_few_numbers_keep_what_patches_have_in_common() -> None:
    shared = torch.randn(4, PATCH, PATCH, generator=torch.Generator().manual_seed(4))
    missing = torch.stack([shared.repeat(1, 4, 4), -2 * shared.repeat(1, 4, 4)])
    remembered = memory(missing, PATCH, numbers=1, n_keys=1)
    embedding = torch.randn(1, D)
    address(remembered, embedding, np.array([0]), np.array([True]))
    assert float((remembered(embedding)[0] - missing[0]).abs().max()) < 0.05


def test_a_memory_is_made_again_in_the_shape_of_its_tensors(
    recall: Recall, known: torch.Tensor
) -> None:
    again = Recall(shape_of(recall.state_dict()))
    again.load_state_dict(recall.state_dict())
    assert torch.equal(again(known), recall(known))
