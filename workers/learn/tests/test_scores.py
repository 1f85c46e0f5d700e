"""Figures against their definitions, and intervals against brute force."""

from typing import cast

import numpy as np
import pytest
from scipy import stats

from meta_rater_learn.cross_validation import cross_validate, fold_of
from meta_rater_learn.regressors import REGRESSORS, fit_ridge
from meta_rater_learn.scores import figures, scored
from tests.surfaces import draw_weights, surface

RANDOM = np.random.default_rng(3)


def test_the_figures_are_those_of_scipy_and_of_the_definition() -> None:
    predicted = RANDOM.normal(size=50).round(1)
    losses = predicted + RANDOM.normal(size=50)
    found = figures(predicted, losses)
    assert found.spearman == pytest.approx(stats.spearmanr(predicted, losses).statistic, abs=1e-12)
    assert found.pearson == pytest.approx(stats.pearsonr(predicted, losses).statistic, abs=1e-12)
    assert found.rmse == pytest.approx(
        sum((p - y) ** 2 for p, y in zip(predicted, losses, strict=True)) ** 0.5 / 50**0.5
    )


def test_a_correlation_with_what_does_not_vary_is_none() -> None:
    found = figures(np.ones(4), np.arange(4.0))
    assert (found.spearman, found.pearson) == (None, None)
    assert found.rmse == pytest.approx(1.5**0.5)
    assert cast("dict[str, object]", scored(np.ones(4), np.arange(4.0), 0)["low"])["spearman"] is None


def test_the_interval_holds_the_figure_and_narrows_with_more_runs() -> None:
    def width(count: int) -> float:
        losses = np.random.default_rng(count).normal(size=count)
        found = scored(losses + 0.5 * np.random.default_rng(count + 1).normal(size=count), losses, seed=0)
        low, high = (cast("dict[str, float]", found[end])["pearson"] for end in ("low", "high"))
        assert low < cast("float", found["pearson"]) < high
        return high - low

    assert width(400) < width(100) < width(25)


def test_folds_are_of_equal_size_and_each_run_is_predicted_by_a_model_that_has_not_seen_it() -> None:
    assert np.bincount(fold_of(23, 5)).tolist() == [5, 5, 5, 4, 4]
    weights = draw_weights(23, 3, 1)
    losses = weights @ np.array([1.0, 2.0, 3.0]) + 0.1 * RANDOM.normal(size=23)
    found = cross_validate(fit_ridge, weights, losses, folds=5, seed=0)
    for held in range(5):
        rows = fold_of(23, 5) == held
        by_hand = fit_ridge(weights[~rows], losses[~rows], 0).predict(weights[rows])
        assert found.predicted[rows].tolist() == by_hand.tolist()


def test_the_interval_of_a_prediction_is_that_of_cv_plus() -> None:
    weights = draw_weights(39, 3, 1)
    losses = weights @ np.array([1.0, 2.0, 3.0]) + 0.1 * RANDOM.normal(size=39)
    found = cross_validate(fit_ridge, weights, losses, folds=4, seed=0)
    place = np.array([[0.2, 0.3, 0.5]])
    errors = abs(losses - found.predicted)
    centres = [found.models[at % 4].predict(place)[0] for at in range(39)]
    # 95 % of 39 + 1 is 38: the second greatest and the second least.
    low = sorted(centre - error for centre, error in zip(centres, errors, strict=True))[1]
    high = sorted(centre + error for centre, error in zip(centres, errors, strict=True))[37]
    assert list(found.interval(place)[0]) == pytest.approx([low, high])


def test_19_runs_have_an_interval_and_18_have_none() -> None:
    def interval(count: int) -> tuple[float | None, float | None]:
        weights = draw_weights(count, 3, 1)
        return cross_validate(fit_ridge, weights, weights[:, 0], 3, 0).interval(weights[:1])[0]

    assert interval(18) == (None, None)
    assert None not in interval(19)


def test_nine_in_ten_new_runs_or_more_lie_inside_their_interval() -> None:
    optimum = np.array([0.5, 0.3, 0.2])
    weights = draw_weights(60, 3, 5)
    noise = 0.05 * np.random.default_rng(6).normal(size=560)
    found = cross_validate(fit_ridge, weights, surface(weights, optimum) + noise[:60], 5, 0)
    new = draw_weights(500, 3, 7)
    inside = [
        low is not None and high is not None and low <= loss <= high
        for (low, high), loss in zip(found.interval(new), surface(new, optimum) + noise[60:], strict=True)
    ]
    assert sum(inside) >= 450


@pytest.mark.parametrize("name", REGRESSORS)
def test_every_regressor_takes_eight_runs_of_25_raters(name: str) -> None:
    weights = draw_weights(8, 25, 2)
    predicted = REGRESSORS[name](weights, weights[:, 0], 0).predict(weights)
    assert predicted.shape == (8,)
    assert np.isfinite(predicted).all()


@pytest.mark.parametrize("name", REGRESSORS)
def test_every_regressor_gives_the_same_model_again(name: str) -> None:
    weights = draw_weights(60, 4, 2)
    losses = surface(weights, np.array([0.1, 0.2, 0.3, 0.4]))
    first, second = (REGRESSORS[name](weights, losses, 3).predict(weights).tolist() for _ in range(2))
    assert first == second
