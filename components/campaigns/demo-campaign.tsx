"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import { Button } from "@/components/ui/button";

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
    <Button busy={demo.isPending || demo.isSuccess} onClick={() => demo.mutate({ id })}>
      Run the demo
    </Button>
  );
}
