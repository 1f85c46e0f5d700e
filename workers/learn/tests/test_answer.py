"""The whole way from a request to an answer."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meta_rater_learn.answer import answer
from meta_rater_learn.request import parse_request
from tests.surfaces import made_request, made_runs, silent

OPTIMUM = np.array([0.4, 0.3, 0.2, 0.1])


def shuffled(runs: dict[str, Any]) -> dict[str, Any]:
    order = list(range(len(runs["ids"])))
    random.Random(7).shuffle(order)
    return {key: [values[at] for at in order] for key, values in runs.items()}


@pytest.mark.parametrize("model", ["lightgbm", "ridge", "gp", "boosted"])
def test_the_order_of_the_rows_changes_nothing(model: str) -> None:
    runs, test = made_runs(60, OPTIMUM, 0.05, 1), made_runs(30, OPTIMUM, 0.05, 2)
    answers = [
        answer(parse_request(made_request(of(runs), test=of(test), model=model)), silent)
        for of in (lambda same: same, shuffled)
    ]
    assert answers[0] == answers[1]


def test_another_seed_draws_other_folds() -> None:
    runs = made_runs(60, OPTIMUM, 0.05, 1)
    first, second = (answer(parse_request(made_request(runs, seed=seed)), silent)["validation"] for seed in (0, 1))
    assert first != second


def test_auto_takes_the_model_that_errs_least_and_lists_all() -> None:
    found: dict[str, Any] = answer(parse_request(made_request(made_runs(60, OPTIMUM, 0.02, 1), model="auto")), silent)
    assert found["model"] == "gp"
    errors = [tried["rmse"] for tried in found["tried"]]
    assert errors == sorted(errors)
    assert sorted(tried["model"] for tried in found["tried"]) == ["boosted", "gp", "lightgbm", "ridge"]
    assert {key: figure for key, figure in found["tried"][0].items() if key != "model"} == found["validation"]


def test_the_program_reads_one_file_and_writes_one_and_tells_progress_by_line(tmp_path: Path) -> None:
    request, target = tmp_path / "request.json", tmp_path / "answer.json"
    request.write_text(json.dumps(made_request(made_runs(20, OPTIMUM, 0.0, 1))))
    command = [sys.executable, "-m", "meta_rater_learn.fit", str(request), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    assert json.loads(done.stdout.splitlines()[0]) == {
        "phase": "cross-validating",
        "done": 0,
        "total": 1,
        "unit": "models",
    }
    assert json.loads(target.read_text())["validation"]["n"] == 20
    assert sorted(tmp_path.iterdir()) == [target, request]


def test_a_request_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2 is not one this package reads"):
        parse_request(made_request(made_runs(20, OPTIMUM, 0.0, 1), v=2))


def test_every_run_is_told_as_predicted_by_a_model_that_has_not_seen_it_and_points_with_an_interval() -> None:
    runs = made_runs(60, OPTIMUM, 0.02, 1)
    points = {"best": OPTIMUM.tolist(), "corner": [1.0, 0.0, 0.0, 0.0]}
    found: dict[str, Any] = answer(parse_request(made_request(runs, model="gp", points=points)), silent)
    predicted = {run["id"]: run["predicted"] for run in found["crossValidated"]}
    assert sorted(predicted) == sorted(runs["ids"])
    errors = [predicted[name] - loss for name, loss in zip(runs["ids"], runs["losses"], strict=True)]
    assert float(np.sqrt(np.mean(np.square(errors)))) == pytest.approx(found["validation"]["rmse"])
    best, corner = found["points"]
    assert [best["id"], corner["id"]] == ["best", "corner"]
    assert best["low"] < best["predicted"] < best["high"] < corner["predicted"]


def test_a_request_without_points_is_answered_without_any() -> None:
    assert "points" not in answer(parse_request(made_request(made_runs(20, OPTIMUM, 0.0, 1))), silent)
