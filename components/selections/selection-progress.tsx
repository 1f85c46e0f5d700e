"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import type { SelectionDetail } from "@/server/services/selection/selection-summary";

const ASK_MS = 500;

/** The writing of a selection, or why it failed. */
export function SelectionProgress({ selection }: { readonly selection: SelectionDetail }) {
  if (selection.state === "failed") {
    return (
      <ErrorState
        error={{ message: selection.error ?? "Writing the selection failed." }}
        action={
          <span className="text-xs text-muted">Confirm the recipe again in the mixer to write it anew.</span>
        }
      />
    );
  }
  return (
    <Panel title={selection.state === "queued" ? "Waiting to be written" : "Writing the selection"}>
      {selection.jobId === null ? (
        <Progress label="Writing" share={null} />
      ) : (
        <JobProgress jobId={selection.jobId} />
      )}
    </Panel>
  );
}

function JobProgress({ jobId }: { readonly jobId: string }) {
  const { data: job } = useQuery(useTRPC().job.get.queryOptions({ id: jobId }, { refetchInterval: ASK_MS }));
  const progress = job?.progress ?? null;
  const share =
    progress === null || progress.total === null ? null : progress.done / Math.max(1, progress.total);
  return (
    <div role="status" className="space-y-2">
      <p className="text-sm text-muted">
        {progress === null
          ? "The job worker has not begun yet."
          : `${progress.phase}: ${formatCount(progress.done)}${progress.total === null ? "" : ` of ${formatCount(progress.total)}`} ${progress.unit}`}
      </p>
      <Progress label="Writing the selection" share={share} />
    </div>
  );
}
