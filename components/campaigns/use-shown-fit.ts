"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { CampaignFits } from "@/server/services/campaign/fits";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

/** How often a fit under way is asked for again. */
const ASK_MS = 1500;

const NONE: CampaignFits = { fits: [], unreadable: [], jobs: [] };

export interface ShownFit {
  readonly fits: CampaignFits;
  /** The fit that is shown, or will be once it has come; null while there is none. */
  readonly shown: string | null;
  /** The whole of it, or of the one before while it is on its way. */
  readonly fit: CampaignFit | null;
  readonly isLoading: boolean;
  /** Why nothing comes; null while it does. */
  readonly error: unknown;
  readonly retry: () => void;
  readonly show: (id: string) => void;
}

/** What was learnt in a campaign: all fits by their heads, and the whole of the one that is shown, the newest at first. */
export function useShownFit(campaignId: string): ShownFit {
  const trpc = useTRPC();
  const [chosen, show] = useState<string | null>(null);
  const fits = useQuery(
    trpc.campaign.fits.queryOptions(
      { id: campaignId },
      {
        refetchInterval: ({ state }) =>
          state.data?.jobs.some(({ state: of }) => of === "queued" || of === "running") === true
            ? ASK_MS
            : false,
      },
    ),
  );
  const heads = fits.data?.fits ?? [];
  const shown = heads.find(({ id }) => id === chosen)?.id ?? heads[0]?.id ?? null;
  const whole = useQuery(
    trpc.campaign.fitWhole.queryOptions(
      { id: campaignId, fitId: shown ?? "" },
      { enabled: shown !== null, staleTime: Infinity, placeholderData: keepPreviousData },
    ),
  );
  const failed = [fits, whole].find(({ isError }) => isError);
  return {
    ...{ fits: fits.data ?? NONE, shown, fit: whole.data ?? null, show },
    isLoading: fits.isLoading || whole.isLoading,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
