"""events.jsonl has one writer and whole lines."""

import json
import math
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from meta_rater_gpu import events
from meta_rater_gpu.events import cut_torn_line, finite, open_events
from meta_rater_gpu.exits import TrainerError


def lines(run: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (run / "events.jsonl").read_text().splitlines()]


def test_a_torn_last_line_is_cut_and_seq_goes_on(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text('{"seq": 1}\n{"seq": 7}\nnoise\n{"seq": 8, "ty')
    with open_events(tmp_path, "r", 2) as log:
        log.emit("starting", device="cpu")
    text = (tmp_path / "events.jsonl").read_text()
    assert text.startswith('{"seq": 1}\n{"seq": 7}\nnoise\n{"v": 1, "seq": 8, ')
    assert json.loads(text.splitlines()[-1])["attempt"] == 2


@pytest.mark.parametrize(
    ("content", "left", "seq"),
    [
        (b"", b"", 0),
        (b'{"seq": 3}', b"", 0),
        (b'{"seq": 3}\n', b'{"seq": 3}\n', 3),
        (b'{"seq": 3}\n\xe2\x82', b'{"seq": 3}\n', 3),
        (b"[1]\n7\n\xff\n", b"[1]\n7\n\xff\n", 0),
    ],
)
def test_what_is_left_of_a_torn_file(tmp_path: Path, content: bytes, left: bytes, seq: int) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(content)
    assert cut_torn_line(path) == seq
    assert path.read_bytes() == left


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from meta_rater_gpu.events import open_events\n"
        "try:\n with open_events(Path(sys.argv[1]), 'r', 2, patience=0): pass\n"
        "except Exception as error: print(type(error).__name__)"
    )
    with open_events(tmp_path, "r", 1):
        other = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True)
    assert other.stdout.decode().strip() == TrainerError.__name__


def test_figures_that_are_no_numbers_become_null() -> None:
    assert finite({"a": math.nan, "b": [math.inf, 1.5, {"c": -math.inf}], "d": "nan", "e": 3}) == {
        "a": None,
        "b": [None, 1.5, {"c": None}],
        "d": "nan",
        "e": 3,
    }


def test_a_silent_trainer_beats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.01)
    with open_events(tmp_path, "r", 1) as log:
        log.step = 12
        while not (tmp_path / "events.jsonl").read_bytes():
            pass
    first = lines(tmp_path)[0]
    assert (first["type"], first["step"]) == ("heartbeat", 12)


def test_the_heart_beats_more_often_than_the_contract_asks() -> None:
    assert events.HEARTBEAT_SECONDS < 5


def test_events_of_several_threads_are_whole_and_counted(tmp_path: Path) -> None:
    with open_events(tmp_path, "r", 1) as log:

        def emit_hundred() -> None:
            for step in range(100):
                log.emit("metrics", step=step)

        threads = [threading.Thread(target=emit_hundred) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [event["seq"] for event in lines(tmp_path)] == list(range(1, 401))
