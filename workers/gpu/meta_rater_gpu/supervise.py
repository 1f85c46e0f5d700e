"""`python -m meta_rater_gpu.supervise <run_dir> --attempt N -- <program …>`: runs an attempt and keeps its exit code.

It outlives whoever started it. SIGTERM and SIGINT go on to the program's process group, after which it waits as long as
the program takes; SIGHUP is ignored. Whatever is left of the group when the program has ended is killed.
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

_SPOKEN = frozenset(Exit) - {Exit.FAILED}
_TAIL_BYTES = 1 << 16

_ENVIRONMENT = {"TORCH_ELASTIC_SHUTDOWN_TIMEOUT": "600"}
"""torchrun kills its workers 30 s after passing on a SIGTERM, too soon for a large checkpoint."""


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meta_rater_gpu.supervise", description=__doc__)
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--attempt", type=int, required=True)
    parser.add_argument("program", nargs="+", help="after --: what to run")
    return parser.parse_args(argv)


def last_word(run_dir: Path, attempt: int) -> int | None:
    """Exit code that the attempt's terminal event stands for; None without one among the last events."""
    try:
        with (run_dir / "events.jsonl").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            lines = file.read().splitlines()
    except FileNotFoundError:
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


def _redirect_output(log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)


def _becomes_program(forwarded: set[signal.Signals]) -> Callable[[], None]:
    """What the new process does before it is the program.

    A Slurm that knows processes by their parents loses a training whose supervisor was killed: for it the job has
    ended, another attempt is submitted, and the first trains on. So there it ends with its supervisor.
    """

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, forwarded)
        if "SLURM_JOB_ID" in os.environ:
            die_with_parent()

    return prepare


def supervise(run_dir: Path, attempt: int, program: list[str]) -> int:
    """Runs the program to its end, writes attempts/<n>/exit_code and returns it."""
    folder = run_dir / "attempts" / str(attempt)
    folder.mkdir(parents=True, exist_ok=True)
    _redirect_output(folder / "stdout.log")
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    forwarded = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, forwarded)
    child = subprocess.Popen(
        program,
        stdin=subprocess.DEVNULL,
        env=_ENVIRONMENT | os.environ,
        start_new_session=True,
        preexec_fn=_becomes_program(forwarded),
    )
    for number in forwarded:
        signal.signal(number, lambda *_: _signal_group(child, signal.SIGTERM))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, forwarded)
    status = child.wait()
    _signal_group(child, signal.SIGKILL)
    code = exit_code(status, run_dir, attempt)
    atomic.write_text(folder / "exit_code", f"{code}\n")
    return code


def main() -> int:
    with suppress(PermissionError):
        os.setsid()
    arguments = _arguments(sys.argv[1:])
    try:
        return supervise(arguments.run_dir.resolve(), arguments.attempt, arguments.program)
    except FileNotFoundError as error:
        print(f"{arguments.program[0]} cannot be started: {error}", file=sys.stderr)
        folder = arguments.run_dir.resolve() / "attempts" / str(arguments.attempt)
        atomic.write_text(folder / "exit_code", "127\n")
        return 127


if __name__ == "__main__":
    sys.exit(main())
