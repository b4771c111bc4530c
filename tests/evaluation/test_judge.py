from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core.errors import ModelError
from core.evaluation.judge import ceiling, commands
from core.evaluation.judge.descriptor import CROP, LENGTH, crops, describe
from core.evaluation.judge.detector import GRID, INPUT, Detector, centers, iou, keep_best
from core.evaluation.judge.fitting import fitted
from core.evaluation.judge.judge import Judge, load, save
from core.evaluation.judge.learning import losses, targets, train
from core.evaluation.judge.lessons import Pupil
from core.evaluation.judge.namer import Label, Namer
from core.training.fit import Fit, Schedule
from core.training.painting import Draft, Painter
from core.training.scenes import Composer
from tests.evaluation.sightings import thing
from tests.evaluation.test_trials import tiny_backdrops, tiny_bank

COLOURS = {"apple": (0.9, 0.1, 0.1), "leaf": (0.1, 0.8, 0.2), "sea": (0.1, 0.2, 0.9)}


def pictures(name: str, n: int, seed: int) -> torch.Tensor:
    """Noisy crops [n, 3, 64, 64] of one colour with a stripe of its own."""
    generator = torch.Generator().manual_seed(seed)
    colour = torch.tensor(COLOURS[name]).view(1, 3, 1, 1)
    base = colour.repeat(n, 1, CROP, CROP).clone()
    at = 8 * list(COLOURS).index(name)
    base[:, :, at : at + 6] = 1 - base[:, :, at : at + 6]
    noise = 0.08 * torch.randn(base.shape, generator=generator)
    return (base + noise).clamp(0, 1)


@pytest.fixture(scope="module")
def namer() -> Namer:
    """Taught three things in a few seconds."""
    torch.manual_seed(0)
    pupil = Pupil(len(COLOURS))
    optimizer = torch.optim.AdamW(pupil.parameters(), 1e-3)
    which = torch.arange(len(COLOURS)).repeat_interleave(4)
    for step in range(12):
        crops = torch.cat([pictures(n, 4, 9 * step + i) for i, n in enumerate(COLOURS)])
        optimizer.zero_grad()
        pupil.loss(crops.flip(-1) if step % 2 else crops, which).backward()
        optimizer.step()
    pupil.eval().requires_grad_(False)
    labels = tuple(
        Label((name, f"the {name}"), "red" if name == "apple" else "") for name in COLOURS
    )
    return Namer(pupil.eye, F.normalize(pupil.sprites, dim=-1), labels)


def test_a_crop_is_what_the_box_holds() -> None:
    frame = torch.zeros(1, 3, 64, 64)
    frame[:, 0, 16:48, 32:64] = 1
    cut = crops(frame, torch.tensor([0]), torch.tensor([[0.5, 0.25, 1.0, 0.75]]))
    assert cut.shape == (1, 3, CROP, CROP)
    assert float(cut[0, 0, 4:-4, 4:-4].min()) > 0.99
    assert float(cut[0, 1].max()) == 0


def test_descriptors_see_edges_and_colours_apart() -> None:
    grey = torch.full((1, 3, CROP, CROP), 0.5)
    red = grey.clone()
    red[:, 0] = 0.9
    assert describe(grey).shape == (1, LENGTH)
    plain, coloured = describe(grey)[0], describe(red)[0]
    assert torch.allclose(plain[: 9 * 64], coloured[: 9 * 64], atol=1e-3)
    assert float((plain - coloured)[9 * 64 :].abs().max()) > 0.1


def test_the_namer_names_new_crops_mirrored_or_not(namer: Namer) -> None:
    names = namer.entities()
    for i, name in enumerate(COLOURS):
        crop = pictures(name, 4, 100 + i)
        for shown in (crop, crop.flip(-1)):
            found = namer.by_entity(namer.similarities(shown)).argmax(1)
            assert {names[int(k)] for k in found} == {name}


def test_the_embedding_brings_pictures_of_one_thing_together(namer: Namer) -> None:
    a, b = namer.embed(pictures("apple", 2, 50))
    other = namer.embed(pictures("sea", 1, 51))[0]
    assert float(a @ b) > 0.9 > float(a @ other)


def test_overlap_of_boxes_by_hand() -> None:
    a, b = torch.tensor([0.0, 0.0, 0.5, 0.5]), torch.tensor([0.25, 0.0, 0.75, 0.5])
    assert float(iou(a, b)) == pytest.approx(1 / 3)
    assert float(iou(a, a)) == pytest.approx(1)


def test_of_boxes_on_one_thing_only_the_surest_stays() -> None:
    boxes = torch.tensor([[0, 0, 0.5, 0.5], [0.02, 0, 0.5, 0.5], [0.6, 0.6, 0.9, 0.9]])
    assert keep_best(boxes, torch.tensor([0.7, 0.8, 0.3]), 0.1) == [1, 2]
    assert keep_best(boxes, torch.tensor([0.7, 0.8, 0.3]), 0.5) == [1]


def draft(*boxes: tuple[float, float, float, float]) -> Draft:
    """One scene with things in those boxes, back to front."""
    n = len(boxes)
    return Draft(
        backdrop=np.zeros(1, np.int64),
        view=np.array([[1, 1, 0, 0]], np.float32),
        frame=np.zeros(n, np.int64),
        sprite=np.zeros(n, np.int64),
        mirrored=np.zeros(n, bool),
        shadow=np.zeros(n, bool),
        boxes=np.array(boxes, np.float32),
    )


