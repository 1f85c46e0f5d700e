"use client";

import { TriangleAlert } from "lucide-react";
import { useMixer, useMixerStore } from "@/components/mixer/mixer-context";
import { dominanceWarning } from "@/components/mixer/questions.prepare";
import { Button } from "@/components/ui/button";
import type { Relations } from "@/core/questions/relations";
import type { Normalisation } from "@/core/recipe";

const NAMES: Readonly<Record<Normalisation, string>> = {
  published: "published",
  zscore: "z-score",
  rank: "rank",
};

/** One rater carries most of the score's variance, and the way out; nothing where none does. */
export function DominanceNotice({ relations }: { readonly relations: Relations }) {
  const store = useMixerStore();
  const normalisation = useMixer((state) => state.recipe.normalisation);
  const warning = dominanceWarning(relations, normalisation);
  if (warning === null) return null;
  const take = (way: Normalisation) =>
    store.getState().edited({ ...store.getState().recipe, normalisation: way });
  return (
    <div role="note" className="flex gap-2 rounded-md border bg-warning-soft px-2.5 py-2 text-xs">
      <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warning" />
      <div>
        <p>{warning.text}</p>
        {warning.ways.length > 0 && (
          <p className="flex flex-wrap gap-2 pt-1.5">
            {warning.ways.map((way) => (
              <Button key={way} onClick={() => take(way)}>
                Take {NAMES[way]}
              </Button>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}
