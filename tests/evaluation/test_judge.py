from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core.errors import ModelError
from core.evaluation.judge import ceiling, commands
from core.evaluation.judge.descriptor import CROP, LENGTH, crops, describe
from core.evaluation.judge.detector import GRID, INPUT, Detector, centers, iou, proposals
from core.evaluation.judge.judge import Judge, covered, load, save, spanned
from core.evaluation.judge.learning import losses, targets, train
from core.evaluation.judge.lessons import Pupil, labels_of
from core.evaluation.judge.namer import Label, Namer
from core.evaluation.judge.outliner import Outliner
from core.evaluation.judge.refiner import VIEW, Refiner, moved, views
from core.plan.geometry import Box
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


def untaught(namer: Namer, threshold: float = 0.4) -> Judge:
    """A judge that finds something somewhere."""
    networks = Detector().eval(), Refiner().eval(), Outliner().eval()
    return Judge(*networks, namer, threshold)


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


class Sure(Detector):
    """Sees a big box surely, the same a little less surely, and a small one far away."""

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        boxes = torch.tensor([[0, 0, 0.5, 0.5], [0.02, 0, 0.5, 0.5], [0.6, 0.6, 0.9, 0.9]])
        scores = torch.tensor([0.7, 0.8, 0.3]).logit()
        return scores.expand(len(pixels), -1), boxes.expand(len(pixels), -1, -1)


def test_of_boxes_in_one_place_only_the_surest_is_proposed() -> None:
    found, of = proposals(Sure(), torch.zeros(2, 3, 64, 64), least=0.1)
    wanted = [[0.02, 0, 0.5, 0.5], [0.6, 0.6, 0.9, 0.9]]
    assert found[:2].tolist() == [pytest.approx(box) for box in wanted]
    assert of.tolist() == [0, 0, 1, 1]
    assert len(proposals(Sure(), torch.zeros(1, 3, 64, 64), least=0.5)[0]) == 1
    assert len(proposals(Sure(), torch.zeros(1, 3, 64, 64), least=0.1, most=1)[0]) == 1


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


def test_a_refiner_sees_a_box_with_ground_around_it() -> None:
    frames = torch.zeros(2, 3, 128, 128)
    frames[1, :, 32:96, 32:96] = 1
    seen = views(frames, torch.tensor([1]), torch.tensor([[0.25, 0.25, 0.75, 0.75]]))
    assert seen.shape == (1, 3, VIEW, VIEW)
    inner = slice(VIEW // 6 + 1, -(VIEW // 6 + 1))
    assert float(seen[0, :, inner, inner].min()) > 0.99
    assert float(seen[0, :, : VIEW // 6 - 1].max()) < 0.01


def test_sides_move_in_shares_of_their_box_and_never_cross() -> None:
    box = torch.tensor([[0.2, 0.2, 0.6, 0.4]])
    assert moved(box, torch.tensor([[0.25, 0.0, 0.0, 0.5 - 0.05]])).tolist() == [
        pytest.approx([0.3, 0.2, 0.6, 0.49])
    ]
    x0, y0, x1, y1 = moved(box, torch.tensor([[9.0, 9.0, -9.0, -9.0]]))[0].tolist()
    assert x0 < x1
    assert y0 < y1


def test_the_threshold_is_the_one_at_which_things_and_detections_agree_best() -> None:
    box, other = (0.1, 0.1, 0.5, 0.5), (0.6, 0.6, 0.9, 0.9)
    found = [[thing("dog", box, 0.9), thing("dog", other, 0.3)], [thing("dog", box, 0.6)]]
    assert 0.3 < ceiling.best_threshold(found, [[Box(*box)], [Box(*box)]]) <= 0.6
    assert ceiling.best_threshold(found, [[Box(*box), Box(*other)], [Box(*box)]]) <= 0.3
    assert ceiling.best_threshold(found, [[Box(*box)], []]) > 0.6


def test_a_box_over_two_of_a_kind_is_no_third_one() -> None:
    two = [thing("book", (0.0, 0.5, 0.48, 0.9), 0.6), thing("book", (0.52, 0.5, 1.0, 0.9), 0.6)]
    both = (0.05, 0.5, 0.95, 0.9)
    assert covered(thing("book", both, 0.4), two) > 0.9
    assert covered(thing("table", both, 0.4), two) == 0
    assert covered(thing("book", both, 0.4), two[:1]) == pytest.approx(0.5, abs=0.05)


def test_a_box_over_whole_things_is_none_itself_but_one_behind_them_is() -> None:
    two = [thing("book", (0.0, 0.5, 0.48, 0.9), 0.6), thing("cat", (0.52, 0.5, 1.0, 0.9), 0.6)]
    curtain = thing("curtain", (0.02, 0.5, 0.98, 0.9), 0.4)
    assert spanned(curtain, two) > 0.9
    assert spanned(curtain, two[:1]) == 0
    assert spanned(thing("castle", (0.0, 0.1, 1.0, 0.9), 0.4), two) < 0.6


def test_a_judge_survives_its_file(namer: Namer, tmp_path: Path) -> None:
    path = tmp_path / "judge.safetensors"
    save(untaught(namer, 0.37), path)
    judge = load(path)  # what float16 keeps of it
    save(judge, path)
    again = load(path)
    frames = np.random.default_rng(0).integers(0, 255, (1, 256, 256, 3)).astype(np.uint8)
    a, b = judge.look(frames)[0], again.look(frames)[0]
    assert again.threshold == 0.37
    assert [d.entities for d in a] == [d.entities for d in b]
    assert again.known_as("The Apple") == {"apple"}
    assert again.known_as("very small leaf") == {"leaf"}
    assert again.known_as("zorble") == frozenset()


def test_training_goes_on_from_a_judge_that_was_adopted(
    namer: Namer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank, grounds = tiny_bank(), tiny_backdrops()
    monkeypatch.setattr(commands.sprites, "build", lambda root: bank)
    monkeypatch.setattr(commands.backdrops, "build", lambda root: grounds)
    known = Namer(namer.eye, namer.sprites[:1], labels_of(bank, bank.trained())[:1])
    save(untaught(known), tmp_path / "judge.safetensors")
    judge = load(tmp_path / "judge.safetensors")
    commands.adopt(tmp_path, tmp_path / "judge.safetensors")
    drafts = Composer(bank, grounds, np.random.default_rng(0)).drafts(4)
    same = train(tmp_path, drafts, Painter(bank, grounds, size=INPUT), Schedule(0, 4))
    assert all(
        torch.equal(a, b)
        for a, b in zip(same.parameters(), judge.detector.parameters(), strict=True)
    )
    pupil = Pupil(len(bank.trained()))
    Fit("namer", pupil, tmp_path / "judge" / "namer.pt")
    assert torch.allclose(pupil.sprites[:1], judge.namer.sprites)
    assert pupil.sprites.norm(dim=-1).tolist() == pytest.approx([1, 1])  # the new one too
    refiner = Refiner()
    Fit("refiner", refiner, tmp_path / "judge" / "refiner.pt")
    assert torch.equal(refiner.mix.weight, judge.refiner.mix.weight)
    outliner = Outliner()
    Fit("outliner", outliner, tmp_path / "judge" / "outliner.pt")
    assert torch.equal(outliner.leave[1].weight, judge.outliner.leave[1].weight)


def test_missing_and_damaged_weights_are_said_with_their_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"absent\.safetensors"):
        load(tmp_path / "absent.safetensors")
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"not safetensors at all")
    with pytest.raises(ModelError, match="broken"):
        load(broken)
