import { settingHint } from "@/components/training/setting-hint";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { TrainSettings } from "@/core/train-settings";

interface ScaleFieldsProps {
  readonly train: TrainSettings;
  /** Those of the run that is trained again. */
  readonly before?: TrainSettings;
  readonly onTrain: (train: TrainSettings) => void;
}

const SHARDING = [
  { value: "auto", label: "If it must be" },
  { value: "none", label: "Never" },
  { value: "full", label: "Always" },
] as const;
const SWITCH = [
  { value: "off", label: "Off" },
  { value: "on", label: "On" },
] as const;

/** How a large model is made to fit its GPUs and to use them well; none of it changes what is learned. */
export const ScaleFields = ({ train, before, onTrain }: ScaleFieldsProps) => (
  <>
    <Field label="Split the model" hint={settingHint("sharding", "over the GPUs", train, before)}>
      {(control) => (
        <Select
          {...control}
          value={train.sharding}
          options={SHARDING}
          onValue={(sharding) => onTrain({ ...train, sharding })}
        />
      )}
    </Field>
    <Field
      label="Save memory"
      hint={settingHint("activationCheckpointing", "computes more, slower", train, before)}
    >
      {(control) => (
        <Select
          {...control}
          value={train.activationCheckpointing ? "on" : "off"}
          options={SWITCH}
          onValue={(value) => onTrain({ ...train, activationCheckpointing: value === "on" })}
        />
      )}
    </Field>
    <Field label="Compile" hint={settingHint("compile", "faster, starts later", train, before)}>
      {(control) => (
        <Select
          {...control}
          value={train.compile ? "on" : "off"}
          options={SWITCH}
          onValue={(value) => onTrain({ ...train, compile: value === "on" })}
        />
      )}
    </Field>
  </>
);
