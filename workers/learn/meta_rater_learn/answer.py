"""Answers a request: chooses a regressor, judges it, and looks for what is asked with it."""

from meta_rater_learn.choose import choose
from meta_rater_learn.curve import learning_curve
from meta_rater_learn.explain import explain
from meta_rater_learn.progress import Report
from meta_rater_learn.propose import propose
from meta_rater_learn.request import Request
from meta_rater_learn.scores import scored
from meta_rater_learn.search import search


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
        "test": None if test is None else scored(model.predict(test.weights), test.losses, seed),
    }
    if request.search is not None:
        found = search(request.search, request.space, model, choice.validated, runs, seed, report)
        answered["search"] = found
    if request.explain:
        answered["explain"] = explain(request.columns, runs, model, choice.validated, seed, report)
    if request.curve:
        answered["curve"] = learning_curve(choice.fit, runs, request.folds, seed, report)
    if request.next > 0:
        answered["next"] = propose(request.next, request.space, runs, seed, report)
    return answered
