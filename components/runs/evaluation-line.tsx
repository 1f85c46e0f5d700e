"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { RUN_TONES } from "@/components/runs/run-tone";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { TimeAgo } from "@/components/ui/time-ago";
import { taskLabel } from "@/core/evaluation/evaluation-tasks";
import { isEnded } from "@/core/run-states";
import type { EvaluationSummary } from "@/server/services/evaluation/evaluation-summary";

const unreadableInWords = (tasks: readonly string[]): string =>
  `The results of ${tasks.map(taskLabel).join(", ")} cannot be read. Evaluate the model on them again.`;

/** How one evaluation stands. */
export function EvaluationLine({ evaluation: of }: { readonly evaluation: EvaluationSummary }) {
  const open = !isEnded(of.state);
  return (
    <li className="space-y-1 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={RUN_TONES[of.state]}>{of.state}</Badge>
        {of.unreachable && <Badge tone="warning">unreachable</Badge>}
        <span className="min-w-0 flex-1 truncate text-muted" title={of.tasks.map(taskLabel).join(", ")}>
          {of.step} of {of.tasks.length} tasks{open && of.doing !== null && `: ${doingInWords(of.doing)}`}
        </span>
        <span className="text-xs text-muted">
          <TimeAgo date={of.createdAt} />
        </span>
        {open && <CancelButton of={of} />}
      </div>
      {open && <Progress label="Tasks" share={shareOf(of)} />}
      {open && of.phase !== null && of.phase !== of.state && of.doing === null && (
        <p className="text-xs text-muted">{of.phase}</p>
      )}
      {of.failure !== null && <ErrorState error={{ message: of.failure }} />}
      {of.unreadable.length > 0 && <ErrorState error={{ message: unreadableInWords(of.unreadable) }} />}
    </li>
  );
}

type Doing = NonNullable<EvaluationSummary["doing"]>;

/** "HellaSwag, 1,200 of 40,168 requests" */
const doingInWords = ({ task, done, total }: Doing): string =>
  `${taskLabel(task)}, ${formatCount(done)} of ${formatCount(total)} requests`;

/** Of the tasks, that under way by its requests; null before anything is done. */
function shareOf({ step, doing, tasks }: EvaluationSummary): number | null {
  const part = doing === null || doing.total === 0 ? 0 : doing.done / doing.total;
  return step + part === 0 ? null : Math.min(1, (step + part) / tasks.length);
}

function CancelButton({ of }: { readonly of: EvaluationSummary }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const cancel = useMutation(
    trpc.evaluation.cancel.mutationOptions({
      onSuccess: () =>
        client.invalidateQueries({ queryKey: trpc.evaluation.ofRun.queryKey({ id: of.runId }) }),
    }),
  );
  return (
    <>
      {cancel.isError && <ErrorState error={cancel.error} />}
      <ActButton
        verb="evaluate a model"
        busy={cancel.isPending}
        disabled={of.state === "cancelling"}
        onClick={() => cancel.mutate({ id: of.id })}
      >
        Cancel
      </ActButton>
    </>
  );
}
