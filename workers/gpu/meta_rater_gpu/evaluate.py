"""`python -m meta_rater_gpu.evaluate <run_dir> --attempt N`: measures a model on tasks, or goes on with the next."""

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

from meta_rater_gpu.evaluation_config import VALIDATION, read_evaluation
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.stop_request import StopRequest
from meta_rater_gpu.task_files import OwnTasks

_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
_QUIET = {"HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1", "TOKENIZERS_PARALLELISM": "false"}


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meta_rater_gpu.evaluate", description=__doc__)
    parser.add_argument("run_dir", type=Path, help="folder of the run, which holds bundle/")
    parser.add_argument("--attempt", type=int, required=True, help="number of this attempt, from 1")
    return parser.parse_args(argv)


def asks_hub(run_dir: Path) -> bool:
    """Whether a task takes its items from the Hugging Face Hub; false where the bundle is too bad to tell."""
    try:
        config = read_evaluation(run_dir / "bundle" / "run.json")
        folder = None if config.task_folder is None else run_dir / "bundle" / config.task_folder
        return len(OwnTasks(folder).from_hub(t.name for t in config.tasks if t.name != VALIDATION)) > 0
    except (TrainerError, OSError):
        return False


def _prepare(run_dir: Path, scratch: str) -> None:
    """The environment that the Hugging Face libraries read when they are loaded."""
    os.environ.update(_QUIET)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if asks_hub(run_dir):
        for name in _OFFLINE:
            os.environ.pop(name, None)
    else:
        os.environ.pop("HF_TOKEN", None)
        # What is made of local files is of no use to another run.
        os.environ.update(_OFFLINE | {"HF_DATASETS_CACHE": scratch})


def main(argv: list[str] | None = None) -> int:
    """Exit code of the attempt; a run that has its result ends at once with 0."""
    arguments = _arguments(argv)
    run_dir: Path = arguments.run_dir.resolve()
    if (run_dir / "result.json").exists():
        print(f"{run_dir} has its result already")
        return Exit.SUCCEEDED
    stop = StopRequest()
    stop.listen()
    with tempfile.TemporaryDirectory(prefix="meta-rater-", ignore_cleanup_errors=True) as scratch:
        _prepare(run_dir, scratch)
        return _run(run_dir, arguments.attempt, stop)


def _run(run_dir: Path, attempt: int, stop: StopRequest) -> int:
    # Imported here: loading torch takes seconds, in which a SIGTERM must not be lost.
    from meta_rater_gpu.evaluation import run_evaluation

    try:
        return run_evaluation(run_dir, attempt, stop)
    except TrainerError as error:
        print(str(error), file=sys.stderr)
        return error.code
    except Exception:
        traceback.print_exc()
        return Exit.FAILED


if __name__ == "__main__":
    sys.exit(main())
