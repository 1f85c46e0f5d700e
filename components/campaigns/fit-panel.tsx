"use client";

import { FitFigures } from "@/components/campaigns/fit-figures";
import { FitRequest } from "@/components/campaigns/fit-request";
import { fitLabel } from "@/components/campaigns/fit-label";
import { Notes } from "@/components/campaigns/notes";
import { ErrorState } from "@/components/ui/error-state";
import { jobsToTell } from "@/components/campaigns/jobs-to-tell";
import { JobProgress } from "@/components/ui/job-progress";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFits } from "@/server/services/campaign/fits";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

interface FitPanelProps {
  readonly campaign: CampaignDetail;
  readonly fits: CampaignFits;
  /** The one that is shown; null while there is none. */
  readonly fit: CampaignFit | null;
  readonly optimum: Optimum | null;
  readonly onFit: (id: string) => void;
}

/** The regression of losses on weights: asked for, chosen, judged. */
export function FitPanel({ campaign, fits, fit, optimum, onFit }: FitPanelProps) {
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
        <FitRequest campaign={campaign} />
        <Notes
          label="Fits that cannot be read"
          notes={fits.unreadable.map((message) => ({ kind: "warning", message }))}
        />
        {jobsToTell(fits).map((job) => (
          <FitJob key={job.id} job={job} />
        ))}
        {fit !== null && optimum !== null && <FitFigures campaign={campaign} fit={fit} optimum={optimum} />}
      </div>
    </Panel>
  );
}

/** A fit under way, or one that failed and why. */
function FitJob({ job }: { readonly job: CampaignFits["jobs"][number] }) {
  const { state, error, progress, kind } = job;
  if (state === "failed" && error !== null) return <ErrorState error={{ data: { studio: error } }} />;
  return (
    <div role="status">
      <JobProgress kind={kind} state={state} progress={progress} />
    </div>
  );
}
