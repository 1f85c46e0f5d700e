import type { SqlEngine } from "@/core/engine";
import type { Estimate, MixtureFigures } from "@/core/preview/preview";
import { sampleErrors } from "@/core/preview/sample-errors";
import type { ScoredSample } from "@/core/preview/score-sample";
import { domainCut, figuresOf, globalCut } from "@/core/selection/exact-figures";
import type { CorpusStatistics } from "@/core/statistics";

/** Figures, mixture and histogram of a scored sample; counted when the sample is the whole corpus. */
export async function previewMixture(
  engine: SqlEngine,
  sample: ScoredSample,
  statistics: CorpusStatistics,
  signal?: AbortSignal,
): Promise<MixtureFigures> {
  const figures = figuresOf(sample.plan, sample.cuts, statistics);
  const exact = sample.table.rows === statistics.documents;
  const errors = exact ? null : await sampleErrors(engine, sample, figures, signal);
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
    domains: figures.domains.map(({ domain, before, after, threshold }, code) => {
      const own = errors?.domains[code];
      return {
        domain,
        before: { ...before, share: ratio(before.tokens, statistics.tokens) },
        after: {
          documents: estimate(after.documents, own?.documents),
          tokens: estimate(after.tokens, own?.tokens),
          share: estimate(ratio(after.tokens, figures.tokens), own?.share),
        },
        threshold,
      };
    }),
    histogram: histogramOf(sample),
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Tokens by bin; bins above a cut are selected whole, the cut's own bin in part. */
function histogramOf({ plan, bins, cells, cuts }: ScoredSample): MixtureFigures["histogram"] {
  const all = new Array<number>(bins.count).fill(0);
  const selected = new Array<number>(bins.count).fill(0);
  for (const { bin, domain, tokens } of cells) {
    all[bin] = (all[bin] ?? 0) + tokens;
    const cut = globalCut(plan, cuts) ?? domainCut(plan, cuts, domain);
    if (cut !== undefined && (cut.cutBin === null || bin > cut.cutBin.bin))
      selected[bin] = (selected[bin] ?? 0) + tokens;
  }
  for (const { cutBin } of cuts)
    if (cutBin !== null) selected[cutBin.bin] = (selected[cutBin.bin] ?? 0) + cutBin.tokens;
  return { low: bins.low, high: bins.high, all, selected };
}
