"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
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
import type { CampaignFits } from "@/server/services/campaign/fits";

/** How often a campaign under way is asked for again. */
const ASK_MS = 3000;
/** How often a fit under way is. */
const FIT_MS = 1500;

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
  const fits = useQuery(
    trpc.campaign.fits.queryOptions(
      { id },
      {
        refetchInterval: ({ state }) =>
          state.data?.jobs.some(({ state: of }) => of === "queued" || of === "running") === true
            ? FIT_MS
            : false,
      },
    ),
  );
  return (
    <Page>
      {campaign.data !== undefined ? (
        <Campaign
          campaign={campaign.data}
          fits={fits.data ?? { fits: [], unreadable: [], jobs: [] }}
          fault={fits.isError ? fits.error : null}
        />
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
  readonly fits: CampaignFits;
  /** Why the fits cannot be read. */
  readonly fault: unknown;
}

function Campaign({ campaign, fits, fault }: CampaignProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ readonly fitId: string; readonly optimum: Optimum } | null>(null);
  const { summary, proxies } = campaign;
  const head = fits.fits.find(({ id }) => id === chosen) ?? fits.fits[0];
  const whole = useQuery(
    useTRPC().campaign.fitWhole.queryOptions(
      { id: summary.id, fitId: head?.id ?? "" },
      { enabled: head !== undefined, staleTime: Infinity, placeholderData: keepPreviousData },
    ),
  );
  const fit = whole.data ?? null;
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
        {(fault ?? whole.error) !== null && <ErrorState error={fault ?? whole.error} />}
        <FitPanel campaign={campaign} fits={fits} fit={fit} optimum={optimum} onFit={setChosen} />
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
