"""`python -m meta_rater_gpu.attempt <run_dir> --attempt N`: an attempt of a run, as the bundle's stage says."""

import json
import sys
from pathlib import Path

from meta_rater_gpu import evaluate, train


def stage(run_dir: Path) -> str:
    """Stage that run.json names; "train" where it cannot be read, which the trainer then tells in full."""
    try:
        found = json.loads((run_dir / "bundle" / "run.json").read_bytes())["stage"]
    except (OSError, ValueError, KeyError, TypeError):
        return "train"
    return str(found)


def main(argv: list[str]) -> int:
    """Exit code of the attempt."""
    if argv and stage(Path(argv[0])) == "evaluate":
        return evaluate.main(argv)
    return train.main(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
