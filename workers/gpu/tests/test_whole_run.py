"""A run from its bundle to a model that plain transformers loads, however often it is interrupted."""

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

from meta_rater_gpu.checkpoints import checkpoints
from meta_rater_gpu.train import main
from tests.bundles import LLAMA, real_documents, small_tokenizer, write_bundle
from tests.runs import (
    events,
    new_run,
    of_type,
    start,
    supervise,
    torchrun,
    wait_for_checkpoint,
    wait_for_draft,
    weights,
)

STEPS = list(range(1, 25))


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = new_run(tmp_path_factory.mktemp("runs") / "whole")
    assert start(run).wait() == 0
    return run


def test_a_run_takes_every_step_once_and_its_validation_loss_falls(uninterrupted: Path) -> None:
    assert [event["step"] for event in of_type(uninterrupted, "metrics")] == STEPS
    validations = of_type(uninterrupted, "validation")
    assert [event["step"] for event in validations] == [0, 8, 16, 24]
    assert validations[-1]["loss"] < validations[0]["loss"] - 0.5
    assert len(validations[0]["by_domain"]) > 1
    assert [event["step"] for event in of_type(uninterrupted, "samples")] == [0, 24]


def test_events_are_counted_and_end_with_success(uninterrupted: Path) -> None:
    found = events(uninterrupted)
    assert [event["seq"] for event in found] == list(range(1, len(found) + 1))
    assert [found[0]["type"], found[-1]["type"]] == ["starting", "succeeded"]


def test_the_result_counts_steps_and_tokens(uninterrupted: Path) -> None:
    result = json.loads((uninterrupted / "result.json").read_text())
    last = of_type(uninterrupted, "succeeded")[0]
    assert (result["status"], result["step"], result["tokens"]) == ("succeeded", 24, 24 * 256)
    assert (result["loss"], result["validation_loss"]) == (last["loss"], last["validation_loss"])


def test_the_last_two_checkpoints_are_kept(uninterrupted: Path) -> None:
    assert [event["step"] for event in of_type(uninterrupted, "checkpoint")] == [5, 10, 15, 20, 24]
    names = sorted(path.name for path in (uninterrupted / "checkpoints").iterdir())
    assert names == ["step-000000020", "step-000000024"]


def test_plain_transformers_loads_the_model_and_its_tokenizer(uninterrupted: Path) -> None:
    model: Any = AutoModelForCausalLM.from_pretrained(uninterrupted / "model", local_files_only=True)
    tokenizer: Any = AutoTokenizer.from_pretrained(uninterrupted / "model", local_files_only=True)
    assert type(model).__name__ == "LlamaForCausalLM"
    ids = tokenizer("The state of the union").input_ids
    assert ids[0] == tokenizer.bos_token_id == 1
    assert tokenizer.decode(ids, skip_special_tokens=True) == "The state of the union"
    continued = model.generate(torch.tensor([ids]), max_new_tokens=4, min_new_tokens=4, do_sample=False)
    assert continued.shape == (1, len(ids) + 4)


def test_a_finished_run_is_not_trained_again(uninterrupted: Path) -> None:
    before = (uninterrupted / "events.jsonl").read_bytes()
    assert main([str(uninterrupted), "--attempt", "2"]) == 0
    assert (uninterrupted / "events.jsonl").read_bytes() == before


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGTERM, 75), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_run_interrupted_while_it_writes_a_checkpoint_ends_with_the_weights_of_an_uninterrupted_one(
    tmp_path: Path, uninterrupted: Path, signum: signal.Signals, code: int
) -> None:
    run = new_run(tmp_path / "cut", checkpointEverySteps=2)
    first = start(run)
    wait_for_checkpoint(run, first)
    wait_for_draft(run, first)
    first.send_signal(signum)
    assert first.wait() == code
    for path in checkpoints(run / "checkpoints"):
        assert {".metadata", "position.json", "random.pt"} <= {file.name for file in path.iterdir()}
    caches = {path: path.stat().st_ino for path in (run / "tokens").rglob("tokens.bin")}
    assert start(run, 2).wait() == 0
    assert list((run / "checkpoints").glob(".*")) == []
    assert weights(run) == weights(uninterrupted)
    assert {event["step"]: event["loss"] for event in of_type(run, "metrics")} == {
        event["step"]: event["loss"] for event in of_type(uninterrupted, "metrics")
    }
    assert [event["attempt"] for event in of_type(run, "resumed")] == [2]
    assert {path: path.stat().st_ino for path in (run / "tokens").rglob("tokens.bin")} == caches


def test_two_processes_train_one_model_and_resume_to_the_same_bytes(tmp_path: Path) -> None:
    whole, cut = (new_run(tmp_path / name, processes=2) for name in ("whole", "cut"))
    assert supervise(whole, 1, torchrun(2, whole, 1)).wait() == 0
    assert [event["step"] for event in of_type(whole, "metrics")] == STEPS
    assert of_type(whole, "starting")[0]["world"] == 2
    [_, last] = checkpoints(whole / "checkpoints")
    assert [path.name for path in last.glob("*.distcp")] == ["__0_0.distcp"]
    supervisor = supervise(cut, 1, torchrun(2, cut, 1))
    wait_for_checkpoint(cut, supervisor)
    supervisor.terminate()
    assert supervisor.wait() == 75
    assert (cut / "attempts" / "1" / "exit_code").read_text() == "75\n"
    assert supervise(cut, 2, torchrun(2, cut, 2)).wait() == 0
    assert weights(cut) == weights(whole)


def test_a_changed_bundle_is_bad_data(tmp_path: Path) -> None:
    run = new_run(tmp_path / "changed")
    (run / "bundle" / "tokenizer" / "tokenizer.json").write_text("{}")
    assert main([str(run), "--attempt", "1"]) == 65
    failed = of_type(run, "failed")[0]
    assert failed["code"] == 65
    assert "tokenizer/tokenizer.json" in failed["message"]
    assert not (run / "result.json").exists()


def test_a_loss_that_is_no_number_ends_the_run(tmp_path: Path) -> None:
    run = new_run(tmp_path / "hot", learningRate=1e38, warmupSteps=0)
    assert main([str(run), "--attempt", "1"]) == 66
    failed = of_type(run, "failed")[0]
    assert failed["code"] == 66
    assert "lower the learning rate" in failed["message"]


def test_a_run_for_more_processes_than_started_it_is_a_bad_configuration(tmp_path: Path) -> None:
    run = new_run(tmp_path / "two", processes=2)
    assert main([str(run), "--attempt", "1"]) == 78
    assert "wants 2 process(es) but 1 started it" in of_type(run, "failed")[0]["message"]


def test_a_tokenizer_larger_than_the_vocabulary_is_a_bad_configuration(tmp_path: Path) -> None:
    documents = real_documents(4)
    run = tmp_path / "small"
    tokenizer = small_tokenizer(d.text for d in documents)
    write_bundle(run, documents[:2], documents[2:], tokenizer, llama={"vocab_size": LLAMA["vocab_size"] - 1})
    assert main([str(run), "--attempt", "1"]) == 78


def test_a_checkpoint_of_another_bundle_is_refused(tmp_path: Path, uninterrupted: Path) -> None:
    run = new_run(tmp_path / "other", seed=8)
    shutil.copytree(uninterrupted / "checkpoints", run / "checkpoints")
    assert main([str(run), "--attempt", "1"]) == 65
    assert "trained from another bundle" in of_type(run, "failed")[0]["message"]


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
    assert model.num_parameters() == parameters
