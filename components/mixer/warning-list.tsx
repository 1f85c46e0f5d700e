"use client";

import { TriangleAlert } from "lucide-react";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { prepareWarnings } from "@/components/mixer/warnings.prepare";

/** What to know before confirming; nothing where there is nothing to say. */
export function WarningList() {
  const recipe = useMixer((state) => state.recipe);
  const { statistics } = useMixerCorpus();
  const mixture = usePreview((preview) => preview.mixture);
  const justOut = usePreview((preview) => preview.justOut);
  const warnings = prepareWarnings(recipe, statistics, mixture === null ? null : { ...mixture, justOut });
  if (warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className="divide-y rounded-md border bg-warning-soft px-2.5">
      {warnings.map(({ id, text }) => (
        <li key={id} className="flex gap-2 py-1.5 text-xs text-ink">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warning" />
          {text}
        </li>
      ))}
    </ul>
  );
}
