"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useMixerStore } from "@/components/mixer/mixer-context";
import { newestSeen, savedVersion } from "@/components/mixer/saved-version";
import type { RecipeSummary, RecipeVersionSummary } from "@/server/services/recipe/recipe-summary";

interface Saving {
  readonly name: string;
  readonly note: string;
  /** Newest version that the person has seen; left out: the one this window knows of. */
  readonly after?: number;
}

/** A newer version than the one this window knew of, under the same name. */
export interface Ahead {
  readonly newest: RecipeVersionSummary;
  readonly recipes: readonly RecipeSummary[];
}

/** Saves the draft after the version this window knows of; where there is a newer one, nothing is written and it is handed out. */
export function useSaveRecipe(onSaved: () => void) {
  const store = useMixerStore();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const [ahead, setAhead] = useState<Ahead | null>(null);
  const mutation = useMutation(
    trpc.recipe.save.mutationOptions({
      onSuccess: async (version, { recipe: { name } }) => {
        const { recipe, edited, versionSaved } = store.getState();
        if (recipe.name !== name) edited({ ...recipe, name });
        versionSaved(savedVersion(version, name, version.number));
        await client.invalidateQueries({ queryKey: trpc.recipe.pathKey() });
        onSaved();
      },
      onError: async (error, { recipe: { name }, after = 0 }) => {
        if (error.data?.code !== "CONFLICT") return;
        const recipes = await client.fetchQuery(trpc.recipe.list.queryOptions(undefined, { staleTime: 0 }));
        const newest = recipes.find((recipe) => recipe.name === name)?.versions[0];
        if (newest !== undefined && newest.number > after) setAhead({ newest, recipes });
      },
    }),
  );
  const save = ({ name, note, after }: Saving) => {
    const { recipe, saved } = store.getState();
    mutation.mutate({
      id,
      recipe: { ...recipe, name },
      note,
      after: after ?? newestSeen(saved, name),
    });
  };
  const forget = () => {
    setAhead(null);
    mutation.reset();
  };
  return {
    save,
    forget,
    ahead,
    isPending: mutation.isPending,
    error: ahead === null ? mutation.error : null,
  };
}
