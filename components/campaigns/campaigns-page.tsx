"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { ArchivedCampaigns } from "@/components/campaigns/archived-campaigns";
import { CAMPAIGN_COLUMNS } from "@/components/campaigns/campaigns-columns";
import { DemoCampaign } from "@/components/campaigns/demo-campaign";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { isUnderWay } from "@/components/campaigns/is-under-way";

/** How often the list is asked for again while a campaign is under way. */
const ASK_MS = 4000;

/** All campaigns, newest first. */
export function CampaignsPage() {
  const campaigns = useQuery(
    useTRPC().campaign.list.queryOptions(
      {},
      {
        refetchInterval: ({ state }) =>
          state.data?.some((summary) => isUnderWay({ summary })) === true ? ASK_MS : false,
      },
    ),
  );
  return (
    <Page>
      <PageHeader
        title="Campaigns"
        detail="Weights learned from the losses of many small trainings"
        actions={<NewCampaign />}
      />
      <div className="flex flex-col gap-4">
        <Panel flush>
          {campaigns.isError ? (
            <ErrorState error={campaigns.error} onRetry={() => void campaigns.refetch()} className="m-3" />
          ) : campaigns.data === undefined ? (
            <SkeletonRows rows={4} className="h-9" />
          ) : campaigns.data.length === 0 ? (
            <NoCampaigns />
          ) : (
            <DataTable
              caption="Campaigns"
              columns={CAMPAIGN_COLUMNS}
              rows={campaigns.data}
              rowKey={({ id }) => id}
            />
          )}
        </Panel>
        <ArchivedCampaigns />
      </div>
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
