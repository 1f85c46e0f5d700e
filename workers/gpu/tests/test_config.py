"""run.json is read strictly: an error names the key, what it must be and what was found."""

import json
from pathlib import Path
from typing import Any

import pytest

from meta_rater_gpu.config import RunConfig, check_processes, read_config
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.llama import llama_config
from tests.bundles import LLAMA, TRAIN


def read(tmp_path: Path, train: dict[str, Any] | None = None, **root: Any) -> RunConfig:
    run = {
        "v": 1,
        "run": "r",
        "stage": "train",
        "model": {"name": "tiny", "config": LLAMA},
        "train": TRAIN | (train or {}),
        "data": {"files": ["data/part-00000.parquet"], "validation": ["data/validation.parquet"]},
        "tokenizer": "tokenizer/tokenizer.json",
        "resources": {"processes": 1},
        "secrets": [],
    }
    (tmp_path / "run.json").write_text(json.dumps(run | root))
    return read_config(tmp_path / "run.json")


def test_the_budget_is_cut_to_whole_batches(tmp_path: Path) -> None:
    train = read(tmp_path).train
    assert (train.total_steps, train.total_tokens) == (24, 24 * 256)


def test_a_run_that_says_nothing_of_scale_gets_the_plain_way(tmp_path: Path) -> None:
    train = read(tmp_path).train
    assert (train.micro_sequences, train.sharding, train.decay_share) == (None, "auto", 0.2)
    assert not train.compile
    assert not train.activation_checkpointing


def test_a_run_may_go_on_with_fewer_processes_where_it_says_so(tmp_path: Path) -> None:
    config = read(tmp_path, resources={"processes": 4, "leastProcesses": 2})
    check_processes(config, 2)
    for processes, message in ((1, "wants 4 process(es) but 1"), (3, "set it to a multiple of 96")):
        with pytest.raises(TrainerError) as raised:
            check_processes(config, processes)
        assert message in str(raised.value)


@pytest.mark.parametrize(
    ("train", "message"),
    [
        ({"tokenBudget": -5}, "train.tokenBudget must be a whole number of at least 1, found -5"),
        ({"tokenBudget": True}, "train.tokenBudget must be a whole number of at least 1, found True"),
        ({"learningRate": 0}, "train.learningRate must be positive, found 0"),
        ({"learningRate": "fast"}, "train.learningRate must be a finite number, found 'fast'"),
        ({"weightDecay": -0.1}, "train.weightDecay must be at least 0, found -0.1"),
        ({"schedule": "linear"}, "train.schedule must be one of cosine, wsd, constant, found 'linear'"),
        ({"precision": None}, "train.precision must be one of auto, float32, bfloat16, found None"),
        ({"decayShare": 1.5}, "train.decayShare must be at most 1, found 1.5"),
        ({"microSequences": -1}, "train.microSequences must be a whole number of at least 0, found -1"),
        ({"sharding": "half"}, "train.sharding must be one of auto, none, full, found 'half'"),
        ({"compile": "yes"}, "train.compile must be true or false, found 'yes'"),
        ({"batchTokens": 250}, "set it to a multiple of 32"),
        ({"tokenBudget": 255}, "less than one batch of 256"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, train: dict[str, Any], message: str) -> None:
    with pytest.raises(TrainerError) as raised:
        read(tmp_path, train)
    assert message in str(raised.value)
    assert raised.value.code is Exit.BAD_CONFIGURATION


@pytest.mark.parametrize(
    ("root", "message"),
    [
        ({"v": 2}, "newer than this trainer"),
        ({"stage": "rate"}, "stage must be one of train, found 'rate'"),
        ({"model": []}, "model must be an object"),
        ({"data": {"files": []}}, "data.files must be a list of at least 1 paths"),
        ({"resources": {}}, "resources.processes must be a whole number of at least 1, found nothing"),
        ({"resources": {"processes": 3}}, "set it to a multiple of 96"),
    ],
)
def test_a_wrong_part_is_named(tmp_path: Path, root: dict[str, Any], message: str) -> None:
    with pytest.raises(TrainerError) as raised:
        read(tmp_path, **root)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"model_type": "internlm"}, "not 'llama'"),
        ({"hidden_size": 0}, "model.config.hidden_size must be a whole number"),
        ({"hidden_size": 30}, "hidden_size is not a multiple of num_attention_heads"),
        ({"num_key_value_heads": 3}, "num_attention_heads is not a multiple of num_key_value_heads"),
        ({"vocab_size": 65_537}, "over 65,536"),
        ({"max_position_embeddings": 31}, "max_position_embeddings only 31"),
    ],
)
def test_a_model_that_cannot_be_is_a_bad_configuration(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(TrainerError) as raised:
        llama_config(LLAMA | fields, context=32)
    assert message in str(raised.value)
    assert raised.value.code is Exit.BAD_CONFIGURATION


def test_the_rotary_base_reaches_the_model() -> None:
    parameters = llama_config(LLAMA | {"rope_theta": 5000.0}, 32).to_dict()["rope_parameters"]
    assert parameters["rope_theta"] == 5000.0
