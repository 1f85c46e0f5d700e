"use client";

import { withModel } from "@/components/campaigns/campaign-draft";
import { SelectionFields } from "@/components/campaigns/selection-fields";
import { GpuState } from "@/components/training/gpu-state";
import type { PlaceDraft } from "@/components/training/place-draft";
import { PlaceForm } from "@/components/training/place-form";
import { SettingsForm } from "@/components/training/settings-form";
import { ShapeForm } from "@/components/training/shape-form";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { PROXY_SHAPE } from "@/core/campaign/proxy-model";
import { MODEL_IDS } from "@/core/models";
import type { BackendSummary } from "@/server/services/backend/list";

interface ProxyPanelProps {
  readonly settings: CampaignSettings;
  readonly onSettings: (settings: CampaignSettings) => void;
  readonly backends: readonly BackendSummary[];
  readonly place: PlaceDraft;
  readonly onPlace: (place: PlaceDraft) => void;
}

const MODEL_OPTIONS = MODEL_IDS.map((id) => ({ value: id, label: id === "custom" ? "18M or custom" : id }));

/** What each proxy is: model, settings, selection, and where it trains. */
export function ProxyPanel({ settings, onSettings, backends, place, onPlace }: ProxyPanelProps) {
  const here = place.template === null;
  return (
    <Panel title="A proxy">
      <div className="flex flex-col gap-3">
        <Segmented
          label="Model"
          value={settings.model}
          options={MODEL_OPTIONS}
          onValue={(model) => onSettings(withModel(settings, model))}
          className="w-full"
        />
        {settings.model === "custom" && (
          <details>
            <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">Shape</summary>
            <div className="pt-2">
              <ShapeForm
                shape={settings.shape ?? PROXY_SHAPE}
                onShape={(shape) => onSettings({ ...settings, shape })}
              />
            </div>
          </details>
        )}
        <SettingsForm
          train={settings.train}
          processesGiven={!here}
          onTrain={(train) => onSettings({ ...settings, train })}
        />
        <SelectionFields settings={settings} onSettings={onSettings} />
        {(backends.length > 1 || !here) && <PlaceForm backends={backends} place={place} onPlace={onPlace} />}
        {!here && (
          <Field label="At once" hint="proxies that are queued or train at the same time">
            {(control) => (
              <NumberField
                {...control}
                value={settings.atOnce}
                min={1}
                max={256}
                decimals={0}
                onCommit={(atOnce) => onSettings({ ...settings, atOnce })}
              />
            )}
          </Field>
        )}
        {here && <GpuState />}
      </div>
    </Panel>
  );
}
