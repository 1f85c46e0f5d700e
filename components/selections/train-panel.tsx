"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { DataChoice } from "@/components/selections/data-choice";
import { GpuState } from "@/components/training/gpu-state";
import { placeAt, planPlace, type PlaceDraft } from "@/components/training/place-draft";
import { PlaceForm } from "@/components/training/place-form";
import { PlanPanel } from "@/components/selections/plan-panel";
import { SettingsForm } from "@/components/training/settings-form";
import { ShapeForm } from "@/components/training/shape-form";
import {
  firstTrainDraft,
  planDraft,
  withModel,
  withProcesses,
  type TrainDraft,
} from "@/components/training/train-draft";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { processesOf } from "@/core/cluster-resources";
import { MODEL_IDS } from "@/core/models";
import type { RunData } from "@/core/run-data";
import type { BackendSummary } from "@/server/services/backend/list";
import type { SelectionDetail } from "@/server/services/selection/selection-summary";

const MODEL_OPTIONS = MODEL_IDS.map((id) => ({ value: id, label: id }));
const LONGEST_NAME = 120;

/** A model, its settings, what they will take, and the word that starts the training. */
export function TrainPanel({ selection }: { readonly selection: SelectionDetail }) {
  return (
    <Panel title="Train">
      {selection.corpus.synthetic ? (
        <p className="text-sm text-muted">
          {selection.corpus.name} is synthetic: its documents are made up, so there is nothing to learn from
          them. Import a real corpus to train on a selection of it.
        </p>
      ) : selection.manifest === null ? (
        <p className="text-sm text-muted">A model can be trained as soon as the selection is written.</p>
      ) : (
        <TrainForm
          selection={selection}
          domains={selection.manifest.domains.map(({ domain, after }) => ({ domain, ...after }))}
        />
      )}
    </Panel>
  );
}

interface TrainFormProps {
  readonly selection: SelectionDetail;
  readonly domains: Parameters<typeof planDraft>[1];
}

/** Waits for the list of places: without one there is nothing to submit to. */
function TrainForm(props: TrainFormProps) {
  const backends = useQuery(useTRPC().system.backends.queryOptions());
  if (backends.isError) return <ErrorState error={backends.error} onRetry={() => void backends.refetch()} />;
  const [first] = backends.data ?? [];
  if (backends.data === undefined || first === undefined)
    return <p className="text-sm text-muted">Looking where models can be trained…</p>;
  return <PlacedTrainForm {...props} backends={backends.data} first={first} />;
}

interface PlacedTrainFormProps extends TrainFormProps {
  readonly backends: readonly BackendSummary[];
  readonly first: BackendSummary;
}

function PlacedTrainForm({ selection, domains, backends, first }: PlacedTrainFormProps) {
  const [ownDraft, setDraft] = useState(firstTrainDraft);
  const [place, setPlace] = useState(() => placeAt(first));
  const [data, setData] = useState<RunData>("inline");
  const [name, setName] = useState<string | null>(null);
  const { resources, fault } = planPlace(place);
  const here = place.template === null;
  const draft = resources === null ? ownDraft : withProcesses(ownDraft, processesOf(resources));
  const planned = planDraft(draft, domains);
  const runName = name ?? `${selection.recipe.name}, ${draft.model}`.slice(0, LONGEST_NAME);
  const gpu = useQuery(useTRPC().system.gpu.queryOptions());
  const submit = useSubmit(selection.id);
  const placed = here ? gpu.data?.state === "ready" : fault === null;
  const ready = planned.fault === null && placed && runName.trim() !== "";
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit.mutate({ draft, place, data, name: runName.trim() });
      }}
    >
      <Segmented
        label="Model"
        value={draft.model}
        options={MODEL_OPTIONS}
        onValue={(model) => setDraft(withModel(draft, model))}
        className="w-full"
      />
      {draft.model === "custom" && (
        <ShapeForm shape={draft.customShape} onShape={(customShape) => setDraft({ ...draft, customShape })} />
      )}
      {(backends.length > 1 || !here) && <PlaceForm backends={backends} place={place} onPlace={setPlace} />}
      <SettingsForm
        train={draft.train}
        processesGiven={!here}
        onTrain={(train) => setDraft({ ...draft, train })}
      />
      <DataChoice selectionId={selection.id} data={data} onData={setData} />
      {planned.fault === null ? (
        <PlanPanel plan={planned.plan} gpu={draft.gpu} onGpu={(id) => setDraft({ ...draft, gpu: id })} />
      ) : (
        <ErrorState error={{ message: planned.fault }} />
      )}
      {here && <GpuState />}
      <Field label="Name of the run">
        {(control) => (
          <Input
            {...control}
            value={runName}
            maxLength={LONGEST_NAME}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {submit.isError && <ErrorState error={submit.error} />}
      <ActButton
        verb="train a model"
        type="submit"
        variant="primary"
        disabled={!ready}
        busy={submit.isPending || submit.isSuccess}
        className="w-full"
      >
        Start the training
      </ActButton>
    </form>
  );
}

interface Submission {
  readonly draft: TrainDraft;
  readonly place: PlaceDraft;
  readonly data: RunData;
  readonly name: string;
}

/** Submits once: the id belongs to this form, so that a second click is the same act. */
function useSubmit(selectionId: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const submit = useMutation(trpc.run.submit.mutationOptions());
  return useMutation({
    mutationFn: ({ draft, place, data, name }: Submission) =>
      submit.mutateAsync({
        id,
        selectionId,
        name,
        backend: place.backend.id,
        ...(place.template === null ? {} : { template: place.template.name, changes: place.changes }),
        model: draft.model,
        ...(draft.model === "custom" ? { shape: draft.customShape } : {}),
        train: draft.train,
        data,
      }),
    onSuccess: async (run) => {
      await client.invalidateQueries({ queryKey: trpc.run.pathKey() });
      router.push(`/runs/${run.id}`);
    },
  });
}
