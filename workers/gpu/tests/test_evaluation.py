"""An evaluation by the real harness, against figures made of the model's logits without it."""

import json
import math
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from meta_rater_gpu.evaluate import main
from meta_rater_gpu.exits import TrainerError
from tests.bundles import write_manifest
from tests.evaluations import CONTEXT, QUESTIONS, Oracle, copy_of, new_evaluation, trained
from tests.runs import ENVIRONMENT, events, of_type

TASKS: list[dict[str, Any]] = [{"name": "colours"}, {"name": "continue", "shots": 0}, {"name": "validation"}]


def evaluate(run: Path, attempt: int = 1, **environment: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "meta_rater_gpu.attempt", str(run), "--attempt", str(attempt)]
    return subprocess.Popen(program, env=ENVIRONMENT | environment)


def result(run: Path, task: str) -> dict[str, Any]:
    return json.loads((run / "eval" / f"{task}.json").read_text())  # type: ignore[no-any-return]


def figure(run: Path, task: str, name: str) -> float:
    [metric] = [metric for metric in result(run, task)["metrics"] if metric["name"] == name]
    return metric["value"]  # type: ignore[no-any-return]


def changed(run: Path, name: str, **evaluate: Any) -> Path:
    """The run with other settings of its evaluation."""
    target = copy_of(run, name)
    path = target / "bundle" / "run.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps(content | {"evaluate": content["evaluate"] | evaluate}))
    write_manifest(target / "bundle")
    return target


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def oracle(home: Path) -> Oracle:
    return trained(home / "trained")


@pytest.fixture(scope="module")
def done(home: Path, oracle: Oracle) -> Path:
    run = new_evaluation(home / "evaluation", home / "trained", oracle, TASKS)
    assert evaluate(run).wait() == 0
    return run


def test_choices_are_scored_as_the_models_own_probabilities_say(done: Path, oracle: Oracle) -> None:
    plain, by_length = [], []
    for question in QUESTIONS:
        choices: list[str] = question["choices"]
        told = [oracle.log_probability(str(question["question"]), f" {choice}") for choice in choices]
        norm = [value / len(choice) for value, choice in zip(told, choices, strict=True)]
        plain.append(float(told.index(max(told)) == question["answer"]))
        by_length.append(float(norm.index(max(norm)) == question["answer"]))
    found = result(done, "colours")
    assert found["items"]["outcomes"] == {"acc,none": plain, "acc_norm,none": by_length}
    assert found["items"]["ids"] == [str(number) for number in range(8)]
    assert len(set(found["items"]["hashes"])) == 8
    mean = sum(plain) / 8
    [acc] = [metric for metric in found["metrics"] if metric["name"] == "acc"]
    assert acc == {
        "name": "acc",
        "filter": "none",
        "value": mean,
        "stderr": pytest.approx(math.sqrt(mean * (1 - mean) / 7)),
        "higher_is_better": True,
    }
    assert 0 < mean < 1
    assert figure(done, "colours", "acc_norm") == sum(by_length) / 8


def test_a_continuation_counts_where_it_is_exactly_the_greedy_one(done: Path) -> None:
    found = result(done, "continue")
    assert found["items"]["outcomes"] == {"exact_match,none": [1.0, 0.0, 1.0, 0.0]}
    assert figure(done, "continue", "exact_match") == 0.5


def test_the_loss_is_over_every_token_of_the_validation_set(done: Path, oracle: Oracle) -> None:
    texts: dict[str, list[str]] = {}
    for document in oracle.held_out:
        texts.setdefault(document.domain, []).append(document.text)
    nats = {}
    for domain, own in texts.items():
        stream = [token for text in own for token in [*oracle.ids(text), 2]]
        told = 0.0
        for start in range(0, len(stream) - 1, CONTEXT):
            window = stream[start : start + CONTEXT + 1]
            logits = oracle.logits(window[:-1]).log_softmax(-1)
            told -= sum(float(logits[place, token]) for place, token in enumerate(window[1:]))
        nats[domain] = (told, len(stream) - 1, sum(len(text.encode()) for text in own))
    found = result(done, "validation")
    assert [part["domain"] for part in found["domains"]] == sorted(nats)
    for part in found["domains"]:
        total, tokens, size = nats[part["domain"]]
        assert part["tokens"] == tokens
        assert part["loss"] == pytest.approx(total / tokens, rel=1e-5)
        assert part["bits_per_byte"] == pytest.approx(total / math.log(2) / size, rel=1e-5)
    total, tokens, size = (sum(parts) for parts in zip(*nats.values(), strict=True))
    assert found["n"] == tokens
    assert figure(done, "validation", "loss") == pytest.approx(total / tokens, rel=1e-5)
    assert figure(done, "validation", "perplexity") == pytest.approx(math.exp(total / tokens), rel=1e-4)
    assert figure(done, "validation", "bits_per_byte") == pytest.approx(total / math.log(2) / size, rel=1e-5)


