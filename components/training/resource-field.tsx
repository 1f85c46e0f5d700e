import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { rangeInWords, type AdjustableField, type ClusterTemplate } from "@/core/cluster-resources";

const LABELS: Readonly<Record<AdjustableField, string>> = {
  partition: "Partition",
  account: "Account",
  qos: "Quality of service",
  constraint: "Kind of node",
  gpuType: "Kind of GPU",
  nodes: "Nodes",
  gpusPerNode: "GPUs a node",
  cpusPerTask: "CPUs a node",
  memory: "Memory a node",
  time: "Time limit",
};

interface ResourceFieldProps {
  readonly field: AdjustableField;
  readonly template: ClusterTemplate;
  readonly value: string | number;
  readonly onValue: (value: string | number) => void;
}

/** One thing of a template that a person may change, and within what. */
export function ResourceField({ field, template, value, onValue }: ResourceFieldProps) {
  const allowed = template.adjustable[field];
  if (allowed === undefined) return null;
  const hint = Array.isArray(allowed) ? undefined : rangeInWords(template.adjustable, field);
  return (
    <Field label={LABELS[field]} hint={hint}>
      {(control) =>
        Array.isArray(allowed) ? (
          <Select
            {...control}
            value={String(value)}
            options={[...new Set([String(value), ...allowed])].map((one) => ({ value: one, label: one }))}
            onValue={onValue}
          />
        ) : typeof allowed.min === "number" && typeof allowed.max === "number" ? (
          <NumberField
            {...control}
            value={Number(value)}
            min={allowed.min}
            max={allowed.max}
            decimals={0}
            onCommit={onValue}
          />
        ) : (
          <Input {...control} value={value} onChange={(event) => onValue(event.target.value)} />
        )
      }
    </Field>
  );
}
