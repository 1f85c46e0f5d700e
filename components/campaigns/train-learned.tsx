"use client";

import { useMutation } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { fullVector } from "@/core/campaign/full-vector";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import { formatPlural } from "@/components/ui/format";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

interface TrainLearnedProps {
  readonly campaign: CampaignDetail;
  readonly fit: CampaignFit;
  readonly optimum: Optimum;
}

/** Trains the weights that are shown as a fit's best, with each seed of the checks; nothing once that was asked for. */
export function TrainLearned({ campaign, fit, optimum }: TrainLearnedProps) {
  const { summary, settings, proxies } = campaign;
  const act = useCampaignAct(summary.id);
  const extend = useMutation(useTRPC().campaign.extend.mutationOptions(act));
  const { search } = fit.answer;
  if (search === undefined) return null;
  const found = fullVector(fit.columns, search[optimum].weights).join();
  if (proxies.some(({ role, weights }) => role === "learned" && weights.join() === found)) return null;
  return (
    <ActButton
      verb="run a campaign"
      busy={extend.isPending}
      onClick={() =>
        extend.mutate({
          id: summary.id,
          after: proxies.length,
          more: { kind: "learned", fitId: fit.id, optimum },
        })
      }
    >
      Train the best weights, {formatPlural(settings.checks.seeds, "seed")}
    </ActButton>
  );
}
