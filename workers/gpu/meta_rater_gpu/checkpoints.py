"""Checkpoints: folders that appear whole, written beside the training, of which the last two are kept."""

import json
import shutil
import warnings
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch import nn
from torch.distributed.checkpoint.filesystem import FileSystemReader, FileSystemWriter
from torch.distributed.checkpoint.state_dict import get_state_dict, set_state_dict
from torch.distributed.checkpoint.state_dict_loader import load
from torch.distributed.checkpoint.state_dict_saver import async_save
from torch.distributed.fsdp import FSDPModule

from meta_rater_gpu import atomic
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.world import World

KEPT = 2

warnings.filterwarnings("ignore", message="torch.distributed is disabled, unavailable or uninitialized")


@dataclass(frozen=True)
class Position:
    """Where a training stands. The position in the data follows from `step`; `seconds` is training time so far."""

    step: int
    tokens: int
    loss: float
    seconds: float
    bundle: str
    world: int
    threads: int


def checkpoint_name(step: int) -> str:
    return f"step-{step:09d}"


def checkpoints(root: Path) -> list[Path]:
    """Finished checkpoints, oldest first."""
    return sorted(path for path in root.glob("step-*") if path.is_dir())


@dataclass(frozen=True)
class _Pending:
    draft: Path
    position: Position
    random: Sequence[torch.Tensor]
    written: Future[object]


class Checkpoints:
    """The checkpoints of a run. Every process calls each method at the same point of the training.

    A checkpoint is copied at once and written by a thread into a draft whose name begins with a dot: of shards by every
    process its own, of replicas by rank 0 alone, for every copy takes the memory of the whole state. It takes its name
    when `poll` or `wait` finds it written; a process that dies before leaves the last one as it was.
    """

    def __init__(self, root: Path, world: World) -> None:
        self._root = root
        self._world = world
        self._pending: _Pending | None = None

    def clear_drafts(self) -> None:
        """Removes what attempts that were killed left behind."""
        with self._world.agreed():
            if self._world.leads:
                for draft in self._root.glob(".step-*"):
                    shutil.rmtree(draft)

    def begin(
        self, position: Position, model: nn.Module, optimizer: torch.optim.Optimizer, random: Sequence[torch.Tensor]
    ) -> Position | None:
        """Starts to write one, after the one before is done, whose position it returns."""
        before = self.wait()
        sharded = isinstance(model, FSDPModule)
        if not sharded and not self._world.leads:
            return before
        draft = self._root / f".{checkpoint_name(position.step)}.tmp"
        written = async_save(
            _state(model, optimizer),
            storage_writer=FileSystemWriter(draft),
            process_group=self._world.control if sharded else None,
            no_dist=not sharded,
        )
        self._pending = _Pending(draft, position, random, cast("Future[object]", written))
        return before

    def poll(self) -> Position | None:
        """Position of the checkpoint that was finished since the last call, if any."""
        return self.wait() if self._pending is not None and self._pending.written.done() else None

    def wait(self) -> Position | None:
        """Finishes the checkpoint under way and returns its position. Raises what kept it from being written."""
        if self._pending is None:
            return None
        pending, self._pending = self._pending, None
        pending.written.result()
        if self._world.leads:
            self._publish(pending)
        return pending.position

    def _publish(self, pending: _Pending) -> None:
        torch.save(list(pending.random), pending.draft / "random.pt")
        (pending.draft / "position.json").write_text(json.dumps(asdict(pending.position)), encoding="utf-8")
        atomic.sync_tree(pending.draft)
        pending.draft.rename(self._root / checkpoint_name(pending.position.step))
        atomic.sync_path(self._root)
        for old in checkpoints(self._root)[:-KEPT]:
            shutil.rmtree(old)


def latest_position(root: Path, bundle: str) -> tuple[Path, Position] | None:
    """The newest checkpoint, if there is any. Raises TrainerError 65 if it was made from another bundle."""
    found = checkpoints(root)
    if not found:
        return None
    position = Position(**json.loads((found[-1] / "position.json").read_text(encoding="utf-8")))
    if position.bundle != bundle:
        raise TrainerError(
            Exit.BAD_DATA,
            f"The checkpoint {found[-1].name} was trained from another bundle; remove the folder checkpoints/.",
        )
    if not (found[-1] / ".metadata").exists():
        raise TrainerError(
            Exit.BAD_DATA,
            f"The checkpoint {found[-1].name} is of an earlier trainer; remove the folder checkpoints/ to begin anew.",
        )
    return found[-1], position


def load_checkpoint(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, world: World) -> list[torch.Tensor]:
    """Restores weights and moments in place, from however many processes wrote them; returns the random states."""
    state = _state(model, optimizer)
    load(state, storage_reader=FileSystemReader(path), process_group=world.control, no_dist=world.control is None)
    set_state_dict(model, optimizer, model_state_dict=state["model"], optim_state_dict=state["optimizer"])
    states: list[torch.Tensor] = torch.load(path / "random.pt", map_location="cpu", weights_only=True)
    return states


def _state(model: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Any]:
    weights, moments = get_state_dict(model, optimizer)
    return {"model": weights, "optimizer": moments}
