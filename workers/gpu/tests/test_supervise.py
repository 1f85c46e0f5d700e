"""The supervisor keeps what a program printed and how it ended, whoever dies around it."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from meta_rater_gpu.supervise import exit_code
from tests.runs import ENVIRONMENT, supervise

READY = "import sys, time, pathlib; pathlib.Path(sys.argv[1]).touch(); "


def kept(run: Path) -> int:
    return int((run / "attempts" / "1" / "exit_code").read_text())


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("raise SystemExit(0)", 0),
        ("raise SystemExit(66)", 66),
        ("import os; os.kill(os.getpid(), 9)", 137),
    ],
)
def test_the_exit_code_is_kept(tmp_path: Path, program: str, code: int) -> None:
    assert supervise(tmp_path, 1, [sys.executable, "-c", program]).wait() == code
    assert kept(tmp_path) == code


def is_alive(pid: int) -> bool:
    """A process that nobody has waited for yet is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(("placed_by", "lives"), [({}, True), ({"SLURM_JOB_ID": "7"}, False)])
def test_a_program_outlives_its_killed_supervisor_unless_slurm_placed_it(
    tmp_path: Path, placed_by: dict[str, str], lives: bool
) -> None:
    program = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    running = supervise(tmp_path, 1, [sys.executable, "-c", program], **placed_by)
    log = tmp_path / "attempts" / "1" / "stdout.log"
    while not (log.exists() and log.read_text().endswith("\n")):
        time.sleep(0.005)
    pid = int(log.read_text())
    running.kill()
    running.wait()
    # The kernel sends the signal while it ends the supervisor, before anyone can have waited for that.
    deadline = time.monotonic() + 5
    while not lives and is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_alive(pid) == lives
    if lives:
        os.kill(pid, signal.SIGKILL)


def test_what_the_program_prints_is_kept(tmp_path: Path) -> None:
    program = "import sys; print('out', flush=True); print('err', file=sys.stderr)"
    supervise(tmp_path, 1, [sys.executable, "-c", program]).wait()
    assert (tmp_path / "attempts" / "1" / "stdout.log").read_text() == "out\nerr\n"


def test_a_program_that_does_not_exist_is_127(tmp_path: Path) -> None:
    assert supervise(tmp_path, 1, ["/nowhere/at/all"]).wait() == 127
    assert kept(tmp_path) == 127
    assert "cannot be started" in (tmp_path / "attempts" / "1" / "stdout.log").read_text()


def test_a_term_goes_to_the_program_and_its_children_and_is_waited_for(tmp_path: Path) -> None:
    child = READY + "import signal; signal.signal(15, lambda *_: sys.exit(0)); time.sleep(600)"
    program = (
        "import signal, subprocess, sys\n"
        "signal.signal(15, lambda *_: None)\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}, sys.argv[1]])\n"
        "sys.exit(75 if child.wait() in (0, -15) else 1)"
    )
    supervisor = supervise(tmp_path, 1, [sys.executable, "-c", program, str(tmp_path / "ready")])
    wait_for(tmp_path / "ready")
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait() == 75
    assert kept(tmp_path) == 75


def test_what_the_program_leaves_running_is_killed(tmp_path: Path) -> None:
    held, ready = tmp_path / "held", tmp_path / "ready"
    child = f"import fcntl; lock = open({str(held)!r}, 'w'); fcntl.flock(lock, fcntl.LOCK_EX); {READY} time.sleep(600)"
    program = (
        "import pathlib, subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}, sys.argv[1]])\n"
        "while not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.005)"
    )
    assert supervise(tmp_path, 1, [sys.executable, "-c", program, str(ready)]).wait() == 0
    with held.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_the_death_of_the_starter_is_survived(tmp_path: Path) -> None:
    program = READY + "\nwhile not pathlib.Path(sys.argv[2]).exists(): time.sleep(0.005)\nsys.exit(66)"
    starter = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-m', 'meta_rater_gpu.supervise', *sys.argv[1:]])\n"
        "time.sleep(600)"
    )
    ready, go = tmp_path / "ready", tmp_path / "go"
    arguments = [str(tmp_path), "--attempt", "1", "--", sys.executable, "-c", program, str(ready), str(go)]
    parent = subprocess.Popen([sys.executable, "-c", starter, *arguments], start_new_session=True)
    wait_for(ready)
    os.killpg(parent.pid, signal.SIGHUP)
    os.killpg(parent.pid, signal.SIGKILL)
    parent.wait()
    go.touch()
    wait_for(tmp_path / "attempts" / "1" / "exit_code")
    assert kept(tmp_path) == 66


