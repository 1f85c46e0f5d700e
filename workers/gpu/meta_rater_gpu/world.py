"""The processes that train together: torchrun's environment, or one process alone."""

import ctypes
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import distributed

from meta_rater_gpu.config import bad_configuration

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class World:
    rank: int
    size: int
    device: torch.device
    threads: int

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

    def barrier(self) -> None:
        self.sum([0.0])


def _die_with_launcher() -> None:
    """torchrun gives its workers sessions of their own; Linux ends them with it all the same (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


_M_MMAP_MAX = -4
_M_TRIM_THRESHOLD = -1


def _keep_freed_memory() -> None:
    """Lets glibc reuse the logits' memory: mapping it anew for every step takes a quarter of a small model's time
    (mallopt(3))."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_MMAP_MAX, 0)
        mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)


def _device(local_rank: int) -> torch.device:
    if not torch.cuda.is_available():
        return torch.device("cpu")
    if local_rank >= torch.cuda.device_count():
        raise bad_configuration(
            f"There are {torch.cuda.device_count()} GPUs for {local_rank + 1} or more processes; lower processes."
        )
    torch.cuda.set_device(local_rank)
    return torch.device("cuda", local_rank)


@contextmanager
def open_world(processes: int) -> Iterator[World]:
    """Joins the world; gloo on CPUs, nccl on GPUs. Raises TrainerError 78 if its size is not the run's."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size != processes:
        raise bad_configuration(f"The run wants {processes} process(es) but {size} started it.")
    local_size = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    device = _device(int(os.environ.get("LOCAL_RANK", "0")))
    threads = max(1, (os.cpu_count() or 1) // local_size)
    torch.set_num_threads(threads)
    if device.type == "cpu":
        _keep_freed_memory()
        torch.use_deterministic_algorithms(True)
        torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    else:
        torch.set_float32_matmul_precision("high")
    if size == 1:
        yield World(0, 1, device, threads)
        return
    _die_with_launcher()
    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield World(distributed.get_rank(), size, device, threads)
    finally:
        distributed.destroy_process_group()
