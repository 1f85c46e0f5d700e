"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { JobProgress } from "@/components/ui/job-progress";
import { jobTitle } from "@/components/ui/job-text";
import { useActiveJobs } from "@/components/frame/use-active-jobs";
import { Button } from "@/components/ui/button";
import { formatPlural } from "@/components/ui/format";
import { Popover } from "@/components/ui/popover";

/** Long work, wherever it was started: what it does, how far it is, how to stop it. */
export function JobTray() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const jobs = useActiveJobs();
  const cancel = useMutation(
    trpc.job.cancel.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.job.active.queryFilter()),
    }),
  );
  if (jobs.length === 0) return null;
  const trigger = (
    <Button variant="quiet" aria-label={`${formatPlural(jobs.length, "job")} at work`}>
      <Activity aria-hidden className="size-3.5 text-accent" />
      <span className="hidden sm:inline">{formatPlural(jobs.length, "job")}</span>
      <span className="sm:hidden">{jobs.length}</span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Jobs at work" align="end" className="w-[min(400px,92vw)]">
      <ul className="flex flex-col divide-y">
        {jobs.map((job) => (
          <li key={job.id} className="flex flex-col gap-1 py-2 first:pt-0 last:pb-0">
            <div className="flex items-center justify-between gap-2">
              <span className="text-sm font-medium">{jobTitle(job.kind)}</span>
              <ActButton
                verb="cancel a job"
                variant="quiet"
                onClick={() => cancel.mutate({ id: job.id })}
                busy={cancel.isPending}
              >
                Cancel
              </ActButton>
            </div>
            <JobProgress kind={job.kind} state={job.state} progress={job.progress} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}
