"""Several processes on one training: gradients shared over gloo, under torchrun.

Two processes of one thread each use two busy cores better than one process of two threads.
"""

from __future__ import annotations

import os

import torch
import torch.distributed as dist
from torch import nn


def share_gradients(parameters: list[nn.Parameter]) -> None:
    """Mean of gradients over processes, in bfloat16."""
    if not dist.is_initialized():
        return
    flat = torch.cat([p.grad.flatten() for p in parameters if p.grad is not None]).bfloat16()
    dist.all_reduce(flat)
    flat = flat.float() / dist.get_world_size()
    at = 0
    for p in parameters:
        if p.grad is not None:
            p.grad.copy_(flat[at : at + p.grad.numel()].view_as(p.grad))
            at += p.grad.numel()


def join() -> int:
    """This process's rank; sets up gloo when torchrun started several."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not dist.is_initialized():
        dist.init_process_group("gloo")
    return dist.get_rank() if dist.is_initialized() else 0


@torch.no_grad()
def average(parameters: list[nn.Parameter]) -> None:
    """Replace parameters by their mean over processes (local SGD; Stich 2019, algorithm 1)."""
    if not dist.is_initialized():
        return
    flat = torch.cat([p.flatten() for p in parameters])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for p in parameters:
        p.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()