def test_positions_near_the_middle_answer_for_a_thing_and_the_front_one_wins() -> None:
    back, front = (0.0, 0.0, 1.0, 1.0), (0.4, 0.4, 0.6, 0.6)
    boxes, answers = targets(draft(back, front))
    middle = int(((centers() - 0.5).abs().sum(1)).argmin())
    assert tuple(boxes[0, middle].tolist()) == pytest.approx(front)
    assert not bool(answers[0, 0])
    assert 0 < int(answers.sum()) < GRID * GRID


def test_the_loss_is_least_for_true_boxes_with_sure_scores() -> None:
    boxes, answers = targets(draft((0.2, 0.2, 0.8, 0.8)))
    sure = torch.where(answers, 8.0, -8.0)
    true, wrong = losses(sure, boxes, boxes, answers), losses(-sure, boxes * 0.5, boxes, answers)
    assert all(float(true[k]) < 0.02 for k in true)
    assert all(float(true[k]) < float(wrong[k]) for k in true)


def test_a_detector_learns_from_painted_scenes_and_goes_on_where_it_stopped(
    tmp_path: Path,
) -> None:
    bank, grounds = tiny_bank(), tiny_backdrops()
    composer = Composer(bank, grounds, np.random.default_rng(0))
    painter = Painter(bank, grounds, size=INPUT)
    first = train(tmp_path, composer.drafts(4), painter, Schedule(2, 4))
    again = train(tmp_path, composer.drafts(4), painter, Schedule(2, 4))
    assert all(
        torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True)
    )
    train(tmp_path, composer.drafts(4), painter, Schedule(3, 4))
    state = torch.load(tmp_path / "judge" / "detector.pt", weights_only=True)
    assert state["step"] == 3


class Template:
    """A namer that knows one look: how like the crop is to it."""

    def __init__(self, look: torch.Tensor) -> None:
        self.look = look

    def similarities(self, crops: torch.Tensor) -> torch.Tensor:
        return 1 - (crops - self.look).abs().mean((1, 2, 3))[:, None]


def test_a_box_climbs_to_the_thing_that_the_namer_knows() -> None:
    frame = torch.zeros(1, 3, 128, 128)
    frame[:, :, 32:96, 32:96] = torch.linspace(0.3, 1, 64)
    first, true = torch.tensor([0]), torch.tensor([[0.25, 0.25, 0.75, 0.75]])
    known = Template(crops(frame, first, true))
    for rough in ([0.12, 0.3, 0.75, 0.75], [0.3, 0.3, 0.6, 0.7], [0.35, 0.2, 0.85, 0.7]):
        start = torch.tensor([rough])
        boxes, similar = fitted(known, frame, first, start)
        assert float(iou(boxes, true)) > float(iou(start, true)) + 0.08
        assert float(similar) > float(known.similarities(crops(frame, first, start)))


def test_the_threshold_is_the_one_that_counts_best() -> None:
    box = (0.1, 0.1, 0.5, 0.5)
    found = [[thing("dog", box, 0.9), thing("dog", box, 0.3)], [thing("dog", box, 0.6)]]
    assert 0.3 < ceiling.best_threshold(found, [1, 1]) <= 0.6


def test_a_judge_survives_its_file(namer: Namer, tmp_path: Path) -> None:
    judge = Judge(Detector().eval(), namer, 0.37)
    save(judge, tmp_path / "judge.safetensors")
    again = load(tmp_path / "judge.safetensors")
    frames = np.random.default_rng(0).integers(0, 255, (1, 256, 256, 3)).astype(np.uint8)
    a, b = judge.look(frames)[0], again.look(frames)[0]
    assert again.threshold == 0.37
    assert [d.entities for d in a] == [d.entities for d in b]
    assert again.known_as("The Apple") == {"apple"}
    assert again.known_as("very small leaf") == {"leaf"}
    assert again.known_as("zorble") == frozenset()


def test_training_goes_on_from_a_judge_that_was_adopted(namer: Namer, tmp_path: Path) -> None:
    save(Judge(Detector().eval(), namer), tmp_path / "judge.safetensors")
    judge = load(tmp_path / "judge.safetensors")
    commands.adopt(tmp_path, tmp_path / "judge.safetensors")
    bank, grounds = tiny_bank(), tiny_backdrops()
    drafts = Composer(bank, grounds, np.random.default_rng(0)).drafts(4)
    same = train(tmp_path, drafts, Painter(bank, grounds, size=INPUT), Schedule(0, 4))
    assert all(
        torch.equal(a, b)
        for a, b in zip(same.parameters(), judge.detector.parameters(), strict=True)
    )
    pupil = Pupil(len(COLOURS))
    Fit("namer", pupil, tmp_path / "judge" / "namer.pt")
    assert torch.allclose(pupil.sprites, judge.namer.sprites)


def test_missing_and_damaged_weights_are_said_with_their_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"absent\.safetensors"):
        load(tmp_path / "absent.safetensors")
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"not safetensors at all")
    with pytest.raises(ModelError, match="broken"):
        load(broken)
