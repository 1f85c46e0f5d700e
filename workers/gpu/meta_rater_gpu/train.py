"""`python -m meta_rater_gpu.train <run_dir> --attempt N`: trains a run, or goes on where its last checkpoint stands."""

import os
import sys

from meta_rater_gpu.attempt_program import OFFLINE, asked_attempt, exit_of, quieten
from meta_rater_gpu.exits import Exit
from meta_rater_gpu.loading import loading
from meta_rater_gpu.stop_request import StopRequest


def main(argv: list[str] | None = None) -> int:
    """Exit code of the attempt; a run that has its result ends at once with 0."""
    asked = asked_attempt("meta_rater_gpu.train", __doc__, argv)
    if asked.has_result:
        return Exit.SUCCEEDED
    stop = StopRequest()
    stop.listen()
    quieten()
    os.environ.update(OFFLINE)
    # Imported here: loading torch takes seconds, in which a SIGTERM must not be lost.
    # scipy: transformers loads it for losses of object detection (loss/loss_for_object_detection.py).
    with loading(without="scipy"):
        from meta_rater_gpu.session import run_attempt

    rank = int(os.environ.get("RANK", "0"))
    return exit_of(lambda: run_attempt(asked.run_dir, asked.number, rank, stop))


if __name__ == "__main__":
    sys.exit(main())
