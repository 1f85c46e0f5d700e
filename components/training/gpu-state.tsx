"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

const ASK_MS = 2000;

/** Whether this machine can train, and if not, what is missing and how to get it. */
export function GpuState() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const gpu = useQuery(
    trpc.system.gpu.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.state === "preparing" ? ASK_MS : false),
    }),
  );
  const prepare = useMutation(
    trpc.system.prepareGpu.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.system.gpu.queryKey() }),
    }),
  );
  if (gpu.isError) return <ErrorState error={gpu.error} onRetry={() => void gpu.refetch()} />;
  if (gpu.data === undefined)
    return <p className="text-xs text-muted">Looking for the training environment…</p>;
  const { state, device, message, way, jobId } = gpu.data;
  if (state === "ready") {
    return (
      <p className="flex items-center gap-2 text-xs text-muted">
        <Badge tone="good">ready</Badge>
        <span className="min-w-0 truncate">trains on {device ?? "this machine"}</span>
      </p>
    );
  }
  return (
    <div className="space-y-2 rounded-md bg-warning-soft px-3 py-2 text-sm">
      <p className="font-medium">{message}</p>
      {way !== null && <p className="text-muted">{way}</p>}
      {state === "preparing" && jobId !== null && <PrepareProgress jobId={jobId} />}
      {(state === "missing" || state === "failed") && (
        <ActButton
          verb="prepare the training environment"
          busy={prepare.isPending}
          onClick={() => prepare.mutate()}
        >
          {state === "failed" ? "Try to prepare it again" : "Prepare the environment"}
        </ActButton>
      )}
      {prepare.isError && <ErrorState error={prepare.error} />}
    </div>
  );
}

function PrepareProgress({ jobId }: { readonly jobId: string }) {
  const { data: job } = useQuery(useTRPC().job.get.queryOptions({ id: jobId }, { refetchInterval: ASK_MS }));
  const progress = job?.progress ?? null;
  const share =
    progress === null || progress.total === null ? null : progress.done / Math.max(1, progress.total);
  return (
    <div role="status" className="space-y-1">
      <Progress label="Preparing the training environment" share={share} />
      <p className="text-xs text-muted">
        {progress === null ? "waiting" : `${progress.phase} ${formatCount(progress.done)} ${progress.unit}`}
      </p>
    </div>
  );
}
