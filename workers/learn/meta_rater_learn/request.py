"""What is asked for: one JSON file of version 1, which the studio has checked."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meta_rater_learn.runs import Runs, in_order


@dataclass(frozen=True)
class Request:
    """`model` may be "auto"; `folds` at least 2 and at most the number of runs."""

    columns: tuple[str, ...]
    runs: Runs
    test: Runs | None
    model: str
    folds: int
    seed: int


def parse_request(raw: dict[str, Any]) -> Request:
    if raw["v"] != 1:
        raise ValueError(f"version {raw['v']} is not one this package reads")
    seed = raw["seed"]
    return Request(
        columns=tuple(raw["columns"]),
        runs=in_order(raw["runs"], seed),
        test=None if raw["test"] is None else in_order(raw["test"], seed),
        model=raw["model"],
        folds=raw["folds"],
        seed=seed,
    )


def read_request(path: Path) -> Request:
    return parse_request(json.loads(path.read_bytes()))
