"use client";

import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { LlamaShape } from "@/core/models";

interface ShapeFormProps {
  readonly shape: LlamaShape;
  readonly onShape: (shape: LlamaShape) => void;
}

const SIZES = [
  { key: "hiddenSize", label: "Hidden size", step: 64 },
  { key: "layers", label: "Layers", step: 1 },
  { key: "heads", label: "Heads", step: 1 },
  { key: "kvHeads", label: "KV heads", step: 1 },
  { key: "intermediateSize", label: "Intermediate", step: 64 },
  { key: "context", label: "Context", step: 64 },
] as const;

const TIES = [
  { value: "tied", label: "Tied" },
  { value: "untied", label: "Untied" },
] as const;

/** The shape of a model of one's own, a plain LLaMA. */
export const ShapeForm = ({ shape, onShape }: ShapeFormProps) => (
  <div className="grid grid-cols-3 gap-2 rounded-md bg-sunken p-2">
    {SIZES.map(({ key, label, step }) => (
      <Field key={key} label={label}>
        {(control) => (
          <NumberField
            {...control}
            value={shape[key]}
            min={1}
            max={262_144}
            step={step}
            decimals={0}
            onCommit={(value) => onShape({ ...shape, [key]: value })}
          />
        )}
      </Field>
    ))}
    <Field label="Embeddings">
      {(control) => (
        <Select
          {...control}
          value={shape.tiedEmbeddings ? "tied" : "untied"}
          options={TIES}
          onValue={(ties) => onShape({ ...shape, tiedEmbeddings: ties === "tied" })}
        />
      )}
    </Field>
  </div>
);
