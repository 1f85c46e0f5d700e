"""The gradient of a step: added up over micro-batches, averaged over processes, clipped."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

import torch
from torch import nn
from torch.distributed.tensor import DTensor
from torch.nn.parallel import DistributedDataParallel
from torch.nn.utils import clip_grad_norm_

from meta_rater_gpu.llama import next_token_losses


class Autocast(Protocol):
    def __call__(self) -> AbstractContextManager[object]: ...


def accumulate(module: nn.Module, batches: Iterable[torch.Tensor], tokens: int, autocast: Autocast) -> torch.Tensor:
    """Adds the gradient of the mean loss over the `tokens` tokens of this process to that of the parameters.

    `batches` are (n, context + 1), of any n; the mean is over tokens, so how they are cut does not matter. Returns the
    mean loss of this process.
    """
    total = torch.zeros(())
    left = tokens
    for batch in batches:
        left -= batch[:, 1:].numel()
        with _accumulating(module) if left > 0 else nullcontext():
            with autocast():
                loss = next_token_losses(module, batch).sum() / tokens
            torch.autograd.backward(loss)
        total = total.to(loss.device) + loss.detach()
    return total


def _accumulating(module: nn.Module) -> AbstractContextManager[object]:
    """For all micro-batches of a step but the last: replicas exchange gradients once a step. Shards do so each time,
    for a whole gradient to wait in would take the memory that sharding saves."""
    return module.no_sync() if isinstance(module, DistributedDataParallel) else nullcontext()


def clear_gradients(module: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """Frees the gradients, but for those of replicas: gradients made anew would lie beside the buckets, not in them."""
    optimizer.zero_grad(set_to_none=not isinstance(module, DistributedDataParallel))


def clip_gradients(model: nn.Module, most: float) -> float:
    """Scales the gradients down to that norm over all parameters of all processes; returns the norm before."""
    norm = clip_grad_norm_(model.parameters(), most)
    return float(norm.full_tensor() if isinstance(norm, DTensor) else norm)
