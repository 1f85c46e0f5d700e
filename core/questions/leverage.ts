import { holdSelection } from "@/core/questions/held-selection";
import type { Questioned, QuestionProgress } from "@/core/questions/questioned";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { weightOf } from "@/core/recipe";
import { setWeight } from "@/core/recipe-edit";

/** What the selection owes to each rater. */
export interface Leverage {
  /** Raters of weight > 0 in the order of `RATERS`. */
  readonly raters: readonly RaterId[];
  /** Tokens selected. */
  readonly tokens: number;
  /** Share of the selected tokens, 0 to 1, that leave when the rater's weight is 0; null for the only rater with a weight. */
  readonly lost: readonly (number | null)[];
}

/**
 * Selects once without each weighted rater, the threshold found anew each time.
 * @throws StudioError `invalid-input` for a recipe that selects nothing or does not suit the corpus, `cancelled`
 */
export async function measureLeverage(
  questioned: Questioned,
  report: (progress: QuestionProgress) => void,
): Promise<Leverage> {
  const { recipe } = questioned;
  const raters = RATER_IDS.filter((rater) => weightOf(recipe, rater) > 0);
  report({ done: 0, total: raters.length });
  const held = await holdSelection(questioned);
  if (raters.length === 1) return { raters, tokens: held.tokens, lost: [null] };
  const lost: number[] = [];
  for (const rater of raters) {
    const { shared } = await held.compare(setWeight(recipe, rater, 0));
    lost.push(held.tokens === 0 ? 0 : 1 - shared / held.tokens);
    report({ done: lost.length, total: raters.length });
  }
  return { raters, tokens: held.tokens, lost };
}
