"""The files of a finished model, as the studio wrote down what they are."""

from pathlib import Path

from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.manifest import files_sha256


def require_model(folder: Path, sha256: str) -> None:
    """Raises TrainerError 65 unless the folder holds exactly that model."""
    if not (folder / "config.json").is_file():
        raise TrainerError(Exit.BAD_DATA, f"There is no model in {folder}; train its run again.")
    found = files_sha256(folder)
    if found != sha256:
        raise TrainerError(
            Exit.BAD_DATA,
            f"The model in {folder} is not the one that was trained: its sha256 is {found}, not {sha256}. "
            "Train its run again.",
        )
