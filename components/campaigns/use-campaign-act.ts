"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { errorText } from "@/components/ui/error-text";
import { toast } from "@/components/ui/toast";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** What follows an act on a campaign: its page shows what came of it, or a toast says why nothing did. */
export function useCampaignAct(id: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return {
    onSuccess: async (campaign: CampaignDetail) => {
      client.setQueryData(trpc.campaign.get.queryKey({ id }), campaign);
      // Not what was learnt, which never changes.
      const { list, fits, check } = trpc.campaign;
      await Promise.all(
        [list, fits, check].map((query) => client.invalidateQueries({ queryKey: query.pathKey() })),
      );
    },
    onError: (error: unknown) => {
      const { message, way } = errorText(error);
      toast({ title: message, ...(way === null ? {} : { detail: way }), tone: "danger" });
    },
  };
}
