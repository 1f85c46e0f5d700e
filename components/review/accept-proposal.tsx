"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { SaveVersionDialog } from "@/components/recipes/save-version-dialog";
import { useVersionSaved } from "@/components/recipes/use-version-saved";
import { newestOf } from "@/components/review/present-recipes";
import type { Recipe } from "@/core/recipe";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";

interface AcceptProposalProps {
  readonly recipe: Recipe;
  /** Where the weights come from. */
  readonly note: string;
  readonly saved: readonly RecipeSummary[];
  readonly onClose: () => void;
}

/** Saves proposed weights as the next version of a recipe; versions before it stay. */
export function AcceptProposal({ recipe, note, saved, onClose }: AcceptProposalProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(
    trpc.recipe.save.mutationOptions({
      onSuccess: useVersionSaved(onClose),
      onError: () => client.invalidateQueries({ queryKey: trpc.recipe.pathKey() }),
    }),
  );
  return (
    <SaveVersionDialog
      title="Accept the proposed weights"
      description="They become a new version of a recipe. Versions before it stay as they are, so nothing is lost."
      name={recipe.name}
      hint={(name) => hintOf(newestOf(saved, name))}
      note={note}
      busy={save.isPending}
      error={save.error}
      onSave={({ id, name }) =>
        save.mutate({ id, recipe: { ...recipe, name }, note, after: newestOf(saved, name) })
      }
      onClose={onClose}
    />
  );
}

/** @param newest number of the recipe's last version; 0 where there is none */
const hintOf = (newest: number): string =>
  newest === 0 ? "A new recipe." : `Becomes version ${String(newest + 1)}, unless the last one is the same.`;
