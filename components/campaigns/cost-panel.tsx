"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { NONE } from "@/components/campaigns/campaign-text";
import { MEANINGS } from "@/components/campaigns/meanings";
import { Notes } from "@/components/campaigns/notes";
import { epochsText } from "@/components/training/plan.prepare";
import { ErrorState } from "@/components/ui/error-state";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatTokens,
} from "@/components/ui/format";
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
        <Figure {...timeOf(estimate)} />
        <Figure label="Model" value={formatTokens(estimate.parameters)} detail="parameters" />
        <Figure
          label="Each trains"
          value={`${formatTokens(tokensPerProxy)} tokens`}
          detail={`in ${formatCount(steps)} steps`}
        />
        <Figure
          label="Each selects"
          meaning={MEANINGS.strictness}
          value={`${formatTokens(selectionTokensPerProxy)} tokens`}
          detail={`best ${formatPercent(estimate.selectedShare)} of the corpus`}
        />
        <Figure
          label="Epochs"
          meaning={MEANINGS.passes}
          value={epochsText(estimate.epochs)}
          detail={`of the target ${epochsText(estimate.targetEpochs)}`}
        />
        <Figure
          label="Disk, trainings"
          value={formatBytes(estimate.bytes.trainings)}
          detail="models and checkpoints"
        />
        <Figure
          label="Disk, selections"
          value={formatBytes(estimate.bytes.selections)}
          detail="by reference, no texts"
        />
      </dl>
      <Notes label="What to know" notes={estimate.problems} />
    </div>
  );
}

/** By the speed of a training that was, else by the data sheet of a GPU. */
function timeOf({ measured, gpus, assumedMfu }: CampaignEstimate): {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
} {
  if (measured !== null)
    return {
      label: "Time, one at once",
      value: formatDuration(measured.hours * HOUR),
      detail: `at ${formatTokens(measured.tokensPerSecond)} tokens/s, measured`,
    };
  const [gpu] = gpus;
  return {
    label: "GPU-hours",
    value: gpu === undefined ? NONE : hoursText(gpu.hours),
    detail: `${gpu?.label ?? "GPU"} at ${formatPercent(assumedMfu, 0)} of its peak`,
  };
}

const HOUR = 3600;

const hoursText = (hours: number): string =>
  hours < 0.01 ? "under 0.01" : hours < 10 ? hours.toFixed(2) : formatCount(hours);
