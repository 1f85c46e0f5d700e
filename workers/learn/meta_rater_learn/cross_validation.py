"""k-fold cross-validation: each run is predicted by a model that has not seen it."""

from dataclasses import dataclass

import numpy as np

from meta_rater_learn.arrays import Matrix, Places, Vector
from meta_rater_learn.regressors import Fit, Predictor

MISCOVERAGE = 0.05


def fold_of(rows: int, folds: int) -> Places:
    """The fold of each row; the rows are in an order that their ids and the seed decide."""
    return np.arange(rows) % folds


@dataclass(frozen=True)
class CrossValidated:
    """`predicted`: of each run, by the model of its fold, which learnt from the other folds."""

    models: tuple[Predictor, ...]
    fold: Places
    losses: Vector
    predicted: Vector

    def interval(self, weights: Matrix) -> list[tuple[float | None, float | None]]:
        """95 % interval of the loss a run would have, one a row: CV+ (Barber, Candès, Ramdas and Tibshirani 2021).

        It holds the error of the model and the noise of a run. None where there are too few runs for one (under 19).
        """
        count = len(self.losses)
        errors = np.abs(self.losses - self.predicted)
        of_models = np.stack([model.predict(weights) for model in self.models])
        of_runs = of_models[self.fold]
        rank = int(np.ceil((1 - MISCOVERAGE) * (count + 1) - 1e-9))
        if rank > count:
            return [(None, None)] * len(weights)
        low = np.sort(of_runs - errors[:, None], axis=0)[count - rank]
        high = np.sort(of_runs + errors[:, None], axis=0)[rank - 1]
        return [(float(a), float(b)) for a, b in zip(low, high, strict=True)]


def cross_validate(fit: Fit, weights: Matrix, losses: Vector, folds: int, seed: int) -> CrossValidated:
    fold = fold_of(len(losses), folds)
    predicted = np.empty(len(losses))
    models: list[Predictor] = []
    for held in range(folds):
        model = fit(weights[fold != held], losses[fold != held], seed)
        predicted[fold == held] = model.predict(weights[fold == held])
        models.append(model)
    return CrossValidated(tuple(models), fold, losses, predicted)
