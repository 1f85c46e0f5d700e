"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import {
  FIRST_DRAFT,
  placeFault,
  planEvaluation,
  type EvaluateDraft,
  type PlannedEvaluation,
} from "@/components/evaluations/evaluate-draft";
import { placeAt, planPlace, type PlaceDraft } from "@/components/training/place-draft";
import { PlaceForm } from "@/components/training/place-form";
import { TaskChoice } from "@/components/evaluations/task-choice";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { BackendSummary } from "@/server/services/backend/list";

interface EvaluateFormProps {
  readonly id: string;
  readonly backends: readonly BackendSummary[];
  readonly first: BackendSummary;
}

export function EvaluateForm({ id, backends, first }: EvaluateFormProps) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const [place, setPlace] = useState(() => placeAt(first));
  const planned = planEvaluation(draft);
  const { resources, fault } = planPlace(place);
  const wrong = planned.fault ?? fault ?? placeFault(resources);
  const submit = useSubmit(id);
  const change = (part: Partial<EvaluateDraft>) => setDraft({ ...draft, ...part });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null) submit.mutate({ planned, place });
      }}
    >
      <TaskChoice chosen={draft.chosen} onChosen={(chosen) => change({ chosen })} />
      <TextFields draft={draft} onChange={change} />
      {(backends.length > 1 || place.template !== null) && (
        <PlaceForm backends={backends} place={place} onPlace={setPlace} />
      )}
      <p className="text-xs text-muted">
        The tasks of the paper read their items from the Hugging Face Hub, with the studio&apos;s HF_HOME and
        HF_TOKEN where they are set; the validation set and your own tasks need no network. The first
        evaluation installs lm-evaluation-harness, about 500 MB.
      </p>
      {wrong !== null && <ErrorState error={{ message: wrong }} />}
      {submit.isError && <ErrorState error={submit.error} />}
      <ActButton
        verb="evaluate a model"
        type="submit"
        variant="primary"
        disabled={wrong !== null}
        busy={submit.isPending || submit.isSuccess}
        className="w-full"
      >
        Evaluate
      </ActButton>
    </form>
  );
}

interface TextFieldsProps {
  readonly draft: EvaluateDraft;
  readonly onChange: (part: Partial<EvaluateDraft>) => void;
}

function TextFields({ draft, onChange }: TextFieldsProps) {
  const field = (key: "own" | "taskFolder" | "shots" | "limit", label: string, hint: ReactNode) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          value={draft[key]}
          onChange={(event) => onChange({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="grid gap-x-3 gap-y-2 sm:grid-cols-2">
      {field("shots", "Shots", "Examples before each item; empty: as each task says")}
      {field("limit", "Items a task", "Only the first ones; empty: all of them")}
      {field("own", "Other tasks", "Names of the harness, or of your own task files")}
      {field("taskFolder", "Folder of your own tasks", "On this machine: YAML files and their data")}
    </div>
  );
}

interface Ordered {
  readonly planned: PlannedEvaluation;
  readonly place: PlaceDraft;
}

/** Submits once: the id belongs to this form, so that a second click is the same act. */
function useSubmit(runId: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const submit = useMutation(trpc.evaluation.submit.mutationOptions());
  return useMutation({
    mutationFn: ({ planned: { settings, taskFolder }, place }: Ordered) => {
      if (settings === null) throw new TypeError("nothing is planned");
      return submit.mutateAsync({
        ...{ id, runId, settings, backend: place.backend.id },
        ...(taskFolder === null ? {} : { taskFolder }),
        ...(place.template === null ? {} : { template: place.template.name, changes: place.changes }),
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: trpc.evaluation.pathKey() });
      router.push(`/runs/${runId}`);
    },
  });
}
