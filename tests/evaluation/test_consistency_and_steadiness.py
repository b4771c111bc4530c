from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.consistency import consistency
from core.evaluation.judge.judge import Detection
from core.evaluation.shots import Planned, Shot
from core.evaluation.steadiness import background_error, psnr, ssim, steadiness, warping_error
from core.plan.geometry import Box
from core.plan.schema import Scene
from core.render.types import Clip, Frames
from tests.evaluation.sightings import checkered, thing

BOX = Box(0.25, 0.25, 0.75, 0.75)


def shot(names: list[str], seen: list[Detection], frames: Frames | None = None) -> Shot:
    """A still shot in which every name has its own column."""
    clip = Clip(checkered(1) if frames is None else frames, 8)
    n = len(clip.frames)
    planned = tuple(Planned(name, 0, column(i)) for i, name in enumerate(names))
    return Shot(
        Scene(id="s", description="", frame_count=n), clip, (planned,) * n, (tuple(seen),) * n
    )


def column(i: int) -> Box:
    return Box(0.3 * i, 0.2, 0.3 * i + 0.25, 0.8)


def test_somebody_who_looks_the_same_everywhere_is_perfectly_consistent() -> None:
    film = [shot(["dog"], [thing("dog", column(0))])] * 3
    found = consistency([film])
    assert found["adjacent"] == found["all_pairs"] == pytest.approx(1)
    assert (found["pairs"], found["missed"], found["appearances"]) == (3, 0, 3)


def test_strangers_are_the_floor_and_pairs_within_a_scene_count_for_it() -> None:
    pair = shot(["dog", "cat"], [thing("dog", column(0)), thing("cat", column(1))])
    found = consistency([[pair]])
    assert found["strangers"] == pytest.approx(0)
    assert "all_pairs" not in found


def test_a_scene_in_which_nothing_answers_is_a_miss_and_no_pair() -> None:
    film = [shot(["dog"], [thing("dog", column(0))]), shot(["dog"], [thing("dog", column(3))])]
    found = consistency([film])
    assert found["missed"] == 1
    assert found["pairs"] == 0


def test_only_neighbouring_scenes_are_adjacent() -> None:
    dog, cat = thing("dog", column(0)), thing("cat", column(0))
    film = [shot(["hero"], [dog]), shot(["hero"], [dog]), shot(["hero"], [cat])]
    found = consistency([film])
    assert found["adjacent"] == pytest.approx(0.5)
    assert found["all_pairs"] == pytest.approx(1 / 3)


def moving(shift: int) -> Shot:
    """A pattern that moves `shift` pixels a frame, in a box that moves 4 of 64."""
    frames = checkered(3, shift)
    boxes = tuple((Planned("dog", 0, BOX.moved(i * 4 / 64, 0)),) for i in range(3))
    return Shot(Scene(id="s", description="", frame_count=3), Clip(frames, 8), boxes, ((),) * 3)


def test_what_moves_with_its_box_is_steady_and_what_stays_behind_is_not() -> None:
    with_box, behind = warping_error(moving(4)), warping_error(moving(0))
    assert with_box is not None
    assert behind is not None
    assert with_box < 1 < 20 < behind


def test_the_background_is_what_no_box_covers() -> None:
    still = checkered(2)
    changed = still.copy()
    changed[1, 20:40, 20:40] = 0  # inside the box alone
    boxes = ((Planned("dog", 0, BOX),),) * 2
    scene = Scene(id="s", description="", frame_count=2)
    assert background_error(Shot(scene, Clip(changed, 8), boxes, ((), ()))) == 0
    changed[1, :8] = 255 - changed[1, :8]
    error = background_error(Shot(scene, Clip(changed, 8), boxes, ((), ())))
    assert error is not None
    assert error > 5


def test_single_frames_say_nothing_about_steadiness() -> None:
    assert steadiness([shot(["dog"], [])]) == {}


def test_psnr_and_ssim_know_equal_pictures_and_their_order() -> None:
    picture = checkered(1)[0]
    noise = np.random.default_rng(1).integers(-10, 10, picture.shape)
    close = np.clip(picture + noise, 0, 255).astype(np.uint8)
    far = np.clip(picture + 6 * noise, 0, 255).astype(np.uint8)
    assert psnr(picture, picture) == float("inf")
    assert ssim(picture, picture) == pytest.approx(1, abs=1e-5)
    assert psnr(picture, close) > psnr(picture, far)
    assert ssim(picture, close) > ssim(picture, far)
    assert psnr(np.zeros((16, 16, 3), np.uint8), np.full((16, 16, 3), 255, np.uint8)) == 0
