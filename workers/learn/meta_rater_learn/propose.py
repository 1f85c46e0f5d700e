"""The next runs: where they would most likely improve on the best there is, one after the other."""

import numpy as np
from scipy.stats import norm

from meta_rater_learn.arrays import Matrix, Vector
from meta_rater_learn.progress import Report
from meta_rater_learn.regressors import GaussianProcess
from meta_rater_learn.runs import Runs
from meta_rater_learn.space import Space, in_millionths

CANDIDATES = 4000
APART = 0.05
"""Share of the weight in which two proposals differ at least; runs that are all but the same teach the same."""


def propose(count: int, space: Space, runs: Runs, seed: int, report: Report) -> list[dict[str, object]]:
    """Vectors of the greatest expected improvement by a Gaussian process, whatever regressor predicts elsewhere; fewer
    than `count` where the space has no room for more that are `APART`.

    After each choice the process believes that its own prediction came true there (Ginsbourger, Le Riche and Carraro
    2010), so that the next one is sought elsewhere.
    """
    random = np.random.default_rng([seed, 1])
    weights, losses = runs.weights, runs.losses
    surface = GaussianProcess(weights, losses)
    proposed: list[dict[str, object]] = []
    for done in range(count):
        report("proposing", done, count, "runs")
        drawn = _candidates(space, weights[int(np.argmin(surface.predict(weights)))], random)
        mean, spread = surface.with_spread(drawn)
        gains = expected_improvement(mean, spread, float(surface.predict(weights).min()))
        for before in weights[len(runs) :]:
            gains[np.abs(drawn - before).sum(axis=1) / 2 < APART] = -1.0
        if gains.max() < 0:
            break
        best = int(np.argmax(gains))
        chosen = in_millionths(drawn[best])
        proposed.append(
            {
                "weights": chosen,
                "predicted": float(mean[best]),
                "spread": float(spread[best]),
                "expectedImprovement": float(gains[best]),
            }
        )
        weights = np.concatenate([weights, [chosen]])
        losses = np.append(losses, mean[best])
        surface = GaussianProcess(weights, losses, surface.kernel)
    return proposed


def _candidates(space: Space, best: Vector, random: np.random.Generator) -> Matrix:
    """Half of them anywhere, half between there and the best vector so far, which may lie outside the space."""
    anywhere = space.candidates(CANDIDATES, random)
    share = random.random((CANDIDATES // 2, 1))
    between = space.nearest(best / best.sum() + share * (anywhere[: CANDIDATES // 2] - best / best.sum()))
    return np.concatenate([anywhere[CANDIDATES // 2 :], between[space.allows(between)]])


def expected_improvement(mean: Vector, spread: Vector, best: float) -> Vector:
    """By how much a normal loss of this mean and standard deviation is expected to fall below `best`.

    Jones, Schonlau and Welch 1998; `best` is a prediction too, as runs are noisy (Picheny and others 2013).
    """
    gap = best - mean
    score = gap / np.maximum(spread, 1e-12)
    return np.asarray(gap * norm.cdf(score) + spread * norm.pdf(score))
