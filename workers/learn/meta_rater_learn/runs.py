"""Runs that a regression learns from or is tried on."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from meta_rater_learn.arrays import Matrix, Vector


@dataclass(frozen=True)
class Runs:
    """Runs in an order that their ids and a seed decide, so that the order of a file decides nothing."""

    ids: tuple[str, ...]
    weights: Matrix
    losses: Vector

    def __len__(self) -> int:
        return len(self.ids)


def in_order(raw: dict[str, Any], seed: int) -> Runs:
    """Sorted by a hash of seed and id."""
    ids = raw["ids"]
    order = sorted(range(len(ids)), key=lambda at: hashlib.sha256(f"{seed}\n{ids[at]}".encode()).digest())
    return Runs(
        tuple(ids[at] for at in order),
        np.array([raw["weights"][at] for at in order], dtype=np.float64),
        np.array([raw["losses"][at] for at in order], dtype=np.float64),
    )
