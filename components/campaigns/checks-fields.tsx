import { MEANINGS } from "@/components/campaigns/meanings";
import { CheckItem } from "@/components/ui/check-item";
import { Field } from "@/components/ui/field";
import { Help } from "@/components/ui/help";
import { NumberField } from "@/components/ui/number-field";
import { Panel } from "@/components/ui/page";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";

interface ChecksFieldsProps {
  readonly settings: CampaignSettings;
  readonly onSettings: (settings: CampaignSettings) => void;
}

const YARDSTICKS = [
  { key: "uniform", label: "Equal weights" },
  { key: "random", label: "Documents at random, whatever their scores" },
  { key: "published", label: "The published weights" },
] as const;

/** What the learned weights will have to beat. */
export function ChecksFields({ settings, onSettings }: ChecksFieldsProps) {
  const { checks } = settings;
  const change = (part: Partial<CampaignSettings["checks"]>) =>
    onSettings({ ...settings, checks: { ...checks, ...part } });
  const number = (key: "heldOut" | "seeds", label: string, hint: string, min: number, max: number) => (
    <Field label={label} hint={hint} meaning={MEANINGS[key]}>
      {(control) => (
        <NumberField
          {...control}
          value={checks[key]}
          min={min}
          max={max}
          decimals={0}
          onCommit={(value) => change({ [key]: value })}
        />
      )}
    </Field>
  );
  return (
    <Panel title="Checks">
      <div className="flex flex-col gap-3">
        <div className="flex flex-col">
          <p className="flex items-center gap-1 pb-1 text-xs font-medium">
            Train beside them, and never learn from <Help about="yardsticks" text={MEANINGS.yardsticks} />
          </p>
          {YARDSTICKS.map(({ key, label }) => (
            <CheckItem
              key={key}
              label={label}
              checked={checks[key]}
              onChecked={(checked) => change({ [key]: checked })}
            />
          ))}
        </div>
        <div className="grid grid-cols-2 gap-3">
          {number("seeds", "Seeds of each", "tell noise from a difference; 3 at least", 1, 16)}
          {number("heldOut", "Held-out vectors", "drawn like the others", 0, 64)}
        </div>
      </div>
    </Panel>
  );
}
