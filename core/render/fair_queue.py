"""Who is next: sessions take turns, whatever each of them has waiting. A plain data structure."""

from __future__ import annotations

from collections import OrderedDict, deque


class FairQueue:
    """Jobs of sessions. Within a session first in is first out; sessions go round in turn."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[str]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(jobs) for jobs in self._waiting.values())

    def push(self, session: str, job: str) -> None:
        """Add a job behind those of its session."""
        self._waiting.setdefault(session, deque()).append(job)

    def pop(self) -> str | None:
        """The next job, or None; its session goes to the end of the round."""
        if not self._waiting:
            return None
        session, jobs = self._waiting.popitem(last=False)
        job = jobs.popleft()
        if jobs:
            self._waiting[session] = jobs
        return job

    def remove(self, job: str) -> bool:
        """Take a job out wherever it stands; False when it is not here."""
        for session, jobs in self._waiting.items():
            if job in jobs:
                jobs.remove(job)
                if not jobs:
                    del self._waiting[session]
                return True
        return False

    def count(self, session: str) -> int:
        """How many jobs a session has waiting."""
        return len(self._waiting.get(session, ()))

    def order(self) -> tuple[str, ...]:
        """All jobs in the order in which `pop` would give them."""
        rounds = [list(jobs) for jobs in self._waiting.values()]
        deepest = max((len(jobs) for jobs in rounds), default=0)
        return tuple(jobs[i] for i in range(deepest) for jobs in rounds if i < len(jobs))
