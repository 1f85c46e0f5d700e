"""The weights of the least predicted loss: the authors' way, and directly."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from meta_rater_learn.arrays import Matrix, Vector
from meta_rater_learn.cross_validation import CrossValidated
from meta_rater_learn.progress import Report
from meta_rater_learn.regressors import Predictor
from meta_rater_learn.runs import Runs
from meta_rater_learn.space import SLACK, Space, in_millionths

CHUNK = 50_000
STARTS = 4
FIRST_STEP, LAST_STEP = 0.1, 0.0005

Objective = Callable[[Matrix], Vector]


@dataclass(frozen=True)
class SearchSettings:
    """`best`: candidates whose mean is taken. `penalty`: loss that moving all weight away from the prior costs."""

    candidates: int
    best: int
    penalty: float


def search(
    settings: SearchSettings,
    space: Space,
    model: Predictor,
    validated: CrossValidated,
    runs: Runs,
    seed: int,
    report: Report,
) -> dict[str, object]:
    """Both optima, and what the same model says of the uniform vector, the prior and the best run there is.

    The predicted loss of an optimum is the least of many predictions, so it is likelier too low than too high; its
    interval does not know of that.
    """

    def objective(weights: Matrix) -> Vector:
        return np.asarray(model.predict(weights) + settings.penalty * space.moved(weights))

    best = _best_candidates(objective, settings, space, seed, report)
    mean = best.mean(axis=0)
    starts = [*best[:STARTS], mean, *([] if space.prior is None else [space.prior])]
    direct = _direct(objective, space, np.array(starts), report)
    described = _Described(space, model, validated)
    lowest = int(np.argmin(runs.losses))
    return {
        "meanOfBest": described.vector(mean),
        "direct": described.vector(direct),
        "uniform": described.vector(np.full(space.raters, 1 / space.raters)),
        "prior": None if space.prior is None else described.vector(space.prior),
        "bestRun": {
            "id": runs.ids[lowest],
            "loss": float(runs.losses[lowest]),
            **described.vector(runs.weights[lowest]),
        },
        "candidates": settings.candidates,
        "best": len(best),
    }


@dataclass(frozen=True)
class _Described:
    space: Space
    model: Predictor
    validated: CrossValidated

    def vector(self, weights: Vector) -> dict[str, object]:
        """A vector in millionths, its predicted loss, and the share of its weight that was moved from the prior."""
        rounded = in_millionths(weights)
        row = np.array([rounded])
        low, high = self.validated.interval(row)[0]
        return {
            "weights": rounded,
            "predicted": float(self.model.predict(row)[0]),
            "low": low,
            "high": high,
            "moved": None if self.space.prior is None else float(self.space.moved(row)[0]),
        }


def _best_candidates(objective: Objective, settings: SearchSettings, space: Space, seed: int, report: Report) -> Matrix:
    """The best of uniform candidates, the best first."""
    random = np.random.default_rng(seed)
    kept: Matrix = np.empty((0, space.raters))
    values: Vector = np.empty(0)
    for done in range(0, settings.candidates, CHUNK):
        report("searching", done, settings.candidates, "candidates")
        drawn = space.candidates(min(CHUNK, settings.candidates - done), random)
        kept = np.concatenate([kept, drawn])
        values = np.concatenate([values, objective(drawn)])
        order = np.argsort(values, kind="stable")[: settings.best]
        kept, values = kept[order], values[order]
    return kept


def _direct(objective: Objective, space: Space, starts: Matrix, report: Report) -> Vector:
    """The best end of searches from several starts; of equal ones the first."""
    ends: list[Vector] = []
    for done, start in enumerate(starts):
        report("searching directly", done, len(starts), "starts")
        ends.append(descend(objective, space, start))
    return ends[int(np.argmin(objective(np.array(ends))))]


def descend(objective: Objective, space: Space, start: Vector) -> Vector:
    """Pattern search (Lewis and Torczon 2000): moves a step of weight from one rater to another, where that helps most.

    These exchanges positively span every cone of feasible directions that bounds and a distance to the prior leave on
    the simplex; so on a smooth surface it ends where none helps. Trees, whose surface has steps and no slope, are
    searched alike.
    """
    raters = np.arange(space.raters)
    give, take = (pair.ravel() for pair in np.meshgrid(raters, raters))
    give, take = give[give != take], take[give != take]
    at, value, step = start, float(objective(start[None])[0]), FIRST_STEP
    while step >= LAST_STEP:
        # A rater gives what its bound lets it, so that a weight can reach its bound exactly.
        amount = np.minimum(step, np.minimum((at - space.low)[give], (space.high - at)[take]))
        tried = np.repeat(at[None], len(give), axis=0)
        rows = np.arange(len(give))
        tried[rows, give] -= amount
        tried[rows, take] += amount
        tried = tried[(amount > SLACK) & space.allows(tried)]
        values = objective(tried) if len(tried) else np.array([np.inf])
        best = int(np.argmin(values))
        if values[best] < value:
            at, value = tried[best], float(values[best])
        else:
            step /= 2
    return at
