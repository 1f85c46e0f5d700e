import { RATER_IDS, type RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import {
  QUANTILES,
  type ColumnStatistics,
  type CorpusStatistics,
  type RaterStatistics,
} from "@/core/statistics";

/** A column spread evenly over [0, top]. */
export const evenColumn = (top: number, missing = 0): ColumnStatistics => ({
  n: 1000 - missing,
  missing,
  min: 0,
  max: top,
  mean: top / 2,
  sd: top / Math.sqrt(12),
  quantiles: Array.from({ length: QUANTILES }, (_, index) => (index / (QUANTILES - 1)) * top),
});

const CLASSIFIERS: Readonly<Partial<Record<RaterId, number>>> = {
  advertisement: 1,
  fluency: 1,
  professionalism: 5,
  readability: 5,
  reasoning: 5,
  cleanliness: 5,
};

/** 1,000 documents in two domains; every rater spread evenly, classifiers over their levels. */
export function evenCorpus(
  changes: Readonly<Partial<Record<RaterId, RaterStatistics | null>>> = {},
): CorpusStatistics {
  const raters = Object.fromEntries(
    RATER_IDS.map((id) => {
      const top = CLASSIFIERS[id];
      const statistics: RaterStatistics = {
        value: evenColumn(top ?? 10),
        argmax: top === undefined ? null : evenColumn(top),
        provenance: "imported",
      };
      return [id, statistics];
    }),
  ) as Record<RaterId, RaterStatistics>;
  return {
    documents: 1000,
    tokens: 100_000,
    domains: [
      { domain: "book", documents: 400, tokens: 70_000 },
      { domain: "wikipedia", documents: 600, tokens: 30_000 },
    ],
    raters: { ...raters, ...changes },
  };
}

export const recipeOf = (changes: Partial<Recipe>): Recipe => ({
  name: "draft",
  weights: {},
  normalisation: "rank",
  budget: { share: 0.1 },
  directions: {},
  missing: "exclude",
  domains: { rule: "global" },
  ...changes,
});
