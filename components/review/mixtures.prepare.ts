import { RATERS, type RaterId } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import type { ExactFigures } from "@/core/selection/exact-figures";

/** A domain in two selections; shares of tokens, 0 to 1. */
export interface MixtureRow {
  readonly domain: string;
  readonly code: number;
  readonly corpus: number;
  readonly present: number;
  readonly proposed: number;
}

/** Domains, the largest of the corpus first. */
export function prepareMixtures(
  present: Pick<ExactFigures, "domains">,
  proposed: Pick<ExactFigures, "domains">,
): MixtureRow[] {
  const corpusTokens = present.domains.reduce((sum, { before }) => sum + before.tokens, 0);
  const shares = ({ domains }: Pick<ExactFigures, "domains">): number[] => {
    const tokens = domains.reduce((sum, { after }) => sum + after.tokens, 0);
    return domains.map(({ after }) => share(after.tokens, tokens));
  };
  const [now, then] = [shares(present), shares(proposed)];
  return present.domains
    .map(({ domain, before }, code) => ({
      domain,
      code,
      corpus: share(before.tokens, corpusTokens),
      present: now[code] ?? 0,
      proposed: then[code] ?? 0,
    }))
    .toSorted((a, b) => b.corpus - a.corpus || a.code - b.code);
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** A rater's share of all weight, 0 to 1, in two recipes. */
export interface WeightRow {
  readonly rater: RaterId;
  readonly present: number;
  readonly proposed: number;
}

/** Raters that have a weight in either, the weightiest of the proposal first. */
export function prepareWeights(present: Recipe, proposed: Recipe): WeightRow[] {
  const sumOf = (recipe: Recipe): number => RATERS.reduce((sum, { id }) => sum + weightOf(recipe, id), 0);
  const [now, then] = [sumOf(present), sumOf(proposed)];
  return RATERS.map(({ id }) => ({
    rater: id,
    present: weightOf(present, id) / now,
    proposed: weightOf(proposed, id) / then,
  }))
    .filter((row) => row.present > 0 || row.proposed > 0)
    .toSorted((a, b) => b.proposed - a.proposed || b.present - a.present);
}
