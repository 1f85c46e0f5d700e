"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";

/** Begins the demo campaign; a second click is the same act. */
export function DemoCampaign() {
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const act = useCampaignAct(id);
  const demo = useMutation(
    useTRPC().campaign.createDemo.mutationOptions({
      onError: act.onError,
      onSuccess: () => router.push(`/campaigns/${id}`),
    }),
  );
  return (
    <ActButton
      verb="run a campaign"
      busy={demo.isPending || demo.isSuccess}
      onClick={() => demo.mutate({ id })}
    >
      Run the demo
    </ActButton>
  );
}
