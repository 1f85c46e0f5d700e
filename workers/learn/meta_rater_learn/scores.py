"""How well predictions agree with losses, with intervals."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import rankdata

from meta_rater_learn.arrays import Vector

DRAWS = 1000
LOW, HIGH = 2.5, 97.5
"""Ends of a 95 % interval in percent."""


@dataclass(frozen=True)
class Figures:
    """A correlation is None where one side does not vary. `rmse` in units of the loss."""

    spearman: float | None
    pearson: float | None
    rmse: float


def pearson(a: Vector, b: Vector) -> float | None:
    a, b = a - a.mean(), b - b.mean()
    length = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / length if length > 0 else None


def spearman(a: Vector, b: Vector) -> float | None:
    """Ties share the mean of their ranks."""
    return pearson(rankdata(a), rankdata(b))


def rmse(predicted: Vector, losses: Vector) -> float:
    return float(np.sqrt(np.mean((predicted - losses) ** 2)))


def figures(predicted: Vector, losses: Vector) -> Figures:
    return Figures(spearman(predicted, losses), pearson(predicted, losses), rmse(predicted, losses))


def interval(values: list[float]) -> tuple[float | None, float | None]:
    """95 % percentile interval of bootstrap draws; draws of which a figure is not defined are not among them."""
    if not values:
        return None, None
    low, high = np.percentile(values, [LOW, HIGH])
    return float(low), float(high)


def scored(predicted: Vector, losses: Vector, seed: int) -> dict[str, object]:
    """The figures, `n`, and the ends of their percentile bootstrap intervals over runs in `low` and `high`."""
    random = np.random.default_rng(seed)
    draws = [random.integers(0, len(losses), len(losses)) for _ in range(DRAWS)]
    drawn = [asdict(figures(predicted[rows], losses[rows])) for rows in draws]
    found = asdict(figures(predicted, losses))
    ends = {name: interval([draw[name] for draw in drawn if draw[name] is not None]) for name in found}
    return {
        **found,
        "n": len(losses),
        "low": {name: low for name, (low, _) in ends.items()},
        "high": {name: high for name, (_, high) in ends.items()},
    }
