import { formatCompute, formatLeft, formatLoss, formatSpeed, orUnknown } from "@/components/runs/run-figures";
import { formatDuration, formatPercent, formatPlural, formatTokens } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import { isEnded } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

/** The figures of a run at its newest step. */
export const RunNumbers = ({ run, device }: { readonly run: RunSummary; readonly device: string | null }) => (
  <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4 xl:grid-cols-8">
    <Figure label="Train loss" value={orUnknown(run.trainLoss, formatLoss)} />
    <Figure label="Validation loss" value={orUnknown(run.validationLoss, formatLoss)} />
    <Figure label="Tokens/s" value={formatSpeed(run.tokensPerSecond)} />
    <Figure
      label="MFU"
      value={orUnknown(run.mfu, formatPercent)}
      {...(device === null ? {} : { detail: device })}
    />
    <TimeFigure run={run} />
    <Figure
      label="Cost so far"
      value={formatCompute(run)}
      detail={`${formatPlural(run.processes, "process", "processes")}, all attempts`}
    />
    <Figure label="Attempts" value={run.attempts.length} detail={run.backend} />
    <Figure label="Model" value={run.model} detail={`${formatTokens(run.parameters)} parameters`} />
  </dl>
);

function TimeFigure({ run }: { readonly run: RunSummary }) {
  if (!isEnded(run.state)) return <Figure label="Time left" value={formatLeft(run.secondsLeft)} />;
  const { startedAt, finishedAt } = run;
  const seconds =
    startedAt === null || finishedAt === null ? null : (finishedAt.getTime() - startedAt.getTime()) / 1000;
  return <Figure label="Took" value={orUnknown(seconds, formatDuration)} />;
}
