import type { z } from "zod";
import { DISTRIBUTION_BINS, distributionRange } from "@/core/distribution-bins";
import { histogramOfQuantiles } from "@/core/quantile-histogram";
import type { RaterId } from "@/core/raters";
import type { ColumnStatistics, CorpusStatistics, RaterStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import type { CorpusInfo } from "@/server/services/corpus/corpus-info";
import type { CorpusSummary } from "@/server/services/corpus/corpus-summary";
import type { corpusPartInput } from "@/server/services/corpus/find-corpus";
import { getCorpus } from "@/server/services/corpus/get";

/** What a page draws of a rater; the frozen quantiles it stands for are 30 times as large. */
export interface RaterOverview extends Omit<ColumnStatistics, "quantiles"> {
  readonly median: number;
  /** 1st and 99th percentile: ends of the bins, whose outermost hold the tails as well. */
  readonly low: number;
  readonly high: number;
  /** Shares of the values, `DISTRIBUTION_BINS` equally wide. */
  readonly bins: readonly number[];
  readonly provenance: RaterStatistics["provenance"];
}

export interface CorpusOverview extends CorpusSummary {
  readonly statistics: Pick<CorpusStatistics, "documents" | "tokens" | "domains" | "groups"> & {
    /** Null for a rater that is off. */
    readonly raters: Readonly<Record<RaterId, RaterOverview | null>>;
  };
  readonly info: Pick<
    CorpusInfo,
    | "semanticsVersion"
    | "sampleDocuments"
    | "validationDocuments"
    | "validationTokens"
    | "provenanceNote"
    | "licences"
  >;
}

/** A version of a corpus as its page shows it, without what only a scoring needs. @throws StudioError `not-found`, `corrupt` */
export async function getOverview({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof corpusPartInput>;
}): Promise<CorpusOverview> {
  const { statistics, info, ...summary } = await getCorpus({ ctx, input });
  const { documents, tokens, domains, groups, raters } = statistics;
  const entries = Object.entries(raters).map(([rater, found]) => [
    rater,
    found === null ? null : overviewOf(found),
  ]);
  return {
    ...summary,
    statistics: {
      ...{ documents, tokens, domains, groups },
      raters: Object.fromEntries(entries) as CorpusOverview["statistics"]["raters"],
    },
    info: {
      semanticsVersion: info.semanticsVersion,
      sampleDocuments: info.sampleDocuments,
      validationDocuments: info.validationDocuments,
      validationTokens: info.validationTokens,
      provenanceNote: info.provenanceNote,
      licences: info.licences,
    },
  };
}

/** Shares are rounded to what a drawing of 36 bins can show. */
function overviewOf({ value, provenance }: RaterStatistics): RaterOverview {
  const { quantiles, ...moments } = value;
  const { low, high } = distributionRange(value);
  const bins = histogramOfQuantiles(quantiles, low, high, DISTRIBUTION_BINS);
  return {
    ...moments,
    median: quantiles[(quantiles.length - 1) / 2] ?? value.mean,
    ...{ low, high, provenance },
    bins: bins.map((share) => Math.round(share * 1e6) / 1e6),
  };
}
