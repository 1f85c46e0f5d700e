"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import type { BaseRecipe } from "@/components/campaigns/base-recipes";
import { draftFault, placedSettings } from "@/components/campaigns/campaign-draft";
import { ChecksFields } from "@/components/campaigns/checks-fields";
import { CostPanel } from "@/components/campaigns/cost-panel";
import { ProxyPanel } from "@/components/campaigns/proxy-panel";
import { SamplingPanel } from "@/components/campaigns/sampling-panel";
import { SubjectPanel, type Subject } from "@/components/campaigns/subject-panel";
import { placeAt, planPlace } from "@/components/training/place-draft";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { firstCampaignSettings } from "@/core/campaign/first-settings";
import { presentRaters } from "@/core/campaign/present-raters";
import type { CorpusStatistics } from "@/core/statistics";
import type { BackendSummary } from "@/server/services/backend/list";
import type { CorpusSummary } from "@/server/services/corpus/corpus-summary";

interface NewCampaignFormProps {
  readonly corpora: readonly CorpusSummary[];
  readonly corpus: CorpusSummary;
  readonly onCorpus: (id: string) => void;
  readonly statistics: CorpusStatistics;
  readonly bases: readonly BaseRecipe[];
  readonly base: BaseRecipe;
  readonly backends: readonly BackendSummary[];
  readonly backend: BackendSummary;
}

/** Everything a campaign is begun with, and beside it what it will take. */
export function NewCampaignForm({ corpora, corpus, onCorpus, statistics, ...from }: NewCampaignFormProps) {
  const present = useMemo(() => presentRaters(statistics), [statistics]);
  const [subject, setSubject] = useState<Subject>({
    name: `Weights for ${corpus.name}`,
    baseId: from.base.id,
  });
  const [chosen, setSettings] = useState(() => firstCampaignSettings(from.base.recipe, statistics));
  const [place, setPlace] = useState(() => placeAt(from.backend));
  const base = from.bases.find(({ id }) => id === subject.baseId) ?? from.base;
  const settings = placedSettings({ ...chosen, base: base.recipe }, place);
  const gpu = useQuery(useTRPC().system.gpu.queryOptions());
  const fault = draftFault(settings, present) ?? planPlace(place).fault;
  const create = useCreate();
  const name = subject.name.trim();
  const missing =
    name === ""
      ? "Give the campaign a name."
      : place.template === null && gpu.data !== undefined && gpu.data.state !== "ready"
        ? "Prepare the training environment first."
        : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault === null && missing === null)
      create.mutate({ name, corpusVersionId: corpus.versionId, settings });
  };
  return (
    <form onSubmit={submit} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,360px)]">
      <div className="grid min-w-0 items-start gap-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <SubjectPanel
            corpora={corpora}
            corpus={corpus}
            onCorpus={onCorpus}
            bases={from.bases}
            subject={subject}
            onSubject={setSubject}
            settings={settings}
            onSettings={setSettings}
          />
          <SamplingPanel settings={settings} present={present} onSettings={setSettings} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ProxyPanel
            settings={settings}
            onSettings={setSettings}
            backends={from.backends}
            place={place}
            onPlace={setPlace}
          />
          <ChecksFields settings={settings} onSettings={setSettings} />
        </div>
      </div>
      <Panel title="What it takes" className="lg:sticky lg:top-4">
        <div className="flex flex-col gap-3">
          {fault === null ? (
            <CostPanel corpusVersionId={corpus.versionId} settings={settings} />
          ) : (
            <ErrorState error={{ message: fault }} />
          )}
          {create.error !== null && <ErrorState error={create.error} />}
          <p role="status" className="text-sm text-muted empty:hidden">
            {missing}
          </p>
          <ActButton
            verb="run a campaign"
            type="submit"
            variant="primary"
            className="w-full"
            busy={create.isPending || create.isSuccess}
            disabled={fault !== null || missing !== null}
          >
            Begin the campaign
          </ActButton>
        </div>
      </Panel>
    </form>
  );
}

/** Begins it once: an id belongs to what was asked for, so that a second click is the same act and other settings are another. */
function useCreate() {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [asked, setAsked] = useState({ id: "", text: "" });
  const create = useMutation(
    trpc.campaign.create.mutationOptions({
      onSuccess: async (campaign) => {
        await client.invalidateQueries({ queryKey: trpc.campaign.list.queryKey() });
        router.push(`/campaigns/${campaign.summary.id}`);
      },
      onError: ({ data }) => data?.code === "CONFLICT" && setAsked({ id: "", text: "" }),
    }),
  );
  type Begun = Omit<Parameters<typeof create.mutate>[0], "id">;
  const mutate = (begun: Begun): void => {
    const text = JSON.stringify(begun);
    const act = asked.text === text ? asked : { id: crypto.randomUUID(), text };
    setAsked(act);
    create.mutate({ id: act.id, ...begun });
  };
  return { ...create, mutate };
}
