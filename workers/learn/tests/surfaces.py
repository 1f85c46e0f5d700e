"""Runs whose losses are known: a smooth surface over weights with one least point, and noise."""

import hashlib
from typing import Any

import numpy as np

from meta_rater_learn.arrays import Matrix, Vector


def surface(weights: Matrix, optimum: Vector) -> Vector:
    """3 at the optimum; grows with the square of Hellinger's distance from it."""
    distances: Vector = np.sum((np.sqrt(weights) - np.sqrt(optimum)) ** 2, axis=1)
    return 3.0 + distances


def draw_weights(count: int, raters: int, seed: int) -> Matrix:
    return np.random.default_rng(seed).dirichlet(np.ones(raters), count)


def made_runs(count: int, optimum: Vector, noise: float, seed: int) -> dict[str, Any]:
    """Runs of a request; the noise of a run belongs to its id, whatever runs there are beside it."""
    weights = draw_weights(count, len(optimum), seed)
    ids = [f"run-{at}" for at in range(count)]
    noises = [np.random.default_rng(int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)).normal() for name in ids]
    losses = surface(weights, optimum) + noise * np.array(noises)
    return {"ids": ids, "weights": weights.tolist(), "losses": losses.tolist()}


def made_request(runs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    columns = [f"rater_{at}" for at in range(len(runs["weights"][0]))]
    raters = len(columns)
    asked = {
        "v": 1,
        "columns": columns,
        "runs": runs,
        "test": None,
        "model": "ridge",
        "folds": 5,
        "seed": 0,
        "space": {"low": [0.0] * raters, "high": [1.0] * raters, "prior": None, "radius": None},
        "search": None,
        "explain": False,
        "curve": False,
        "next": 0,
    }
    return asked | changes


def silent(*_: object) -> None:
    """Progress that nobody reads."""
