"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import {
  checkChart,
  checkPlace,
  comparisonText,
  drawCheck,
  heldOutText,
  judgedText,
  prepareCheck,
} from "@/components/campaigns/check.prepare";
import { AddChecks } from "@/components/campaigns/add-checks";
import { Agreements } from "@/components/campaigns/agreements";
import { isUnderWay } from "@/components/campaigns/is-under-way";
import { TrainLearned } from "@/components/campaigns/train-learned";
import { FigureBlock } from "@/components/charts/figure-block";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { useWidth } from "@/components/charts/use-width";
import { Badge, type Tone } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Verdict } from "@/core/campaign/campaign-check";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignCheck } from "@/server/services/campaign/check";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

/** How often it is looked at again while proxies train. */
const ASK_MS = 5000;

const VERDICTS: Readonly<Record<Verdict["kind"], { readonly tone: Tone; readonly label: string }>> = {
  better: { tone: "good", label: "better" },
  "not-better": { tone: "danger", label: "not better" },
  unknown: { tone: "warning", label: "can't tell" },
};

interface CheckPanelProps {
  readonly campaign: CampaignDetail;
  /** What foretells; null while nothing was learnt. */
  readonly fit: CampaignFit | null;
  /** Which of its optima is judged. */
  readonly optimum: Optimum | null;
}

/** Whether the learned weights hold what they promise: predicted against real. */
export function CheckPanel({ campaign, fit, optimum }: CheckPanelProps) {
  const { summary } = campaign;
  const { done } = summary.counts;
  const check = useQuery(
    useTRPC().campaign.check.queryOptions(
      {
        id: summary.id,
        ...(fit === null || optimum === null
          ? {}
          : { fitId: fit.id, target: fit.wishes.target, ...(fit.answer.search && { optimum }) }),
      },
      { placeholderData: keepPreviousData, refetchInterval: isUnderWay(campaign) ? ASK_MS : false },
    ),
  );
  const { refetch } = check;
  // The last proxy ends when nothing is asked for any more.
  useEffect(() => void refetch(), [done, refetch]);
  return (
    <Panel
      title="Do the learned weights hold?"
      aside={
        fit !== null &&
        optimum !== null &&
        !summary.archived && <TrainLearned campaign={campaign} fit={fit} optimum={optimum} />
      }
    >
      {check.data !== undefined ? (
        <Check campaign={campaign} fit={fit} figures={check.data} />
      ) : check.isError ? (
        <ErrorState error={check.error} onRetry={() => void check.refetch()} />
      ) : (
        <SkeletonRows rows={5} />
      )}
    </Panel>
  );
}

interface CheckProps extends Pick<CheckPanelProps, "campaign" | "fit"> {
  readonly figures: CampaignCheck;
}

function Check({ campaign, fit, figures }: CheckProps) {
  const { verdict, comparisons, noise } = figures;
  const { tone, label } = VERDICTS[verdict.kind];
  const heldOut = heldOutText(figures);
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={tone}>{label}</Badge>
        <span className="font-medium">{verdict.text}</span>
        <span className="text-muted">{judgedText(figures, campaign.proxies)}</span>
      </p>
      {verdict.kind === "unknown" && fit !== null && !campaign.summary.archived && !isUnderWay(campaign) && (
        <div>
          <AddChecks campaign={campaign} />
        </div>
      )}
      {comparisons.length > 0 && (
        <div className="text-sm">
          <p className="text-muted">Loss of the learned weights less that of (95 %)</p>
          <ul aria-label="Differences">
            {comparisons.map((comparison) => (
              <li key={comparison.against}>{comparisonText(comparison)}</li>
            ))}
          </ul>
        </div>
      )}
      {(noise !== null || heldOut !== null) && (
        <p className="text-xs text-muted">
          {noise !== null &&
            `Between seeds of one vector losses differ by ${noise.sd.toFixed(4)} (standard deviation, ${String(noise.degrees)} degrees of freedom). `}
          {heldOut}
        </p>
      )}
      <Rows campaign={campaign.summary.name} figures={figures} />
      <Agreements agreements={figures.agreements} />
    </div>
  );
}

interface RowsProps {
  readonly campaign: string;
  readonly figures: CampaignCheck;
}

function Rows({ campaign, figures }: RowsProps) {
  const [width, attach] = useWidth(640);
  const rows = useMemo(() => prepareCheck(figures), [figures]);
  const drawing = useMemo(() => drawCheck(rows, Math.max(width, 300)), [rows, width]);
  if (rows.length === 0)
    return <p className="text-sm text-muted">None of the vectors that are only checked has a loss yet.</p>;
  return (
    <FigureBlock
      label="Predicted and real"
      title="Measured beside what was predicted"
      detail="A dot a seed; the stroke is the prediction, the bar its 95 % interval. Nats a token."
      chart={() => checkChart(campaign, rows, figures.verdict.text)}
    >
      <div ref={attach} className="min-w-0">
        <ReadableDrawing
          label="Losses of checked vectors"
          drawing={drawing}
          hint="Point at a row, or walk with the arrow keys."
          sentence={(place) => checkPlace(rows, place)}
        />
      </div>
    </FigureBlock>
  );
}
