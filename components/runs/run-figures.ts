import { formatCount, formatDuration, formatTokens } from "@/components/ui/format";
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

const HOUR = 3600;

/** "1.25 GPU-hours": processes × time of all attempts. A dash before the trainer has said what it runs on. */
export function formatCompute({
  computeSeconds,
  device,
}: Pick<RunSummary, "computeSeconds" | "device">): string {
  if (device === null) return UNKNOWN;
  const hours = computeSeconds / HOUR;
  const figure = hours < 0.995 ? hours.toFixed(3) : hours < 99.5 ? hours.toFixed(1) : formatCount(hours);
  return `${figure} ${device === "cpu" ? "CPU" : "GPU"}-hours`;
}
