"""How a model is computed and spread over processes, part by part."""

from collections.abc import Callable
from functools import partial
from typing import cast

import torch
from torch import nn
from torch.distributed.checkpoint.state_dict import StateDictOptions, get_model_state_dict
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import FSDPModule, MixedPrecisionPolicy, fully_shard
from torch.nn.parallel import DistributedDataParallel
from torch.utils.checkpoint import checkpoint
from transformers.models.llama.modeling_llama import LlamaDecoderLayer

from meta_rater_gpu.config import Sharding, TrainSettings
from meta_rater_gpu.devices import Footprint
from meta_rater_gpu.world import World


def is_sharded(sharding: Sharding, whole: Footprint, memory_bytes: int | None, processes: int) -> bool:
    """Whether weights, gradients and moments are spread; "auto" does so where a GPU cannot hold the whole model."""
    if processes == 1 or sharding == "none":
        return False
    return sharding == "full" or (memory_bytes is not None and not whole.fits(memory_bytes))


def preparation(
    train: TrainSettings, world: World, sharded: bool, compute_type: torch.dtype | None
) -> Callable[[nn.Module], None]:
    """What makes a part of a model ready to train. `compute_type`: of weights and activations where it is not float32;
    gradients are summed in float32 all the same."""
    shard = sharding(world, compute_type) if sharded else None

    def prepare(part: nn.Module) -> None:
        if isinstance(part, LlamaDecoderLayer):
            if train.activation_checkpointing:
                part.forward = partial(checkpoint, part.forward, use_reentrant=False)  # type: ignore[method-assign]
            if train.compile:
                part.compile()
        if shard is not None:
            shard(part)

    return prepare


def sharding(world: World, compute_type: torch.dtype | None) -> Callable[[nn.Module], None]:
    """FSDP2 over all processes; a part's weights are whole only while it is computed."""
    mesh = init_device_mesh(world.device.type, (world.size,))
    policy = MixedPrecisionPolicy(param_dtype=compute_type, reduce_dtype=torch.float32)

    def shard(part: nn.Module) -> None:
        fully_shard(part, mesh=mesh, mp_policy=policy)

    return shard


def replicated(model: nn.Module, world: World) -> nn.Module:
    """The module to compute with: gradients are averaged over the processes, sharded or not. Those of replicas lie in
    the buckets they are exchanged in, which would else take 4 more bytes a parameter."""
    if world.size == 1 or isinstance(model, FSDPModule):
        return model
    devices = None if world.device.type == "cpu" else [world.device]
    return DistributedDataParallel(model, device_ids=devices, gradient_as_bucket_view=True)


def whole_weights(model: nn.Module) -> dict[str, torch.Tensor]:
    """All weights in the memory of rank 0's CPU; the other processes help to gather them."""
    options = StateDictOptions(full_state_dict=True, cpu_offload=True)
    return cast("dict[str, torch.Tensor]", get_model_state_dict(model, options=options))
