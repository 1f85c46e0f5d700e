"""What a process learns of the machine it runs on."""

import os

import pytest

from meta_rater_gpu.world import processors


def test_processors_are_those_bound_to_and_no_more_than_slurm_gave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    found = {}
    for given in ("", "6", "16", "many"):
        monkeypatch.setenv("SLURM_CPUS_PER_TASK", given)
        found[given] = processors()
    assert found == {"": 8, "6": 6, "16": 8, "many": 8}