COUNTS_TERMS = (
    "import signal, sys, time, pathlib\n"
    "told = []\n"
    "signal.signal(15, lambda *_: told.append(1))\n"
    "pathlib.Path(sys.argv[1]).touch()\n"
    "while not told: time.sleep(0.005)\n"
    "time.sleep(1.5)\n"
    "sys.exit(75 if len(told) == 1 else 1)"
)
"""Leaves with 75 when it was told to stop once and no second time within one and a half looks of a supervisor."""


def test_a_file_stops_the_program_by_one_term(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    supervisor = supervise(tmp_path, 1, [sys.executable, "-c", COUNTS_TERMS, str(ready)], "--by-files")
    wait_for(ready)
    (tmp_path / "attempts" / "1" / "stop_requested").touch()
    assert supervisor.wait() == 75
    assert kept(tmp_path) == 75


def test_a_folder_that_cannot_be_looked_into_for_a_moment_ends_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "attempts" / "1"
    program = (
        f"import pathlib, sys, time; pathlib.Path({str(folder)!r}).rename(sys.argv[1]); time.sleep(1.5); sys.exit(66)"
    )
    assert supervise(tmp_path, 1, [sys.executable, "-c", program, str(tmp_path / "away")], "--by-files").wait() == 66
    assert kept(tmp_path) == 66


def test_a_term_to_every_process_is_not_passed_on_again(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    supervisor = supervise(
        tmp_path,
        1,
        ["sh", "-c", f'echo $$ >{tmp_path}/pid; exec "$@"', "-", sys.executable, "-c", COUNTS_TERMS, str(ready)],
        "--by-files",
    )
    wait_for(ready)
    supervisor.send_signal(signal.SIGTERM)
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGTERM)
    assert supervisor.wait() == 75


def test_the_death_of_the_starter_stops_a_program_that_is_stopped_by_files(tmp_path: Path) -> None:
    starter = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-m', 'meta_rater_gpu.supervise', *sys.argv[1:]]).wait()"
    )
    ready = tmp_path / "ready"
    arguments = [str(tmp_path), "--attempt", "1", "--by-files", "--", sys.executable, "-c", COUNTS_TERMS, str(ready)]
    parent = subprocess.Popen([sys.executable, "-c", starter, *arguments])
    wait_for(ready)
    parent.kill()
    parent.wait()
    wait_for(tmp_path / "attempts" / "1" / "exit_code")
    assert kept(tmp_path) == 75


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_a_file_kills_what_carries_the_nonce_in_whatever_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT, "META_RATER_NONCE", str(tmp_path))
    held, ready = tmp_path / "held", tmp_path / "ready"
    deaf = "import signal; signal.signal(15, signal.SIG_IGN); "
    child = (
        f"{deaf}import fcntl; lock = open({str(held)!r}, 'w'); fcntl.flock(lock, fcntl.LOCK_EX); {READY}time.sleep(600)"
    )
    program = (
        f"{deaf}import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}, sys.argv[1]], start_new_session=True).wait()"
    )
    supervisor = supervise(tmp_path, 1, [sys.executable, "-c", program, str(ready)], "--by-files")
    wait_for(ready)
    for name in ("stop_requested", "kill_requested"):
        (tmp_path / "attempts" / "1" / name).touch()
    assert supervisor.wait() == 137
    assert kept(tmp_path) == 137
    with held.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


@pytest.mark.parametrize(
    ("status", "last", "code"),
    [
        (1, {"type": "failed", "code": 66}, 66),
        (1, {"type": "preempted", "step": 3}, 75),
        (1, {"type": "succeeded"}, 1),
        (1, {"type": "metrics"}, 1),
        (78, {"type": "failed", "code": 66}, 78),
        (-9, {"type": "preempted", "step": 3}, 137),
    ],
)
def test_a_launcher_that_only_says_1_gives_way_to_the_last_event(
    tmp_path: Path, status: int, last: dict[str, object], code: int
) -> None:
    events = [{"type": "failed", "code": 65, "attempt": 1}, {**last, "attempt": 2}]
    (tmp_path / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events) + '{"to')
    assert exit_code(status, tmp_path, 2) == code
