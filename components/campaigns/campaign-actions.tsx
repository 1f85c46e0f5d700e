"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { ActButton } from "@/components/api/act-button";
import { ExchangeMenu } from "@/components/campaigns/exchange-menu";
import { GoingActions } from "@/components/campaigns/going-actions";
import { StopCampaign } from "@/components/campaigns/stop-campaign";
import { useArchive } from "@/components/campaigns/use-archive";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** What can be done with a campaign as a whole. */
export function CampaignActions({ campaign }: { readonly campaign: CampaignDetail }) {
  const { id, state, archived } = campaign.summary;
  const { archive, isPending } = useArchive();
  return (
    <>
      <ExchangeMenu campaignId={id} readsIn={!archived} />
      {archived ? (
        <ActButton
          verb="archive a campaign"
          busy={isPending}
          onClick={() => archive({ id, archived: false })}
        >
          <ArchiveRestore aria-hidden className="size-3.5" /> Restore
        </ActButton>
      ) : (
        <>
          {state !== "running" && state !== "stopping" && (
            <ActButton
              verb="archive a campaign"
              busy={isPending}
              onClick={() => archive({ id, archived: true })}
            >
              <Archive aria-hidden className="size-3.5" /> Archive
            </ActButton>
          )}
          <GoingActions campaign={campaign} />
        </>
      )}
      <StopCampaign campaign={campaign} />
    </>
  );
}
