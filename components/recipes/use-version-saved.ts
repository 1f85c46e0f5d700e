"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { toast } from "@/components/ui/toast";
import type { RecipeVersionSummary } from "@/server/services/recipe/recipe-summary";

/** What follows a version that was saved: a toast says its number, and every list of recipes is asked for again. */
export function useVersionSaved(onClose: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return async ({ number, body }: Pick<RecipeVersionSummary, "number" | "body">): Promise<void> => {
    toast({ title: `Saved as version ${String(number)} of "${body.name}"`, tone: "good" });
    await client.invalidateQueries({ queryKey: trpc.recipe.pathKey() });
    onClose();
  };
}
