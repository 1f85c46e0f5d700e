"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Notes } from "@/components/campaigns/notes";
import { epochsText, gpuHoursText } from "@/components/training/plan.prepare";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { CampaignEstimate } from "@/core/campaign/campaign-estimate";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";

interface CostPanelProps {
  readonly corpusVersionId: string;
  readonly settings: CampaignSettings;
}

/** What a campaign will take, as it stands in the form. */
export function CostPanel({ corpusVersionId, settings }: CostPanelProps) {
  const estimate = useQuery(
    useTRPC().campaign.estimate.queryOptions(
      { corpusVersionId, settings },
      { placeholderData: keepPreviousData },
    ),
  );
  if (estimate.data !== undefined) return <Estimate estimate={estimate.data} />;
  return estimate.isError ? (
    <ErrorState error={estimate.error} onRetry={() => void estimate.refetch()} />
  ) : (
    <SkeletonRows rows={6} />
  );
}

function Estimate({ estimate }: { readonly estimate: CampaignEstimate }) {
  const { trainings, learntFrom, steps, tokensPerProxy, selectionTokensPerProxy } = estimate;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        <Figure
          label="Trainings"
          value={formatCount(trainings)}
          detail={`${formatCount(learntFrom)} to learn from`}
        />
        <Figure label="Time" {...timeOf(estimate)} />
        <Figure
          label="Each trains"
          value={`${formatTokens(tokensPerProxy)} tokens`}
          detail={`${formatCount(steps)} steps, ${formatTokens(estimate.parameters)} parameters`}
        />
        <Figure
          label="Each selects"
          value={`${formatTokens(selectionTokensPerProxy)} tokens`}
          detail={`the best ${formatPercent(estimate.selectedShare)} of the corpus`}
        />
        <Figure
          label="Epochs"
          value={epochsText(estimate.epochs)}
          detail={`of the target ${epochsText(estimate.targetEpochs)}`}
        />
        <Figure
          label="Disk"
          value={formatBytes(estimate.bytes.selections + estimate.bytes.trainings)}
          detail={`selections ${formatBytes(estimate.bytes.selections)}, by reference`}
        />
      </dl>
      <Notes label="What to know" notes={estimate.problems} />
    </div>
  );
}

/** By the speed of a training that was, else by the data sheet of a GPU. */
function timeOf({ measured, gpus, assumedMfu }: CampaignEstimate): {
  readonly value: string;
  readonly detail: string;
} {
  if (measured !== null) {
    const hours = measured.hours;
    return {
      value: hours < 1 ? `${Math.ceil(hours * 60).toFixed(0)} min` : `${hours.toFixed(1)} h`,
      detail: `at ${formatTokens(measured.tokensPerSecond)} tokens/s, measured`,
    };
  }
  const [first] = gpus;
  return {
    value: first === undefined ? "unknown" : gpuHoursText(first.hours),
    detail: first === undefined ? "" : `${first.label}, ${formatPercent(assumedMfu, 0)} of its peak assumed`,
  };
}
