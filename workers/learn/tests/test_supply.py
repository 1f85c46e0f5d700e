"""What a selection supplies, against a count by the definition, and searches that must keep to it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meta_rater_learn import search
from meta_rater_learn.answer import answer
from meta_rater_learn.arrays import Matrix, Vector
from meta_rater_learn.request import parse_request
from meta_rater_learn.supply import best_that_fit, read_supply
from tests.surfaces import made_request, made_runs, silent

OPTIMUM = np.array([0.7, 0.2, 0.1])
SEARCH = {"candidates": 20_000, "best": 128, "penalty": 0.0}
TOKENS = 10.0


def corpus(documents: int = 3000) -> Matrix:
    """Domain 1 is a third; its documents are bad by rater 0, which the runs like, and good by rater 1."""
    random = np.random.default_rng(3)
    domain = (np.arange(documents) % 3 == 0).astype(float)
    scores = random.normal(size=(documents, 3)) + np.stack([-1.5 * domain, 1.5 * domain, 0 * domain], axis=1)
    leading = np.stack([domain, np.full(documents, TOKENS), np.ones(documents), np.zeros(documents)], axis=1)
    return np.concatenate([leading, scores], axis=1)


def asked(rows: Matrix, folder: Path, **changes: Any) -> dict[str, Any]:
    file = folder / "sample.f64"
    rows.astype("<f8").tofile(file)
    limits = {"pools": [{"domains": None, "quota": 3000.0}], "shares": [], "boundary": 2, "read": None}
    return {"file": str(file), **limits, **changes}


def share_of(weights: Vector, rows: Matrix, quota: float = 3000.0) -> float:
    """By the definition: sorted, and taken while it fits."""
    order = np.argsort(-(rows[:, 4:] @ weights), kind="stable")
    taken = order[np.cumsum(rows[order, 1]) <= quota]
    return float(rows[taken, 1][rows[taken, 0] == 1].sum() / rows[taken, 1].sum())


def found(supply: dict[str, Any] | None) -> dict[str, Any]:
    runs = made_runs(128, OPTIMUM, 0.0, 1)
    return answer(parse_request(made_request(runs, model="gp", search=SEARCH, supply=supply)), silent)


@pytest.mark.parametrize("quota", [0.0, 5.0, 99.0, 100.0, 1e9])
def test_the_best_that_fit_are_the_longest_prefix_of_the_ranking(quota: float) -> None:
    random = np.random.default_rng(1)
    keys, tokens = random.integers(0, 40, 500).astype(float), random.integers(1, 9, 500).astype(float)
    order = np.argsort(-keys, kind="stable")
    expected = np.zeros(500, dtype=bool)
    expected[order[np.cumsum(tokens[order]) <= quota]] = True
    assert (best_that_fit(keys, tokens, quota) == expected).all()


def test_a_share_within_its_limits_holds_and_one_beyond_does_not(tmp_path: Path) -> None:
    rows = corpus()
    share = share_of(OPTIMUM, rows)
    assert 0 < share < 0.3

    def holds(low: float, high: float) -> bool:
        shares = [{"domain": 1, "min": low, "max": high}]
        return read_supply(asked(rows, tmp_path, shares=shares), 3).holds(OPTIMUM)

    assert [holds(share, share), holds(share + 1e-9, 1), holds(0, share - 1e-9)] == [True, False, False]


def test_a_share_estimated_on_a_sample_must_keep_its_error_away_from_the_limit(tmp_path: Path) -> None:
    rows = corpus()
    share = share_of(OPTIMUM, rows)
    # Each row stands for ten documents: the same share, known less well.
    sampled = rows.copy()
    sampled[:, 1:3] *= 10
    selected = 300
    error = np.sqrt(0.9 * share * (1 - share) / selected)

    def holds(low: float) -> bool:
        wanted = {"shares": [{"domain": 1, "min": low, "max": 1}], "pools": [{"domains": None, "quota": 30_000.0}]}
        return read_supply(asked(sampled, tmp_path, **wanted), 3).holds(OPTIMUM)

    assert [holds(share - 2.01 * error), holds(share - 1.99 * error)] == [True, False]


def test_documents_that_miss_a_rater_of_weight_are_no_supply(tmp_path: Path) -> None:
    rows = corpus()
    rows[::2, 6] = np.nan
    supply = asked(rows, tmp_path, pools=[{"domains": None, "quota": 1e9}], read=3000 * (TOKENS + 2))
    limited = read_supply(supply, 3)
    assert not limited.holds(OPTIMUM)
    assert limited.holds(np.array([0.8, 0.2, 0.0]))


def test_a_pool_of_a_domain_takes_its_own_best(tmp_path: Path) -> None:
    rows = corpus()
    pools = [{"domains": [0], "quota": 1000.0}, {"domains": [1], "quota": 500.0}]
    third = [{"domain": 1, "min": 1 / 3 - 1e-9, "max": 1 / 3 + 1e-9}]
    assert read_supply(asked(rows, tmp_path, pools=pools, shares=third), 3).holds(OPTIMUM)


def test_both_searches_keep_to_the_share_of_a_domain_that_the_free_optimum_breaks(tmp_path: Path) -> None:
    rows = corpus()
    free, limited = found(None), found(asked(rows, tmp_path, shares=[{"domain": 1, "min": 0.3, "max": 1}]))
    assert share_of(np.array(free["search"]["direct"]["weights"]), rows) < 0.3
    for name in ("direct", "meanOfBest"):
        assert share_of(np.array(limited["search"][name]["weights"]), rows) >= 0.3
        assert limited["search"][name]["predicted"] > free["search"][name]["predicted"]
    assert limited["search"]["direct"]["predicted"] <= limited["search"]["meanOfBest"]["predicted"] + 1e-9
    assert limited["search"]["best"] == limited["supply"]["held"] == 128
    assert limited["supply"]["tried"] > 128
    assert "supply" not in free


def test_limits_that_no_weights_keep_leave_no_optimum_and_say_how_many_were_looked_at(tmp_path: Path) -> None:
    limited = found(asked(corpus(), tmp_path, shares=[{"domain": 1, "min": 0.99, "max": 1}]))
    assert "search" not in limited
    assert limited["supply"] == {"tried": 20_000, "held": 0}


def large_corpus(documents: int) -> Matrix:
    """Ten domains of equal shares that no rater tells apart, each row one of ten documents like it."""
    random = np.random.default_rng(4)
    domain = (np.arange(documents) % 10).astype(float)
    leading = np.stack([domain, np.full(documents, 10 * TOKENS), np.full(documents, 10.0), np.zeros(documents)], axis=1)
    return np.concatenate([leading, random.normal(size=(documents, 3))], axis=1)


def test_a_target_of_a_thousandth_of_the_tokens_rejects_no_more_than_its_own_rows_do(tmp_path: Path) -> None:
    rows = large_corpus(100_000)
    quota = 0.001 * float(rows[:, 1].sum())
    shares = [{"domain": 1, "min": 0.02, "max": 0.4}]
    supply = read_supply(asked(rows, tmp_path, shares=shares, pools=[{"domains": None, "quota": quota}]), 3)
    few = supply.of_few(0)
    vectors = np.random.default_rng(5).dirichlet(np.ones(3), 100)
    held = [weights for weights in vectors if supply.holds(weights)]
    assert len(held) > 50
    assert all(few is None or few.holds(weights) for weights in held)


def test_few_rows_reject_no_vector_that_the_sample_lets_pass_where_the_budget_takes_enough_of_them(
    tmp_path: Path,
) -> None:
    rows = large_corpus(100_000)
    quota = 0.05 * float(rows[:, 1].sum())
    shares = [{"domain": 1, "min": 0.09, "max": 0.11}]
    supply = read_supply(asked(rows, tmp_path, shares=shares, pools=[{"domains": None, "quota": quota}]), 3)
    few = supply.of_few(0)
    assert few is not None
    held = [weights for weights in np.random.default_rng(5).dirichlet(np.ones(3), 200) if supply.holds(weights)]
    assert len(held) > 20
    assert all(few.holds(weights) for weights in held)


def test_a_domain_that_no_row_of_a_small_selection_shows_is_not_taken_for_absent(tmp_path: Path) -> None:
    rows = large_corpus(1000)
    rows[:, 4:] -= 100 * (rows[:, :1] == 1)
    ten = [{"domains": None, "quota": 10 * 10 * TOKENS}]

    def holds(high: float) -> bool:
        shares = [{"domain": 1, "min": 0, "max": high}]
        return read_supply(asked(rows, tmp_path, shares=shares, pools=ten), 3).holds(OPTIMUM)

    # Wilson's upper end of none of ten, two errors away, each row one of ten: 3.6 / (10 + 3.6).
    end = 3.6 / 13.6
    assert [holds(end - 0.001), holds(end + 0.001)] == [False, True]


def test_a_row_that_does_not_fit_the_budget_is_no_lack_of_tokens(tmp_path: Path) -> None:
    rows = large_corpus(1000)
    pools = [{"domains": None, "quota": 1.5 * 10 * TOKENS}]
    documents = 1.5 * 10

    def holds(read: float) -> bool:
        return read_supply(asked(rows, tmp_path, pools=pools, read=read), 3).holds(OPTIMUM)

    enough = documents * (TOKENS + 2)
    assert [holds(enough), holds(enough + 1)] == [True, False]


def test_candidates_are_looked_at_up_to_a_number_and_tell_how_far_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_ASKED", 500)
    supply = asked(corpus(), tmp_path, shares=[{"domain": 1, "min": 0.99, "max": 1}])
    runs = made_runs(128, OPTIMUM, 0.0, 1)
    told: list[tuple[object, ...]] = []
    request = parse_request(made_request(runs, model="gp", search=SEARCH, supply=supply))
    limited = answer(request, lambda *line: told.append(line))
    assert limited["supply"] == {"tried": 1000, "held": 0}
    asking = [line for line in told if line[0] == "looking at selections"]
    assert asking == 2 * [("looking at selections", place, 500, "candidates") for place in (0, 200, 400)]


def test_limits_that_only_bad_weights_keep_are_found_among_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_ASKED", 500)
    rows = corpus()
    limited = found(asked(rows, tmp_path, shares=[{"domain": 1, "min": 0.8, "max": 1}]))
    assert limited["supply"]["tried"] > 500
    assert limited["supply"]["held"] > 0
    assert share_of(np.array(limited["search"]["direct"]["weights"]), rows) >= 0.8


def test_passes_are_asked_once_where_no_document_misses_a_rater(tmp_path: Path) -> None:
    short, enough = (found(asked(corpus(), tmp_path, read=read)) for read in (3601.0, 3600.0))
    assert short["supply"] == {"tried": 20_000, "held": 0}
    assert enough["supply"] == {"tried": 20_000, "held": 128}
    assert enough["search"] == found(None)["search"]
