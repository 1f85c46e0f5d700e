import { X } from "lucide-react";
import { withBound } from "@/components/campaigns/campaign-draft";
import { IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { raterOf, RATERS, type RaterId } from "@/core/raters";

interface BoundsFieldsProps {
  readonly settings: CampaignSettings;
  readonly present: readonly RaterId[];
  readonly onSettings: (settings: CampaignSettings) => void;
}

const NOBODY = "";

/** Least and greatest weight of single raters, in percent of the whole. */
export function BoundsFields({ settings, present, onSettings }: BoundsFieldsProps) {
  const bounded = RATERS.map(({ id }) => id).filter((id) => settings.bounds[id] !== undefined);
  const free = present.filter((id) => !bounded.includes(id));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">Bounds of single raters</legend>
      {bounded.map((rater) => (
        <BoundRow key={rater} rater={rater} settings={settings} onSettings={onSettings} />
      ))}
      <Field label="Bound a rater" hint={bounded.length === 0 ? "All raters are free." : undefined}>
        {(control) => (
          <Select
            {...control}
            value={NOBODY}
            options={[
              { value: NOBODY, label: "Choose…" },
              ...free.map((id) => ({ value: id, label: raterOf(id).label })),
            ]}
            onValue={(id) => id !== NOBODY && onSettings(withBound(settings, id, { min: 0, max: 0.2 }))}
          />
        )}
      </Field>
    </fieldset>
  );
}

interface BoundRowProps {
  readonly rater: RaterId;
  readonly settings: CampaignSettings;
  readonly onSettings: (settings: CampaignSettings) => void;
}

function BoundRow({ rater, settings, onSettings }: BoundRowProps) {
  const { min = 0, max = 1 } = settings.bounds[rater] ?? {};
  const { label } = raterOf(rater);
  const end = (name: string, value: number, changed: (share: number) => { min: number; max: number }) => (
    <NumberField
      aria-label={`${label}, ${name}`}
      value={Number((value * 100).toFixed(4))}
      min={0}
      max={100}
      decimals={4}
      unit="%"
      className="w-22"
      onCommit={(percent) =>
        onSettings(withBound(settings, rater, changed(Number((percent / 100).toFixed(6)))))
      }
    />
  );
  return (
    <div className="flex items-center gap-2 text-sm">
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {end("at least", min, (share) => ({ min: share, max: Math.max(share, max) }))}
      <span className="text-xs text-muted">to</span>
      {end("at most", max, (share) => ({ min: Math.min(share, min), max: share }))}
      <IconButton label={`Free ${label}`} onClick={() => onSettings(withBound(settings, rater, null))}>
        <X />
      </IconButton>
    </div>
  );
}
