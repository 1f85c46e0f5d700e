"""A simulated campaign: the surface is known, and so is what must be found."""

from typing import Any

import numpy as np
import pytest

from meta_rater_learn.answer import answer
from meta_rater_learn.arrays import Matrix, Vector
from meta_rater_learn.propose import expected_improvement
from meta_rater_learn.request import parse_request
from meta_rater_learn.search import descend
from meta_rater_learn.simplex import with_weight
from meta_rater_learn.space import Space, in_millionths
from tests.surfaces import draw_weights, made_request, made_runs, silent, surface

OPTIMUM = np.array([0.45, 0.25, 0.2, 0.1, 0.0])
NOISE = 0.02
"""Of a run; the losses of the runs lie between 3.0 and 3.9."""

SEARCH = {"candidates": 20_000, "best": 128, "penalty": 0.0}


def space(raters: int, **changes: Any) -> dict[str, Any]:
    return {"low": [0.0] * raters, "high": [1.0] * raters, "prior": None, "radius": None} | changes


def asked(runs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return answer(parse_request(made_request(runs, **changes)), silent)


def moved(found: dict[str, Any], optimum: Vector) -> float:
    """Share of the weight that lies elsewhere than in the optimum."""
    return float(np.abs(np.array(found["weights"]) - optimum).sum() / 2)


def without(runs: dict[str, Any], failed: set[str]) -> dict[str, Any]:
    kept = [at for at, name in enumerate(runs["ids"]) if name not in failed]
    return {key: [values[at] for at in kept] for key, values in runs.items()}


FAILED = {f"run-{at}" for at in range(0, 128, 9)}


@pytest.fixture(scope="module")
def campaign() -> dict[str, Any]:
    """128 noisy runs, of which 15 failed."""
    return without(made_runs(128, OPTIMUM, NOISE, 1), FAILED)


@pytest.fixture(scope="module")
def found(campaign: dict[str, Any]) -> dict[str, Any]:
    return asked(campaign, model="gp", search=SEARCH, explain=True, next=3)


def test_the_known_optimum_is_recovered_within_a_tenth_of_the_weight(found: dict[str, Any]) -> None:
    search = found["search"]
    assert moved(search["direct"], OPTIMUM) < 0.1
    assert moved(search["meanOfBest"], OPTIMUM) < 0.1
    # The best run there is, which a person would take without a regression, is farther off.
    assert moved(search["direct"], OPTIMUM) < moved(search["bestRun"], OPTIMUM)
    assert sum(search["direct"]["weights"]) == pytest.approx(1, abs=1e-12)


def test_the_interval_of_the_optimum_holds_its_true_loss(found: dict[str, Any]) -> None:
    direct = found["search"]["direct"]
    true = float(surface(np.array([direct["weights"]]), OPTIMUM)[0])
    assert direct["low"] < true < direct["high"]
    assert direct["predicted"] < found["search"]["uniform"]["predicted"]


def test_rows_in_another_order_find_the_same(campaign: dict[str, Any], found: dict[str, Any]) -> None:
    backwards = {key: values[::-1] for key, values in campaign.items()}
    assert asked(backwards, model="gp", search=SEARCH, explain=True, next=3) == found


def test_trees_recover_the_optimum_too_from_more_runs() -> None:
    search = asked(made_runs(400, OPTIMUM, NOISE, 1), model="lightgbm", search=SEARCH)["search"]
    assert moved(search["direct"], OPTIMUM) < 0.15
    assert moved(search["meanOfBest"], OPTIMUM) < 0.15


def test_losses_matched_to_the_wrong_runs_predict_nothing(campaign: dict[str, Any]) -> None:
    shifted = campaign | {"losses": campaign["losses"][1:] + campaign["losses"][:1]}
    assert asked(campaign)["validation"]["spearman"] > 0.8
    assert abs(asked(shifted)["validation"]["spearman"]) < 0.3


def test_the_search_stays_within_bounds_and_the_distance_to_a_prior(campaign: dict[str, Any]) -> None:
    prior = [0.2] * 5
    limits = space(5, low=[0.0, 0.0, 0.0, 0.0, 0.05], high=[0.3, 1.0, 1.0, 1.0, 1.0], prior=prior, radius=0.15)
    result = asked(campaign, model="gp", search=SEARCH, space=limits, next=3)
    vectors = [result["search"][name] for name in ("direct", "meanOfBest")] + result["next"]
    for vector in vectors:
        weights = vector["weights"]
        assert weights[0] <= 0.3
        assert weights[4] >= 0.05
        assert moved(vector, np.array(prior)) <= 0.15 + 1e-5
    assert result["search"]["direct"]["moved"] == pytest.approx(0.15, abs=1e-3)
    assert result["search"]["prior"]["moved"] == 0


def test_a_space_with_room_for_one_proposal_gives_one(campaign: dict[str, Any]) -> None:
    narrow = space(5, prior=[0.2] * 5, radius=0.02)
    assert len(asked(campaign, model="gp", space=narrow, next=3)["next"]) == 1


def test_a_penalty_keeps_the_optimum_near_the_prior(campaign: dict[str, Any]) -> None:
    limits = space(5, prior=[0.2] * 5)
    far, near = (
        asked(campaign, model="gp", search=SEARCH | {"penalty": penalty}, space=limits)["search"]["direct"]["moved"]
        for penalty in (0.0, 3.0)
    )
    assert near < far / 2


def test_the_rater_that_matters_most_is_the_most_important(found: dict[str, Any]) -> None:
    by_name = {each["column"]: each for each in found["explain"]}
    means = [each["importance"]["mean"] for each in found["explain"]]
    assert means == sorted(means, reverse=True)
    assert {found["explain"][0]["column"], found["explain"][1]["column"]} == {"rater_0", "rater_4"}
    # Rater 0 should have much weight and rater 4 none.
    losses = by_name["rater_0"]["dependence"]["losses"]
    assert losses[0] == max(losses)
    assert losses.index(min(losses)) >= 5
    assert by_name["rater_4"]["dependence"]["losses"] == sorted(by_name["rater_4"]["dependence"]["losses"])


def test_proposed_runs_differ_and_expect_to_improve(found: dict[str, Any]) -> None:
    proposals = [np.array(each["weights"]) for each in found["next"]]
    assert all(each["expectedImprovement"] >= 0 for each in found["next"])
    for at, proposal in enumerate(proposals):
        assert proposal.sum() == pytest.approx(1, abs=1e-12)
        assert all(np.abs(proposal - other).sum() / 2 >= 0.05 - 1e-5 for other in proposals[:at])


def test_the_error_falls_along_the_learning_curve(campaign: dict[str, Any]) -> None:
    curve = asked(campaign, model="gp", curve=True)["curve"]
    assert [point["runs"] for point in curve["points"]] == [11, 22, 45, 90]
    errors = [point["rmse"] for point in curve["points"]]
    assert errors == sorted(errors, reverse=True)
    assert curve["lastDoubling"]["gain"] == pytest.approx(errors[-2] - errors[-1])


def test_eight_runs_of_25_raters_give_no_interval_and_say_that_nothing_is_known() -> None:
    optimum = np.full(25, 0.04)
    result = asked(made_runs(8, optimum, 0.1, 1), model="lightgbm", search=SEARCH, curve=True, explain=True, next=1)
    assert result["validation"]["spearman"] is None or result["validation"]["low"]["spearman"] < 0
    assert result["search"]["direct"]["low"] is None
    assert result["curve"]["lastDoubling"] is None


def test_a_search_by_exchanges_ends_at_the_constrained_optimum() -> None:
    """Against the projection of the optimum, which is the answer for Euclid's distance."""
    target = np.array([0.7, 0.2, 0.1, 0.0])
    limits = Space(np.array([0.0, 0.0, 0.0, 0.1]), np.array([0.5, 1.0, 1.0, 1.0]), None, None)

    def distance(weights: Matrix) -> Vector:
        return np.asarray(((weights - target) ** 2).sum(axis=1))

    end = descend(distance, limits, np.array([0.1, 0.1, 0.1, 0.7]))
    assert end == pytest.approx(limits.nearest(target[None])[0], abs=1e-3)
    assert end[0] == pytest.approx(0.5)


def test_one_weight_changes_and_the_others_keep_their_proportions() -> None:
    rows = np.array([[0.2, 0.6, 0.2], [1.0, 0.0, 0.0]])
    assert with_weight(rows, 0, 0.6) == pytest.approx(np.array([[0.6, 0.3, 0.1], [0.6, 0.2, 0.2]]))
    drawn = draw_weights(50, 6, 1)
    assert with_weight(drawn, 3, drawn[:, 3]) == pytest.approx(drawn)


def test_rounding_keeps_the_sum_and_errs_by_less_than_a_millionth() -> None:
    for row in draw_weights(200, 25, 2):
        rounded = in_millionths(row)
        assert sum(round(weight * 1e6) for weight in rounded) == 1_000_000
        assert np.abs(np.array(rounded) - row).max() < 1e-6


def test_the_expected_improvement_is_the_mean_over_many_draws() -> None:
    draws = np.random.default_rng(1).normal(2.0, 0.5, 1_000_000)
    by_draws = float(np.maximum(1.8 - draws, 0).mean())
    assert expected_improvement(np.array([2.0]), np.array([0.5]), 1.8)[0] == pytest.approx(by_draws, rel=0.01)
    assert expected_improvement(np.array([2.0, 1.5]), np.array([0.0, 0.0]), 1.8) == pytest.approx([0.0, 0.3])
