"""Learning rates, FLOPs, peaks and how much is computed at once: exact values."""

import math
from dataclasses import replace

import pytest
import torch

from meta_rater_gpu import devices
from meta_rater_gpu.config import Schedule, Sharding, TrainSettings
from meta_rater_gpu.corpus_loss import figures
from meta_rater_gpu.exits import TrainerError
from meta_rater_gpu.optimizer import learning_rate, new_optimizer
from meta_rater_gpu.parallel import is_sharded

LLAMA_1B = devices.Footprint(parameters=1_345_423_360, layers=24, hidden=2048, vocabulary=32_000, context=1024)


def settings(schedule: Schedule, warmup: int) -> TrainSettings:
    return TrainSettings(
        token_budget=1100,
        batch_tokens=10,
        context=10,
        learning_rate=1.0,
        weight_decay=0.1,
        warmup_steps=warmup,
        schedule=schedule,
        seed=0,
        checkpoint_every_steps=1,
        validate_every_steps=1,
        precision="auto",
    )


def test_the_rate_warms_up_linearly_and_ends_at_a_tenth() -> None:
    cosine = settings("cosine", warmup=10)
    assert [learning_rate(cosine, step) for step in (1, 5, 10)] == [0.1, 0.5, 1.0]
    assert learning_rate(cosine, 60) == pytest.approx(0.55)
    assert learning_rate(cosine, 110) == pytest.approx(0.1)


def test_a_constant_rate_stays() -> None:
    constant = settings("constant", warmup=0)
    assert {learning_rate(constant, step) for step in (1, 50, 110)} == {1.0}


def test_a_stable_rate_decays_in_the_last_share_of_the_steps() -> None:
    wsd = replace(settings("wsd", warmup=10), decay_share=0.4)
    assert [learning_rate(wsd, step) for step in (5, 10, 60, 66)] == [0.5, 1.0, 1.0, 1.0]
    assert learning_rate(wsd, 77) == pytest.approx(0.1 + 0.9 * (1 - math.sqrt(11 / 44)))
    assert learning_rate(wsd, 110) == pytest.approx(0.1)


def test_a_decay_does_not_reach_into_the_warm_up() -> None:
    wsd = replace(settings("wsd", warmup=100), decay_share=1.0)
    assert [learning_rate(wsd, step) for step in (50, 100)] == [0.5, 1.0]
    assert learning_rate(wsd, 101) == pytest.approx(0.1 + 0.9 * (1 - math.sqrt(0.1)))


def test_a_warm_up_longer_than_the_training_never_ends() -> None:
    assert learning_rate(settings("cosine", warmup=220), 110) == 0.5


def test_norms_do_not_decay() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(3, 3, bias=False), torch.nn.LayerNorm(3))
    matrices, norms = new_optimizer(model, 0.1).param_groups
    assert [(len(g["params"]), g["weight_decay"]) for g in (matrices, norms)] == [(1, 0.1), (2, 0.0)]


def test_the_published_throughput_gives_the_published_mfu() -> None:
    flops = devices.flops_per_token(LLAMA_1B.parameters, 24, 2048, 1024)
    assert flops == 6 * 1_345_423_360 + 12 * 24 * 2048 * 1024
    share = devices.mfu(flops, 18_601, devices.peak_tflops("NVIDIA A800-SXM4-80GB"), 1)
    assert share == pytest.approx(0.517, abs=0.001)


def test_a_device_without_a_known_peak_has_no_mfu() -> None:
    assert devices.peak_tflops("cpu") is None
    assert devices.mfu(1, 1.0, None, 1) is None
    assert devices.peak_tflops("NVIDIA H100 PCIe") == 756.0
    assert devices.peak_tflops("NVIDIA H100 80GB HBM3") == 989.0
    assert devices.peak_tflops("NVIDIA L4") == 121.0


def test_what_is_computed_at_once_divides_the_share_of_a_batch() -> None:
    tiny = devices.Footprint(parameters=1, layers=1, hidden=1, vocabulary=1, context=256)
    assert [devices.micro_sequences(n, tiny, None) for n in (1, 7, 8, 12, 13, 16)] == [1, 7, 8, 6, 1, 8]


def test_a_large_model_computes_fewer_sequences_at_once() -> None:
    def at(gigabytes: int) -> int:
        return devices.micro_sequences(128, LLAMA_1B, gigabytes * 10**9)

    assert (at(24), at(40), at(80)) == (1, 4, 16)
    for gigabytes in (40, 80):
        used = LLAMA_1B.state_bytes + at(gigabytes) * LLAMA_1B.sequence_bytes
        assert used < 0.85 * gigabytes * 10**9


def test_a_shard_is_its_part_of_weights_gradients_and_moments() -> None:
    assert replace(LLAMA_1B, shards=32).state_bytes == 16 * 1_345_423_360 // 32
    assert (LLAMA_1B.gathered_bytes, replace(LLAMA_1B, shards=2).gathered_bytes > 0) == (0, True)


def test_computing_activations_again_leaves_room_for_more_sequences() -> None:
    again = replace(LLAMA_1B, recompute=True)
    assert again.sequence_bytes == 1024 * ((2 * 24 + 34) * 2048 + 10 * 32_000)
    assert devices.micro_sequences(128, again, 40 * 10**9) == 16


def test_a_model_is_sharded_where_asked_or_where_it_does_not_fit() -> None:
    def sharded(sharding: Sharding, gigabytes: int | None, processes: int) -> bool:
        return is_sharded(sharding, LLAMA_1B, None if gigabytes is None else gigabytes * 10**9, processes)

    assert [sharded("auto", gigabytes, 8) for gigabytes in (None, 80, 24)] == [False, False, True]
    assert [sharded("none", 24, 8), sharded("full", None, 8), sharded("full", 24, 1)] == [False, True, False]


def test_a_cpu_trains_in_float32_unless_asked() -> None:
    cpu = torch.device("cpu")
    assert devices.autocast_type("auto", cpu) is None
    assert devices.autocast_type("float32", cpu) is None
    assert devices.autocast_type("bfloat16", cpu) is torch.bfloat16


def test_texts_without_a_byte_have_no_bits_a_byte_and_a_loss_is_a_finite_number() -> None:
    assert figures(6.0, 3, 0) == {"loss": 2.0, "bits_per_byte": None}
    assert figures(math.log(2) * 6, 3, 2) == {"loss": pytest.approx(math.log(4)), "bits_per_byte": pytest.approx(3)}
    for nats in (math.nan, math.inf):
        with pytest.raises(TrainerError, match="The loss over the validation set is") as told:
            figures(nats, 3, 2)
        assert told.value.code == 66
