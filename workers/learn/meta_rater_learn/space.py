"""Weight vectors that may be proposed: on the simplex, within bounds, and within a distance of a prior."""

from dataclasses import dataclass

import numpy as np

from meta_rater_learn.arrays import Matrix, Vector

WHOLE = 1_000_000
"""Millionths that a vector sums to, as a recipe writes weights."""

SLACK = 1e-9


@dataclass(frozen=True)
class Space:
    """`low`, `high`: one a rater. `radius`: the greatest share of the weight that may be moved away from `prior`."""

    low: Vector
    high: Vector
    prior: Vector | None
    radius: float | None

    @property
    def raters(self) -> int:
        return len(self.low)

    def moved(self, weights: Matrix) -> Vector:
        """Share of the weight that was moved from the prior, one a row: half the sum of absolute differences."""
        if self.prior is None:
            return np.zeros(len(weights))
        return np.asarray(np.abs(weights - self.prior).sum(axis=1) / 2)

    def allows(self, weights: Matrix) -> Vector:
        """Whether a row, which sums to 1, lies within."""
        within = ((weights >= self.low - SLACK) & (weights <= self.high + SLACK)).all(axis=1)
        if self.radius is not None:
            within &= self.moved(weights) <= self.radius + SLACK
        return np.asarray(within)

    def candidates(self, count: int, random: np.random.Generator) -> Matrix:
        """Uniform draws (Dirichlet with α = 1), moved to the nearest within the bounds, then towards the prior."""
        return self._near_prior(self.nearest(random.dirichlet(np.ones(self.raters), count)))

    def nearest(self, weights: Matrix) -> Matrix:
        """Nearest rows within the bounds: each weight shifted by the same amount and cut off, which bisection finds."""
        if (self.low <= 0).all() and (self.high >= 1).all():
            return weights
        low = np.full((len(weights), 1), -2.0)
        high = np.full((len(weights), 1), 2.0)
        for _ in range(50):
            middle = (low + high) / 2
            is_short = np.clip(weights + middle, self.low, self.high).sum(axis=1, keepdims=True) < 1
            low, high = np.where(is_short, middle, low), np.where(is_short, high, middle)
        cut = np.clip(weights + high, self.low, self.high)
        return np.asarray(cut / cut.sum(axis=1, keepdims=True))

    def _near_prior(self, weights: Matrix) -> Matrix:
        """Rows too far from the prior move straight towards it; the prior lies within the bounds."""
        if self.prior is None or self.radius is None:
            return weights
        moved = self.moved(weights)
        share = np.minimum(1.0, self.radius / np.maximum(moved, SLACK))[:, None]
        return np.asarray(self.prior + share * (weights - self.prior))


def in_millionths(weights: Vector) -> list[float]:
    """The vector with 6 decimals that sums to 1: what rounding leaves goes to the greatest remainders."""
    exact = weights / weights.sum() * WHOLE
    whole = np.floor(exact + 1e-6).astype(int)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: WHOLE - int(whole.sum())]] += 1
    return [int(weight) / WHOLE for weight in whole]
