"use client";

import { useMixerStore } from "@/components/mixer/mixer-context";
import { toast } from "@/components/ui/toast";
import type { Recipe } from "@/core/recipe";

/** Puts a recipe in the place of the draft and says so; undo brings the draft back. */
export function useOpenRecipe(): (recipe: Recipe) => void {
  const store = useMixerStore();
  return (recipe) => {
    store.getState().opened(recipe, null);
    toast({ title: `“${recipe.name}” is open.`, detail: "Undo brings the draft back." });
  };
}
