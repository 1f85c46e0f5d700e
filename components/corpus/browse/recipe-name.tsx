import { SlidersHorizontal } from "lucide-react";
import type { BrowseState } from "@/components/corpus/browse/browse-url";
import { useCurrentRecipe } from "@/components/reader/current-recipe";
import { TextLink } from "@/components/ui/text-link";
import { recipeQuery } from "@/core/recipe-url";
import type { CorpusDetail } from "@/server/services/corpus/get";

interface RecipeNameProps {
  readonly corpus: CorpusDetail;
  readonly state: BrowseState;
}

/** Which recipe the combined score and the reader go by, and the way to change it. */
export function RecipeName({ corpus, state }: RecipeNameProps) {
  const current = useCurrentRecipe(corpus.id, state.recipe, corpus.statistics);
  const recipe = state.recipe ?? current?.recipe ?? null;
  if (recipe === null) return null;
  const name = current?.from === "published" && state.recipe === null ? "published weights" : recipe.name;
  return (
    <p className="flex min-w-0 items-center gap-1 text-xs text-muted">
      <SlidersHorizontal aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">Recipe:</span>
      <TextLink
        href={`/mixer/${encodeURIComponent(corpus.id)}${recipeQuery(recipe)}`}
        title={`Open the recipe “${name}” in the mixer`}
        className="max-w-40 truncate"
      >
        <bdi>{name}</bdi>
      </TextLink>
    </p>
  );
}
