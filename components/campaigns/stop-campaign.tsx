"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { isUnderWay } from "@/components/campaigns/is-under-way";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** Stops a campaign of which anything goes on; nothing for one at rest. */
export function StopCampaign({ campaign }: { readonly campaign: CampaignDetail }) {
  const { id, state } = campaign.summary;
  const [asking, setAsking] = useState(false);
  const act = useCampaignAct(id);
  const stop = useMutation(useTRPC().campaign.stop.mutationOptions(act));
  if (state === "stopping") return <Button disabled>Stopping…</Button>;
  if (!isUnderWay(campaign)) return null;
  return (
    <>
      <ActButton verb="run a campaign" variant="danger" busy={stop.isPending} onClick={() => setAsking(true)}>
        Stop…
      </ActButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Stop the campaign?"
        confirm="Stop it"
        keep="Let it go on"
        onConfirm={() => {
          setAsking(false);
          stop.mutate({ id });
        }}
      >
        No further proxy begins, and those that train stop at a checkpoint. Nothing is lost: “Resume” goes on
        from there.
      </ConfirmDialog>
    </>
  );
}
