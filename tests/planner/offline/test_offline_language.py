"""Language the planner met in the wild, each with what it once got wrong."""

from __future__ import annotations

import pytest

from core.evaluation.planner_checks import implausible, problem
from core.planner.offline import plan_offline

CASES = {
    # attributes and lists
    "a girl with a pink hat and a boy with a yellow hat": "total 2",
    "a red, shiny, very fast sports car": "attr sports_car red shiny fast",
    "Left to right, a cat, a dog and a cow in a row": "left cat dog",
    "four red apples and a yellow banana": "count apple 4",
    "A black and white cow": "attr cow black_and_white",
    "there is no dog in the garden, only a cat": "lacks dog",
    # who is meant
    "A lion, king of the jungle, sleeps on a rock": "total 2",
    "Tom the cat sleeps. Then Tom runs.": "group cat 1,2",
    "A horse stands in front of a barn with its foal beside it": "has foal",
    "Peter and Paul are brothers. They find a map.": "has Peter Paul map @2",
    "A butterfly lands on a little girl's nose": "has girl",
    # verbs
    "A toddler takes her first steps toward her mother": "closer toddler mother",
    "A skateboarder does a trick over a bench": "jumps skateboarder",
    "A camel walks, followed by a boy": "scenes 1",
    "the box is pushed from left to right by a robot": "moves box right",
    "A man pushes a cart to the left": "left cart man",
    "a ball rolling left then right": "scenes 1",
    "A fish swims up to the surface": "moves fish up",
    "the fish is swimming to the right and the turtle to the left": "moves turtle left",
    "a teacher points while students raise their hands": "still student",
    "a zebra and a giraffe, both drinking water": "has zebra giraffe",
    "A kite goes up and down": "has kite",
    # the picture
    "A drone shot of a car driving along a road": "lacks drone",
    "The camera zooms in on a flower": "near flower",
    "Please make a video about a hedgehog who goes to school": "lacks video",
    "A car gets bigger as it comes toward us": "near car",
    "EXT. BEACH - SUNSET: A couple walks.": "bg beach_at_sunset",
    "0-2s: a dog sits. 2-4s: the dog jumps.": "scenes 2",
    # places
    "Two astronauts play chess on the moon": "bg moon_surface",
    "A fish jumps out of the water": "bg lake",
    "A car drives through Tokyo at night": "bg Tokyo_at_night",
    "A robot sits in a junkyard": "bg junkyard",
    "It is raining. A man waits at a bus stop.": "bg rain",
    # slips of the pen, capitals, noise
    "A dgo runs accross the feild": "moves dog right",
    "THE CAT SITS ON THE MAT": "on cat mat",
}


@pytest.mark.parametrize("prompt", list(CASES))
def test_language_from_the_wild_is_understood(prompt):
    plan = plan_offline(prompt)
    assert not problem(plan, CASES[prompt])
    assert not implausible(plan)


def test_a_known_word_is_never_mended_into_another():
    for word in ("lamp post", "zorble", "Bob", "wug", "saucer", "mouse pad"):
        assert word.split()[0].lower() in plan_offline(f"a {word}").entities[0].name.lower()
