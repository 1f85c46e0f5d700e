"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { MixerProvider, type MixerCorpus } from "@/components/mixer/mixer-context";
import { MixerLayout } from "@/components/mixer/mixer-layout";
import { createMixerStore } from "@/components/mixer/mixer-store";
import { createPreviewSource } from "@/components/mixer/preview-source";
import { PreviewProvider } from "@/components/mixer/preview-context";
import { keepRecipeInUrl } from "@/components/mixer/recipe-link";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { StudioError } from "@/core/errors";
import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import { decodeRecipe, RECIPE_PARAMETER } from "@/core/recipe-url";

interface MixerProps {
  readonly corpus: MixerCorpus;
  /** Bytes of the two score tables the browser loads. */
  readonly previewBytes: { readonly values: number; readonly ranks: number };
}

/** A recipe in the link, else the published weights; the URL follows what is seen. */
export function Mixer({ corpus, previewBytes }: MixerProps) {
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
  return <OpenMixer corpus={corpus} previewBytes={previewBytes} recipe={recipe} />;
}

function OpenMixer({ corpus, previewBytes, recipe }: MixerProps & { readonly recipe: Recipe }) {
  const [store] = useState(() => createMixerStore(recipe, null));
  const [preview] = useState(() => createPreviewSource(corpus, store));
  useEffect(() => keepRecipeInUrl(store), [store]);
  useEffect(() => preview.run(), [preview]);
  return (
    <MixerProvider store={store} corpus={corpus}>
      <PreviewProvider source={preview}>
        <MixerLayout previewBytes={previewBytes} />
      </PreviewProvider>
    </MixerProvider>
  );
}

function openRecipe(code: string | null): { readonly recipe: Recipe | null; readonly fault: string | null } {
  if (code === null) return { recipe: null, fault: null };
  try {
    return { recipe: decodeRecipe(code), fault: null };
  } catch (error) {
    if (error instanceof StudioError) return { recipe: null, fault: error.message };
    throw error;
  }
}
