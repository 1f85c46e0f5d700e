"""`python -m meta_rater_gpu.plan --model 3.3B --world 32`: what each process of a sharded training holds, as one line
of JSON, without any device: the model is built and sharded on a process group that is only pretended."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import distributed
from torch.distributed.tensor import DTensor
from torch.testing._internal.distributed.fake_pg import FakeStore
from transformers import LlamaForCausalLM

from meta_rater_gpu.devices import Footprint
from meta_rater_gpu.llama import empty_model, llama_config, parts_of
from meta_rater_gpu.optimizer import new_optimizer
from meta_rater_gpu.parallel import sharding
from meta_rater_gpu.shapes import SHAPES
from meta_rater_gpu.world import World


@contextmanager
def _pretended(size: int) -> Iterator[World]:
    """Rank 0 of a world of that size, which holds as much as any: shares are rounded up."""
    distributed.init_process_group("fake", store=FakeStore(), rank=0, world_size=size)
    try:
        yield World(0, size, torch.device("cpu"), 1)
    finally:
        distributed.destroy_process_group()


def _held(tensor: torch.Tensor) -> int:
    """Bytes of a tensor in this process."""
    local = tensor.to_local() if isinstance(tensor, DTensor) else tensor
    return local.numel() * local.element_size()


def _state(model: LlamaForCausalLM) -> dict[str, int]:
    """Bytes of weights, of gradients and of the moments AdamW keeps once it has taken a step."""
    parameters = list(model.parameters())
    for parameter in parameters:
        parameter.grad = torch.zeros_like(parameter)
    optimizer = new_optimizer(model, 0.1)
    for group in optimizer.param_groups:
        group["fused"] = False  # The fused kernel wants a device; what it keeps is the same.
    optimizer.step()
    moments = [state[name] for state in optimizer.state.values() for name in ("exp_avg", "exp_avg_sq")]
    return {
        "weights": sum(map(_held, parameters)),
        "gradients": sum(_held(parameter.grad) for parameter in parameters if parameter.grad is not None),
        "optimizer": sum(map(_held, moments)),
    }


def plan(name: str, size: int, micro: int, recompute: bool) -> dict[str, object]:
    """Exact bytes of what is sharded, and as `estimate` those that a micro-batch of `micro` sequences needs besides."""
    config = llama_config(SHAPES[name], 2)
    with _pretended(size) as world:
        model = empty_model(config)
        parameters = model.num_parameters()
        shard = sharding(world, torch.bfloat16)
        for part in parts_of(model):
            shard(part)
        held = _state(model)
    shape = Footprint(
        parameters=parameters,
        layers=config.num_hidden_layers,
        hidden=config.hidden_size,
        vocabulary=config.vocab_size,
        context=config.max_position_embeddings,
        shards=size,
        recompute=recompute,
    )
    return {
        "model": name,
        "world": size,
        "parameters": parameters,
        "perRank": held | {"total": sum(held.values())},
        "estimate": {
            "microSequences": micro,
            "activationCheckpointing": recompute,
            "gathered": shape.gathered_bytes,
            "activations": micro * shape.sequence_bytes,
        },
    }


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="meta_rater_gpu.plan", description=__doc__)
    parser.add_argument("--model", choices=sorted(SHAPES), required=True)
    parser.add_argument("--world", type=int, required=True, help="number of processes, one a GPU")
    parser.add_argument("--micro", type=int, default=8, help="sequences computed at once")
    parser.add_argument("--activation-checkpointing", action="store_true")
    given = parser.parse_args(argv)
    line = plan(given.model, given.world, given.micro, given.activation_checkpointing)
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
