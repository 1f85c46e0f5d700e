"""A run from its bundle to a model that plain transformers loads."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

from meta_rater_gpu.bundle import sha256_of
from tests.bundles import real_documents, small_tokenizer, write_bundle

PACKAGE = Path(__file__).parents[1]


def new_run(folder: Path, **train: Any) -> Path:
    documents = real_documents(60)
    tokenizer = small_tokenizer(d.text for d in documents)
    folder.mkdir(parents=True)
    write_bundle(folder, documents[:50], documents[50:], tokenizer, train=train)
    return folder


def start(run: Path, attempt: int = 1) -> subprocess.Popen[bytes]:
    (run / "attempts" / str(attempt)).mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "meta_rater_gpu.train", str(run), "--attempt", str(attempt)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(PACKAGE)}
    return subprocess.Popen(command, env=environment)


def events(run: Path) -> list[dict[str, Any]]:
    path = run / "events.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().split("\n")[:-1]]


def wait_for_checkpoint(run: Path) -> None:
    while not any(event["type"] == "checkpoint" for event in events(run)):
        time.sleep(0.02)


def weights(run: Path) -> str:
    return sha256_of(run / "model" / "model.safetensors")


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = new_run(tmp_path_factory.mktemp("runs") / "whole")
    assert start(run).wait() == 0
    return run


def test_a_run_takes_every_step_once_and_its_validation_loss_falls(uninterrupted: Path) -> None:
    found = events(uninterrupted)
    steps = [event["step"] for event in found if event["type"] == "metrics"]
    assert steps == list(range(1, 25))
    losses = [event["loss"] for event in found if event["type"] == "validation"]
    assert losses[-1] < losses[0]
    assert [event["seq"] for event in found] == sorted({event["seq"] for event in found})
    assert found[-1]["type"] == "succeeded"
    result = json.loads((uninterrupted / "result.json").read_text())
    assert (result["status"], result["step"], result["tokens"]) == ("succeeded", 24, 24 * 256)


def test_plain_transformers_loads_the_model(uninterrupted: Path) -> None:
    model = AutoModelForCausalLM.from_pretrained(uninterrupted / "model", local_files_only=True)
    assert type(model) is LlamaForCausalLM


def test_a_finished_run_is_not_trained_again(uninterrupted: Path) -> None:
    before = (uninterrupted / "events.jsonl").read_bytes()
    assert start(uninterrupted, 2).wait() == 0
    assert (uninterrupted / "events.jsonl").read_bytes() == before


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGTERM, 75), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_interrupted_run_ends_with_the_weights_of_an_uninterrupted_one(
    tmp_path: Path, uninterrupted: Path, signum: signal.Signals, code: int
) -> None:
    run = new_run(tmp_path / "cut")
    first = start(run)
    wait_for_checkpoint(run)
    first.send_signal(signum)
    assert first.wait() == code
    assert start(run, 2).wait() == 0
    assert weights(run) == weights(uninterrupted)


def test_a_changed_bundle_is_bad_data(tmp_path: Path) -> None:
    run = new_run(tmp_path / "changed")
    (run / "bundle" / "tokenizer" / "tokenizer.json").write_text("{}")
    assert start(run).wait() == 65


@pytest.mark.parametrize(
    ("hidden", "layers", "heads", "kv_heads", "intermediate", "parameters"),
    [
        (2048, 24, 16, 16, 5504, 1_345_423_360),
        (2560, 40, 20, 20, 6912, 3_335_989_760),
        (4096, 32, 32, 8, 14336, 7_241_732_096),
    ],
)
def test_the_published_shapes_have_exactly_the_published_parameters(
    hidden: int, layers: int, heads: int, kv_heads: int, intermediate: int, parameters: int
) -> None:
    config = LlamaConfig(
        vocab_size=32000,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        num_key_value_heads=kv_heads,
        intermediate_size=intermediate,
        tie_word_embeddings=False,
    )
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    assert sum(p.numel() for p in model.parameters()) == parameters
