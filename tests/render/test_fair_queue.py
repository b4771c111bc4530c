"""Sessions take turns, whatever each of them has waiting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.render.fair_queue import FairQueue

PUSHES = st.lists(st.sampled_from("abcd"), max_size=30)


def filled(sessions: list[str]) -> FairQueue:
    queue = FairQueue()
    for number, session in enumerate(sessions):
        queue.push(session, f"{session}{number}")
    return queue


def drained(queue: FairQueue) -> list[str]:
    jobs = []
    while (job := queue.pop()) is not None:
        jobs.append(job)
    return jobs


def test_a_session_with_many_jobs_waits_its_turn_behind_one_with_few():
    assert drained(filled(["a", "a", "a", "b"])) == ["a0", "b3", "a1", "a2"]


@given(PUSHES)
def test_order_tells_what_pop_will_give(sessions):
    queue = filled(sessions)
    assert list(queue.order()) == drained(queue)


@given(PUSHES, st.integers(0, 29))
def test_removing_a_job_removes_that_one_and_nothing_else(sessions, index):
    queue = filled(sessions)
    order = list(queue.order())
    job = order[index % len(order)] if order else "none"
    assert queue.remove(job) is bool(order)
    assert sorted(drained(queue)) == sorted(j for j in order if j != job)


def test_counts_are_those_of_a_session():
    queue = filled(["a", "a", "b"])
    assert (len(queue), queue.count("a"), queue.count("b"), queue.count("c")) == (3, 2, 1, 0)
