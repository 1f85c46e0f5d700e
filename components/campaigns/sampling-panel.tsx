"use client";

import { useMemo } from "react";
import { BoundsFields } from "@/components/campaigns/bounds-fields";
import { samplingOf, type Sampling } from "@/components/campaigns/campaign-draft";
import { MEANINGS } from "@/components/campaigns/meanings";
import { prepareSampling } from "@/components/campaigns/sampling-preview.prepare";
import { WeightStrip } from "@/components/campaigns/weight-strip";
import { Field } from "@/components/ui/field";
import { formatPercent } from "@/components/ui/format";
import { Help } from "@/components/ui/help";
import { NumberField } from "@/components/ui/number-field";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import type { RaterId } from "@/core/raters";

interface SamplingPanelProps {
  readonly settings: CampaignSettings;
  readonly present: readonly RaterId[];
  readonly onSettings: (settings: CampaignSettings) => void;
}

const KINDS = [
  { value: "dirichlet", label: "Dirichlet" },
  { value: "even", label: "Evenly" },
  { value: "around", label: "Around the base" },
] as const;

const HINTS: Readonly<Record<Sampling["kind"], string>> = {
  dirichlet: "As the authors drew: every vector as likely as any other at α = 1.",
  even: "As likely, but no two vectors are needlessly alike.",
  around: "Vectors that resemble the weights of the base recipe.",
};

/** How the weight vectors are drawn, and what that looks like. */
export function SamplingPanel({ settings, present, onSettings }: SamplingPanelProps) {
  const { sampling } = settings;
  const change = (next: Sampling) => onSettings({ ...settings, sampling: next });
  return (
    <Panel title="Weight vectors">
      <div className="flex flex-col gap-3">
        <div className="flex flex-col gap-1">
          <Segmented
            label="How they are drawn"
            value={sampling.kind}
            options={KINDS}
            onValue={(kind) => change(samplingOf(kind))}
            className="w-full"
          />
          <p className="flex items-start gap-1 text-xs text-muted">
            {HINTS[sampling.kind]}
            {sampling.kind === "even" && <Help about="an even draw" text={MEANINGS.evenly} />}
          </p>
        </div>
        <div className="grid grid-cols-2 gap-3">
          {sampling.kind === "dirichlet" && (
            <Field label="α" hint="less: few raters rule; more: alike" meaning={MEANINGS.alpha}>
              {(control) => (
                <NumberField
                  {...control}
                  value={sampling.alpha}
                  min={0.01}
                  max={1000}
                  step={0.1}
                  onCommit={(alpha) => change({ ...sampling, alpha })}
                />
              )}
            </Field>
          )}
          {sampling.kind === "around" && (
            <Field
              label="Concentration"
              meaning={MEANINGS.concentration}
              hint="how near to the base: at 50 a weight of 20 % strays by about 6"
            >
              {(control) => (
                <NumberField
                  {...control}
                  value={sampling.concentration}
                  min={1}
                  max={1_000_000}
                  step={10}
                  onCommit={(concentration) => change({ ...sampling, concentration })}
                />
              )}
            </Field>
          )}
          <Field label="Seed of the draw" hint="the same seed draws the same">
            {(control) => (
              <NumberField
                {...control}
                value={settings.seed}
                min={0}
                max={4_294_967_295}
                decimals={0}
                onCommit={(seed) => onSettings({ ...settings, seed })}
              />
            )}
          </Field>
        </div>
        <Preview settings={settings} present={present} />
        <BoundsFields settings={settings} present={present} onSettings={onSettings} />
      </div>
    </Panel>
  );
}

function Preview({ settings, present }: Omit<SamplingPanelProps, "onSettings">) {
  const preview = useMemo(() => prepareSampling(settings, present), [settings, present]);
  if (preview === null) return null;
  return (
    <section aria-label="What the draw looks like" className="rounded-md bg-sunken px-3 py-2">
      <ul className="grid grid-cols-3 gap-x-4 gap-y-2">
        {preview.vectors.map((weights, at) => (
          <li key={at} className="overflow-hidden">
            <WeightStrip weights={weights} />
          </li>
        ))}
      </ul>
      <p className="pt-2 text-xs text-muted">
        The first six vectors, a bar a rater. On average the heaviest rater has{" "}
        {formatPercent(preview.heaviest, 0)} of the weight, the five heaviest{" "}
        {formatPercent(preview.topFive, 0)}; {formatPercent(preview.small, 0)} of the weights are under 1 %.
      </p>
    </section>
  );
}
