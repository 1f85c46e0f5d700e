"""A few steps of a small model in this process's world; as a program, one rank of a sharded one.

`python -m tests.small_training <folder>`: trains sharded, with activations computed again, and keeps a checkpoint in
from-many/ and what it held in many.pt; then loads the checkpoint from-one/ and writes what it found to one-in-many.pt;
last, trains replicas and writes where their gradients lie to replica-gradients.pt.
"""

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch.distributed.checkpoint.state_dict import StateDictOptions, get_state_dict
from torch.optim import AdamW
from transformers import LlamaForCausalLM

from meta_rater_gpu.checkpoints import Checkpoints, Position, checkpoints, load_checkpoint
from meta_rater_gpu.gradients import accumulate, clear_gradients, clip_gradients
from meta_rater_gpu.llama import llama_config, new_model
from meta_rater_gpu.optimizer import new_optimizer, set_learning_rate
from meta_rater_gpu.parallel import preparation, replicated
from meta_rater_gpu.world import World, open_world
from tests.bundles import CONTEXT, LLAMA, VOCABULARY
from tests.test_arithmetic import settings

BATCH = torch.randint(3, VOCABULARY, (8, CONTEXT + 1), generator=torch.Generator().manual_seed(3))
LONE = World(0, 1, torch.device("cpu"), 1)


def fresh(world: World, seed: int) -> tuple[LlamaForCausalLM, AdamW]:
    many = world.size > 1
    train = replace(settings("constant", 0), activation_checkpointing=many)
    prepare = preparation(train, world, sharded=many, compute_type=None)
    fields = LLAMA | {"tie_word_embeddings": False}
    model = new_model(llama_config(fields, CONTEXT), seed, world.device, prepare)
    return model, new_optimizer(model, 0.1)


def step(world: World, model: LlamaForCausalLM, optimizer: AdamW) -> tuple[float, float]:
    """Loss over all processes and gradient norm of a step on this process's share of the batch."""
    share = BATCH.chunk(world.size)[world.rank]
    loss = accumulate(model, share.split(2), share[:, 1:].numel(), nullcontext)  # type: ignore[no-untyped-call]
    norm = clip_gradients(model, 1.0)
    set_learning_rate(optimizer, 1e-2)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return world.sum([float(loss)])[0] / world.size, norm


def whole(model: LlamaForCausalLM, optimizer: AdamW) -> Any:
    """Weights and moments, gathered and copied."""
    options = StateDictOptions(full_state_dict=True, cpu_offload=True)
    return torch.utils._pytree.tree_map(
        lambda value: value.clone() if isinstance(value, torch.Tensor) else value,
        get_state_dict(model, optimizer, options=options),
    )


def train_and_save(world: World, root: Path) -> tuple[list[tuple[float, float]], Any]:
    """Two steps, a checkpoint, and two more while it is written; returns the figures and the state that was saved."""
    model, optimizer = fresh(world, seed=5)
    told = [step(world, model, optimizer) for _ in range(2)]
    held = whole(model, optimizer)
    position = Position(2, 512, told[-1][0], 1.0, "bundle", world.size, 1)
    kept = Checkpoints(root, world)
    kept.begin(position, model, optimizer, [torch.get_rng_state()])
    told += [step(world, model, optimizer) for _ in range(2)]
    assert kept.wait() == position
    return told, held


def load_into_new(world: World, root: Path) -> tuple[Any, tuple[float, float]]:
    """State of another model after loading, and the figures of its next step."""
    model, optimizer = fresh(world, seed=6)
    load_checkpoint(checkpoints(root)[-1], model, optimizer, world)
    loaded = whole(model, optimizer)
    return loaded, step(world, model, optimizer)


def replica_gradients(world: World) -> tuple[int, int]:
    """How many gradients a replica has in the midst of its second step, and in how many pieces of memory they lie."""
    model = new_model(llama_config(LLAMA, CONTEXT), 5, world.device, lambda _: None)
    module, optimizer = replicated(model, world), new_optimizer(model, 0.1)
    share = BATCH.chunk(world.size)[world.rank]
    batches = share.split(2)  # type: ignore[no-untyped-call]
    accumulate(module, batches, share[:, 1:].numel(), nullcontext)
    optimizer.step()
    clear_gradients(module, optimizer)
    accumulate(module, batches[:1], share[:, 1:].numel(), nullcontext)
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    return len(gradients), len({gradient.untyped_storage().data_ptr() for gradient in gradients})


def main(folder: Path) -> None:
    with open_world() as world:
        saved = train_and_save(world, folder / "from-many")
        found = load_into_new(world, folder / "from-one")
        gradients = replica_gradients(world)
        if world.leads:
            torch.save(gradients, folder / "replica-gradients.pt")
            torch.save(saved, folder / "many.pt")
            torch.save(found, folder / "one-in-many.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
