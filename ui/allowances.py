"""What one network address may have a public studio do in an hour. Owns no clock of projects."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable

from core.planner.usage import PlanBudget
from ui.modes import Mode

ADDRESSES_KEPT = 4_096  # before those that used nothing this hour are forgotten


class Allowance:
    """A budget an hour for each address; `make` gives a fresh one, None for "no limit"."""

    def __init__(self, make: Callable[[], PlanBudget] | None) -> None:
        self._make = make
        self._budgets: dict[str, PlanBudget] = {}
        self._lock = threading.Lock()

    def take(self, address: str) -> None:
        """Count one more. Raises LimitError when the address's hour is used up."""
        if self._make is None:
            return
        with self._lock:
            address = network_of(address)
            if len(self._budgets) >= ADDRESSES_KEPT:
                self._budgets = {a: b for a, b in self._budgets.items() if not b.untouched}
            budget = self._budgets.setdefault(address, self._make())
        budget.take()


def network_of(address: str) -> str:
    """What counts as one: an IPv4 address, or the 64 bits of IPv6 that one customer gets."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))


class Allowances:
    """The allowances of a studio."""

    def __init__(self, mode: Mode, clock: Callable[[], float] = time.monotonic) -> None:
        self.plans = _allowance(
            mode.plans_per_hour_address, clock, "plans an hour is the most from one network",
            ", or take the offline planner",
        )  # fmt: skip
        self.checks = _allowance(
            mode.checks_per_hour_address, clock, "checks an hour is the most from one network", ""
        )


def _allowance(
    per_hour: int | None, clock: Callable[[], float], rule: str, remedy: str
) -> Allowance:
    if per_hour is None:
        return Allowance(None)
    return Allowance(lambda: PlanBudget(per_hour, clock, rule, remedy))
