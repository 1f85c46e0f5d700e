"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { MixerProvider, type MixerCorpus } from "@/components/mixer/mixer-context";
import { MixerLayout } from "@/components/mixer/mixer-layout";
import { createMixerStore } from "@/components/mixer/mixer-store";
import type { CountedFigures } from "@/components/mixer/counted-figures";
import { createPreviewSource } from "@/components/mixer/preview-source";
import { PreviewProvider } from "@/components/mixer/preview-context";
import { keepRecipeInUrl, LOCKED_PARAMETER, lockedIn, SAVED_PARAMETER } from "@/components/mixer/recipe-link";
import { linkedVersion } from "@/components/mixer/saved-version";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { StudioError } from "@/core/errors";
import type { PreviewFigures } from "@/core/preview/preview";
import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { decodeRecipe, RECIPE_PARAMETER } from "@/core/recipe-url";
import type { ScoreParts } from "@/core/score-parts";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";

interface MixerProps {
  readonly corpus: MixerCorpus;
  readonly parts: ScoreParts;
  /** Exact figures of the recipe the page was opened with, counted before or while it loads. */
  readonly figures: CountedFigures | null;
  readonly counting: Promise<PreviewFigures | null> | null;
}

/** A recipe in the link, else the published weights; the URL follows what is seen. */
export function Mixer(props: MixerProps) {
  const { corpus } = props;
  const code = useSearchParams().get(RECIPE_PARAMETER);
  const [opened] = useState(() => openRecipe(code));
  const [recipe] = useState(() => opened.recipe ?? firstRecipe(corpus.statistics));
  useEffect(() => {
    if (opened.fault !== null)
      toast({ title: opened.fault, detail: "The published weights are shown.", tone: "danger" });
  }, [opened]);
  if (recipe === null) {
    return (
      <EmptyState title="Nothing to weigh">
        No document of {corpus.name} has any of the 25 raters. Import a corpus that carries their scores.
      </EmptyState>
    );
  }
  return <OpenMixer {...props} recipe={recipe} />;
}

function OpenMixer({ corpus, parts, figures, counting, recipe }: MixerProps & { readonly recipe: Recipe }) {
  const client = useQueryClient();
  const trpc = useTRPC();
  const link = useSearchParams();
  const [store] = useState(() => createMixerStore(recipe, null, lockedIn(link.get(LOCKED_PARAMETER))));
  const { id, number } = corpus;
  const [preview] = useState(() => {
    const { versionId, fingerprint } = corpus;
    const detail = trpc.corpus.get.queryOptions({ corpusId: id, number }, { staleTime: Infinity });
    return createPreviewSource(
      {
        fingerprint,
        parts,
        noise: (seed) =>
          client
            .fetchQuery(trpc.preview.noise.queryOptions({ versionId, seed }, { staleTime: Infinity }))
            .then(({ sample }) => sample),
        statistics: () => client.fetchQuery(detail).then(({ statistics }) => statistics),
        counted: figures,
        counting: counting === null ? null : counting.then((found) => keyed(found, recipe)),
        countOnServer: (wanted, signal) => {
          const options = trpc.preview.figures.queryOptions(
            { versionId, recipe: wanted },
            { staleTime: Infinity, trpc: { abortOnUnmount: true } },
          );
          signal.addEventListener("abort", () => void client.cancelQueries({ queryKey: options.queryKey }));
          return client.fetchQuery(options).then((found) => ({ ...found, recipeKey: recipeHash(wanted) }));
        },
      },
      store,
    );
  });
  useEffect(() => keepRecipeInUrl(store, { id, number }), [store, id, number]);
  const [savedId] = useState(link.get(SAVED_PARAMETER));
  useEffect(() => {
    if (savedId === null) return;
    const began = (recipes: readonly RecipeSummary[]) => {
      const version = linkedVersion(recipes, savedId);
      if (version !== null && store.getState().saved === null) store.getState().versionSaved(version);
    };
    // Without the list the draft is one that nobody saved, which is all that is lost.
    void client.fetchQuery(trpc.recipe.list.queryOptions()).then(began, () => undefined);
  }, [client, trpc, store, savedId]);
  useEffect(() => preview.run(), [preview]);
  return (
    <MixerProvider store={store} corpus={corpus}>
      <PreviewProvider source={preview}>
        <MixerLayout />
      </PreviewProvider>
    </MixerProvider>
  );
}

const keyed = (figures: PreviewFigures | null, recipe: Recipe): CountedFigures | null =>
  figures === null ? null : { ...figures, recipeKey: recipeHash(recipe) };

function openRecipe(code: string | null): { readonly recipe: Recipe | null; readonly fault: string | null } {
  if (code === null) return { recipe: null, fault: null };
  try {
    return { recipe: decodeRecipe(code), fault: null };
  } catch (error) {
    if (error instanceof StudioError) return { recipe: null, fault: error.message };
    throw error;
  }
}
