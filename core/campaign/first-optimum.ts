import { WHOLE } from "@/core/campaign/weight-bounds";
import type { FitAnswer } from "@/core/learning/fit-answer";
import { RATER_IDS } from "@/core/raters";

/** Which of the two optima of a search. */
export const OPTIMA = ["direct", "meanOfBest"] as const;
export type Optimum = (typeof OPTIMA)[number];

/** What is asked of a fit: its answer, the raters of its vectors, and the proxies it was learnt from. */
export interface LearntWeights {
  readonly answer: Pick<FitAnswer, "search">;
  readonly columns: readonly string[];
  readonly used: readonly string[];
}

export type WeighedProxies = readonly { readonly id: string; readonly weights: readonly number[] }[];

/** The rater to which an optimum gives most weight beyond what any proxy that was learnt from gave it; null where there is none. */
export function beyondProxies(fit: LearntWeights, proxies: WeighedProxies, optimum: Optimum) {
  const used = new Set(fit.used);
  const weights = proxies.filter(({ id }) => used.has(id)).map((proxy) => proxy.weights);
  const found = fit.answer.search?.[optimum].weights ?? [];
  const beyond = fit.columns.flatMap((column, at) => {
    const place = RATER_IDS.findIndex((rater) => rater === column);
    const most = Math.max(0, ...weights.map((vector) => (vector[place] ?? 0) / WHOLE));
    const share = found[at] ?? 0;
    return share > most ? [{ column, share, most }] : [];
  });
  return beyond.toSorted((a, b) => b.share - b.most - (a.share - a.most))[0] ?? null;
}

/** The optimum to begin with: the direct one unless it is a guess and the mean of the best is none. */
export const firstOptimum = (fit: LearntWeights, proxies: WeighedProxies): Optimum =>
  beyondProxies(fit, proxies, "direct") !== null && beyondProxies(fit, proxies, "meanOfBest") === null
    ? "meanOfBest"
    : "direct";
