"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { CAMPAIGN_COLUMNS } from "@/components/campaigns/campaigns-columns";
import { useArchive } from "@/components/campaigns/use-archive";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { CampaignSummary } from "@/server/services/campaign/campaign-summary";

/** Campaigns that were taken from the list, shown on demand; nothing while there are none. */
export function ArchivedCampaigns() {
  const list = useQuery(useTRPC().campaign.list.queryOptions({ archived: true }));
  const [shown, setShown] = useState(false);
  const { archive } = useArchive();
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const { data: campaigns = [] } = list;
  if (campaigns.length === 0) return null;
  if (!shown)
    return (
      <Button variant="quiet" className="self-start" onClick={() => setShown(true)}>
        Show {formatPlural(campaigns.length, "archived campaign")}
      </Button>
    );
  const columns: readonly Column<CampaignSummary>[] = [
    ...CAMPAIGN_COLUMNS,
    {
      id: "restore",
      header: <span className="sr-only">restore</span>,
      align: "right",
      cell: ({ id }) => (
        <ActButton verb="archive a campaign" variant="quiet" onClick={() => archive({ id, archived: false })}>
          Restore
        </ActButton>
      ),
    },
  ];
  return (
    <Panel
      title="Archived"
      flush
      aside={
        <Button variant="quiet" onClick={() => setShown(false)}>
          Hide
        </Button>
      }
    >
      <DataTable caption="Archived campaigns" columns={columns} rows={campaigns} rowKey={({ id }) => id} />
    </Panel>
  );
}
