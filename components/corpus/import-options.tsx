"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";

export interface ImportOptions {
  readonly name: string;
  readonly validationPath: string;
  /** Percent. */
  readonly maxRejects: number;
  readonly holdout: number;
}

export const FIRST_OPTIONS: ImportOptions = { name: "", validationPath: "", maxRejects: 1, holdout: 0 };

interface ImportOptionsFieldsProps {
  readonly options: ImportOptions;
  /** The name it gets when none is given. */
  readonly proposedName: string;
  readonly onOptions: (options: ImportOptions) => void;
}

/** Name, validation set and how much may be rejected. */
export function ImportOptionsFields({ options, proposedName, onOptions }: ImportOptionsFieldsProps) {
  const set = (changed: Partial<ImportOptions>) => onOptions({ ...options, ...changed });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Name" hint="An existing name gets a new version; what pins the old one keeps it.">
        {(control) => (
          <Input
            {...control}
            value={options.name}
            onChange={(event) => set({ name: event.target.value })}
            placeholder={proposedName || "slimpajama"}
          />
        )}
      </Field>
      <Field label="Most rejected rows" hint="Above this share nothing is imported.">
        {(control) => (
          <NumberField
            {...control}
            unit="%"
            value={options.maxRejects}
            min={0}
            max={100}
            step={0.1}
            onCommit={(maxRejects) => set({ maxRejects })}
          />
        )}
      </Field>
      <Field
        label="Validation set"
        hint="Share held out by the hash of the id; training measures its loss on it. 1 % is plenty."
      >
        {(control) => (
          <NumberField
            {...control}
            unit="%"
            value={options.holdout}
            min={0}
            max={50}
            step={0.1}
            onCommit={(holdout) => set({ holdout })}
          />
        )}
      </Field>
      <Field label="Folder of the validation set" hint="On the server, instead of holding documents out.">
        {(control) => (
          <Input
            {...control}
            value={options.validationPath}
            onChange={(event) => set({ validationPath: event.target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
    </div>
  );
}
