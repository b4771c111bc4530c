from __future__ import annotations

import numpy as np
import pytest

from core.errors import InputError
from core.evaluation import boxes, identity, layouts, prompts
from core.evaluation.pasted import PastedEngine
from core.evaluation.prompts import ALL, cases, tales
from core.evaluation.shots import Studio, planned_boxes, with_frames
from core.evaluation.trial import Clock, attempt, summary, trial, turns
from core.planner.offline import plan_offline
from core.training.backdrops import Backdrops
from core.training.sprites import SIDE, Bank, Row
from tests.evaluation.sightings import Witness, thing
from tests.stub_engine import StubEngine


def tiny_bank() -> Bank:
    """A red dog, a blue cat and a green mystery that is held out."""
    pixels = np.zeros((3, SIDE, SIDE, 4), np.uint8)
    for i, colour in enumerate([(230, 20, 20), (20, 20, 230), (20, 200, 20)]):
        pixels[i] = (*colour, 255)
    rows = (
        Row(("dog", "hound"), "dog", "animal-mammal", 1.0),
        Row(("cat",), "cat", "animal-mammal", 1.0),
        Row(("mystery",), "mystery", "animal-mammal", 2.0, "", True),
    )
    return Bank(pixels, rows)


def tiny_backdrops() -> Backdrops:
    """A grey meadow and a white beach."""
    pixels = np.zeros((2, 256, 256, 3), np.uint8)
    pixels[0], pixels[1] = 120, 240
    return Backdrops(
        pixels, ("a meadow", "a beach"), ("meadow", "beach"), np.full(2, 0.5, np.float32)
    )


def test_prompts_are_the_same_for_a_seed_and_longer_lists_begin_alike() -> None:
    for skill in ALL:
        few, many = cases(skill, 3), cases(skill, 9)
        assert many[:3] == few
        assert len({case.prompt for case in many}) == 9
    assert cases("object", 5, seed=1) != cases("object", 5)


@pytest.mark.parametrize("skill", ALL)
def test_the_offline_planner_plans_what_each_prompt_is_about(skill: str) -> None:
    for case in cases(skill, 6):
        plan = plan_offline(case.prompt)
        cast = {track.entity for scene in plan.scenes for track in scene.tracks}
        assert set(case.check.names) <= cast, case.prompt


def test_somebody_returns_in_every_tale() -> None:
    for prompt in tales(4):
        plan = plan_offline(prompt)
        casts = [{track.entity for track in scene.tracks} for scene in plan.scenes]
        assert len(casts) > 1
        assert set.intersection(*casts), prompt


def test_prompts_come_in_turns_so_that_an_early_stop_is_even() -> None:
    order = [case.skill for case in turns(("object", "count"), 2)]
    assert order == ["object", "count", "object", "count"]


def test_a_trial_stops_after_a_whole_round_when_its_time_is_over() -> None:
    studio = Studio(StubEngine(), Witness())
    found = trial(studio, ("object", "count"), 5, 2, Clock(0.0))
    assert [o.case.skill for o in found] == ["object", "count"]


def test_a_judge_that_sees_the_thing_gives_the_prompt_its_point() -> None:
    case = cases("object", 1)[0]
    name = case.check.names[0]
    seen = Studio(StubEngine(), Witness([thing(name, (0.2, 0.2, 0.8, 0.8))]))
    assert attempt(case, seen, 2).score == 1
    blind = Studio(StubEngine(), Witness())
    outcome = attempt(case, blind, 2)
    assert (outcome.score, outcome.detected) == (0, False)


def test_the_overall_figure_is_the_mean_of_the_four_skills() -> None:
    studio = Studio(StubEngine(), Witness())
    rows = summary(trial(studio, prompts.VPEVAL, 1, 1))
    assert rows["overall"] == {"score": 0, "n": 4, "detected": 0}
    assert "lvd" not in rows


def test_strength_of_a_studio_wins_over_the_engines_and_seeds_stay() -> None:
    plan = with_frames(plan_offline("a dog in a meadow"), 2)
    asked = []

    class Listening(StubEngine):
        def render(self, request, *rest):  # type: ignore[no-untyped-def]
            asked.append(request.settings)
            return super().render(request, *rest)

    for strength in (None, 0.25):
        Studio(Listening(), Witness(), strength=strength).film(plan)
    assert [s.layout_strength for s in asked] == [1.0, 0.25]
    assert asked[0].seed == asked[1].seed


def test_composites_hold_the_sprites_in_their_boxes() -> None:
    plan = with_frames(plan_offline("a hound in a meadow"), 1)
    engine = PastedEngine(tiny_bank(), tiny_backdrops())
    shot = Studio(engine, Witness()).film(plan)[0]
    box = planned_boxes(shot.scene)[0][0].box
    x, y = (int(v * 256) for v in box.center)
    assert tuple(shot.clip.frames[0, y, x]) == (230, 20, 20)
    assert tuple(shot.clip.frames[0, 2, 2]) == (120, 120, 120)


def test_a_perfect_judge_of_perfect_frames_has_full_overlap() -> None:
    plan = layouts.random_plan(3, 2)
    told = [[thing(p.name, p.box) for p in frame] for frame in planned_boxes(plan.scenes[0])]
    shot = Studio(StubEngine(), Witness(*told)).film(plan)[0]
    assert boxes.fidelity([shot])["all"] == {"miou": 1.0, "boxes": sum(map(len, told)), "ap50": 1.0}


def test_random_plans_are_the_same_for_a_seed_and_of_many_sizes() -> None:
    assert layouts.random_plan(5) == layouts.random_plan(5)
    sides = [
        p.box.area**0.5
        for i in range(40)
        for p in planned_boxes(layouts.random_plan(i, 1).scenes[0])[0]
    ]
    assert min(sides) < 0.2 < 0.5 < max(sides)


def test_held_out_pictures_become_references_in_their_own_proportions() -> None:
    person = identity.candidates(tiny_bank(), 5)[0]
    assert person.name == "mystery"
    plan, pictures = identity.gallery([person])
    assert list(pictures) == [plan.entities[0].references[0].digest]
    box = plan.scenes[0].tracks[0].keys[0].box
    assert box is not None
    assert box.width / box.height == pytest.approx(2, rel=0.05)


def test_retrieval_ranks_the_own_picture_among_all() -> None:
    import torch

    looks = torch.eye(10)
    assert identity.retrieval(looks[:4], looks)["top1"] == 1
    turned = identity.retrieval(looks.roll(1, 0)[:4] + 0.1 * looks[:4], looks)
    assert (turned["top1"], turned["top5"], turned["mean_rank"]) == (0, 1, 2)


def test_more_prompts_than_there_are_is_an_error_not_an_endless_search() -> None:
    assert len(cases("direction", 24)) == 24
    with pytest.raises(InputError, match="prompts of 'direction'"):
        cases("direction", 500)
