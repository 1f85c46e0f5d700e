"use client";

import { useState } from "react";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import type { SamplesPoint } from "@/core/training-events";

/** What the model writes after a few prompts, at the newest step or at one that is chosen. */
export function SamplesPanel({ samples }: { readonly samples: readonly SamplesPoint[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = samples.at(-1);
  const shown = samples.find(({ step }) => String(step) === chosen) ?? newest;
  return (
    <Panel
      title="Samples"
      aside={
        shown !== undefined && (
          <Select
            aria-label="Step of the samples"
            value={String(shown.step)}
            options={samples.map(({ step }) => ({ value: String(step), label: `step ${formatCount(step)}` }))}
            onValue={(step) => setChosen(step === String(newest?.step) ? null : step)}
          />
        )
      }
    >
      {shown === undefined ? (
        <p className="text-sm text-muted">The model writes its first samples at a validation.</p>
      ) : (
        <ul className="divide-y">
          {shown.items.map(({ prompt, text }, index) => (
            <li key={index} className="py-2 text-sm leading-6 first:pt-0 last:pb-0">
              <p className="break-words whitespace-pre-wrap">
                <strong className="font-semibold">{prompt}</strong>
                <span className="text-muted">{text}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
