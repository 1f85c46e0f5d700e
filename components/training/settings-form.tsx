"use client";

import { ScaleFields } from "@/components/training/scale-fields";
import { settingHint } from "@/components/training/setting-hint";
import { Field } from "@/components/ui/field";
import { formatCount, formatTokens } from "@/components/ui/format";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { TrainSettings } from "@/core/train-settings";

interface SettingsFormProps {
  readonly train: TrainSettings;
  /** Those of the run that is trained again: a setting that differs says what it was. */
  readonly before?: TrainSettings;
  /** Whether where it trains says how many processes there are. */
  readonly processesGiven?: boolean;
  readonly onTrain: (train: TrainSettings) => void;
}

type NumberKey = {
  [K in keyof TrainSettings]: TrainSettings[K] extends number ? K : never;
}[keyof TrainSettings];

interface NumberSetting {
  readonly key: NumberKey;
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals: number;
  readonly format?: (value: number) => string;
}

const MOST_TOKENS = Number.MAX_SAFE_INTEGER;
/** Batches are powers of two: rounding 2,048 to 2.05 K would hide that. */
const formatSetting = (value: number): string => (value < 1e6 ? formatCount(value) : formatTokens(value));
const tokens = { min: 1, max: MOST_TOKENS, decimals: 0, format: formatSetting };
const whole = { min: 1, max: 1_000_000_000, step: 1, decimals: 0 };

const MAIN: readonly NumberSetting[] = [
  { key: "tokenBudget", label: "Token budget", hint: "such as 30B", step: 1e5, ...tokens },
  {
    key: "batchTokens",
    label: "Batch",
    hint: "tokens of one step",
    step: 1024,
    ...tokens,
    max: 1_073_741_824,
  },
  { key: "learningRate", label: "Learning rate", hint: "peak", min: 1e-9, max: 1, step: 1e-5, decimals: 9 },
];

const MORE: readonly NumberSetting[] = [
  { key: "warmupSteps", label: "Warm-up", hint: "steps", ...whole, min: 0 },
  { key: "weightDecay", label: "Weight decay", hint: "AdamW", min: 0, max: 1, step: 0.01, decimals: 6 },
  { key: "seed", label: "Seed", hint: "order and first weights", ...whole, min: 0, max: 4_294_967_295 },
  { key: "checkpointEverySteps", label: "Checkpoint every", hint: "steps", ...whole },
  { key: "validateEverySteps", label: "Validate every", hint: "steps", ...whole },
  { key: "processes", label: "Processes", hint: "one a GPU", ...whole, max: 4096 },
  {
    key: "microSequences",
    label: "At once",
    hint: "sequences; 0: what fits",
    ...whole,
    min: 0,
    max: 1_048_576,
  },
];

const DECAY: NumberSetting = {
  ...{ key: "decayShare", label: "Decay", hint: "share of the steps, at the end" },
  ...{ min: 0.01, max: 1, step: 0.05, decimals: 2 },
};

const SCHEDULES = [
  { value: "cosine", label: "Cosine" },
  { value: "wsd", label: "Constant, then down" },
  { value: "constant", label: "Constant" },
] as const;
const PRECISIONS = [
  { value: "auto", label: "Automatic" },
  { value: "float32", label: "float32" },
  { value: "bfloat16", label: "bfloat16" },
] as const;

/** The settings of a training: the three that matter first. */
export function SettingsForm(props: SettingsFormProps) {
  const { train, before, processesGiven = false, onTrain } = props;
  const more = processesGiven ? MORE.filter(({ key }) => key !== "processes") : MORE;
  return (
    <div className="space-y-2">
      <div className="grid grid-cols-3 gap-2">
        {MAIN.map((setting) => (
          <NumberSettingField key={setting.key} setting={setting} {...props} />
        ))}
      </div>
      <details>
        <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">More settings</summary>
        <div className="grid grid-cols-3 gap-2 pt-2">
          {more.map((setting) => (
            <NumberSettingField key={setting.key} setting={setting} {...props} />
          ))}
          <Field label="Schedule" hint={settingHint("schedule", "of the learning rate", train, before)}>
            {(control) => (
              <Select
                {...control}
                value={train.schedule}
                options={SCHEDULES}
                onValue={(schedule) => onTrain({ ...train, schedule })}
              />
            )}
          </Field>
          {train.schedule === "wsd" && <NumberSettingField setting={DECAY} {...props} />}
          <Field label="Precision" hint={settingHint("precision", "bfloat16 where it can", train, before)}>
            {(control) => (
              <Select
                {...control}
                value={train.precision}
                options={PRECISIONS}
                onValue={(precision) => onTrain({ ...train, precision })}
              />
            )}
          </Field>
          <ScaleFields {...props} />
        </div>
      </details>
    </div>
  );
}

const NumberSettingField = ({
  setting,
  train,
  before,
  onTrain,
}: SettingsFormProps & { readonly setting: NumberSetting }) => {
  const { key, label, hint, format, ...bounds } = setting;
  return (
    <Field label={label} hint={settingHint(key, hint, train, before)}>
      {(control) => (
        <NumberField
          {...control}
          {...bounds}
          {...(format === undefined ? {} : { format })}
          value={train[key]}
          onCommit={(value) => onTrain({ ...train, [key]: value })}
        />
      )}
    </Field>
  );
};
