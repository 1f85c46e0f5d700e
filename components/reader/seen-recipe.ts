"use client";

import { useMemo } from "react";
import { storeText, useStoredText } from "@/components/ui/stored-text";
import type { Recipe } from "@/core/recipe";
import { decodeRecipe, encodeRecipe } from "@/core/recipe-url";

const keyOf = (corpusId: string): string => `recipe seen in the mixer: ${corpusId}`;

/** Keeps the recipe that a mixer shows, for the other pages of its corpus; without it they take the published one. */
export const rememberRecipe = (corpusId: string, recipe: Recipe): void =>
  storeText(keyOf(corpusId), encodeRecipe(recipe));

function decoded(code: string | null): Recipe | null {
  try {
    return code === null ? null : decodeRecipe(code);
  } catch {
    return null;
  }
}

/** The recipe last seen in the mixer of a corpus; null when there is none, and on the server. */
export function useSeenRecipe(corpusId: string): Recipe | null {
  const code = useStoredText(keyOf(corpusId));
  return useMemo(() => decoded(code), [code]);
}
