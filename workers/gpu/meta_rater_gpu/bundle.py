"""The bundle of a run, verified byte by byte before anything reads it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from meta_rater_gpu.exits import Exit, TrainerError


def _bad(message: str) -> TrainerError:
    return TrainerError(Exit.BAD_DATA, f"{message} Confirm the run again to build a new bundle.")


@dataclass(frozen=True)
class Bundle:
    """A verified bundle: `sha256` of each file by its path, and one over them all."""

    root: Path
    sha256: str
    files: dict[str, str]

    def path(self, name: str) -> Path:
        """File of that name. Raises TrainerError 65 if the manifest does not list it."""
        if name not in self.files:
            raise _bad(f"The bundle has no file {name}.")
        return self.root / name


def canonical_json(value: object) -> bytes:
    """RFC 8785 for strings, integers, lists and objects with ASCII keys, which is all a manifest holds."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entry(value: object) -> tuple[str, int, str]:
    match value:
        case {"path": str(path), "bytes": int(size), "sha256": str(digest)}:
            parts = PurePosixPath(path)
            if parts.is_absolute() or ".." in parts.parts:
                raise _bad(f"The bundle's manifest names {path}, which lies outside the bundle.")
            return path, size, digest
    raise _bad(f"The bundle's manifest has an entry that is no path, bytes and sha256: {value!r}.")


def _manifest(root: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((root / "MANIFEST.json").read_bytes())
    except FileNotFoundError:
        raise _bad(f"{root} has no MANIFEST.json.") from None
    except ValueError as error:
        raise _bad(f"{root / 'MANIFEST.json'} is not JSON: {error}.") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), list):
        raise _bad(f"{root / 'MANIFEST.json'} has no list of files.")
    return manifest


def open_bundle(root: Path) -> Bundle:
    """Verifies size and sha256 of every listed file and the sum over the list.

    Raises TrainerError 65 that names the first file that is missing or differs.
    """
    manifest = _manifest(root)
    sha256 = hashlib.sha256(canonical_json(manifest["files"])).hexdigest()
    if manifest.get("bundle_sha256") != sha256:
        raise _bad(f"bundle_sha256 of {root / 'MANIFEST.json'} is not that of its list of files.")
    files: dict[str, str] = {}
    for path, size, digest in map(_entry, manifest["files"]):
        file = root / path
        if not file.is_file():
            raise _bad(f"The bundle's file {path} is missing.")
        if file.stat().st_size != size or sha256_of(file) != digest:
            raise _bad(f"The bundle's file {path} is not the one that was confirmed: its sha256 differs.")
        files[path] = digest
    return Bundle(root, sha256, files)
