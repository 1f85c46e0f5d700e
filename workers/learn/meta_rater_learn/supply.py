"""What a selection by weights supplies, estimated on a sample of the corpus, and whether that is what is wanted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta_rater_learn.arrays import Matrix, Vector

BINS = 4096
LEADING = 4
"""Columns of the sample before those of the raters: domain, tokens, documents, what a rank gains besides the score."""

SPARE = 2.0
"""Standard errors by which an estimated share must keep to its limits, so that the corpus itself does."""

FEW = 8192
LEAST_TAKEN = 256
"""Of a few rows, those that a budget must take for their shares to tell anything."""

BEYOND = 3.0
"""Standard errors by which a share of a few rows must lie beyond its limits for more rows not to be asked."""

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class ShareLimit:
    """Least and greatest share of the selected tokens that a domain may have."""

    domain: int
    low: float
    high: float


@dataclass(frozen=True)
class Pool:
    """Documents that share one budget of tokens; None: all domains."""

    domains: tuple[int, ...] | None
    quota: float


@dataclass(frozen=True)
class Supply:
    """A sample of the corpus, one row a document, and the limits. `tokens`, `documents`: what a row stands for.

    `unsure`: 0 for a row that would be in every sample, up to 1. `scores`: one column a rater, 0 where the rater is
    `missing` and a weight on it drops the document. `spare`: standard errors that an estimate must keep from a limit.
    """

    domain: Vector
    tokens: Vector
    documents: Vector
    unsure: Vector
    gained: Vector
    scores: Matrix
    missing: Rows | None
    pools: tuple[Pool, ...]
    shares: tuple[ShareLimit, ...]
    boundary: float
    read: float | None
    spare: float

    @property
    def depends_on_weights(self) -> bool:
        """Passes alone do not, where weights drop no document: a budget is filled whatever the ranking is."""
        return len(self.shares) > 0 or self.missing is not None

    def holds(self, weights: Vector) -> bool:
        """Whether the selection by a vector keeps to every limit."""
        taken, filled = self._selected(weights)
        tokens, domain, unsure = self.tokens[taken], self.domain[taken], self.unsure[taken]
        total = float(tokens.sum())
        if total <= 0:
            return self.spare < 0
        if self.read is not None and filled * (1 + self.boundary * self.documents[taken].sum() / total) < self.read:
            return False
        return all(self._within(limit, domain == limit.domain, tokens, unsure) for limit in self.shares)

    def _within(self, limit: ShareLimit, inside: Rows, tokens: Vector, unsure: Vector) -> bool:
        total = float(tokens.sum())
        share = float(tokens[inside].sum()) / total
        squares = tokens**2 * unsure
        seen = float((squares * (inside - share) ** 2).sum())

        def error(bound: float) -> float:
            """That of a ratio of sums over a sample of unequal chances, and at least what a share at the limit would
            have: a domain that no row shows is not known to be absent (Wilson 1927)."""
            return float(np.sqrt(max(seen, bound * (1 - bound) * float(squares.sum())))) / total

        enough = limit.low <= 0 or share - self.spare * error(limit.low) >= limit.low
        return bool(enough and (limit.high >= 1 or share + self.spare * error(limit.high) <= limit.high))

    def of_few(self, seed: int) -> "Supply | None":
        """The same of a few rows, drawn in proportion to tokens: it lets pass what may hold.

        None where they would tell nothing: there are few rows, the budget takes hardly any of them, or no share counts.
        """
        total = float(self.tokens.sum())
        taken = sum(pool.quota for pool in self.pools) / total * FEW
        if len(self.tokens) <= FEW or taken < LEAST_TAKEN or not self.shares:
            return None
        rows = np.random.default_rng([seed, 2]).choice(len(self.tokens), FEW, p=self.tokens / total)
        each = total / FEW
        return Supply(
            domain=self.domain[rows],
            tokens=np.full(FEW, each),
            documents=self.documents[rows] * each / self.tokens[rows],
            unsure=np.ones(FEW),
            gained=self.gained[rows],
            scores=self.scores[rows],
            missing=None if self.missing is None else self.missing[rows],
            pools=self.pools,
            shares=self.shares,
            boundary=self.boundary,
            # Which tokens a few rows stand for differs by chance.
            read=None,
            spare=-BEYOND,
        )

    def _selected(self, weights: Vector) -> tuple[Rows, float]:
        """Rows that are taken, and the tokens that the corpus would fill the budget with: a row may be too large."""
        keys = self.scores @ weights + self.gained
        eligible: Rows = np.ones(len(keys), dtype=np.bool_)
        if self.missing is not None:
            eligible = np.logical_not(np.any(self.missing[:, weights > 0], axis=1))
        taken = np.zeros(len(keys), dtype=np.bool_)
        filled = 0.0
        for pool in self.pools:
            among = eligible if pool.domains is None else np.isin(self.domain, pool.domains) & eligible
            rows = np.flatnonzero(among)
            taken[rows[best_that_fit(keys[rows], self.tokens[rows], pool.quota)]] = True
            filled += min(pool.quota, float(self.tokens[rows].sum()))
        return taken, filled


def best_that_fit(keys: Vector, tokens: Vector, quota: float) -> Rows:
    """The longest prefix of the ranking whose tokens fit: the greatest keys first, of equal ones the first row.

    Bins of keys are counted first, so that only the rows of the bin with the cut are sorted.
    """
    if tokens.sum() <= quota:
        return np.ones(len(keys), dtype=np.bool_)
    best, width = keys.max(), float(np.ptp(keys)) / BINS
    bins = np.zeros(len(keys), dtype=np.intp) if width == 0 else ((best - keys) / width).astype(np.intp)
    filled = np.cumsum(np.bincount(bins, tokens))
    cut = int(np.searchsorted(filled, quota, side="right"))
    taken = bins < cut
    edge = np.flatnonzero(bins == cut)
    edge = edge[np.argsort(-keys[edge], kind="stable")]
    before = filled[cut - 1] if cut > 0 else 0.0
    taken[edge[before + np.cumsum(tokens[edge]) <= quota]] = True
    return taken


def read_supply(raw: dict[str, Any], raters: int) -> Supply:
    """`raw["file"]` holds rows of little-endian float64: the leading columns, then one a rater, NaN where missing."""
    rows: Matrix = np.fromfile(Path(raw["file"]), dtype="<f8").reshape(-1, LEADING + raters)
    scores = rows[:, LEADING:]
    missing = np.isnan(scores)
    return Supply(
        domain=rows[:, 0].copy(),
        tokens=rows[:, 1].copy(),
        documents=rows[:, 2].copy(),
        unsure=1 - 1 / rows[:, 2],
        gained=rows[:, 3].copy(),
        scores=np.nan_to_num(scores, nan=0.0),
        missing=missing if missing.any() else None,
        pools=tuple(
            Pool(None if pool["domains"] is None else tuple(pool["domains"]), pool["quota"]) for pool in raw["pools"]
        ),
        shares=tuple(ShareLimit(limit["domain"], limit["min"], limit["max"]) for limit in raw["shares"]),
        boundary=raw["boundary"],
        read=raw["read"],
        spare=SPARE,
    )
