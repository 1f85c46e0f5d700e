"""A step's gradient is the same however its tokens are cut and its layers are computed."""

import shutil
from contextlib import nullcontext
from dataclasses import replace

import pytest
import torch
from transformers import LlamaForCausalLM

from meta_rater_gpu.gradients import accumulate, clip_gradients
from meta_rater_gpu.llama import llama_config, new_model
from meta_rater_gpu.parallel import preparation
from meta_rater_gpu.trainer import rank_sequences
from meta_rater_gpu.world import World
from tests.bundles import CONTEXT, LLAMA, VOCABULARY
from tests.test_arithmetic import settings

CPU = torch.device("cpu")
BATCH = torch.randint(3, VOCABULARY, (8, CONTEXT + 1), generator=torch.Generator().manual_seed(3))


def model(compiled: bool = False, again: bool = False) -> LlamaForCausalLM:
    train = replace(settings("constant", 0), compile=compiled, activation_checkpointing=again)
    prepare = preparation(train, World(0, 1, CPU, 1), sharded=False, compute_type=None)
    return new_model(llama_config(LLAMA, CONTEXT), 5, CPU, prepare)


def gradient(of: LlamaForCausalLM, *sizes: int) -> tuple[float, torch.Tensor]:
    """Loss and flat gradient of the batch in micro-batches of those sizes."""
    loss = accumulate(of, torch.split(BATCH, list(sizes)), BATCH[:, 1:].numel(), nullcontext)
    return float(loss), torch.cat([p.grad.flatten() for p in of.parameters() if p.grad is not None])


LOSS, GRADIENT = gradient(model(), 8)


def agrees(found: tuple[float, torch.Tensor]) -> bool:
    return found[0] == pytest.approx(LOSS, rel=1e-6) and torch.allclose(found[1], GRADIENT, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("sizes", [(4, 4), (1,) * 8, (3, 3, 2), (7, 1)])
def test_micro_batches_of_any_size_add_up_to_the_mean_over_tokens(sizes: tuple[int, ...]) -> None:
    assert agrees(gradient(model(), *sizes))


def test_activations_computed_again_give_the_same_gradient() -> None:
    found = gradient(model(again=True), 8)
    assert found[0] == LOSS
    assert torch.equal(found[1], GRADIENT)


@pytest.mark.skipif(shutil.which("g++") is None, reason="torch.compile needs a C++ compiler")
def test_compiled_layers_give_the_same_gradient() -> None:
    assert agrees(gradient(model(compiled=True, again=True), 8))


def test_a_gradient_is_clipped_at_its_norm_over_all_parameters() -> None:
    small = model()
    gradient(small, 8)
    assert clip_gradients(small, 0.5) == pytest.approx(float(GRADIENT.norm()), rel=1e-5)
    clipped = torch.cat([p.grad.flatten() for p in small.parameters() if p.grad is not None])
    assert float(clipped.norm()) == pytest.approx(0.5, rel=1e-4)


def test_first_weights_are_normal_norms_are_one_and_ties_stay() -> None:
    small = model()
    assert small.lm_head.weight is small.model.embed_tokens.weight
    assert float(small.model.embed_tokens.weight.detach().std()) == pytest.approx(0.02, rel=0.02)
    assert torch.equal(small.model.norm.weight, torch.ones(32))
    assert all(torch.equal(a, b) for a, b in zip(small.parameters(), model().parameters(), strict=True))


@pytest.mark.parametrize("world", [1, 2, 4, 8])
def test_a_step_reads_the_same_sequences_in_any_number_of_processes(world: int) -> None:
    shares = [rank_sequences(3, 16, rank, world) for rank in range(world)]
    assert [first + i for first, count in shares for i in range(count)] == list(range(32, 48))
