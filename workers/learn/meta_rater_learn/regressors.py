"""The regressors weights → loss, each with settings that a run of 8 and one of 512 rows can both use."""

import os
import warnings
from collections.abc import Callable
from typing import Any, Protocol

import lightgbm
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
from sklearn.linear_model import RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from meta_rater_learn.arrays import Matrix, Vector


class Predictor(Protocol):
    """A fitted regressor."""

    def predict(self, weights: Matrix) -> Vector:
        """Predicted losses, one a row."""


Fit = Callable[[Matrix, Vector, int], Predictor]
"""Weights, losses and a seed to a predictor; the same rows in the same order give the same predictor."""

CHUNK = 10_000
"""Rows predicted at once."""

HELD_BACK = 0.2
"""Share of the rows that says when boosting stops."""

LIGHTGBM = {
    "boosting": "gbdt",
    "objective": "regression",
    "metric": "l2",
    "learning_rate": 0.01,
    "seed": 42,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
ITERATIONS = 1000
PATIENCE = 5


class _Booster:
    def __init__(self, booster: lightgbm.Booster) -> None:
        self._booster = booster

    def predict(self, weights: Matrix) -> Vector:
        """On all cores where that pays; a row's prediction does not depend on how many there are."""
        threads = (os.cpu_count() or 1) if len(weights) > CHUNK else 1
        return np.asarray(self._booster.predict(weights, num_threads=threads), dtype=np.float64)


def fit_lightgbm(weights: Matrix, losses: Vector, seed: int) -> Predictor:
    """The authors' settings: gbdt, 1000 iterations, learning rate 0.01, seed 42, early stopping after 5.

    They stop on the last fifth of the rows, by position, and keep that model. Here a fifth drawn by `seed` says when to
    stop, and a second model of as many iterations learns from all rows.
    """
    held = max(1, round(HELD_BACK * len(losses)))
    order = np.random.default_rng(seed).permutation(len(losses))
    kept, stopping = order[held:], order[:held]
    trial = lightgbm.train(
        LIGHTGBM,
        lightgbm.Dataset(weights[kept], losses[kept]),
        ITERATIONS,
        valid_sets=[lightgbm.Dataset(weights[stopping], losses[stopping])],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    rounds = trial.best_iteration or ITERATIONS
    return _Booster(lightgbm.train(LIGHTGBM, lightgbm.Dataset(weights, losses), rounds))


def fit_boosted(weights: Matrix, losses: Vector, seed: int) -> Predictor:
    """Boosted trees of scikit-learn; smaller leaves than LightGBM's, so that few runs can be told apart."""
    can_hold_back = len(losses) >= 10
    model = HistGradientBoostingRegressor(
        learning_rate=0.03,
        max_iter=2000 if can_hold_back else 100,
        max_leaf_nodes=15,
        min_samples_leaf=max(1, min(10, len(losses) // 10)),
        early_stopping=can_hold_back,
        validation_fraction=HELD_BACK,
        n_iter_no_change=20,
        random_state=seed,
    )
    return _Scikit(model.fit(weights, losses))


def fit_ridge(weights: Matrix, losses: Vector, _seed: int) -> Predictor:
    """Linear, on standardised weights; leave-one-out chooses the penalty."""
    return _Scikit(make_pipeline(StandardScaler(), RidgeCV(np.logspace(-4, 4, 33))).fit(weights, losses))


class _Scikit:
    def __init__(self, model: Any) -> None:
        self._model = model

    def predict(self, weights: Matrix) -> Vector:
        return np.asarray(self._model.predict(weights), dtype=np.float64)


class GaussianProcess:
    """Losses as a smooth surface and noise: a Matérn 5/2 kernel of one length for all raters.

    It measures between roots of weights, where distances are Hellinger's: from 0 to 0.01 is a longer way than from 0.50
    to 0.51.
    """

    def __init__(self, weights: Matrix, losses: Vector, kernel: Any = None) -> None:
        """Finds the kernel of the greatest marginal likelihood, or takes one found before."""
        self._centre = float(losses.mean())
        self._scale = float(losses.std()) or 1.0
        signal = ConstantKernel(1.0, (1e-3, 1e3)) * Matern(0.5, (1e-2, 1e2), nu=2.5)
        start = signal + WhiteKernel(0.01, (1e-6, 10.0)) if kernel is None else kernel
        self._model = GaussianProcessRegressor(start, optimizer="fmin_l_bfgs_b" if kernel is None else None)
        with warnings.catch_warnings():
            # Says that a length or the noise lies at the end of its range, which is an answer.
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(_roots(weights), (losses - self._centre) / self._scale)
        self.kernel = self._model.kernel_

    def predict(self, weights: Matrix) -> Vector:
        starts = range(0, len(weights), CHUNK)
        parts = [self._model.predict(_roots(weights[at : at + CHUNK])) for at in starts]
        return self._centre + self._scale * np.concatenate(parts)

    def with_spread(self, weights: Matrix) -> tuple[Vector, Vector]:
        """Mean and standard deviation of the surface itself, without the noise of a run."""
        mean, spread = self._model.predict(_roots(weights), return_std=True)
        variance = np.maximum(spread**2 - self.kernel.k2.noise_level, 0.0)
        return self._centre + self._scale * mean, self._scale * np.sqrt(variance)


def _roots(weights: Matrix) -> Matrix:
    return np.sqrt(np.maximum(weights, 0.0))


def fit_gp(weights: Matrix, losses: Vector, _seed: int) -> Predictor:
    return GaussianProcess(weights, losses)


REGRESSORS: dict[str, Fit] = {
    "lightgbm": fit_lightgbm,
    "ridge": fit_ridge,
    "gp": fit_gp,
    "boosted": fit_boosted,
}
