"""Moving along the simplex: one weight changes and the others keep their proportions."""

import numpy as np

from meta_rater_learn.arrays import Matrix, Vector


def with_weight(weights: Matrix, rater: int, values: Vector | float) -> Matrix:
    """Rows whose weight of a rater is `values`, the others scaled so that a row keeps its sum (Cox 1971).

    Where the others are all 0 they share alike.
    """
    others = np.delete(weights, rater, axis=1)
    total = others.sum(axis=1)
    left = np.maximum(total + weights[:, rater] - values, 0.0)
    alike = np.full(others.shape, 1 / others.shape[1])
    parts = np.where(total[:, None] > 0, others / np.where(total > 0, total, 1.0)[:, None], alike)
    return np.insert(parts * left[:, None], rater, values, axis=1)
