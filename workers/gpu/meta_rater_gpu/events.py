"""events.jsonl: append-only, one writer, whole lines."""

import fcntl
import json
import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from meta_rater_gpu.exits import Exit, TrainerError

HEARTBEAT_SECONDS = 4.0
"""The contract promises an event at least every 5 seconds."""

_LOCK_PATIENCE_SECONDS = 30.0
_UNSYNCED = frozenset({"metrics", "heartbeat"})


class Events(Protocol):
    """Where a trainer says what it does; only rank 0 of a world writes."""

    step: int

    def emit(self, kind: str, **fields: object) -> None: ...


class SilentEvents:
    """The events of a rank that does not write."""

    step = 0

    def emit(self, kind: str, **fields: object) -> None:
        pass


def finite(value: object) -> object:
    """JSON has no NaN: figures that are not finite become null, at any depth."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inner) for inner in value]
    return value


def cut_torn_line(path: Path) -> int:
    """Cuts what follows the last line end; returns the highest seq of the whole lines, 0 without any."""
    if not path.exists():
        return 0
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.truncate(path, whole)
    last = 0
    for line in content[:whole].splitlines():
        try:
            seq = json.loads(line)["seq"]
        except (ValueError, KeyError, TypeError):
            continue
        if isinstance(seq, int):
            last = max(last, seq)
    return last


class EventLog:
    """The one writer of a run's events. `step` is what heartbeats report."""

    def __init__(self, descriptor: int, seq: int, run: str, attempt: int) -> None:
        self.step = 0
        self._descriptor = descriptor
        self._seq = seq
        self._run = run
        self._attempt = attempt
        self._lock = threading.Lock()
        self._last = time.monotonic()

    def emit(self, kind: str, **fields: object) -> None:
        """Appends one event in a single write; all but metrics and heartbeats are on disk when it returns."""
        with self._lock:
            self._seq += 1
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            head = {
                "v": 1,
                "seq": self._seq,
                "ts": now,
                "run": self._run,
                "attempt": self._attempt,
                "type": kind,
            }
            line = json.dumps(finite(head | fields), allow_nan=False, ensure_ascii=False) + "\n"
            os.write(self._descriptor, line.encode())
            self._last = time.monotonic()
            if kind not in _UNSYNCED:
                os.fsync(self._descriptor)

    def silent_seconds(self) -> float:
        with self._lock:
            return time.monotonic() - self._last


def _acquire(path: Path, patience: float) -> int:
    """Takes the writer's lock, waiting for a predecessor that is about to end. Raises TrainerError 1 if it is not."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise TrainerError(
                    Exit.FAILED, f"Another trainer holds {path}; wait until its attempt has ended."
                ) from None
            time.sleep(0.1)
        else:
            return descriptor


def _beat(log: EventLog, ended: threading.Event) -> None:
    while not ended.wait(max(0.05, HEARTBEAT_SECONDS - log.silent_seconds())):
        if log.silent_seconds() >= HEARTBEAT_SECONDS:
            log.emit("heartbeat", step=log.step)


@contextmanager
def open_events(run_dir: Path, run: str, attempt: int, patience: float = _LOCK_PATIENCE_SECONDS) -> Iterator[EventLog]:
    """Locks, repairs and continues events.jsonl; a thread beats as long as the block runs."""
    lock = _acquire(run_dir / "events.lock", patience)
    path = run_dir / "events.jsonl"
    seq = cut_torn_line(path)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    log = EventLog(descriptor, seq, run, attempt)
    ended = threading.Event()
    beat = threading.Thread(target=_beat, args=(log, ended), daemon=True, name="heartbeat")
    beat.start()
    try:
        yield log
    finally:
        ended.set()
        beat.join()
        os.close(descriptor)
        os.close(lock)
