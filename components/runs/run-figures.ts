import { formatDuration, formatTokens } from "@/components/ui/format";
import type { RunSummary } from "@/server/services/run/run-summary";

/** What stands where a figure is not known yet. */
export const UNKNOWN = "–";

export const formatLoss = (loss: number): string => loss.toFixed(3);

/** A figure as text, a dash while there is none. */
export const orUnknown = (value: number | null, format: (value: number) => string): string =>
  value === null ? UNKNOWN : format(value);

export const formatSpeed = (tokensPerSecond: number | null): string =>
  orUnknown(tokensPerSecond, (value) => `${formatTokens(value)}/s`);

export const formatLeft = (seconds: number | null): string => orUnknown(seconds, formatDuration);

/** Share of the steps that are done, 0 … 1; null before the first one, while nobody knows how long staging takes. */
export function runShare(run: Pick<RunSummary, "state" | "step" | "totalSteps">): number | null {
  if (run.step === 0 && run.state !== "cancelled" && run.state !== "failed") return null;
  return run.totalSteps === 0 ? null : run.step / run.totalSteps;
}
