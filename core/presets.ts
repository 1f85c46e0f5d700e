import { FAMILIES, raterOf, RATERS, type Family, type RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { sharedOut } from "@/core/recipe-edit";
import type { CorpusStatistics } from "@/core/statistics";

/** Weights to begin with. */
export interface Preset {
  readonly id: string;
  readonly kind: "published" | "uniform" | "family" | "rater";
  /** For `family`. */
  readonly family: Family | null;
  /** For `rater`. */
  readonly rater: RaterId | null;
  readonly weights: Recipe["weights"];
}

const even = (raters: readonly RaterId[]): Recipe["weights"] => sharedOut(raters, () => 1);

/** Published, uniform, each family, each rater; raters the corpus lacks are left out, and so are presets without any. */
export function presets(statistics: CorpusStatistics): Preset[] {
  const available = RATERS.map(({ id }) => id).filter((id) => statistics.raters[id] !== null);
  if (available.length === 0) return [];
  const published = Object.fromEntries(available.map((id) => [id, raterOf(id).publishedWeight]));
  const families = FAMILIES.flatMap((family): Preset[] => {
    const members = available.filter((id) => raterOf(id).family === family);
    return members.length === 0
      ? []
      : [{ id: family, kind: "family", family, rater: null, weights: even(members) }];
  });
  return [
    { id: "published", kind: "published", family: null, rater: null, weights: published },
    { id: "uniform", kind: "uniform", family: null, rater: null, weights: even(available) },
    ...families,
    ...available.map((rater): Preset => ({
      id: rater,
      kind: "rater",
      family: null,
      rater,
      weights: { [rater]: 1 },
    })),
  ];
}

/**
 * A recipe with the weights of a preset: all directions +1, budget, domains and limits as they were. The published preset brings
 * the authors' normalisation and their reading of missing values, too.
 */
export const applyPreset = (recipe: Recipe, preset: Preset): Recipe => ({
  ...recipe,
  weights: preset.weights,
  directions: {},
  ...(preset.kind === "published" ? ({ normalisation: "published", missing: "zero" } as const) : {}),
});

/** What a mixer without a recipe opens with; null for a corpus without any rater. */
export function firstRecipe(statistics: CorpusStatistics): Recipe | null {
  const [published] = presets(statistics);
  if (published === undefined) return null;
  return applyPreset(
    {
      name: "New recipe",
      weights: {},
      normalisation: "published",
      budget: { share: 0.1 },
      directions: {},
      missing: "zero",
      domains: { rule: "global" },
    },
    published,
  );
}
