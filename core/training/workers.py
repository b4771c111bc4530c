"""Endless batches from other processes, where there are cores to spare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from torch.utils.data import DataLoader, IterableDataset

T = TypeVar("T")


def endless(batches: IterableDataset[T], workers: int) -> Iterator[T]:
    """What `batches` yields, whole, from `workers` processes; from this one when there are none."""
    if workers == 0:
        return iter(batches)
    loader = DataLoader(
        batches, batch_size=None, collate_fn=_as_it_is, num_workers=workers, prefetch_factor=4
    )
    return iter(loader)


def _as_it_is(batch: Any) -> Any:
    return batch
