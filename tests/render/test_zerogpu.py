"""A Space lends its GPU scene by scene: what `spaces.GPU` wraps is one scene, and nothing else."""

from __future__ import annotations

import contextvars
import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from core.errors import Cancelled, InputError, OutOfMemory, RenderError
from core.render.engine import lent_engine
from core.render.jobs import RenderService
from core.render.request import request_for
from core.render.zerogpu import LONGEST_S, ZeroGpuEngine, lender, seconds_for
from tests.plans import make_plan, with_picture
from tests.render.service import QUICK, finished
from tests.stub_engine import Mischief, StubEngine

REQUEST = request_for(make_plan(1), "scene-1", {}, StubEngine().info)
visitor = contextvars.ContextVar("visitor", default="nobody")


class Lender:
    """What `spaces.GPU` does: the call runs elsewhere, all that crosses is pickled."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.asked: list[int] = []
        self.visitors: list[str] = []
        self.closed = 0
        self._refusal = refusal

    def gpu(self, duration: Callable[..., int]) -> Callable[..., Callable[..., Iterator[object]]]:
        def wrap(task: Callable[..., Iterator[object]]) -> Callable[..., Iterator[object]]:
            def lent(*arguments: object) -> Iterator[object]:
                self.asked.append(duration(*arguments))
                self.visitors.append(visitor.get())
                if self._refusal is not None:
                    raise self._refusal
                sent = task(*pickle.loads(pickle.dumps(arguments)))
                try:
                    for message in sent:
                        yield pickle.loads(pickle.dumps(message))
                finally:
                    sent.close()
                    self.closed += 1

            return lent

        return wrap


class Portable(StubEngine):
    """A stub that goes to other devices, and writes down to which."""

    def on(self, device: str) -> Portable:
        self.rendered.append(f"on {device}")
        return self


def lent(lender: Lender, engine: Portable | None = None) -> ZeroGpuEngine:
    made = engine or Portable()
    return ZeroGpuEngine(lambda: made, lender.gpu)


def test_a_scene_is_one_lent_call_with_the_engines_own_frames_and_steps():
    lender, engine, steps = Lender(), Portable(), []
    borrowed = lent(lender, engine)
    for _ in range(2):
        clip = borrowed.render(REQUEST, lambda event: steps.append(event.step))
    assert np.array_equal(clip.frames, StubEngine().render(REQUEST).frames)
    assert steps == [1, 2, 3, 4] * 2
    assert lender.asked == [seconds_for(REQUEST)] * 2
    assert engine.rendered == ["on cuda", "scene-1", "scene-1"], "it moves once"


def test_similarities_are_measured_while_the_gpu_is_lent():
    plan, pictures = with_picture(make_plan(1), "dog", "#b5651d")
    request = request_for(plan, "scene-1", pictures, StubEngine().info)
    borrowed = lent(Lender())
    clip = borrowed.render(request)
    wanted = StubEngine().similarity(clip, request, "dog")
    assert borrowed.similarity(clip, request, "dog") == wanted
    assert borrowed.similarity(StubEngine().render(request), request, "dog") is None


def test_cancel_ends_the_lent_call_within_a_step():
    lender, seen = Lender(), []
    slow = lent(lender, Portable(step_s=0.05))
    with pytest.raises(Cancelled):
        slow.render(REQUEST, lambda event: seen.append(event.step), lambda: bool(seen))
    assert len(seen) <= 2 and lender.closed == 1
    with pytest.raises(Cancelled):
        slow.render(REQUEST, cancelled=lambda: True)
    assert len(lender.asked) == 1, "a scene that was cancelled before asks for no GPU"


def test_errors_keep_their_kind_and_a_refusal_is_told_in_the_lenders_words(tmp_path: Path):
    full = Portable(mischief=Mischief(tmp_path, out_of_memory=2))
    with pytest.raises(OutOfMemory, match="no memory left"):
        lent(Lender(), full).render(REQUEST)
    crowd = request_for(make_plan(1, tuple("abcdefghi")), "scene-1", {}, StubEngine().info)
    with pytest.raises(InputError, match="9 entities do not fit"):
        lent(Lender()).render(crowd)
    with pytest.raises(RenderError, match="no GPU for this scene: quota exceeded"):
        lent(Lender(ValueError("quota exceeded"))).render(REQUEST)


def test_longer_scenes_ask_for_longer_up_to_what_strangers_get():
    plan = make_plan(1, frame_count=64, sampling={"steps": 100})
    longer = request_for(plan, "scene-1", {}, StubEngine().info)
    assert seconds_for(REQUEST) < seconds_for(longer) <= LONGEST_S


def test_a_gpu_is_lent_to_the_visitor_who_ordered_the_scene(tmp_path: Path):
    lender = Lender()
    borrowed = lent(lender)
    service = RenderService(
        lambda: borrowed, tmp_path / "clips", tmp_path / "jobs.sqlite", QUICK, True, isolate=False
    )
    visitor.set("ann")
    job = service.submit("a", make_plan(1), {}, kind="scene")
    visitor.set("nobody")
    assert finished(service, job).state == "done"
    service.close()
    assert lender.visitors == ["ann"]


def test_spaces_is_used_where_gpus_are_lent_and_for_the_large_engine_alone(
    monkeypatch: pytest.MonkeyPatch,
):
    space = {"SPACES_ZERO_GPU": "true"}
    monkeypatch.setitem(sys.modules, "spaces", None)  # not installed
    assert lender(space) is None
    fake, lend = ModuleType("spaces"), Lender()
    fake.GPU = lend.gpu  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spaces", fake)
    assert lender({}) is None
    assert lent_engine("embedded", space) is None
    assert isinstance(lent_engine("modelscope", space), ZeroGpuEngine)
