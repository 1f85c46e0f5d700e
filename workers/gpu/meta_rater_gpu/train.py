"""`python -m meta_rater_gpu.train <run_dir> --attempt N`: trains a run, or goes on where its last checkpoint stands."""

import argparse
import os
import sys
import traceback
from pathlib import Path

from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.stop_request import StopRequest

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meta_rater_gpu.train", description=__doc__)
    parser.add_argument("run_dir", type=Path, help="folder of the run, which holds bundle/")
    parser.add_argument("--attempt", type=int, required=True, help="number of this attempt, from 1")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Exit code of the attempt; a run that has its result ends at once with 0."""
    arguments = _arguments(argv)
    run_dir: Path = arguments.run_dir.absolute()
    if (run_dir / "result.json").exists():
        print(f"{run_dir} has its result already")
        return Exit.SUCCEEDED
    stop = StopRequest()
    stop.listen()
    os.environ.update(_OFFLINE)
    # Threads that spin while they wait would take the studio's own cores; read once, when OpenMP is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # Imported here: loading torch takes seconds, in which a SIGTERM must not be lost.
    from meta_rater_gpu.session import run_attempt

    rank = int(os.environ.get("RANK", "0"))
    try:
        return run_attempt(run_dir, arguments.attempt, rank, stop)
    except TrainerError as error:
        print(str(error), file=sys.stderr)
        return error.code
    except Exception:
        traceback.print_exc()
        return Exit.FAILED


if __name__ == "__main__":
    sys.exit(main())