def test_every_figure_keeps_what_it_depends_on(done: Path) -> None:
    model = json.loads((done / "bundle" / "run.json").read_text())["model"]["sha256"]
    kept = ("source", "harness", "version", "shots", "limit", "seed", "model_sha256", "precision", "device", "n")
    assert {key: result(done, "colours")[key] for key in kept} == {
        "source": "files",
        "harness": "0.4.13",
        "version": 2.0,
        "shots": 0,
        "limit": None,
        "seed": 11,
        "model_sha256": model,
        "precision": "float32",
        "device": "cpu",
        "n": 8,
    }
    assert result(done, "validation")["source"] == "corpus"


def test_events_tell_of_every_task_and_the_result_names_them(done: Path) -> None:
    assert [event["type"] for event in events(done) if event["type"] not in ("progress", "heartbeat")] == [
        "starting",
        "running",
        *["checkpoint"] * 3,
        "succeeded",
    ]
    assert [event["path"] for event in of_type(done, "checkpoint")] == [f"eval/{task['name']}.json" for task in TASKS]
    first = of_type(done, "progress")[0]
    assert (first["task"], first["step"], first["done"], first["total"]) == ("colours", 0, 0, 32)
    ended = json.loads((done / "result.json").read_text())
    assert (ended["status"], ended["step"], ended["tasks"]) == ("succeeded", 3, ["colours", "continue", "validation"])


def test_an_interrupted_evaluation_goes_on_with_the_next_task(done: Path) -> None:
    run = copy_of(done, "cut")
    first = evaluate(run)
    while not of_type(run, "checkpoint"):
        assert first.poll() is None, "it ended before its first task"
        time.sleep(0.005)
    first.send_signal(signal.SIGTERM)
    assert first.wait() == 75
    finished = of_type(run, "preempted")[0]["step"]
    assert 1 <= finished < 3
    before = (run / "eval" / "colours.json").stat().st_ino
    assert evaluate(run, 2).wait() == 0
    assert (run / "eval" / "colours.json").stat().st_ino == before
    assert [event["step"] for event in of_type(run, "resumed")] == [finished]
    for task in TASKS:
        again, whole = (result(folder, str(task["name"])) for folder in (run, done))
        assert {**again, "seconds": 0} == {**whole, "seconds": 0}


def test_where_the_hub_gives_no_items_the_tasks_before_are_kept(done: Path, tmp_path: Path) -> None:
    run = changed(done, "hub", tasks=[{"name": "colours", "limit": 3, "shots": 1}, {"name": "sciq"}])
    # The folder of a run may be a link to another disk; its model lies beside the link.
    run.rename(tmp_path / "moved")
    run.symlink_to(tmp_path / "moved")
    assert evaluate(run, HF_HOME=str(tmp_path), HF_ENDPOINT="http://127.0.0.1:9").wait() == 78
    failed = of_type(run, "failed")[0]
    assert failed["code"] == 78
    assert "The task sciq reads its items from the Hugging Face Hub, which could not be done here" in failed["message"]
    found = result(run, "colours")
    assert (found["n"], found["limit"], found["shots"]) == (3, 3, 1)
    assert found["items"]["hashes"] == result(done, "colours")["items"]["hashes"][:3]


def test_a_task_that_does_not_exist_is_a_bad_configuration() -> None:
    from meta_rater_gpu.harness import Tasks

    with pytest.raises(TrainerError, match="There is no task nothing_like_it in lm-evaluation-harness") as told:
        Tasks(None, frozenset()).require("nothing_like_it")
    assert told.value.code == 78


def test_a_task_file_that_calls_python_is_refused(done: Path) -> None:
    run = copy_of(done, "python")
    (run / "bundle" / "tasks" / "evil.yaml").write_text("task: evil\nprocess_docs: !function os.system\n")
    write_manifest(run / "bundle")
    assert main([str(run), "--attempt", "1"]) == 65
    assert "without !function" in of_type(run, "failed")[0]["message"]


def test_a_tag_is_refused_and_the_tasks_it_stands_for_are_named(tmp_path: Path) -> None:
    from meta_rater_gpu.harness import Tasks

    for name in ("b", "a"):
        (tmp_path / f"{name}.yaml").write_text(f"task: {name}\ntag: both\n")
    with pytest.raises(TrainerError, match=r"both is no task but a tag .* Name its tasks: a, b\.") as told:
        Tasks(tmp_path, frozenset()).require("both")
    assert told.value.code == 78


def test_a_metric_that_the_harness_would_fetch_is_refused() -> None:
    from meta_rater_gpu.harness import require_metrics

    require_metrics(["acc", "exact_match"])
    with pytest.raises(TrainerError, match="The task files name someone/metric, no metric of") as told:
        require_metrics(["acc", "someone/metric"])
    assert told.value.code == 65


def test_another_model_than_the_trained_one_is_bad_data(done: Path, home: Path) -> None:
    run = copy_of(done, "other-model")
    path = home / "trained" / "model" / "config.json"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        assert main([str(run), "--attempt", "1"]) == 65
    finally:
        path.write_bytes(before)
    assert "is not the one that was trained" in of_type(run, "failed")[0]["message"]
