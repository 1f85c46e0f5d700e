"""`python -m meta_rater_gpu.evaluate <run_dir> --attempt N`: measures a model on tasks, or goes on with the next."""

import os
import sys
import tempfile
from pathlib import Path

from meta_rater_gpu.attempt_program import OFFLINE, asked_attempt, exit_of, quieten
from meta_rater_gpu.evaluation_config import VALIDATION, read_evaluation
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.loading import loading
from meta_rater_gpu.stop_request import StopRequest
from meta_rater_gpu.task_files import OwnTasks


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
    quieten()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    if asks_hub(run_dir):
        for name in OFFLINE:
            os.environ.pop(name, None)
    else:
        os.environ.pop("HF_TOKEN", None)
        # What is made of local files is of no use to another run.
        os.environ.update(OFFLINE | {"HF_DATASETS_CACHE": scratch})


def main(argv: list[str] | None = None) -> int:
    """Exit code of the attempt; a run that has its result ends at once with 0."""
    asked = asked_attempt("meta_rater_gpu.evaluate", __doc__, argv)
    if asked.has_result:
        return Exit.SUCCEEDED
    stop = StopRequest()
    stop.listen()
    with tempfile.TemporaryDirectory(prefix="meta-rater-", ignore_cleanup_errors=True) as scratch:
        _prepare(asked.run_dir, scratch)
        # Imported here: loading torch takes seconds, in which a SIGTERM must not be lost.
        with loading():
            from meta_rater_gpu.evaluation import run_evaluation

        return exit_of(lambda: run_evaluation(asked.run_dir, asked.number, stop))


if __name__ == "__main__":
    sys.exit(main())
