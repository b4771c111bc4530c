"""An engine in a process of its own is an engine like any other, and may die."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from core.errors import Cancelled, InputError, ModelError, OutOfMemory, WorkerDied
from core.render.request import request_for
from core.render.worker import WorkerEngine
from tests.plans import make_plan
from tests.stub_engine import Mischief, StubEngine

REQUEST = request_for(make_plan(1), "scene-1", {}, StubEngine().info)


class Deaf(StubEngine):
    """Never looks whether it was cancelled."""

    def render(self, request, on_step=lambda event: None, cancelled=lambda: False):
        time.sleep(30)
        return super().render(request)


def dies_loading() -> StubEngine:
    os.kill(os.getpid(), signal.SIGKILL)
    return StubEngine()


def loads_forever() -> StubEngine:
    time.sleep(60)
    return StubEngine()


def no_weights() -> StubEngine:
    raise ModelError("unet.safetensors is missing: put it back")


@pytest.fixture
def worker() -> Iterator[WorkerEngine]:
    made = WorkerEngine(functools.partial(StubEngine, step_s=0.005))
    yield made
    made.close()


def test_frames_steps_and_facts_are_those_of_the_engine_itself(worker):
    steps = []
    clip = worker.render(REQUEST, lambda event: steps.append(event.step))
    assert np.array_equal(clip.frames, StubEngine().render(REQUEST).frames)
    assert steps == [1, 2, 3, 4]
    assert (worker.info, worker.fingerprint) == (StubEngine().info, StubEngine().fingerprint)
    assert worker.similarity(clip, REQUEST, "dog") == StubEngine().similarity(clip, REQUEST, "dog")


def test_R07_cancel_reaches_the_child_within_a_step_and_it_goes_on_living(worker):
    seen = []

    with pytest.raises(Cancelled):
        slow = WorkerEngine(functools.partial(StubEngine, step_s=0.2))
        try:
            slow.render(REQUEST, lambda event: seen.append(event.step), lambda: bool(seen))
        finally:
            assert slow._process is not None and slow._process.is_alive()
            slow.close()
    assert seen[-1] <= 2


def test_a_child_that_does_not_answer_a_cancel_is_ended():
    deaf = WorkerEngine(Deaf, patience_s=0.2)
    with pytest.raises(Cancelled, match="was ended"):
        deaf.render(REQUEST, cancelled=lambda: True)
    deaf.close()


def test_R09_a_child_that_dies_once_is_started_again(tmp_path):
    worker = WorkerEngine(
        functools.partial(StubEngine, mischief=Mischief(tmp_path, "scene-1", kills=1))
    )
    clip = worker.render(REQUEST)
    assert np.array_equal(clip.frames, StubEngine().render(REQUEST).frames)
    worker.close()


def test_R09_a_scene_under_which_the_child_dies_twice_is_given_up(tmp_path):
    worker = WorkerEngine(
        functools.partial(StubEngine, mischief=Mischief(tmp_path, "scene-1", kills=2))
    )
    with pytest.raises(WorkerDied, match="died 2 times"):
        worker.render(REQUEST)
    assert worker.render(REQUEST).frames.shape == (16, 64, 64, 3)
    worker.close()


def test_errors_of_the_child_arrive_as_what_they_were(tmp_path):
    worker = WorkerEngine(
        functools.partial(StubEngine, mischief=Mischief(tmp_path, out_of_memory=2))
    )
    with pytest.raises(OutOfMemory, match="no memory left"):
        worker.render(REQUEST)
    crowd = request_for(make_plan(1, tuple("abcdefghi")), "scene-1", {}, StubEngine().info)
    with pytest.raises(InputError, match="9 entities do not fit in 8: a, b"):
        worker.render(crowd)
    worker.close()


def test_R12_missing_weights_are_a_model_error_that_names_the_file():
    worker = WorkerEngine(no_weights)
    with pytest.raises(ModelError, match=r"unet\.safetensors is missing"):
        _ = worker.info


def test_R09_a_child_that_dies_while_it_loads_is_one_clear_error():
    with pytest.raises(WorkerDied, match="died while it loaded the engine"):
        _ = WorkerEngine(dies_loading).info
    with pytest.raises(WorkerDied, match="died 2 times"):
        WorkerEngine(dies_loading).render(REQUEST)


def test_S14_a_child_that_is_still_loading_can_be_ended():
    worker = WorkerEngine(loads_forever)
    failed: list[str] = []

    def load() -> None:
        try:
            _ = worker.info
        except WorkerDied as error:
            failed.append(str(error))

    thread = threading.Thread(target=load)
    thread.start()
    while worker._process is None:
        time.sleep(0.01)
    worker.close()
    thread.join(20)
    assert failed and not thread.is_alive()
