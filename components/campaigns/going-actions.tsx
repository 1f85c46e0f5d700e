"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { AddDraws } from "@/components/campaigns/add-draws";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** Adds to a campaign, stops it, and goes on with it. */
export function GoingActions({ campaign }: { readonly campaign: CampaignDetail }) {
  const { id, state, counts } = campaign.summary;
  const trpc = useTRPC();
  const act = useCampaignAct(id);
  const [asking, setAsking] = useState(false);
  const stop = useMutation(trpc.campaign.stop.mutationOptions(act));
  const resume = useMutation(trpc.campaign.resume.mutationOptions(act));
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
      {state === "stopping" && <Button disabled>Stopping…</Button>}
      {state === "running" && (
        <ActButton
          verb="run a campaign"
          variant="danger"
          busy={stop.isPending}
          onClick={() => setAsking(true)}
        >
          Stop…
        </ActButton>
      )}
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
