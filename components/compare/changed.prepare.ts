import {
  prepareContributions,
  type ContributionRow,
  type Ratings,
} from "@/components/reader/contributions.prepare";
import { formatCount } from "@/components/ui/format";
import { marginText } from "@/components/ui/margin-text";
import type { ChangedDocument, Side, SideFigures, SideStanding } from "@/core/comparison/changes";
import type { RaterId } from "@/core/raters";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

/** The mark and the colour of a side: two hues, and signs for those who cannot tell them apart. */
export const SIDE_LOOKS: Readonly<
  Record<Side, { readonly sign: string; readonly colour: string; readonly text: string }>
> = {
  gained: { sign: "+", colour: "var(--color-gained)", text: "text-gained" },
  lost: { sign: "−", colour: "var(--color-lost)", text: "text-lost" },
  kept: { sign: "=", colour: "var(--color-before)", text: "text-muted" },
};

/** The margin that a side is ordered by: under the recipe that takes the document; `kept`: the smaller of both. */
export function sideMargin(
  { baseline, other }: Pick<ChangedDocument, "baseline" | "other">,
  side: Side,
): number | null {
  if (side === "gained") return other.margin;
  if (side === "lost") return baseline.margin;
  if (baseline.margin === null || other.margin === null) return baseline.margin ?? other.margin;
  return Math.min(baseline.margin, other.margin);
}

/** "+0.031", "no score", "by domain". */
export const standingText = ({ score, margin }: SideStanding): string =>
  margin !== null ? marginText(margin) : score === null ? "left out" : "no threshold";

/** A bin of the histogram of margins, in words. */
export function marginSentence({ margins, documents }: SideFigures, bin: number): string {
  const { top, counts } = margins;
  const [from, to] = [(bin * top) / counts.length, ((bin + 1) * top) / counts.length];
  const count = formatCount(counts[bin] ?? 0);
  const range =
    bin === counts.length - 1 ? `${marginText(from)} and more` : `${marginText(from)} to ${marginText(to)}`;
  return `${count} of ${formatCount(documents)} documents by ${range} above the threshold.`;
}

export interface BothRow {
  readonly rater: RaterId;
  readonly label: string;
  /** Contribution less that of the corpus' mean, under each recipe; null for a rater without weight there. */
  readonly baseline: number | null;
  readonly other: number | null;
  /** other − baseline, a missing one being 0. */
  readonly difference: number;
  /** `difference` as −1 … 1 of the largest of this document. */
  readonly length: number;
  readonly value: number | null;
  readonly percentile: number | null;
}

export interface BothContributions {
  /** Sums of the columns; null where the recipe gives no score. */
  readonly leans: { readonly baseline: number | null; readonly other: number | null };
  /** What changes most first; raters without weight in both last. */
  readonly rows: readonly BothRow[];
}

/** Rater by rater, what speaks for a document under two recipes, measured against the mean of the corpus. */
export function bothContributions(
  plans: { readonly baseline: ScoringPlan; readonly other: ScoringPlan },
  statistics: CorpusStatistics,
  ratings: Ratings,
): BothContributions {
  const [before, after] = [
    prepareContributions(plans.baseline, statistics, ratings),
    prepareContributions(plans.other, statistics, ratings),
  ];
  const afterBy = new Map(after.rows.map((row) => [row.rater, row]));
  const rows = before.rows.map((row) => bothRow(row, afterBy.get(row.rater) ?? row));
  const largest = Math.max(1e-12, ...rows.map(({ difference }) => Math.abs(difference)));
  const sizeOf = ({ baseline, other, difference }: BothRow): number =>
    baseline === null && other === null ? -1 : Math.abs(difference);
  return {
    leans: { baseline: before.lean, other: after.lean },
    rows: rows
      .map((row) => ({ ...row, length: row.difference / largest }))
      .toSorted((a, b) => sizeOf(b) - sizeOf(a)),
  };
}

const bothRow = (before: ContributionRow, after: ContributionRow): BothRow => ({
  ...{ rater: before.rater, label: before.label, value: before.value, percentile: before.percentile },
  ...{ baseline: before.lean, other: after.lean, length: 0 },
  difference: (after.lean ?? 0) - (before.lean ?? 0),
});
