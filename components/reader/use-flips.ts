"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { Recipe } from "@/core/recipe";
import { encodeRecipe } from "@/core/recipe-url";
import type { Flips } from "@/core/selection/flips";
import type { FlipsProgress } from "@/server/services/document/flips";

export interface FlipsSearch {
  /** All of them; null until they are known. */
  readonly found: Flips | null;
  /** While they are worked out; `of` is 0 until it is known. */
  readonly progress: FlipsProgress | null;
  readonly error: unknown;
  readonly ask: () => void;
  readonly stop: () => void;
}

const BEGINNING: FlipsProgress = { done: 0, of: 0, flips: [] };

interface Told {
  readonly key: string;
  readonly found: Flips | null;
  readonly progress: FlipsProgress;
}

/** What would turn a document under a recipe, worked out when asked for; another document or recipe must be asked for anew. */
export function useFlips(versionId: string, ordinal: number, recipe: Recipe): FlipsSearch {
  const trpc = useTRPC();
  const key = `${versionId} ${String(ordinal)} ${encodeRecipe(recipe)}`;
  const [asked, setAsked] = useState<string | null>(null);
  const [last, setTold] = useState<Told | null>(null);
  const told = last?.key === key ? last : null;
  const found = told?.found ?? null;
  const isAsked = asked === key;
  const search = useSubscription(
    trpc.document.flips.subscriptionOptions(
      { versionId, ordinal, recipe },
      {
        enabled: isAsked && found === null,
        onData: (event) =>
          setTold((before) => ({
            key,
            found: event.kind === "ready" ? event.result : null,
            progress: event.kind === "working" ? event : (before?.progress ?? BEGINNING),
          })),
      },
    ),
  );
  const error = isAsked ? search.error : null;
  return {
    found,
    progress: isAsked && found === null && error === null ? (told?.progress ?? BEGINNING) : null,
    error,
    ask: () => {
      setAsked(key);
      if (isAsked) search.reset();
    },
    stop: () => setAsked(null),
  };
}
