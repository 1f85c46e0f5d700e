"use client";

import { useMutation } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { seedsToAdd } from "@/components/campaigns/check.prepare";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

/** Trains what a verdict lacks: equal weights, random documents and the learned weights, with more seeds; nothing at the most seeds. */
export function AddChecks({ campaign }: { readonly campaign: CampaignDetail }) {
  const { summary, proxies } = campaign;
  const act = useCampaignAct(summary.id);
  const extend = useMutation(useTRPC().campaign.extend.mutationOptions(act));
  const seeds = seedsToAdd(proxies);
  if (seeds === null) return null;
  return (
    <ActButton
      verb="run a campaign"
      busy={extend.isPending}
      onClick={() =>
        extend.mutate({ id: summary.id, after: proxies.length, more: { kind: "checks", seeds } })
      }
    >
      Add seeds and yardsticks, {seeds} of each
    </ActButton>
  );
}
