"""Checkpoints: folders that appear whole, of which the last two are kept."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from meta_rater_gpu import atomic
from meta_rater_gpu.exits import Exit, TrainerError

KEPT = 2


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


def save_checkpoint(
    root: Path,
    position: Position,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    random: Sequence[torch.Tensor],
) -> Path:
    """Writes weights, moments and random states; older checkpoints go once this one is on disk."""
    target = root / checkpoint_name(position.step)
    with atomic.folder(target) as draft:
        torch.save(model.state_dict(), draft / "model.pt")
        torch.save(optimizer.state_dict(), draft / "optimizer.pt")
        torch.save(list(random), draft / "random.pt")
        (draft / "position.json").write_text(json.dumps(asdict(position)), encoding="utf-8")
    for old in checkpoints(root)[:-KEPT]:
        shutil.rmtree(old)
    return target


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
    return found[-1], position


def load_checkpoint(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> list[torch.Tensor]:
    """Restores weights and moments in place; returns the random states."""
    device = next(model.parameters()).device
    model.load_state_dict(torch.load(path / "model.pt", map_location=device, weights_only=True))
    optimizer.load_state_dict(torch.load(path / "optimizer.pt", map_location=device, weights_only=True))
    states: list[torch.Tensor] = torch.load(path / "random.pt", map_location="cpu", weights_only=True)
    return states
