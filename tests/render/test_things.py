"""What the decoder is shown: unCLIP's pictures, and given ones in their place."""

from __future__ import annotations

import torch

from core.grounding.batch import pack
from core.grounding.recall import Recall
from core.grounding.unclip import SIDE, Unclip
from core.render.looks import Looks
from core.render.things import AT_ONCE, Cast, things_of

N_FRAMES = AT_ONCE + 2


class Shade(Unclip):
    """Shows an embedding as a plain opaque picture as light as its first number."""

    def forward(self, embedding: torch.Tensor) -> torch.Tensor:
        light = embedding[:, :1, None, None].expand(-1, 3, SIDE, SIDE)
        return torch.cat([light, torch.ones_like(light[:, :1])], 1)


def looks() -> Looks:
    """The first by words, the second by a picture whose left half is white."""
    picture = torch.zeros(2, 4, SIDE, SIDE)
    picture[1, 3] = 1
    picture[1, :3, :, : SIDE // 2] = 1
    image = torch.tensor([[0.25], [0.5]]).repeat(1, 768)
    return Looks(image, torch.zeros(2, 768), torch.tensor([True, False]), {"b": 1.0}, picture)


def shown(turned: bool, moved: float = 0.0, recall: Recall | None = None) -> torch.Tensor:
    """Both things side by side on every frame."""
    worn = looks()
    of = torch.tensor([0, 1] * N_FRAMES)
    image = worn.image[of]
    image += moved
    left, right = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)
    boxes = [[(2 * f, left), (2 * f + 1, right)] for f in range(N_FRAMES)]
    cast = Cast(of, torch.tensor([False, turned] * N_FRAMES))
    return things_of(Shade(), recall, worn, cast, pack(image, image, boxes), side=32)


def test_words_show_their_embedding_and_a_picture_shows_itself_on_every_frame() -> None:
    things = shown(turned=False)
    assert things.shape == (N_FRAMES, 4, 32, 32)
    assert torch.allclose(things[:, 0, 16, 8], torch.tensor(0.25))
    assert torch.allclose(things[:, 0, 16, 20], torch.tensor(1.0))
    assert torch.allclose(things[:, 0, 16, 28], torch.tensor(0.0))


def test_who_looks_the_other_way_has_its_picture_mirrored() -> None:
    things = shown(turned=True)
    assert torch.allclose(things[:, 0, 16, 20], torch.tensor(0.0))
    assert torch.allclose(things[:, 0, 16, 28], torch.tensor(1.0))


def test_what_is_recalled_is_added_to_what_words_show_and_to_nothing_else() -> None:
    class Brighter(Recall):
        def __init__(self) -> None:
            torch.nn.Module.__init__(self)

        def forward(self, embedding: torch.Tensor) -> torch.Tensor:
            return torch.full((len(embedding), 4, SIDE, SIDE), 0.5)

    things = shown(turned=False, recall=Brighter())
    assert torch.allclose(things[:, 0, 16, 8], torch.tensor(0.75))
    assert torch.allclose(things[:, 0, 16, 28], torch.tensor(0.0))


def test_words_show_the_moment_and_a_picture_rests_where_that_is_another_thing() -> None:
    things = shown(turned=False, moved=0.5)
    assert torch.allclose(things[:, 0, 16, 8], torch.tensor(0.75))
    assert torch.allclose(things[:, 0, 16, 20], torch.tensor(1.0))
    assert torch.allclose(things[:, 0, 16, 28], torch.tensor(0.0))
