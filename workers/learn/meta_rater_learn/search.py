"""The weights of the least predicted loss: the authors' way, and directly."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from meta_rater_learn.arrays import Matrix, Vector
from meta_rater_learn.cross_validation import CrossValidated
from meta_rater_learn.progress import Report
from meta_rater_learn.regressors import Predictor
from meta_rater_learn.runs import Runs
from meta_rater_learn.space import SLACK, Space, in_millionths
from meta_rater_learn.supply import Supply

CHUNK = 50_000
MOST_ASKED = 20_000
"""Candidates whose selections are looked at, of the best and again of the others."""

TELL_EACH = 200
LOOKED_AT = 32
"""Exchanges of a step whose selection is looked at, the best first."""

STARTS = 4
FIRST_STEP, LAST_STEP = 0.1, 0.0005
HALVINGS = 10

Objective = Callable[[Matrix], Vector]
Holds = Callable[[Vector], bool]


@dataclass(frozen=True)
class SearchSettings:
    """`best`: candidates whose mean is taken. `penalty`: loss that moving all weight away from the prior costs."""

    candidates: int
    best: int
    penalty: float


@dataclass(frozen=True)
class Sought:
    """Where to look, and what a selection by the vectors must supply; None: anything."""

    settings: SearchSettings
    space: Space
    supply: Supply | None

    def holds(self, weights: Vector) -> bool:
        return self.supply is None or self.supply.holds(weights)


def search(
    sought: Sought,
    model: Predictor,
    validated: CrossValidated,
    runs: Runs,
    seed: int,
    report: Report,
) -> dict[str, object]:
    """`search`: both optima, and what the same model says of the uniform vector, the prior and the best run there is.

    The predicted loss of an optimum is the least of many predictions, so it is likelier too low than too high; its
    interval does not know of that. `supply`, where it is limited: how many of the best candidates were looked at and
    how many keep to the limits; without any there is no `search`.
    """
    settings, space = sought.settings, sought.space

    def objective(weights: Matrix) -> Vector:
        return np.asarray(model.predict(weights) + settings.penalty * space.moved(weights))

    limits = sought.supply
    if limits is not None and not limits.depends_on_weights:
        if not limits.holds(np.full(space.raters, 1 / space.raters)):
            return {"supply": {"tried": settings.candidates, "held": 0}}
        sought = replace(sought, supply=None)
    best, tried = _best_candidates(objective, sought, seed, report)
    supply: dict[str, object] = {} if limits is None else {"supply": {"tried": tried, "held": len(best)}}
    if len(best) == 0:
        return supply
    mean = _mean_that_holds(best, sought.holds)
    prior = [] if space.prior is None or not sought.holds(space.prior) else [space.prior]
    starts = [*best[:STARTS], mean, *prior]
    direct = _direct(objective, sought, np.array(starts), report)
    described = _Described(space, model, validated)
    lowest = int(np.argmin(runs.losses))
    found = {
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
    return {"search": found, **supply}


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


def _best_candidates(objective: Objective, sought: Sought, seed: int, report: Report) -> tuple[Matrix, int]:
    """The best of uniform candidates that supply what is wanted, the best first, and of how many that is known.

    Where supply is limited the selections of the best are looked at; where none of them holds, those of as many others.
    """
    settings, supply = sought.settings, sought.supply
    if supply is None:
        best, _ = _drawn(objective, sought, settings.best, seed, report)
        return best, settings.candidates
    best, others = _drawn(objective, sought, MOST_ASKED, seed, report)
    few = supply.of_few(seed)
    held, tried = _that_hold(best, sought, few, report)
    if len(held) > 0:
        return held, tried
    held, more = _that_hold(others, sought, few, report)
    return held, tried + more


def _drawn(objective: Objective, sought: Sought, most: int, seed: int, report: Report) -> tuple[Matrix, Matrix]:
    """So many of the best candidates, and up to as many of those drawn first that are not among them; best first."""
    settings, space = sought.settings, sought.space
    random = np.random.default_rng(seed)
    best, values = np.empty((0, space.raters)), np.empty(0)
    first, of_first = best, values
    for done in range(0, settings.candidates, CHUNK):
        report("searching", done, settings.candidates, "candidates")
        drawn = space.candidates(min(CHUNK, settings.candidates - done), random)
        found = objective(drawn)
        if done == 0:
            first, of_first = drawn, found
        best, values = np.concatenate([best, drawn]), np.concatenate([values, found])
        order = np.argsort(values, kind="stable")[:most]
        best, values = best[order], values[order]
    beyond = np.flatnonzero(of_first > values[-1])[:most]
    return best, first[beyond[np.argsort(of_first[beyond], kind="stable")]]


def _that_hold(ranked: Matrix, sought: Sought, few: Supply | None, report: Report) -> tuple[Matrix, int]:
    """The first vectors whose selections hold, as many as are wanted, and how many were asked.

    They are asked at a few rows of the sample first, which most that fail do by.
    """
    held: list[int] = []
    for place, weights in enumerate(ranked):
        if len(held) == sought.settings.best:
            return ranked[held], place
        if place % TELL_EACH == 0:
            report("looking at selections", place, len(ranked), "candidates")
        if (few is None or few.holds(weights)) and sought.holds(weights):
            held.append(place)
    return ranked[held], len(ranked)


def _mean_that_holds(best: Matrix, holds: Holds) -> Vector:
    """Their mean; where its selection does not hold, the first point halfway, and halfway again, to the best."""
    mean: Vector = best.mean(axis=0)
    for _ in range(HALVINGS):
        if holds(mean):
            return mean
        mean = (mean + best[0]) / 2
    return np.asarray(best[0])


def _direct(objective: Objective, sought: Sought, starts: Matrix, report: Report) -> Vector:
    """The best end of searches from several starts; of equal ones the first."""
    ends: list[Vector] = []
    for done, start in enumerate(starts):
        report("searching directly", done, len(starts), "starts")
        ends.append(descend(objective, sought.space, start, sought.holds))
    return ends[int(np.argmin(objective(np.array(ends))))]


def descend(objective: Objective, space: Space, start: Vector, holds: Holds = lambda _: True) -> Vector:
    """Pattern search (Lewis and Torczon 2000): moves a step of weight from one rater to another, where that helps most.

    These exchanges positively span every cone of feasible directions that bounds and a distance to the prior leave on
    the simplex; so on a smooth surface it ends where none helps. Trees, whose surface has steps and no slope, are
    searched alike. Where limits on the supply of a selection bar the way, it ends where none of the exchanges that are
    looked at holds.
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
        values = objective(tried) if len(tried) else np.empty(0)
        order = np.argsort(values, kind="stable")[:LOOKED_AT]
        best = next((place for place in order if values[place] < value and holds(tried[place])), None)
        if best is None:
            step /= 2
        else:
            at, value = tried[best], float(values[best])
    return at
