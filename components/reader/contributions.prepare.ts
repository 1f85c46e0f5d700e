import { raterOf, RATERS, type RaterId } from "@/core/raters";
import { contributionsOf, type ReadColumn } from "@/core/scoring/contributions";
import { normalise, rankOf } from "@/core/scoring/normalise";
import type { ScoringPlan, Term } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

/** What a page knows of a document's ratings. */
export interface Ratings {
  readonly scores: Readonly<Partial<Record<RaterId, number | null>>>;
  readonly argmax?: Readonly<Partial<Record<RaterId, number | null>>>;
  /** As the score table holds them; computed from the frozen quantiles where absent. */
  readonly ranks?: Readonly<Record<RaterId, number | null>>;
}

export interface ContributionRow {
  readonly rater: RaterId;
  readonly label: string;
  /** Value as the corpus holds it; null when missing. */
  readonly value: number | null;
  /** Place of the value in the corpus, 0 … 1; null when missing. */
  readonly percentile: number | null;
  /** wᵢ·zᵢ; null for a rater without weight and for a missing value that drops the document. */
  readonly contribution: number | null;
  /** Contribution less that of the corpus' mean document: what speaks for (+) or against (−) it. */
  readonly lean: number | null;
  /** `lean` as −1 … 1 of the largest of this document. */
  readonly length: number;
}

export interface Contributions {
  readonly score: number | null;
  /** Score less that of the corpus' mean document; null without a score. */
  readonly lean: number | null;
  /** All 25: what leans most first, raters without weight last. */
  readonly rows: readonly ContributionRow[];
}

/** Why a document has its score: every rater's part of it, measured against the mean of the corpus. */
export function prepareContributions(
  plan: ScoringPlan,
  statistics: CorpusStatistics,
  ratings: Ratings,
): Contributions {
  const { score, contributions } = contributionsOf(plan, readColumnOf(statistics, ratings));
  const parts = new Map(contributions.map((part) => [part.rater, part.contribution]));
  const means = new Map(plan.terms.map((term) => [term.rater, meanOf(term, statistics)]));
  const rows = RATERS.map(({ id }) => {
    const contribution = parts.get(id) ?? null;
    const mean = means.get(id);
    const value = ratings.scores[id] ?? null;
    const column = statistics.raters[id]?.value;
    return {
      rater: id,
      label: raterOf(id).label,
      value,
      percentile:
        value === null || column === undefined
          ? null
          : (ratings.ranks?.[id] ?? rankOf(column.quantiles, value)),
      contribution,
      lean: contribution === null || mean === undefined ? null : contribution - mean,
    };
  });
  const largest = Math.max(1e-12, ...rows.map(({ lean }) => Math.abs(lean ?? 0)));
  return {
    score,
    lean: score === null ? null : rows.reduce((sum, { lean }) => sum + (lean ?? 0), 0),
    rows: rows
      .map((row) => ({ ...row, length: (row.lean ?? 0) / largest }))
      .toSorted((a, b) => sizeOf(b) - sizeOf(a)),
  };
}

/** The raters that speak most for a document (`sign` 1) or against it (−1), most first. */
export const topReasons = ({ rows }: Contributions, sign: 1 | -1, count: number): ContributionRow[] =>
  rows
    .filter(({ lean }) => lean !== null && lean * sign > 0)
    .toSorted((a, b) => ((b.lean ?? 0) - (a.lean ?? 0)) * sign)
    .slice(0, count);

const sizeOf = ({ lean }: { readonly lean: number | null }): number => (lean === null ? -1 : Math.abs(lean));

/** Ranks that the page was not given are computed from the frozen quantiles in float32, as the score table holds them. */
export function readColumnOf(statistics: CorpusStatistics, ratings: Ratings): ReadColumn {
  return (rater, kind) => {
    const value = ratings.scores[rater] ?? null;
    if (kind === "value" || value === null) return value;
    if (kind === "argmax") return ratings.argmax?.[rater] ?? null;
    if (ratings.ranks !== undefined) return ratings.ranks[rater];
    const column = statistics.raters[rater]?.value;
    return column === undefined ? null : Math.fround(rankOf(column.quantiles, value));
  };
}

/** Contribution of the corpus' mean: every normalisation is linear, and ranks have the mean ½. */
function meanOf(term: Term, statistics: CorpusStatistics): number {
  const found = statistics.raters[term.rater];
  if (found === null) return 0;
  const column = term.kind === "argmax" && found.argmax !== null ? found.argmax : found.value;
  return term.weight * normalise(term, term.kind === "rank" ? 0.5 : column.mean);
}
