"""What is asked for: one JSON file of version 1, which the studio has checked."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from meta_rater_learn.runs import Runs, in_order
from meta_rater_learn.search import SearchSettings
from meta_rater_learn.space import Space
from meta_rater_learn.supply import Supply, read_supply


@dataclass(frozen=True)
class Request:
    """`model` may be "auto"; `folds` at least 2 and at most the number of runs; `next` vectors are proposed.

    `points`: vectors by id, to be predicted. `supply`: what the vectors of a search must supply.
    """

    columns: tuple[str, ...]
    runs: Runs
    test: Runs | None
    model: str
    folds: int
    seed: int
    space: Space
    search: SearchSettings | None
    supply: Supply | None
    explain: bool
    curve: bool
    next: int
    points: dict[str, list[float]]


def _space(raw: dict[str, Any]) -> Space:
    prior = raw["prior"]
    return Space(
        low=np.array(raw["low"], dtype=np.float64),
        high=np.array(raw["high"], dtype=np.float64),
        prior=None if prior is None else np.array(prior, dtype=np.float64),
        radius=raw["radius"],
    )


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
        space=_space(raw["space"]),
        search=None if raw["search"] is None else SearchSettings(**raw["search"]),
        supply=None if raw.get("supply") is None else read_supply(raw["supply"], len(raw["columns"])),
        explain=raw["explain"],
        curve=raw["curve"],
        next=raw["next"],
        points=raw.get("points", {}),
    )


def read_request(path: Path) -> Request:
    return parse_request(json.loads(path.read_bytes()))
