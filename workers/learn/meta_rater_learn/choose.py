"""Which regressor: the one that is named, or the one whose cross-validated predictions err least."""

from dataclasses import dataclass

from meta_rater_learn.cross_validation import CrossValidated, cross_validate
from meta_rater_learn.progress import Report
from meta_rater_learn.regressors import REGRESSORS, Fit
from meta_rater_learn.runs import Runs
from meta_rater_learn.scores import rmse, scored

MOST_FOR_GP = 4000
"""Runs that a Gaussian process, whose work grows with their cube, is tried on."""


@dataclass(frozen=True)
class Choice:
    """`tried`: every regressor that was compared, the best first, with figures of its cross-validated predictions."""

    model: str
    fit: Fit
    validated: CrossValidated
    tried: list[dict[str, object]]


def choose(model: str, runs: Runs, folds: int, seed: int, report: Report) -> Choice:
    """Cross-validates `model`, or all for "auto"; the least RMSE wins, of equal ones the first of REGRESSORS."""
    fitting = [name for name in REGRESSORS if name != "gp" or len(runs) <= MOST_FOR_GP]
    names = fitting if model == "auto" else [model]
    found: dict[str, CrossValidated] = {}
    for done, name in enumerate(names):
        report("cross-validating", done, len(names), "models")
        found[name] = cross_validate(REGRESSORS[name], runs.weights, runs.losses, folds, seed)
    ranked = sorted(names, key=lambda name: rmse(found[name].predicted, runs.losses))
    tried: list[dict[str, object]] = [
        {"model": name, **scored(found[name].predicted, runs.losses, seed)} for name in ranked
    ]
    best = ranked[0]
    return Choice(best, REGRESSORS[best], found[best], tried)
