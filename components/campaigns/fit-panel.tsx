"use client";

import { FitFigures } from "@/components/campaigns/fit-figures";
import { FitRequest } from "@/components/campaigns/fit-request";
import { fitLabel } from "@/components/campaigns/fit-label";
import { Notes } from "@/components/campaigns/notes";
import type { ShownFit } from "@/components/campaigns/use-shown-fit";
import { ErrorState } from "@/components/ui/error-state";
import { jobsToTell } from "@/components/campaigns/jobs-to-tell";
import { JobProgress } from "@/components/ui/job-progress";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Select } from "@/components/ui/select";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFits } from "@/server/services/campaign/fits";

interface FitPanelProps {
  readonly campaign: CampaignDetail;
  readonly learnt: ShownFit;
  readonly optimum: Optimum | null;
}

/** The regression of losses on weights: asked for, chosen, judged. */
export function FitPanel({ campaign, learnt, optimum }: FitPanelProps) {
  const { fits, shown, fit, isLoading, error, retry, show } = learnt;
  return (
    <Panel
      title="What the losses say about the weights"
      aside={
        fits.fits.length > 1 &&
        shown !== null && (
          <Select
            aria-label="Fit shown"
            value={shown}
            options={fits.fits.map((one) => ({ value: one.id, label: fitLabel(one) }))}
            onValue={show}
            className="max-w-72"
          />
        )
      }
    >
      <div className="flex flex-col gap-4">
        {campaign.summary.archived ? (
          <p className="text-sm text-muted">
            The campaign is archived: restore it to learn, train or read losses in again.
          </p>
        ) : (
          <FitRequest campaign={campaign} />
        )}
        <Notes
          label="Fits that cannot be read"
          notes={fits.unreadable.map((message) => ({ kind: "warning", message }))}
        />
        {jobsToTell(fits).map((job) => (
          <FitJob key={job.id} job={job} />
        ))}
        {error !== null && <ErrorState error={error} onRetry={retry} />}
        {isLoading && <SkeletonRows rows={6} />}
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
