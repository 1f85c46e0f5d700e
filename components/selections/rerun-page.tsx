"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { GpuState } from "@/components/training/gpu-state";
import { PlanPanel } from "@/components/selections/plan-panel";
import { SettingsForm } from "@/components/training/settings-form";
import { ShapeForm } from "@/components/training/shape-form";
import { planDraft, withModel, type TrainDraft } from "@/components/training/train-draft";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { MODEL_IDS } from "@/core/models";
import { differenceInWords, runDifferences } from "@/core/run-differences";
import type { RunSettings } from "@/server/services/run/settings";

const MODEL_OPTIONS = MODEL_IDS.map((id) => ({ value: id, label: id }));
const LONGEST_NAME = 120;

/** Trains on the selection of a run again: its settings filled in, to be changed. */
export function RerunPage({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const settings = useQuery(trpc.run.settings.queryOptions({ id }, { staleTime: Infinity }));
  const selectionId = settings.data?.selectionId ?? "";
  const selection = useQuery(
    trpc.selection.get.queryOptions(
      { id: selectionId },
      { enabled: selectionId !== "", staleTime: Infinity },
    ),
  );
  const error = settings.error ?? selection.error;
  const domains = selection.data?.manifest?.domains.map(({ domain, after }) => ({ domain, ...after })) ?? [];
  return (
    <Page>
      <PageHeader
        title={settings.data === undefined ? "Train again" : `Train ${settings.data.name} again`}
        detail={
          <>
            On the same selection, as a child of <TextLink href={`/runs/${id}`}>the run</TextLink>.
          </>
        }
      />
      {error !== null ? (
        <ErrorState
          error={error}
          onRetry={() => void (settings.isError ? settings.refetch() : selection.refetch())}
        />
      ) : settings.data === undefined || selection.data === undefined ? (
        <SkeletonRows rows={8} />
      ) : (
        <div className="max-w-xl">
          <Panel>
            <RerunForm id={id} before={settings.data} domains={domains} />
          </Panel>
        </div>
      )}
    </Page>
  );
}

interface RerunFormProps {
  readonly id: string;
  readonly before: RunSettings;
  readonly domains: Parameters<typeof planDraft>[1];
}

const draftOf = ({ model, shape, train }: RunSettings): TrainDraft => ({
  ...{ model, customShape: shape, train, gpu: "a800" },
});

function RerunForm({ id, before, domains }: RerunFormProps) {
  const [draft, setDraft] = useState(() => draftOf(before));
  const [name, setName] = useState(before.name);
  const planned = planDraft(draft, domains);
  const gpu = useQuery(useTRPC().system.gpu.queryOptions());
  const submit = useRerun(id);
  const onCluster = before.cluster !== undefined;
  const ready = planned.fault === null && (onCluster || gpu.data?.state === "ready") && name.trim() !== "";
  const chooseModel = (model: TrainDraft["model"]) => {
    if (model === before.model) return setDraft(draftOf(before));
    const next = withModel(draft, model);
    const { processes } = before.train;
    setDraft(onCluster ? { ...next, train: { ...next.train, processes } } : next);
  };
  const changes = runDifferences(
    { model: before.model, shape: before.shape, train: before.train },
    { model: draft.model, shape: planned.shape ?? before.shape, train: draft.train },
  );
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit.mutate({ draft, name: name.trim() });
      }}
    >
      <Segmented
        label="Model"
        value={draft.model}
        options={MODEL_OPTIONS}
        onValue={chooseModel}
        className="w-full"
      />
      {draft.model === "custom" && (
        <ShapeForm shape={draft.customShape} onShape={(customShape) => setDraft({ ...draft, customShape })} />
      )}
      <SettingsForm
        train={draft.train}
        before={before.train}
        processesGiven={onCluster}
        onTrain={(train) => setDraft({ ...draft, train })}
      />
      {planned.fault === null ? (
        <PlanPanel
          plan={planned.plan}
          gpu={draft.gpu}
          onGpu={(chosen) => setDraft({ ...draft, gpu: chosen })}
        />
      ) : (
        <ErrorState error={{ message: planned.fault }} />
      )}
      <section aria-label="What changes" className="rounded-md bg-sunken px-3 py-2 text-sm">
        {changes.length === 0 ? (
          <p className="text-muted">Nothing changes: the same training from its first step.</p>
        ) : (
          <ul>
            {changes.map((change) => (
              <li key={change.name}>{differenceInWords(change)}</li>
            ))}
          </ul>
        )}
      </section>
      {!onCluster && <GpuState />}
      <Field label="Name of the run">
        {(control) => (
          <Input
            {...control}
            value={name}
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

/** Submits once: the id belongs to this form, so that a second click is the same act. */
function useRerun(id: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [newId] = useState(() => crypto.randomUUID());
  const rerun = useMutation(trpc.run.rerun.mutationOptions());
  return useMutation({
    mutationFn: ({ draft, name }: { readonly draft: TrainDraft; readonly name: string }) =>
      rerun.mutateAsync({
        ...{ id, newId, name, model: draft.model, train: draft.train },
        ...(draft.model === "custom" ? { shape: draft.customShape } : {}),
      }),
    onSuccess: async (run) => {
      await client.invalidateQueries({ queryKey: trpc.run.pathKey() });
      router.push(`/runs/${run.id}`);
    },
  });
}
