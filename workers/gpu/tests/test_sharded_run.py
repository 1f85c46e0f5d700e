"""Whole runs in two processes that share one model between them."""

import shutil
import signal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import torch
from transformers import AutoModelForCausalLM

from tests.bundles import write_manifest
from tests.runs import new_run, of_type, start, start_ranks, trainer, wait_for_checkpoint, weights

SHARDED = {"processes": 2, "leastProcesses": 1, "sharding": "full"}


def train(run: Path, attempt: int = 1) -> list[int]:
    """Exit code of each of two processes."""
    return [rank.wait() for rank in start_ranks(2, *trainer(run, attempt))]


def losses(run: Path) -> dict[int, float]:
    return {event["step"]: event["loss"] for event in of_type(run, "metrics")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = new_run(tmp_path_factory.mktemp("runs") / "whole", **SHARDED)
    assert train(run) == [0, 0]
    return run


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that was asked to stop after its first checkpoint."""
    run = new_run(tmp_path_factory.mktemp("runs") / "cut", **SHARDED)
    ranks = start_ranks(2, *trainer(run, 1))
    wait_for_checkpoint(run, ranks[0])
    for rank in ranks:
        rank.send_signal(signal.SIGTERM)
    assert [rank.wait() for rank in ranks] == [75, 75]
    return run


def test_a_sharded_run_ends_with_a_plain_model(whole: Path) -> None:
    assert list(losses(whole)) == list(range(1, 25))
    validations = of_type(whole, "validation")
    assert validations[-1]["loss"] < validations[0]["loss"] - 0.5
    assert [event["step"] for event in of_type(whole, "samples")] == [0, 24]
    model: Any = AutoModelForCausalLM.from_pretrained(whole / "model", local_files_only=True)
    assert (type(model).__name__, model.config.architectures) == ("LlamaForCausalLM", ["LlamaForCausalLM"])
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}


def test_as_many_processes_go_on_to_the_same_bytes(tmp_path: Path, whole: Path, cut: Path) -> None:
    run = shutil.copytree(cut, tmp_path / "cut")
    assert train(run, 2) == [0, 0]
    assert weights(run) == weights(whole)
    assert losses(run) == losses(whole)


def test_fewer_processes_go_on_with_the_same_data_and_nearly_the_same_losses(
    tmp_path: Path, whole: Path, cut: Path
) -> None:
    run = shutil.copytree(cut, tmp_path / "cut")
    assert start(run, 2).wait() == 0
    assert [event["world"] for event in of_type(run, "starting")] == [2, 1]
    assert list(losses(run)) == list(range(1, 25))
    assert losses(run) == pytest.approx(losses(whole), rel=1e-3)


def test_all_processes_agree_that_a_loss_is_no_number_and_keep_the_checkpoint_before(tmp_path: Path) -> None:
    hot = {"learningRate": 1e38, "warmupSteps": 0, "checkpointEverySteps": 1, "precision": "bfloat16"}
    run = new_run(tmp_path / "hot", **SHARDED, **hot)
    assert train(run) == [66, 66]
    assert [event["step"] for event in of_type(run, "checkpoint")] == [1]
    assert of_type(run, "failed")[0]["code"] == 66


def test_all_processes_agree_that_the_data_is_bad(tmp_path: Path) -> None:
    run = new_run(tmp_path / "bad", **SHARDED)
    pq.write_table(pa.table({"text": ["a", None], "domain": ["C4", "C4"]}), run / "bundle/data/part-00000.parquet")
    write_manifest(run / "bundle")
    assert train(run) == [65, 65]
    assert "without text" in of_type(run, "failed")[0]["message"]
