"""Runs for tests: made, started as processes, and read back."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from meta_rater_gpu.manifest import sha256_of
from tests.bundles import real_documents, small_tokenizer, write_bundle

PACKAGE = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(PACKAGE)}


def new_run(folder: Path, **train: Any) -> Path:
    """A run of 24 steps over 50 real documents, with those settings changed."""
    documents = real_documents(60)
    tokenizer = small_tokenizer(d.text for d in documents)
    folder.mkdir(parents=True)
    write_bundle(folder, documents[:50], documents[50:], tokenizer, train=train)
    return folder


def trainer(run: Path, attempt: int) -> list[str]:
    return ["-m", "meta_rater_gpu.train", str(run), "--attempt", str(attempt)]


def torchrun(processes: int, run: Path, attempt: int) -> list[str]:
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    return [sys.executable, *launcher, *trainer(run, attempt)]


def start(run: Path, attempt: int = 1) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *trainer(run, attempt)], env=ENVIRONMENT)


def start_ranks(processes: int, *program: str) -> list[subprocess.Popen[bytes]]:
    """One process a rank without torchrun between them, so that each one's exit code can be seen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    world = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "WORLD_SIZE": str(processes)}
    local = {"LOCAL_WORLD_SIZE": str(processes)}
    return [
        subprocess.Popen(
            [sys.executable, *program], env=ENVIRONMENT | world | local | {"RANK": str(n), "LOCAL_RANK": str(n)}
        )
        for n in range(processes)
    ]


def supervise(
    run: Path, attempt: int, program: Sequence[str], *options: str, **variables: str
) -> subprocess.Popen[bytes]:
    command = ["-m", "meta_rater_gpu.supervise", str(run), "--attempt", str(attempt), *options, "--", *program]
    return subprocess.Popen([sys.executable, *command], env=ENVIRONMENT | variables)


def events(run: Path) -> list[dict[str, Any]]:
    path = run / "events.jsonl"
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.split("\n")[:-1]]


def of_type(run: Path, kind: str) -> list[dict[str, Any]]:
    return [event for event in events(run) if event["type"] == kind]


def wait_for_checkpoint(run: Path, process: subprocess.Popen[bytes]) -> None:
    while not of_type(run, "checkpoint"):
        assert process.poll() is None, "the trainer ended before its first checkpoint"
        time.sleep(0.005)


def wait_for_draft(run: Path, process: subprocess.Popen[bytes]) -> None:
    """Until a checkpoint is being written, which the next poll may find finished."""
    while not list((run / "checkpoints").glob(".step-*")):
        assert process.poll() is None, "the trainer ended before it wrote a checkpoint"


def weights(run: Path) -> str:
    return sha256_of(run / "model" / "model.safetensors")
