"""`python -m meta_rater_gpu.supervise <run_dir> --attempt N [--by-files] -- <program …>`: runs an attempt.

It keeps the attempt's exit code and outlives whoever started it. SIGTERM and SIGINT go on to the program's process
group, after which it waits as long as the program takes; SIGHUP is ignored. Whatever is left of the group when the
program has ended is killed.

With --by-files the program is told to stop when attempts/<n>/stop_requested appears or when whoever started the
supervisor is dead, and everything that carries the attempt's nonce is killed when attempts/<n>/kill_requested appears.
A SIGTERM is not passed on then: it is taken to have been sent to every process, as Ray does, and torchrun gives up at
a second one.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from meta_rater_gpu import atomic
from meta_rater_gpu.exits import Exit
from meta_rater_gpu.parent_death import die_with_parent

_LOOK_SECONDS = 1.0
_NOT_STARTED = 127
_NONCE = "META_RATER_NONCE"
_SPOKEN = frozenset(Exit) - {Exit.FAILED}
_TAIL_BYTES = 1 << 16

_ENVIRONMENT = {"TORCH_ELASTIC_SHUTDOWN_TIMEOUT": "600"}
"""torchrun kills its workers 30 s after passing on a SIGTERM, too soon for a large checkpoint."""


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meta_rater_gpu.supervise", description=__doc__)
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--attempt", type=int, required=True)
    parser.add_argument("--by-files", action="store_true", help="stop by files in attempts/<n>, or with the parent")
    parser.add_argument("program", nargs="+", help="after --: what to run")
    return parser.parse_args(argv)


def last_word(run_dir: Path, attempt: int) -> int | None:
    """Exit code that the attempt's terminal event stands for; None without one among the last events."""
    try:
        with (run_dir / "events.jsonl").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            lines = file.read().splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        match event:
            case {"attempt": number} if number != attempt:
                return None
            case {"type": "failed", "code": int(code)}:
                return code
            case {"type": "preempted"}:
                return Exit.PREEMPTED
            case {"type": "succeeded"}:
                return Exit.SUCCEEDED
    return None


def exit_code(status: int, run_dir: Path, attempt: int) -> int:
    """Exit code of the attempt: 128 + n for signal n; torchrun's own 1 gives way to what the trainer said last."""
    if status < 0:
        return 128 - status
    if status in _SPOKEN:
        return status
    said = last_word(run_dir, attempt)
    return status if said is None or said == Exit.SUCCEEDED else said


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def _kill_marked() -> None:
    """Kills every process of this user that carries the attempt's nonce, but for the supervisor itself."""
    nonce = os.environ.get(_NONCE)
    if nonce is None:
        return
    mark = f"{_NONCE}={nonce}".encode()
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            pid = int(environment.parent.name)
            if pid != os.getpid() and mark in environment.read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)


def _names_in(folder: Path) -> set[str]:
    """Listing makes a network file system look for files that it knew not to exist a moment ago.

    Such a file system may fail for a moment; the next look is a second later.
    """
    try:
        return {entry.name for entry in folder.iterdir()}
    except OSError:
        return set()


def _wait_by_files(child: subprocess.Popen[bytes], folder: Path, parent: int) -> int:
    """Status of the program, which files of the folder or the death of the parent may end."""
    told = False
    while True:
        with suppress(subprocess.TimeoutExpired):
            return child.wait(_LOOK_SECONDS)
        asked = _names_in(folder)
        if "kill_requested" in asked:
            _signal_group(child, signal.SIGKILL)
            _kill_marked()
        elif not told and ("stop_requested" in asked or os.getppid() != parent):
            _signal_group(child, signal.SIGTERM)
            told = True


def _redirect_output(log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)


def _becomes_program(forwarded: set[signal.Signals], *, by_files: bool) -> Callable[[], None]:
    """What the new process does before it is the program.

    A Slurm that knows processes by their parents, and Ray always, lose a training whose supervisor was killed: for
    them the job has ended, another attempt is submitted, and the first trains on. So there it ends with its supervisor.
    """

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, forwarded)
        if by_files or "SLURM_JOB_ID" in os.environ:
            die_with_parent()

    return prepare


def supervise(run_dir: Path, attempt: int, program: list[str], *, by_files: bool = False) -> int:
    """Runs the program to its end, writes attempts/<n>/exit_code and returns it."""
    parent = os.getppid()
    folder = run_dir / "attempts" / str(attempt)
    folder.mkdir(parents=True, exist_ok=True)
    _redirect_output(folder / "stdout.log")
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    forwarded = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, forwarded)
    try:
        child = subprocess.Popen(
            program,
            stdin=subprocess.DEVNULL,
            env=_ENVIRONMENT | os.environ,
            start_new_session=True,
            preexec_fn=_becomes_program(forwarded, by_files=by_files),
        )
    except (FileNotFoundError, PermissionError) as error:
        print(f"{program[0]} cannot be started: {error}", file=sys.stderr)
        return _kept(folder, _NOT_STARTED)
    for number in forwarded:
        signal.signal(number, lambda *_: None if by_files else _signal_group(child, signal.SIGTERM))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, forwarded)
    status = _wait_by_files(child, folder, parent) if by_files else child.wait()
    _signal_group(child, signal.SIGKILL)
    return _kept(folder, exit_code(status, run_dir, attempt))


def _kept(folder: Path, code: int) -> int:
    atomic.write_text(folder / "exit_code", f"{code}\n")
    return code


def main() -> int:
    with suppress(PermissionError):
        os.setsid()
    arguments = _arguments(sys.argv[1:])
    return supervise(arguments.run_dir.resolve(), arguments.attempt, arguments.program, by_files=arguments.by_files)


if __name__ == "__main__":
    sys.exit(main())
