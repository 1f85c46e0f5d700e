"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { ImportProgress } from "@/components/corpus/import-progress";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatCount } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";

interface SynthesiseDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

interface SynthesisRequest {
  readonly name: string;
  readonly documents: number;
  readonly seed: number;
}

const FIRST: SynthesisRequest = { name: "", documents: 1_000_000, seed: 1 };
/** Limits of the service. */
const MOST_DOCUMENTS = 100_000_000;
const MOST_SEEDS = 2 ** 24;

/** A corpus of made-up scores, to try the studio at size. Closing the dialog leaves the job at work; the tray shows it. */
export function SynthesiseDialog({ open, onOpenChange }: SynthesiseDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  // One id an act: pressing twice, or again after a lost answer, is one corpus.
  const [actId, setActId] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState(FIRST);
  const start = useMutation(
    trpc.corpus.synthesise.mutationOptions({
      onSuccess: () => {
        setActId(crypto.randomUUID());
        return client.invalidateQueries(trpc.job.active.queryFilter());
      },
    }),
  );
  const jobId = start.data?.jobId ?? null;
  const setOpen = (isOpen: boolean) => {
    if (!isOpen) start.reset();
    onOpenChange(isOpen);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Make a synthetic corpus"
      description="Made-up documents with 25 correlated scores in the domains of SlimPajama: for trying the studio at size, not for training."
    >
      {jobId === null ? (
        <SynthesiseForm
          request={asked}
          onRequest={setAsked}
          busy={start.isPending}
          error={start.error}
          onSubmit={(request) => start.mutate({ id: actId, ...request })}
        />
      ) : (
        <ImportProgress jobId={jobId} onAgain={() => start.reset()} onClose={() => setOpen(false)} />
      )}
    </Dialog>
  );
}

interface SynthesiseFormProps {
  readonly request: SynthesisRequest;
  readonly onRequest: (request: SynthesisRequest) => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (request: SynthesisRequest) => void;
}

function SynthesiseForm({ request, onRequest, busy, error, onSubmit }: SynthesiseFormProps) {
  const { name, documents, seed } = request;
  const suggested = `synthetic ${formatCount(documents)}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ ...request, name: name.trim() === "" ? suggested : name.trim() });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Documents" hint="A million take about a minute and 0.5 GB on disk.">
          {(control) => (
            <NumberField
              {...control}
              value={documents}
              min={1}
              max={MOST_DOCUMENTS}
              step={100_000}
              decimals={0}
              format={formatCount}
              onCommit={(next) => onRequest({ ...request, documents: next })}
            />
          )}
        </Field>
        <Field label="Seed" hint="The same seed makes the same documents.">
          {(control) => (
            <NumberField
              {...control}
              value={seed}
              min={0}
              max={MOST_SEEDS - 1}
              step={1}
              decimals={0}
              onCommit={(next) => onRequest({ ...request, seed: next })}
            />
          )}
        </Field>
      </div>
      <Field label="Name" hint="An existing name gets a new version.">
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={120}
            placeholder={suggested}
            onChange={(event) => onRequest({ ...request, name: event.target.value })}
          />
        )}
      </Field>
      {error !== null && error !== undefined && <ErrorState error={error} />}
      <div className="flex justify-end">
        <ActButton verb="make a synthetic corpus" type="submit" variant="primary" busy={busy}>
          Make it
        </ActButton>
      </div>
    </form>
  );
}
