import { runShare } from "@/components/runs/run-figures";
import { formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import type { RunState } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

const WORDS: Readonly<Record<RunState, string>> = {
  confirmed: "waiting for the worker",
  staging: "laying out the data of the run",
  queued: "waiting for the machine",
  starting: "the trainer is loading the model and the data",
  running: "training",
  preempted: "stopped with a checkpoint, goes on from there",
  stalled: "no sign of life from the trainer",
  cancelling: "stopping the trainer",
  cancelled: "cancelled",
  failed: "failed",
  succeeded: "finished",
};

const doing = ({ state, phase }: RunSummary): string =>
  state === "running" || phase === null ? WORDS[state] : phase;

/** How far the run is, and what it is busy with. */
export function RunProgress({ run }: { readonly run: RunSummary }) {
  const share = runShare(run);
  return (
    <div className="space-y-1.5">
      <Progress label="Progress of the run" share={share} className="h-1.5" />
      <p className="flex flex-wrap gap-x-4 text-xs text-muted">
        <span>{doing(run)}</span>
        <span>
          step {formatCount(run.step)} of {formatCount(run.totalSteps)}
          {share !== null && `, ${formatPercent(share, 0)}`}
        </span>
        <span>
          {formatTokens(run.tokens)} of {formatTokens(run.totalTokens)} tokens
        </span>
      </p>
    </div>
  );
}
