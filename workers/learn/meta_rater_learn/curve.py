"""The learning curve: how the error falls with the number of runs, and whether more would help."""

import numpy as np

from meta_rater_learn.arrays import Places, Vector
from meta_rater_learn.cross_validation import fold_of
from meta_rater_learn.progress import Report
from meta_rater_learn.regressors import Fit
from meta_rater_learn.runs import Runs
from meta_rater_learn.scores import DRAWS, interval, spearman

REPEATS = 2
LEAST = 8


def sizes(greatest: int) -> list[int]:
    """Halves of what the folds learn from, down to 8 runs, the least first; at most five."""
    halves = [greatest // 2**power for power in range(5)]
    return [size for size in reversed(halves) if size >= LEAST or size == greatest]


def learning_curve(fit: Fit, runs: Runs, folds: int, seed: int, report: Report) -> dict[str, object]:
    """Points by runs learnt from, and the gain of the last doubling: by how much RMSE fell, with its 95 % interval.

    Each point predicts all runs, each by models that learnt from so many runs of the other folds.
    """
    fold = fold_of(len(runs), folds)
    greatest = int(min(np.count_nonzero(fold != held) for held in range(folds)))
    random = np.random.default_rng(seed)
    points: list[dict[str, object]] = []
    errors: list[Vector] = []
    for done, size in enumerate(sizes(greatest)):
        report("learning from fewer runs", done, len(sizes(greatest)), "sizes")
        repeats = 1 if size == greatest else REPEATS
        predicted = [_predicted(fit, runs, fold, size, seed, random) for _ in range(repeats)]
        squares = np.mean([(each - runs.losses) ** 2 for each in predicted], axis=0)
        ranks = [spearman(each, runs.losses) for each in predicted]
        defined = [rank for rank in ranks if rank is not None]
        low, high = interval([_root(squares[rows]) for rows in _draws(len(runs), seed)])
        points.append(
            {
                "runs": size,
                "spearman": float(np.mean(defined)) if defined else None,
                "rmse": _root(squares),
                "low": low,
                "high": high,
            }
        )
        errors.append(squares)
    return {"points": points, "lastDoubling": _gain(errors, seed)}


def _predicted(fit: Fit, runs: Runs, fold: Places, size: int, seed: int, random: np.random.Generator) -> Vector:
    predicted = np.empty(len(runs))
    for held in range(int(fold.max()) + 1):
        known = np.flatnonzero(fold != held)
        chosen = np.sort(random.choice(known, size, replace=False))
        predicted[fold == held] = fit(runs.weights[chosen], runs.losses[chosen], seed).predict(
            runs.weights[fold == held]
        )
    return predicted


def _gain(errors: list[Vector], seed: int) -> dict[str, float | None] | None:
    """None where there is a single point."""
    if len(errors) < 2:
        return None
    half, whole = errors[-2:]
    low, high = interval([_root(half[rows]) - _root(whole[rows]) for rows in _draws(len(whole), seed)])
    return {"gain": _root(half) - _root(whole), "low": low, "high": high}


def _draws(rows: int, seed: int) -> list[Places]:
    """Bootstrap draws of runs; the same ones for every point, so that differences are paired."""
    random = np.random.default_rng(seed)
    return [random.integers(0, rows, rows) for _ in range(DRAWS)]


def _root(squares: Vector) -> float:
    return float(np.sqrt(squares.mean()))
