"""How long something takes at least, whatever else this process and this machine are doing."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def quickest(act: Callable[[], object], tries: int = 3) -> float:
    """Processor seconds of this thread for `act`, the least of some tries.

    Other threads do not count, and what other tests have left in memory is not collected
    meanwhile.
    """
    taken = []
    for _ in range(tries):
        gc.collect()
        gc.disable()
        try:
            began = time.thread_time()
            act()
            taken.append(time.thread_time() - began)
        finally:
            gc.enable()
    return min(taken)
