"""Validation loss, overall and by domain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from meta_rater_gpu.gradients import Autocast
from meta_rater_gpu.llama import next_token_losses
from meta_rater_gpu.token_cache import TokenShard
from meta_rater_gpu.world import World

SEQUENCES = 128
"""Most sequences scored in one validation, shared evenly by the domains: the same ones at every step and in every run
with the same context, so that curves compare."""


@dataclass(frozen=True)
class DomainWindows:
    """Sequences (n, context + 1) of a domain, padded with -1, and its share of all validation tokens."""

    domain: str
    windows: npt.NDArray[np.int64]
    share: float


@dataclass(frozen=True)
class ValidationLoss:
    """Mean −ln p a token in nats; overall weighs the domains by their validation tokens."""

    loss: float
    by_domain: dict[str, float]


def _domain_tokens(shards: Sequence[TokenShard]) -> dict[str, npt.NDArray[np.int64]]:
    parts: dict[str, list[npt.NDArray[np.uint16]]] = {}
    for shard in shards:
        for index, code in enumerate(shard.domain_codes):
            text = shard.tokens[int(shard.offsets[index]) : int(shard.offsets[index + 1])]
            parts.setdefault(shard.domains[int(code)], []).append(text)
    return {name: np.concatenate(parts[name]).astype(np.int64) for name in sorted(parts)}


def _windows(tokens: npt.NDArray[np.int64], context: int, most: int | None) -> npt.NDArray[np.int64]:
    """At most `most` windows, evenly spaced over the domain's documents in file order; None for all."""
    total = max(1, -(-(len(tokens) - 1) // context))
    count = total if most is None else min(most, total)
    chosen = [index * total // count for index in range(count)]
    out = np.full((len(chosen), context + 1), -1, dtype=np.int64)
    for row, index in enumerate(chosen):
        part = tokens[index * context : index * context + context + 1]
        out[row, : len(part)] = part
    return out


def validation_windows(shards: Sequence[TokenShard], context: int, most: int | None = SEQUENCES) -> list[DomainWindows]:
    """What is scored, by domain: at most so many sequences, None for all; empty without validation documents."""
    tokens = _domain_tokens(shards)
    total = sum(len(stream) for stream in tokens.values())
    each = None if most is None else max(1, most // max(1, len(tokens)))
    return [
        DomainWindows(name, _windows(stream, context, each), len(stream) / total) for name, stream in tokens.items()
    ]


def _batches(windows: npt.NDArray[np.int64], world: World, size: int) -> Iterator[torch.Tensor]:
    """This process's windows; all of them get as many, filled up with padding, for shards are computed together."""
    missing = -len(windows) % world.size
    padded = np.concatenate([windows, np.full((missing, windows.shape[1]), -1, dtype=np.int64)])
    mine = padded[world.rank :: world.size]
    for start in range(0, len(mine), size):
        yield torch.from_numpy(mine[start : start + size]).to(world.device)


@torch.no_grad()
def validate(
    model: nn.Module, domains: Sequence[DomainWindows], world: World, autocast: Autocast, micro: int
) -> ValidationLoss:
    """Scores every window once, the windows shared by the processes; all of them get the same answer."""
    sums: list[float] = []
    for domain in domains:
        losses = 0.0
        count = 0.0
        for batch in _batches(domain.windows, world, micro):
            with autocast():
                losses += float(next_token_losses(model, batch).double().sum())
            count += float((batch[:, 1:] >= 0).sum())
        sums += [losses, count]
    totals = world.sum(sums)
    by_domain = {domain.domain: totals[2 * place] / totals[2 * place + 1] for place, domain in enumerate(domains)}
    return ValidationLoss(sum(d.share * by_domain[d.domain] for d in domains), by_domain)
