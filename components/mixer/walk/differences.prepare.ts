import { readColumnOf, type Ratings } from "@/components/reader/contributions.prepare";
import { raterOf, RATERS, type RaterId } from "@/core/raters";
import { contributionsOf } from "@/core/scoring/contributions";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

export interface DifferenceRow {
  readonly rater: RaterId;
  readonly label: string;
  /** w·z of the document just in and of the one just out; null for a rater without weight. */
  readonly ofIn: number | null;
  readonly ofOut: number | null;
  /** ofIn − ofOut; null for a rater without weight. */
  readonly difference: number | null;
  /** `difference` as −1 … 1 of the largest of this pair. */
  readonly length: number;
}

export interface Differences {
  readonly ofIn: number | null;
  readonly ofOut: number | null;
  /** All 25: what tells the two apart most first, raters without weight last. */
  readonly rows: readonly DifferenceRow[];
}

/** Rater by rater, what makes one document score higher than another. */
export function prepareDifferences(
  plan: ScoringPlan,
  statistics: CorpusStatistics,
  inside: Ratings,
  outside: Ratings,
): Differences {
  const [first, second] = [inside, outside].map((ratings) =>
    contributionsOf(plan, readColumnOf(statistics, ratings)),
  );
  const partsOf = (scored = first) =>
    new Map(scored?.contributions.map(({ rater, contribution }) => [rater, contribution]));
  const [ofIn, ofOut] = [partsOf(first), partsOf(second)];
  const rows = RATERS.map(({ id }) => {
    const [a, b] = [ofIn.get(id) ?? null, ofOut.get(id) ?? null];
    const difference = a === null || b === null ? null : a - b;
    return { rater: id, label: raterOf(id).label, ofIn: a, ofOut: b, difference };
  });
  const largest = Math.max(1e-12, ...rows.map(({ difference }) => Math.abs(difference ?? 0)));
  const sizeOf = (difference: number | null): number => (difference === null ? -1 : Math.abs(difference));
  return {
    ofIn: first?.score ?? null,
    ofOut: second?.score ?? null,
    rows: rows
      .map((row) => ({ ...row, length: (row.difference ?? 0) / largest }))
      .toSorted((a, b) => sizeOf(b.difference) - sizeOf(a.difference)),
  };
}
