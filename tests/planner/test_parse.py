"""JSON out of careless replies: mended where that is certain, refused where it is not."""

from __future__ import annotations

import time

import pytest

from core.errors import BadReply
from core.planner.parse import Cut, extract_json, without_thoughts

L06 = {
    "bare": '{"a": [1, 2.5, null, true]}',
    "fence": '```json\n{"a": [1, 2.5, null, true]}\n```',
    "prose around": 'Sure! Here you go:\n{"a": [1, 2.5, null, true]}\nHave fun.',
    "brackets in the prose": 'As asked [see above], {here it is}: {"a": [1, 2.5, null, true]}',
    "thoughts": '<think>maybe {"a": 1}?</think>\n{"a": [1, 2.5, null, true]}',
    "thoughts without a beginning": 'so {"a": 0}</think>{"a": [1, 2.5, null, true]}',
    "a channel": '<|channel|>final<|message|>{"a": [1, 2.5, null, true]}',
    "trailing commas": '{"a": [1, 2.5, null, true,],}',
    "single quotes": "{'a': [1, 2.5, None, True]}",
    "comments": '{"a": [1, 2.5, // two and a half\n null, /* hm */ true] # done\n}',
    "bare keys": "{a: [1, 2.5, null, true]}",
    "smart quotes": "{“a”: [1, 2.5, null, true]}",
    "a byte order mark": '\ufeff{"a": [1, 2.5, null, true]}',
    "two fences": '```\n{"b": 1}\n```\n```json\n{"a": [1, 2.5, null, true]}\n```',
}


@pytest.mark.parametrize("dress", L06)
def test_L06_json_is_found_in_whatever_a_model_wraps_it(dress: str) -> None:
    assert extract_json(L06[dress]) == {"a": [1, 2.5, None, True]}


def test_an_apostrophe_in_a_name_does_not_end_it() -> None:
    assert extract_json("{'name': 'the dog's bowl', 'b': 1}") == {"name": "the dog's bowl", "b": 1}
    assert extract_json('{"size": "12" pizza", "b": 1}') == {"size": '12" pizza', "b": 1}


def test_escapes_and_scripts_survive() -> None:
    assert extract_json('{"a": "\\u732b \\ud83d\\ude00 \\n"}') == {"a": "猫 😀 \n"}
    assert extract_json("{'a': '猫 \\u732b',}") == {"a": "猫 猫"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("hello", "no JSON"),
        ('{"a": NaN}', "not a finite number"),
        ('{"a": -Infinity}', "not a finite number"),
        ('{"a": 1e999}', "not a finite number"),
        ("{'a': 1e999,}", "not a finite number"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"a": ' + "1" * 5_000 + "}", "5000 characters"),
        ('{"a": [1, 2}', "malformed"),
        ('{"scenes": [{"a": 1}, {"b": oops}, {"c": 1}]}', "malformed"),
    ],
)
def test_P03_P11_what_is_not_certain_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadReply, match=said):
        extract_json(text)


def test_L05_what_was_cut_off_is_never_completed() -> None:
    whole = '{"scenes": [{"a": 1}, {"b": [1, 2]}]}'
    for end in range(1, len(whole)):
        with pytest.raises(Cut):
            extract_json(whole[:end])
    with pytest.raises(Cut):
        without_thoughts("<think>and then")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 50_000, '"a ' * 80_000, "{'a " * 50_000, '{"' * 100_000,
     "<think>" * 30_000, "</think>" * 30_000, "{" + " " * 250_000, '{"a": "' + "\\" * 200_000,
     "```\n{\n" * 30_000, "[1," * 60_000, "/*" * 100_000, "[#" * 100_000],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_P11_hostile_replies_are_refused_in_time_that_grows_with_their_length(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(BadReply):
        extract_json(text)
    assert time.process_time() - begun < 3  # what grows with the square takes minutes
