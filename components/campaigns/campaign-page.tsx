"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { CampaignActions } from "@/components/campaigns/campaign-actions";
import { CampaignHead } from "@/components/campaigns/campaign-head";
import { CheckPanel } from "@/components/campaigns/check-panel";
import { FitPanel } from "@/components/campaigns/fit-panel";
import { isUnderWay } from "@/components/campaigns/is-under-way";
import { ProposalsPanel } from "@/components/campaigns/proposals-panel";
import { ProxiesPanel } from "@/components/campaigns/proxies-panel";
import { CAMPAIGN_TONES } from "@/components/campaigns/proxy-tone";
import { SearchPanel } from "@/components/campaigns/search-panel";
import { useShownFit, type ShownFit } from "@/components/campaigns/use-shown-fit";
import { WeightMapPanel } from "@/components/campaigns/weight-map-panel";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural } from "@/components/ui/format";
import { Page, PageHeader } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { firstOptimum, type Optimum } from "@/core/campaign/first-optimum";
import { isLearntFrom } from "@/core/campaign/proxy-roles";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** How often a campaign under way is asked for again. */
const ASK_MS = 3000;

/** One campaign: how far it is, what its proxies lost, what was learnt, and whether it holds. */
export function CampaignPage({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const campaign = useQuery(
    trpc.campaign.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? ASK_MS : false),
      },
    ),
  );
  const learnt = useShownFit(id);
  return (
    <Page>
      {campaign.data !== undefined ? (
        <Campaign campaign={campaign.data} learnt={learnt} />
      ) : campaign.isError ? (
        <ErrorState
          error={campaign.error}
          onRetry={() => void campaign.refetch()}
          action={<TextLink href="/campaigns">All campaigns</TextLink>}
        />
      ) : (
        <SkeletonRows rows={12} />
      )}
    </Page>
  );
}

interface CampaignProps {
  readonly campaign: CampaignDetail;
  readonly learnt: ShownFit;
}

function Campaign({ campaign, learnt }: CampaignProps) {
  const [asked, setAsked] = useState<{ readonly fitId: string; readonly optimum: Optimum } | null>(null);
  const { summary, proxies } = campaign;
  const { fit } = learnt;
  const optimum = fit === null ? null : asked?.fitId === fit.id ? asked.optimum : firstOptimum(fit, proxies);
  const measured = proxies.flatMap(({ number, loss, weights, role }) =>
    loss === null || !isLearntFrom(role) ? [] : [{ number, loss, weights }],
  );
  return (
    <>
      <PageHeader
        title={summary.name}
        beside={
          <>
            <Badge tone={CAMPAIGN_TONES[summary.state]}>{summary.state}</Badge>
            {summary.archived && <Badge tone="warning">archived</Badge>}
          </>
        }
        detail={
          <>
            {formatPlural(proxies.filter(({ role }) => isLearntFrom(role)).length, "proxy", "proxies")} to
            learn from, on <TextLink href={`/corpora/${summary.corpus.id}`}>{summary.corpus.name}</TextLink>{" "}
            version {summary.corpus.number}
          </>
        }
        actions={<CampaignActions campaign={campaign} />}
      />
      <div className="flex flex-col gap-4">
        <CampaignHead campaign={campaign} />
        <WeightMapPanel campaign={summary.name} measured={measured} />
        <FitPanel campaign={campaign} learnt={learnt} optimum={optimum} />
        {fit !== null && optimum !== null && (
          <SearchPanel
            key={fit.id}
            campaign={campaign}
            fit={fit}
            optimum={optimum}
            onOptimum={(wanted) => setAsked({ fitId: fit.id, optimum: wanted })}
          />
        )}
        {fit !== null && <ProposalsPanel campaign={campaign} fit={fit} />}
        <CheckPanel campaign={campaign} fit={fit} optimum={optimum} />
        <ProxiesPanel proxies={proxies} />
      </div>
    </>
  );
}
