"""MANIFEST.json: the files of a folder with size and sha256, and one sha256 over the list."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from meta_rater_gpu import atomic
from meta_rater_gpu.exits import Exit, TrainerError

MANIFEST = "MANIFEST.json"


@dataclass(frozen=True)
class ListedFile:
    """`path` is relative to the manifest's folder; `sha256` is hex."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Kind:
    """What a manifest belongs to, in words: "bundle", and how a broken one is replaced."""

    name: str
    way: str

    def bad(self, message: str) -> TrainerError:
        return TrainerError(Exit.BAD_DATA, f"{message} {self.way}")


def canonical_json(value: object) -> bytes:
    """RFC 8785 for strings, integers, lists and objects with ASCII keys, which is all a manifest holds."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_file(root: Path, name: str) -> ListedFile:
    return ListedFile(name, (root / name).stat().st_size, sha256_of(root / name))


def _sum(files: Iterable[object]) -> str:
    return hashlib.sha256(canonical_json(list(files))).hexdigest()


def files_sha256(root: Path) -> str:
    """sha256 over the list of all files below `root`, as bundle_sha256 is over that of a bundle."""
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return _sum(asdict(list_file(root, name)) for name in names)


def write_manifest(root: Path, files: Iterable[ListedFile]) -> str:
    """Writes the manifest of files by path; returns the sha256 over the list."""
    listed = [asdict(file) for file in sorted(files, key=lambda file: file.path)]
    sha256 = _sum(listed)
    atomic.write_json(root / MANIFEST, {"v": 1, "files": listed, "bundle_sha256": sha256})
    return sha256


def _entry(value: object, kind: Kind) -> ListedFile:
    match value:
        case {"path": str(path), "bytes": int(size), "sha256": str(digest)}:
            parts = PurePosixPath(path)
            if parts.is_absolute() or ".." in parts.parts:
                raise kind.bad(f"The {kind.name}'s manifest names {path}, which lies outside the {kind.name}.")
            return ListedFile(path, size, digest)
    raise kind.bad(f"The {kind.name}'s manifest has an entry that is no path, bytes and sha256: {value!r}.")


def _read(file: Path, kind: Kind) -> dict[str, Any]:
    try:
        manifest = json.loads(file.read_bytes())
    except FileNotFoundError:
        raise kind.bad(f"{file.parent} has no {MANIFEST}.") from None
    except ValueError as error:
        raise kind.bad(f"{file} is not JSON: {error}.") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), list):
        raise kind.bad(f"{file} has no list of files.")
    return manifest


def read_manifest(root: Path, kind: Kind) -> tuple[str, list[ListedFile]]:
    """The sha256 over the list, and the list; no file is looked at. Raises TrainerError 65 for what is no manifest."""
    manifest = _read(root / MANIFEST, kind)
    sha256 = _sum(manifest["files"])
    if manifest.get("bundle_sha256") != sha256:
        raise kind.bad(f"bundle_sha256 of {root / MANIFEST} is not that of its list of files.")
    return sha256, [_entry(value, kind) for value in manifest["files"]]


def check_size(root: Path, file: ListedFile, kind: Kind) -> None:
    """Raises TrainerError 65 unless the file is there with its size."""
    path = root / file.path
    if not path.is_file():
        raise kind.bad(f"The {kind.name}'s file {file.path} is missing.")
    if path.stat().st_size != file.bytes:
        raise kind.bad(f"The {kind.name}'s file {file.path} is not the one that was confirmed: its size differs.")


def check_file(root: Path, file: ListedFile, kind: Kind) -> None:
    """Raises TrainerError 65 unless the file has its size and sha256."""
    check_size(root, file, kind)
    if sha256_of(root / file.path) != file.sha256:
        raise kind.bad(f"The {kind.name}'s file {file.path} is not the one that was confirmed: its sha256 differs.")
