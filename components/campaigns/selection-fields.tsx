import { Field } from "@/components/ui/field";
import { formatCount, formatTokens } from "@/components/ui/format";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";

interface SelectionFieldsProps {
  readonly settings: CampaignSettings;
  readonly onSettings: (settings: CampaignSettings) => void;
}

type Kind = "matched" | "tokens" | "share";

const KINDS = [
  { value: "matched", label: "For equal passes" },
  { value: "tokens", label: "A number of tokens" },
  { value: "share", label: "A share of the corpus" },
] as const;

const kindOf = (selection: CampaignSettings["selection"]): Kind =>
  "tokens" in selection ? "tokens" : "share" in selection ? "share" : "matched";

/** What a choice begins with. */
function firstOf(kind: Kind, { train }: CampaignSettings): CampaignSettings["selection"] {
  switch (kind) {
    case "matched":
      return { matched: true };
    case "tokens":
      return { tokens: train.tokenBudget };
    case "share":
      return { share: 0.15 };
  }
}

const MOST = Number.MAX_SAFE_INTEGER;
/** Up to a million to the last figure: a rounded budget would be another one. */
const formatBudget = (tokens: number): string => (tokens < 1e6 ? formatCount(tokens) : formatTokens(tokens));

/** How much a proxy selects, and the run the weights are wanted for. */
export function SelectionFields({ settings, onSettings }: SelectionFieldsProps) {
  const { selection, target } = settings;
  const tokens = (label: string, hint: string, value: number, commit: (tokens: number) => void) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <NumberField
          {...control}
          value={value}
          min={1}
          max={MOST}
          decimals={0}
          step={1e5}
          format={formatBudget}
          onCommit={commit}
        />
      )}
    </Field>
  );
  return (
    <fieldset className="grid grid-cols-2 gap-3">
      <legend className="sr-only">Selection and target</legend>
      {tokens("Target trains", "tokens of the run to come", target.trainTokens, (trainTokens) =>
        onSettings({ ...settings, target: { ...target, trainTokens } }),
      )}
      {tokens("Target selects", "tokens it is trained on", target.selectionTokens, (selectionTokens) =>
        onSettings({ ...settings, target: { ...target, selectionTokens } }),
      )}
      <Field label="A proxy selects">
        {(control) => (
          <Select
            {...control}
            value={kindOf(selection)}
            options={KINDS}
            onValue={(kind) => onSettings({ ...settings, selection: firstOf(kind, settings) })}
          />
        )}
      </Field>
      {"tokens" in selection &&
        tokens("Tokens", "the best of the corpus", selection.tokens, (chosen) =>
          onSettings({ ...settings, selection: { tokens: chosen } }),
        )}
      {"share" in selection && (
        <Field label="Share" hint="of the corpus' tokens">
          {(control) => (
            <NumberField
              {...control}
              value={Number((selection.share * 100).toFixed(4))}
              min={0.0001}
              max={100}
              decimals={4}
              unit="%"
              onCommit={(percent) =>
                onSettings({ ...settings, selection: { share: Number((percent / 100).toFixed(6)) } })
              }
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
