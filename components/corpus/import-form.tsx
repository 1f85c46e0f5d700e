"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";

export interface ImportRequest {
  readonly path: string;
  readonly name: string;
  readonly tokensField?: string;
  readonly validationPath?: string;
  /** Shares in 0 … 1. */
  readonly maxRejects: number;
  readonly holdout: number;
}

interface ImportFormProps {
  /** What was asked for before, to be corrected. */
  readonly initial: ImportRequest | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (request: ImportRequest) => void;
}

const lastFolder = (path: string): string => path.trim().replace(/\/+$/, "").split("/").at(-1) ?? "";

export function ImportForm({ initial, busy, error, onSubmit }: ImportFormProps) {
  const roots = useQuery(useTRPC().corpus.importRoots.queryOptions());
  const [path, setPath] = useState(initial?.path ?? "");
  const [name, setName] = useState(initial?.name ?? "");
  const [tokensField, setTokensField] = useState(initial?.tokensField ?? "");
  const [validationPath, setValidationPath] = useState(initial?.validationPath ?? "");
  const [holdout, setHoldout] = useState((initial?.holdout ?? 0) * 100);
  const [maxRejects, setMaxRejects] = useState((initial?.maxRejects ?? 0.01) * 100);
  const named = name.trim() === "" ? lastFolder(path) : name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({
      path: path.trim(),
      name: named,
      maxRejects: maxRejects / 100,
      holdout: holdout / 100,
      ...(tokensField.trim() === "" ? {} : { tokensField: tokensField.trim() }),
      ...(validationPath.trim() === "" ? {} : { validationPath: validationPath.trim() }),
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label="Folder or file on the server"
        hint={<>Must lie under {(roots.data ?? []).join(" or ") || "an allowed folder"}.</>}
      >
        {(control) => (
          <Input
            {...control}
            required
            value={path}
            onChange={(event) => setPath(event.target.value)}
            placeholder="/data/slimpajama-meta-rater"
            className="font-mono text-xs"
          />
        )}
      </Field>
      <Field label="Name" hint="An existing name gets a new version; what pins the old one keeps it.">
        {(control) => (
          <Input
            {...control}
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder={named || "slimpajama"}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Validation set"
          hint="Share held out by the hash of the id; training measures its loss on it. 1 % is plenty."
        >
          {(control) => (
            <NumberField
              {...control}
              unit="%"
              value={holdout}
              min={0}
              max={50}
              step={0.1}
              onCommit={setHoldout}
            />
          )}
        </Field>
        <Field label="Most rejected rows" hint="Above this share nothing is imported.">
          {(control) => (
            <NumberField
              {...control}
              unit="%"
              value={maxRejects}
              min={0}
              max={100}
              step={0.1}
              onCommit={setMaxRejects}
            />
          )}
        </Field>
      </div>
      <details>
        <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">More options</summary>
        <div className="grid gap-3 pt-3 sm:grid-cols-2">
          <Field
            label="Field with token counts"
            hint="Left empty, tokens are counted with the LLaMA tokenizer."
          >
            {(control) => (
              <Input
                {...control}
                value={tokensField}
                onChange={(event) => setTokensField(event.target.value)}
              />
            )}
          </Field>
          <Field label="Folder of the validation set" hint="Instead of holding documents out.">
            {(control) => (
              <Input
                {...control}
                value={validationPath}
                onChange={(event) => setValidationPath(event.target.value)}
              />
            )}
          </Field>
        </div>
      </details>
      {error !== null && error !== undefined && <ErrorState error={error} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy} disabled={path.trim() === ""}>
          Import
        </Button>
      </div>
    </form>
  );
}
