"""Files and folders that are either wholly there or not at all, also after a power cut."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sync_path(path: Path) -> None:
    """fsync of a file's bytes or of a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(root: Path) -> None:
    """fsync of everything below `root`, leaves first, `root` last."""
    for folder, _, files in os.walk(root, topdown=False):
        for name in files:
            sync_path(Path(folder, name))
        sync_path(Path(folder))


def write_text(target: Path, text: str) -> None:
    """Writes beside the target, then renames; a reader sees the old text or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(text, encoding="utf-8")
        sync_path(draft)
        draft.replace(target)
        sync_path(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def write_json(target: Path, value: object) -> None:
    """`write_text` of strict JSON; NaN and infinity raise ValueError."""
    write_text(target, json.dumps(value, allow_nan=False, ensure_ascii=False) + "\n")


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """A scratch folder that becomes `target` when the block ends well, replacing one that is there.

    Names that begin with a dot belong to nobody after a crash; the next writer of the same target clears them.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        yield draft
        sync_tree(draft)
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        sync_path(target.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
