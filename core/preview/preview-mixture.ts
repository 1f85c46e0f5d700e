import type { SqlEngine } from "@/core/engine";
import type { Estimate, MixtureFigures } from "@/core/preview/preview";
import type { SampleSize } from "@/core/preview/estimate";
import { sampleErrors, type SelectedByDomain } from "@/core/preview/sample-errors";
import type { SampleTable } from "@/core/preview/sample-table";
import type { ScoredSample } from "@/core/preview/score-sample";
import { sampleSize, selectedRows } from "@/core/preview/selected-rows";
import { cutOf, figuresOf } from "@/core/selection/exact-figures";
import type { CorpusStatistics } from "@/core/statistics";

/** Figures, mixture and histogram of a scored sample; counted when the sample is the whole corpus. */
export async function previewMixture(
  engine: SqlEngine,
  sample: ScoredSample,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<MixtureFigures> {
  if (isCounted(sample.table, statistics)) return mixtureOf(sample, statistics, null);
  const size = sample.table.size ?? (await sampleSize(engine, sample.table.name, signal));
  return mixtureOf(sample, statistics, { size, selected: await selectedRows(engine, sample, signal) });
}

/** Whether a table holds all documents. */
export const isCounted = ({ rows }: SampleTable, { documents }: CorpusStatistics): boolean =>
  rows === documents;

/** What the errors of estimates rest on. */
export interface ErrorGround {
  readonly size: SampleSize;
  readonly selected: SelectedByDomain;
}

/** @param ground null where all is counted */
export function mixtureOf(
  sample: Omit<ScoredSample, "scored">,
  statistics: CorpusStatistics,
  ground: ErrorGround | null,
): MixtureFigures {
  const figures = figuresOf(sample.plan, sample.cuts, statistics);
  const exact = isCounted(sample.table, statistics);
  const errors = ground === null ? null : sampleErrors(sample, ground.selected, ground.size, figures);
  const estimate = (value: number, error: number | undefined): Estimate => ({ value, error: error ?? null });
  return {
    basis: exact
      ? { kind: "exact", documents: statistics.documents }
      : { kind: "sample", sample: sample.table.rows, documents: statistics.documents },
    budgetTokens: figures.budgetTokens,
    documents: estimate(figures.documents, errors?.documents),
    tokens: estimate(figures.tokens, errors?.tokens),
    fill: figures.fill,
    threshold: figures.threshold,
    domains: figures.domains.map(({ before, after, ...domain }, code) => {
      const own = errors?.domains[code];
      return {
        ...domain,
        before: { ...before, share: ratio(before.tokens, statistics.tokens) },
        after: {
          documents: estimate(after.documents, own?.documents),
          tokens: estimate(after.tokens, own?.tokens),
          share: estimate(ratio(after.tokens, figures.tokens), own?.share),
        },
      };
    }),
    histogram: histogramOf(sample),
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Tokens by bin; bins above a cut are selected whole, the cut's own bin in part. */
function histogramOf({ bins, cells, cuts }: Omit<ScoredSample, "scored">): MixtureFigures["histogram"] {
  const all = new Array<number>(bins.count).fill(0);
  const selected = new Array<number>(bins.count).fill(0);
  for (const { bin, domain, tokens } of cells) {
    all[bin] = (all[bin] ?? 0) + tokens;
    const cut = cutOf(cuts, domain);
    if (cut !== undefined && (cut.cutBin === null || bin > cut.cutBin.bin))
      selected[bin] = (selected[bin] ?? 0) + tokens;
  }
  for (const { cutBin } of cuts)
    if (cutBin !== null) selected[cutBin.bin] = (selected[cutBin.bin] ?? 0) + cutBin.tokens;
  return { low: bins.low, high: bins.high, all, selected };
}
