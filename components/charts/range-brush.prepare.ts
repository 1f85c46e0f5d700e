import type { BrushRange } from "@/components/charts/brush.prepare";
import { formatCount, formatNumber } from "@/components/ui/format";
import { rangeText } from "@/components/ui/range-text";
import { DISTRIBUTION_BINS, distributionRange } from "@/core/distribution-bins";
import type { FilterRange } from "@/core/document-filter";
import { histogramOfQuantiles } from "@/core/quantile-histogram";
import { raterOf, type RaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";

/** The distribution of a column, ready to be brushed. */
export interface BrushData {
  /** The corpus and its version. */
  readonly of: string;
  readonly name: string;
  readonly edges: readonly number[];
  readonly all: readonly number[];
  /** Of what is shown; null while all is shown or nothing is known of it. */
  readonly shown: readonly number[] | null;
  readonly whole: boolean;
  /** Lowest and highest value. */
  readonly low: string;
  readonly high: string;
}

/** Documents in each bin of a column: of the corpus, and those that are shown. */
interface Counted {
  readonly all: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Null for a rater that is off or has one value only: there is nothing to brush.
 * @param counted by bins of core/distribution-bins.ts; without it the frozen quantiles tell the distribution
 */
export function prepareRaterBrush(
  of: string,
  rater: RaterId,
  { raters }: CorpusStatistics,
  counted: Counted | undefined,
  narrowed: boolean,
): BrushData | null {
  const column = raters[rater]?.value;
  if (column === undefined) return null;
  const { low, high } = distributionRange(column);
  if (low === high) return null;
  return {
    of,
    name: raterOf(rater).label,
    edges: Array.from(
      { length: DISTRIBUTION_BINS + 1 },
      (_, edge) => low + ((high - low) * edge) / DISTRIBUTION_BINS,
    ),
    all: counted?.all ?? histogramOfQuantiles(column.quantiles, low, high, DISTRIBUTION_BINS),
    shown: narrowed ? (counted?.counts ?? null) : null,
    whole: false,
    low: formatNumber(column.min),
    high: formatNumber(column.max),
  };
}

/** Null until the documents have been counted. */
export function prepareTokensBrush(
  of: string,
  counted: (Counted & { readonly edges: readonly number[] }) | undefined,
  narrowed: boolean,
): BrushData | null {
  if (counted === undefined || counted.all.length < 2) return null;
  const { edges, counts, all } = counted;
  return {
    of,
    name: "Tokens",
    edges,
    all,
    shown: narrowed ? counts : null,
    whole: true,
    low: formatCount(edges[0] ?? 0),
    high: formatCount((edges.at(-1) ?? 1) - 1),
  };
}

/** What a brush filters and by what, for those who do not see it. */
export function brushLabel({ name, low, high, whole }: BrushData, range: FilterRange | null): string {
  if (range === null) return `Filter by ${name}: any value, ${low} to ${high}`;
  return `Filter by ${name}: ${rangeText(range, whole ? formatCount : formatNumber)}`;
}

/** Without open ends spelled out: what a filter holds. */
export const toFilter = (range: BrushRange | null): FilterRange | null => {
  if (range === null) return null;
  const { min, max } = range;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
};
