import type { BrowseState } from "@/components/corpus/browse/browse-url";
import { WHOLE_CORPUS, type Listing } from "@/core/listing";
import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";

/** What the combined score is made by: the link's recipe, else the published one; null for a corpus without raters. */
export const recipeOf = (state: Pick<BrowseState, "recipe">, statistics: CorpusStatistics): Recipe | null =>
  state.recipe ?? firstRecipe(statistics);

/** The listing that a page shows; in the corpus' own order where there is no score to sort by. */
export function listingOf(state: BrowseState, statistics: CorpusStatistics): Listing {
  const { sort, filter, search, only } = state;
  const conditions = {
    filter,
    ...(search === null ? {} : { search }),
    ...(only === null ? {} : { only: [...only] }),
  };
  if (sort.by !== "score") return { sort, ...conditions };
  const recipe = recipeOf(state, statistics);
  return recipe === null ? { ...WHOLE_CORPUS, ...conditions } : { sort, recipe, ...conditions };
}

/** The documents of a listing, whatever their order: what profiles and counts depend on. */
export const unsorted = ({ filter, search, only }: Listing): Listing => ({
  ...WHOLE_CORPUS,
  filter,
  ...(search === undefined ? {} : { search }),
  ...(only === undefined ? {} : { only }),
});
