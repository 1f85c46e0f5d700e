"""Answers a request: chooses a regressor, judges it, and looks for what is asked with it."""

import numpy as np

from meta_rater_learn.choose import choose
from meta_rater_learn.cross_validation import CrossValidated
from meta_rater_learn.curve import learning_curve
from meta_rater_learn.explain import explain
from meta_rater_learn.progress import Report
from meta_rater_learn.propose import propose
from meta_rater_learn.regressors import Predictor
from meta_rater_learn.request import Request
from meta_rater_learn.scores import scored
from meta_rater_learn.search import Sought, search


def answer(request: Request, report: Report) -> dict[str, object]:
    """The answer of version 1, as docs/learning-weights.md has it."""
    runs, test, seed = request.runs, request.test, request.seed
    choice = choose(request.model, runs, request.folds, seed, report)
    report("fitting", 0, 1, "models")
    model = choice.fit(runs.weights, runs.losses, seed)
    answered: dict[str, object] = {
        "v": 1,
        "model": choice.model,
        "tried": choice.tried,
        "validation": scored(choice.validated.predicted, runs.losses, seed),
        "crossValidated": [
            {"id": name, "predicted": float(predicted)}
            for name, predicted in zip(runs.ids, choice.validated.predicted, strict=True)
        ],
        "test": None if test is None else scored(model.predict(test.weights), test.losses, seed),
    }
    if request.points:
        answered["points"] = _points(request.points, model, choice.validated)
    if request.search is not None:
        sought = Sought(request.search, request.space, request.supply)
        answered |= search(sought, model, choice.validated, runs, seed, report)
    if request.explain:
        answered["explain"] = explain(request.columns, runs, model, choice.validated, seed, report)
    if request.curve:
        answered["curve"] = learning_curve(choice.fit, runs, request.folds, seed, report)
    if request.next > 0:
        answered["next"] = propose(request.next, request.space, runs, seed, report)
    return answered


def _points(points: dict[str, list[float]], model: Predictor, validated: CrossValidated) -> list[dict[str, object]]:
    """Each vector's predicted loss with the interval of the loss a run would have."""
    rows = np.array(list(points.values()), dtype=np.float64)
    found = zip(points, model.predict(rows), validated.interval(rows), strict=True)
    return [{"id": name, "predicted": float(loss), "low": low, "high": high} for name, loss, (low, high) in found]
