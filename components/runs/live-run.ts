import type { RunCurves } from "@/core/training-events";
import type { RunSummary } from "@/server/services/run/run-summary";

/** A summary with the newer figures of the run's events; its state stays the one on record. */
export function liveRun(run: RunSummary, curves: RunCurves): RunSummary {
  if (curves.lastSeq < 0) return run;
  const last = curves.train.at(-1);
  const totalSteps = curves.totalSteps ?? run.totalSteps;
  return {
    ...run,
    step: curves.step,
    totalSteps,
    tokens: totalSteps === 0 ? run.tokens : Math.round((curves.step / totalSteps) * run.totalTokens),
    trainLoss: last?.loss ?? run.trainLoss,
    validationLoss: curves.validation.at(-1)?.loss ?? run.validationLoss,
    tokensPerSecond: last?.tokensPerSecond ?? run.tokensPerSecond,
    mfu: last?.mfu ?? run.mfu,
    secondsLeft: run.state === "running" ? curves.secondsLeft : null,
  };
}
