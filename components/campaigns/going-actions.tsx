"use client";

import { useMutation } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { AddDraws } from "@/components/campaigns/add-draws";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** Adds to a campaign, and goes on with it. */
export function GoingActions({ campaign }: { readonly campaign: CampaignDetail }) {
  const { id, state, counts } = campaign.summary;
  const act = useCampaignAct(id);
  const resume = useMutation(useTRPC().campaign.resume.mutationOptions(act));
  const goesOn = state === "stopped" || state === "failed";
  return (
    <>
      <AddDraws campaign={campaign} />
      {counts.failed > 0 && state !== "stopping" && (
        <ActButton
          verb="run a campaign"
          busy={resume.isPending}
          onClick={() => resume.mutate({ id, failed: true })}
        >
          {goesOn ? "Resume, failed ones too" : "Try failed ones again"}
        </ActButton>
      )}
      {goesOn && (
        <ActButton
          verb="run a campaign"
          variant="primary"
          busy={resume.isPending}
          onClick={() => resume.mutate({ id })}
        >
          Resume
        </ActButton>
      )}
    </>
  );
}
