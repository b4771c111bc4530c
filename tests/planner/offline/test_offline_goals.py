"""Terse goals, as people type them, told as stories that show the goal's own things."""

from __future__ import annotations

import pytest

from core.evaluation.planner_checks import parted, problems
from core.planner.offline import plan_offline

STORIES = {
    "how to build a snowman": "bg snow_field; has snowman @3; scenes 5",
    "make a birthday surprise for grandma": "has birthday_cake; has grandma @4; has grandma @5",
    "how to build a campfire": "bg forest; has campfire @4",
    "pitch a tent": "has tent @3; bg forest",
    "fly a kite": "has kite girl @3; moves kite up @3",
    "learn to ride a bike": "has bike father @2; moves bike right @4",
    "water the plants": "has watering_can plant; bg garden",
    "clean the bathroom": "bg bathroom; has mop @2",
    "move house": "has truck @3",
    "paint the fence": "has painter fence @2",
    "knit a scarf for my brother": "has scarf @3; has scarf brother @5",
    "how to sharpen a knife": "has cook knife @3",
    "How to Install a Ceiling Fan": "has ceiling_fan @3",
    "remove the stain": "has person stain @3; bg office/living_room",
    "how to grow tomatoes at home": "has tomato @4",
    "make candles": "has candle @4; lacks chef",
    "prepare a cup of green tea": "has cup_of_green_tea @4",
    "How to make strawberry rhubarb compote": "has strawberry_rhubarb_compote @4",
    "caramelize the onions": "has person onion @3",
    "how to do a cartwheel": "has person @3; total 1 @3",
    "how to get rid of ants": "has person ant @3",
    "learn to swim": "bg lake; has teacher girl @2; has girl @4",
    "rainy day": "has rain; has girl umbrella @2",
    "the life of a salmon": "moves salmon right; bg ocean",
    "a day in the life of a panda": "has panda @1; has tree @3",
    "a robot's adventure in the city": "has robot @1; bg city; on robot bridge @3",
}


@pytest.mark.parametrize("goal", list(STORIES))
def test_a_goal_is_told_as_a_story_about_its_own_things(goal):
    plan = plan_offline(goal)
    assert len(plan.scenes) >= 4
    assert not problems(plan, parted(STORIES[goal]))


@pytest.mark.parametrize(
    "prompt", ["move the ball to the left", "push the cup from left to right", "A dog runs", "stop"]
)
def test_an_order_with_a_direction_and_a_sentence_are_no_goals(prompt):
    assert len(plan_offline(prompt).scenes) == 1


@pytest.mark.parametrize(
    "goal", [g for g in STORIES if g.startswith(("knit", "paint", "water", "how to sharpen"))]
)
def test_the_thing_of_the_goal_is_seen_in_most_scenes(goal):
    plan = plan_offline(goal)
    thing = goal.split(" for ")[0].split()[-1].removesuffix("s")
    shown = sum(any(thing in t.entity for t in s.tracks) for s in plan.scenes)
    assert shown >= 0.6 * len(plan.scenes)


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("a race between a car and a bus", "moves car right; moves bus right; total 2"),
        ("a duel between two knights", "count knight 2; total 2"),
        ("a conversation between a fox and a crow", "total 2"),
        ("a walk on the beach", "has person; bg beach"),
        ("the first flight of a young eagle", "moves eagle right; total 1"),
        ("volcano eruption", "has volcano; total 1"),
        ("recipe for apple pie", "has apple_pie @4"),
        ("the making of a pizza", "has pizza @4"),
        ("5 steps to plant a tree", "has tree @5"),
        ("a tutorial on knitting", "has yarn @2"),
        ("a documentary about penguins", "has penguin; lacks documentary"),
        ("tell me a story about two dragons", "count dragon 2; total 2"),
        ("Make a 3 scene film about a fox", "scenes 3; group fox 1,2,3"),
        ("a cat in four scenes", "scenes 4"),
    ],
)
def test_doings_told_as_things_are_done_by_somebody(prompt, wanted):
    plan = plan_offline(prompt)
    assert not problems(plan, parted(wanted))


def test_the_first_reading_of_a_goal_says_that_it_was_made_a_story():
    readings = [s.reading for s in plan_offline("make pancakes").scenes]
    assert readings[0].startswith("A short goal, told as a story of 5 scenes; write sentences")
    assert not any("short goal" in r for r in readings[1:])
    assert "short goal" not in plan_offline("A dog runs").scenes[0].reading


def test_the_number_of_scenes_asked_for_beside_the_prompt_wins_over_the_one_in_it():
    assert len(plan_offline("Make a 3 scene film about a fox", 5).scenes) == 5
