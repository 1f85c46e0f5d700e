"""What the programs of a training and of an evaluation have in common."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from meta_rater_gpu.exits import Exit, TrainerError

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
_QUIET = {"HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}


@dataclass(frozen=True)
class AskedAttempt:
    run_dir: Path
    number: int

    @property
    def has_result(self) -> bool:
        """Whether the run has ended well already, which is also said."""
        if not (self.run_dir / "result.json").exists():
            return False
        print(f"{self.run_dir} has its result already")
        return True


def asked_attempt(program: str, description: str | None, argv: list[str] | None) -> AskedAttempt:
    """The folder of the run goes by its name: it may be a link, and what lies beside it is found beside the link."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("run_dir", type=Path, help="folder of the run, which holds bundle/")
    parser.add_argument("--attempt", type=int, required=True, help="number of this attempt, from 1")
    arguments = parser.parse_args(argv)
    return AskedAttempt(Path(os.path.normpath(arguments.run_dir.absolute())), arguments.attempt)


def quieten() -> None:
    """What has to be set before the libraries are loaded that read it."""
    os.environ.update(_QUIET)
    # Threads that spin while they wait would take the studio's own cores; read once, when OpenMP is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def exit_of(work: Callable[[], Exit]) -> int:
    """Exit code of the attempt; why it failed is printed."""
    try:
        return work()
    except TrainerError as error:
        print(str(error), file=sys.stderr)
        return error.code
    except Exception:
        traceback.print_exc()
        return Exit.FAILED
