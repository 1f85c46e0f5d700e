"""The files of a finished model, as the studio wrote down what they are."""

import hashlib
from pathlib import Path

from meta_rater_gpu.bundle import canonical_json, sha256_of
from meta_rater_gpu.exits import Exit, TrainerError


def files_sha256(root: Path) -> str:
    """sha256 over the RFC 8785 JSON of the list of files below `root`, as bundle_sha256 is over that of a bundle."""
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    files = [{"path": n, "bytes": (root / n).stat().st_size, "sha256": sha256_of(root / n)} for n in names]
    return hashlib.sha256(canonical_json(files)).hexdigest()


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
