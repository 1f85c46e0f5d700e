"""The bundle of a run, verified byte by byte before anything reads it."""

from dataclasses import dataclass
from pathlib import Path

from meta_rater_gpu.manifest import Kind, check_file, read_manifest

_BUNDLE = Kind("bundle", "Confirm the run again to build a new bundle.")


@dataclass(frozen=True)
class Bundle:
    """A verified bundle: `sha256` of each file by its path, and one over them all."""

    root: Path
    sha256: str
    files: dict[str, str]

    def path(self, name: str) -> Path:
        """File of that name. Raises TrainerError 65 if the manifest does not list it."""
        if name not in self.files:
            raise _BUNDLE.bad(f"The bundle has no file {name}.")
        return self.root / name


def open_bundle(root: Path) -> Bundle:
    """Verifies size and sha256 of every listed file and the sum over the list.

    Raises TrainerError 65 that names the first file that is missing or differs.
    """
    sha256, files = read_manifest(root, _BUNDLE)
    for file in files:
        check_file(root, file, _BUNDLE)
    return Bundle(root, sha256, {file.path: file.sha256 for file in files})
