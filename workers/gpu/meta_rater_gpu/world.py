"""The processes that train together: torchrun's environment, or one process alone."""

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import distributed

from meta_rater_gpu.config import bad_configuration
from meta_rater_gpu.devices import memory_bytes
from meta_rater_gpu.exits import Exit, Preempted, TrainerError
from meta_rater_gpu.parent_death import die_with_parent

_PATIENCE = timedelta(days=7)
"""How long processes wait for what one of them does alone, such as making tokens of a large corpus."""


@dataclass(frozen=True)
class World:
    """`control`: a group of its own on CPUs for words among the processes and for checkpoints, which are written beside
    the training; None for one process alone. `memory`: bytes of the smallest GPU of all processes; None on CPUs."""

    rank: int
    size: int
    device: torch.device
    threads: int
    control: distributed.ProcessGroup | None = None
    memory: int | None = None

    @property
    def leads(self) -> bool:
        """Whether this process writes: events, checkpoints, caches and results are rank 0's alone."""
        return self.rank == 0

    def sum(self, values: Sequence[float]) -> list[float]:
        """Sums each value over the processes, in float64."""
        if self.size == 1:
            return list(values)
        total = torch.tensor(values, dtype=torch.float64, device=self.device)
        distributed.all_reduce(total)
        return [float(value) for value in total.tolist()]

    @contextmanager
    def agreed(self) -> Iterator[None]:
        """What stops one process in this block stops them all, with the same error."""
        with _agreed(self.control):
            yield


@contextmanager
def _agreed(control: distributed.ProcessGroup | None) -> Iterator[None]:
    own: TrainerError | Preempted | None = None
    try:
        yield
    except (TrainerError, Preempted) as stop:
        own = stop
    except Exception as error:
        if control is None:
            raise
        own = TrainerError(Exit.FAILED, f"{type(error).__name__}: {error}")
        own.__cause__ = error
    outcomes: list[TrainerError | Preempted | None] = [own]
    if control is not None:
        outcomes = [None] * control.size()
        distributed.all_gather_object(outcomes, own, group=control)
    stopped = next((outcome for outcome in (own, *outcomes) if outcome is not None), None)
    if stopped is not None:
        raise stopped


_M_MMAP_MAX = -4
_M_TRIM_THRESHOLD = -1


def _keep_freed_memory() -> None:
    """Lets glibc reuse the logits' memory: mapping it anew for every step takes a quarter of a small model's time
    (mallopt(3))."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_MMAP_MAX, 0)
        mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)


def _least_memory(device: torch.device, control: distributed.ProcessGroup) -> int | None:
    """What fits must be one answer for all: shards are computed together."""
    everyone: list[int | None] = [None] * control.size()
    distributed.all_gather_object(everyone, memory_bytes(device), group=control)
    return min((memory for memory in everyone if memory is not None), default=None)


def _device(local_rank: int) -> torch.device:
    if not torch.cuda.is_available():
        return torch.device("cpu")
    if local_rank >= torch.cuda.device_count():
        raise bad_configuration(
            f"There are {torch.cuda.device_count()} GPUs for {local_rank + 1} or more processes; lower processes."
        )
    torch.cuda.set_device(local_rank)
    return torch.device("cuda", local_rank)


def processors() -> int:
    """CPUs of this machine that its processes may use: those they are bound to, and no more than Slurm gave where it
    does not bind them. torchrun sets OMP_NUM_THREADS to 1 where nobody did, so that says nothing."""
    bound = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    given = os.environ.get("SLURM_CPUS_PER_TASK", "")
    return min(bound, int(given)) if given.isdecimal() else bound


def _threads(device: torch.device, local_size: int) -> int:
    """Sets up this process's computing; returns its CPU threads."""
    threads = max(1, processors() // local_size)
    torch.set_num_threads(threads)
    if device.type == "cpu":
        _keep_freed_memory()
        torch.use_deterministic_algorithms(True)
        torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    else:
        torch.set_float32_matmul_precision("high")
    return threads


@contextmanager
def open_world() -> Iterator[World]:
    """Joins the processes torchrun started, by nccl on GPUs and gloo on CPUs, or is one process alone.

    Raises TrainerError 78 in all of them where one has no device.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    local_rank = int(os.environ.get("LOCAL_RANK", "0"))
    local_size = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    if size == 1:
        device = _device(local_rank)
        yield World(0, 1, device, _threads(device, local_size), memory=memory_bytes(device))
        return
    # torchrun gives its workers sessions of their own.
    die_with_parent()
    distributed.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo")
    try:
        control = distributed.new_group(backend="gloo", timeout=_PATIENCE)
        with _agreed(control):
            device = _device(local_rank)
        threads = _threads(device, local_size)
        yield World(distributed.get_rank(), size, device, threads, control, _least_memory(device, control))
    finally:
        distributed.destroy_process_group()
