import { holdSelection } from "@/core/questions/held-selection";
import type { Questioned, QuestionProgress } from "@/core/questions/questioned";
import { withNoisyWeights } from "@/core/questions/weight-noise";

/** How much of the selection stays when the weights are a little off. */
export interface Stability {
  /** Tokens in both selections ÷ tokens in either (Jaccard), 0 to 1, of each draw of noise. */
  readonly draws: readonly number[];
  readonly mean: number;
  /** Standard deviation over the draws. */
  readonly sd: number;
}

const DRAWS = 32;

/**
 * Selects once for each of 32 draws of log-normal noise of 10 % on the weights, the threshold found anew each time.
 * @throws StudioError `invalid-input` for a recipe that selects nothing or does not suit the corpus, `cancelled`
 */
export async function measureStability(
  questioned: Questioned,
  report: (progress: QuestionProgress) => void,
): Promise<Stability> {
  report({ done: 0, total: DRAWS });
  const held = await holdSelection(questioned);
  const draws: number[] = [];
  while (draws.length < DRAWS) {
    const { tokens, shared } = await held.compare(withNoisyWeights(questioned.recipe, draws.length));
    const either = held.tokens + tokens - shared;
    draws.push(either === 0 ? 1 : shared / either);
    report({ done: draws.length, total: DRAWS });
  }
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / DRAWS;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / (DRAWS - 1);
  return { draws, mean, sd: Math.sqrt(variance) };
}
