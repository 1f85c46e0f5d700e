"""How an attempt ends, told as its last event."""

import json
from collections.abc import Callable
from pathlib import Path

from meta_rater_gpu.events import Events
from meta_rater_gpu.exits import Exit, Preempted, TrainerError


def run_name(run_dir: Path) -> str:
    """Name for events before the bundle is verified: that of run.json, or the folder's."""
    try:
        name = json.loads((run_dir / "bundle" / "run.json").read_bytes())["run"]
    except (OSError, ValueError, KeyError, TypeError):
        return run_dir.name
    return name if isinstance(name, str) else run_dir.name


def told(events: Events, work: Callable[[], None]) -> Exit:
    """Runs the work and says how it ended; every end but a kill is also the last event of the attempt."""
    try:
        work()
    except Preempted as preempted:
        events.emit("preempted", step=preempted.step)
        return Exit.PREEMPTED
    except TrainerError as error:
        events.emit("failed", code=int(error.code), message=str(error))
        raise
    except Exception as error:
        events.emit("failed", code=int(Exit.FAILED), message=f"{type(error).__name__}: {error}")
        raise
    return Exit.SUCCEEDED
