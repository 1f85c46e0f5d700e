"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { formatLoss, NONE } from "@/components/campaigns/campaign-text";
import { DemoCampaign } from "@/components/campaigns/demo-campaign";
import { CAMPAIGN_TONES } from "@/components/campaigns/proxy-tone";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { isUnderWay } from "@/components/campaigns/is-under-way";
import type { CampaignSummary } from "@/server/services/campaign/campaign-summary";

/** How often the list is asked for again while a campaign is under way. */
const ASK_MS = 4000;

/** All campaigns, newest first. */
export function CampaignsPage() {
  const campaigns = useQuery(
    useTRPC().campaign.list.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.some((summary) => isUnderWay({ summary })) === true ? ASK_MS : false,
    }),
  );
  return (
    <Page>
      <PageHeader
        title="Campaigns"
        detail="Weights learned from the losses of many small trainings"
        actions={<NewCampaign />}
      />
      <Panel flush>
        {campaigns.isError ? (
          <ErrorState error={campaigns.error} onRetry={() => void campaigns.refetch()} className="m-3" />
        ) : campaigns.data === undefined ? (
          <SkeletonRows rows={4} className="h-9" />
        ) : campaigns.data.length === 0 ? (
          <NoCampaigns />
        ) : (
          <DataTable caption="Campaigns" columns={COLUMNS} rows={campaigns.data} rowKey={({ id }) => id} />
        )}
      </Panel>
    </Page>
  );
}

const NewCampaign = () => (
  <Button asChild variant="primary">
    <Link href="/campaigns/new">
      <Plus aria-hidden className="size-3.5" /> New campaign
    </Link>
  </Button>
);

const NoCampaigns = () => (
  <EmptyState
    title="No campaign yet"
    action={
      <>
        <NewCampaign />
        <DemoCampaign />
      </>
    }
  >
    A campaign draws many weight vectors, selects by each, trains a small model on each selection and learns
    from their losses which weights are worth using. The demo trains eight tiny models on the demo corpus in a
    few minutes: it shows the way, and eight runs cannot identify 25 weights.
  </EmptyState>
);

const COLUMNS: readonly Column<CampaignSummary>[] = [
  {
    id: "name",
    header: "Campaign",
    rowHeader: true,
    cell: ({ id, name }) => (
      <TextLink href={`/campaigns/${id}`} className="block truncate" title={name}>
        {name}
      </TextLink>
    ),
  },
  {
    id: "corpus",
    header: "Corpus",
    from: "md",
    cell: ({ corpus }) => `${corpus.name} version ${String(corpus.number)}`,
  },
  {
    id: "proxies",
    header: "Proxies",
    align: "right",
    cell: ({ counts, proxies }) => `${formatCount(counts.done)} of ${formatCount(proxies)}`,
  },
  {
    id: "training",
    header: "training",
    align: "right",
    from: "sm",
    cell: ({ counts }) => formatCount(counts.training),
  },
  {
    id: "failed",
    header: "failed",
    align: "right",
    from: "sm",
    cell: ({ counts: { failed } }) =>
      failed === 0 ? "0" : <span className="font-medium text-danger">{formatCount(failed)}</span>,
  },
  {
    id: "best",
    header: "Best loss",
    align: "right",
    from: "sm",
    cell: ({ bestLoss }) => (bestLoss === null ? NONE : formatLoss(bestLoss)),
  },
  {
    id: "created",
    header: "begun",
    align: "right",
    from: "md",
    cell: ({ createdAt }) => (
      <span className="text-muted">
        <TimeAgo date={createdAt} />
      </span>
    ),
  },
  {
    id: "state",
    header: "state",
    align: "right",
    cell: ({ state }) => <Badge tone={CAMPAIGN_TONES[state]}>{state}</Badge>,
  },
];
