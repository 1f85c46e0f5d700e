import type { Foretold } from "@/core/campaign/campaign-check";
import type { FitAnswer } from "@/core/learning/fit-answer";

/**
 * What a fit says of a proxy: of one it learnt from, by the model that has not seen it; of another, with an interval, as a point that
 * it was asked about or as its own optimum.
 * @param shares weights in the order of the fit's columns
 * @returns null for a proxy that it knows nothing of
 */
export function proxyForetold(
  { crossValidated = [], points = [], search }: FitAnswer,
  id: string,
  shares: readonly number[],
): Foretold | null {
  const run = crossValidated.find((one) => one.id === id);
  if (run !== undefined) return { predicted: run.predicted, low: null, high: null };
  const point = points.find((one) => one.id === id);
  if (point !== undefined) return point;
  const optima = search === undefined ? [] : [search.direct, search.meanOfBest];
  return optima.find(({ weights }) => weights.join() === shares.join()) ?? null;
}
