"""What each rater does to the predicted loss."""

import numpy as np

from meta_rater_learn.arrays import Vector
from meta_rater_learn.cross_validation import CrossValidated
from meta_rater_learn.progress import Report
from meta_rater_learn.regressors import Predictor
from meta_rater_learn.runs import Runs
from meta_rater_learn.scores import interval, rmse
from meta_rater_learn.simplex import with_weight

REPEATS = 10
GRID = 11


def explain(
    columns: tuple[str, ...],
    runs: Runs,
    model: Predictor,
    validated: CrossValidated,
    seed: int,
    report: Report,
) -> list[dict[str, object]]:
    """Importance and partial dependence of each rater, the most important first."""
    found: list[tuple[float, dict[str, object]]] = []
    for rater, column in enumerate(columns):
        report("explaining", rater, len(columns), "raters")
        drawn = _importances(rater, runs, validated, np.random.default_rng([seed, rater]))
        mean = float(np.mean(drawn))
        low, high = interval(drawn)
        importance = {"mean": mean, "low": low, "high": high}
        curve = partial_dependence(rater, runs, model)
        found.append((mean, {"column": column, "importance": importance, "dependence": curve}))
    return [rater for _, rater in sorted(found, key=lambda each: -each[0])]


def _importances(rater: int, runs: Runs, validated: CrossValidated, random: np.random.Generator) -> list[float]:
    """By how much RMSE grows when runs not seen swap this weight among them (Breiman 2001), one a repeat."""
    before = rmse(validated.predicted, runs.losses)
    return [rmse(_swapped(rater, runs, validated, random), runs.losses) - before for _ in range(REPEATS)]


def _swapped(rater: int, runs: Runs, validated: CrossValidated, random: np.random.Generator) -> Vector:
    predicted = np.empty(len(runs))
    for fold, model in enumerate(validated.models):
        held = validated.fold == fold
        rows = runs.weights[held]
        predicted[held] = model.predict(with_weight(rows, rater, random.permutation(rows[:, rater])))
    return predicted


def partial_dependence(rater: int, runs: Runs, model: Predictor) -> dict[str, list[float]]:
    """Mean predicted loss of the runs were this weight the same in all (Friedman 2001), over the range there is."""
    column = runs.weights[:, rater]
    grid = np.linspace(column.min(), column.max(), GRID)
    means = [float(model.predict(with_weight(runs.weights, rater, weight)).mean()) for weight in grid]
    return {"weights": grid.tolist(), "losses": means}
