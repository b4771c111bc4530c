"""What tests of the render service share: short limits, engines that wait, and patience."""

from __future__ import annotations

import threading

from core.render.jobs import RenderService
from core.render.results import JobView, ServiceLimits
from tests.stub_engine import StubEngine

QUICK = ServiceLimits(disk_free_bytes=0)


def finished(service: RenderService, job: str) -> JobView:
    """The final view of a job."""
    view = list(service.events(job))[-1]
    assert view.over, view
    return view


class Gate:
    """An engine factory whose scenes wait until the test says so."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.begun = threading.Event()
        self.order: list[str] = []

    def __call__(self) -> StubEngine:
        gate = self

        class Gated(StubEngine):
            def render(self, request, on_step=lambda event: None, cancelled=lambda: False):
                gate.order.append(request.scene.description)
                gate.begun.set()
                while not gate.opened.wait(0.005) and not cancelled():
                    pass
                return super().render(request, on_step, cancelled)

        return Gated()
