import type { RaterId } from "@/core/raters";

/** Number of frozen quantiles of a column: positions 0, 1/4096 … 1. */
export const QUANTILES = 4097;

/** Bins of the small distribution of a rater, equally wide in rank (see `BinEdges`). */
export const RATER_BINS = 32;

/** Statistics of one numeric column over all accepted, selectable rows that have a value; population sd. */
export interface ColumnStatistics {
  readonly n: number;
  readonly missing: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
  /** `QUANTILES` values, ascending; linear interpolation between order statistics (DuckDB `quantile_cont`). */
  readonly quantiles: readonly number[];
}

export const PROVENANCES = ["imported", "computed", "stand-in", "synthetic"] as const;
/**
 * Where the scores of a rater come from. `stand-in`: a documented heuristic of the demo; `synthetic`: made up; neither ever of an
 * imported corpus.
 */
export type Provenance = (typeof PROVENANCES)[number];

/** A rater absent from the whole corpus is `null`: it is off. `argmax` only for classifier raters. */
export interface RaterStatistics {
  readonly value: ColumnStatistics;
  readonly argmax: ColumnStatistics | null;
  readonly provenance: Provenance;
}

export interface DomainTotals {
  readonly domain: string;
  readonly documents: number;
  readonly tokens: number;
}

/** The groups that documents of a corpus belong to, by the column of the source that names them. */
export interface GroupTotals {
  readonly column: string;
  readonly groups: number;
  /** Documents that belong to one; each other document is on its own. */
  readonly documents: number;
  readonly largest: { readonly name: string; readonly documents: number };
}

/** Everything about a corpus version that a recipe's meaning depends on; frozen with the fingerprint. */
export interface CorpusStatistics {
  readonly documents: number;
  /** Sum over all selectable rows; corpora stay below 2^53 tokens. */
  readonly tokens: number;
  /** Every domain, sorted by UTF-8 bytes; the position is the `domain` code of the score table. */
  readonly domains: readonly DomainTotals[];
  readonly raters: Readonly<Record<RaterId, RaterStatistics | null>>;
  /** Absent where no document belongs to a group. */
  readonly groups?: GroupTotals | undefined;
}
