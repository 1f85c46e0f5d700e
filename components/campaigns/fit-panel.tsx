"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { FitFigures } from "@/components/campaigns/fit-figures";
import { FitRequest } from "@/components/campaigns/fit-request";
import { fitLabel } from "@/components/campaigns/fit-label";
import { ErrorState } from "@/components/ui/error-state";
import { JobProgress } from "@/components/ui/job-progress";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFits } from "@/server/services/campaign/fits";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

interface FitPanelProps {
  readonly campaign: CampaignDetail;
  readonly fits: CampaignFits;
  /** The one that is shown; null while there is none. */
  readonly fit: CampaignFit | null;
  readonly onFit: (id: string) => void;
}

/** The regression of losses on weights: asked for, chosen, judged. */
export function FitPanel({ campaign, fits, fit, onFit }: FitPanelProps) {
  const { summary, targets } = campaign;
  return (
    <Panel
      title="What the losses say about the weights"
      aside={
        fits.fits.length > 1 &&
        fit !== null && (
          <Select
            aria-label="Fit shown"
            value={fit.id}
            options={fits.fits.map((one) => ({ value: one.id, label: fitLabel(one) }))}
            onValue={onFit}
            className="max-w-72"
          />
        )
      }
    >
      <div className="flex flex-col gap-4">
        <FitRequest campaignId={summary.id} targets={targets} runs={summary.learntFrom} />
        {fits.jobs.map((job) => (
          <FitJob key={job.id} job={job} />
        ))}
        {fit !== null && <FitFigures campaign={campaign} fit={fit} />}
      </div>
    </Panel>
  );
}

/** A fit under way, or one that failed and why. */
function FitJob({ job }: { readonly job: CampaignFits["jobs"][number] }) {
  const trpc = useTRPC();
  const known = useQuery(trpc.job.get.queryOptions({ id: job.id }, { enabled: false, initialData: job }));
  const { state, error, progress, kind } = known.data;
  if (state === "failed" && error !== null) return <ErrorState error={{ data: { studio: error } }} />;
  if (state === "cancelled") return null;
  return (
    <div role="status">
      <JobProgress kind={kind} state={state} progress={progress} />
    </div>
  );
}
