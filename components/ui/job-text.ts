import { formatCount, formatDuration, formatPercent, formatTokens } from "@/components/ui/format";

/** As a job reports it; the total and the rate are null while unknown. */
export interface JobProgress {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly phase: string;
  /** Units a second. */
  readonly rate: number | null;
}

const TITLES: Readonly<Record<string, string>> = {
  "import-corpus": "Import of a corpus",
  "synthesise-corpus": "Making of a synthetic corpus",
  "materialise-selection": "Writing a selection",
  "train-run": "Training",
  "check-lineage": "Checking hashes",
  "follow-run": "Training",
  "evaluate-run": "Evaluation",
  "follow-evaluation": "Evaluation",
  "run-campaign": "A campaign",
  "fit-campaign": "Learning of weights",
  "prepare-gpu": "Preparing the training environment",
};

export const jobTitle = (kind: string): string => TITLES[kind] ?? kind;

/** Share done in 0 … 1, null while the whole is unknown. */
export const jobShare = (progress: JobProgress | null): number | null =>
  progress === null || progress.total === null || progress.total <= 0
    ? null
    : Math.min(1, progress.done / progress.total);

const amount = (value: number, unit: string): string =>
  unit === "tokens" ? formatTokens(value) : formatCount(value);

function amountDone({ done, total, unit }: JobProgress): string | null {
  if (total !== null) return `${amount(done, unit)} of ${amount(total, unit)} ${unit}`;
  return done === 0 ? null : `${amount(done, unit)} ${unit}`;
}

/** "reading · 41.0 % · 12,000 of 29,000 documents · 3,100 /s · 6 s left" */
export function jobLine(progress: JobProgress | null): string {
  if (progress === null) return "waiting";
  const { done, total, unit, phase, rate } = progress;
  const share = jobShare(progress);
  const left = total === null || rate === null || rate <= 0 ? null : Math.max(0, (total - done) / rate);
  return [
    phase,
    share === null ? null : formatPercent(share),
    amountDone(progress),
    rate === null ? null : `${amount(rate, unit)} /s`,
    left === null || left === 0 ? null : `${formatDuration(left)} left`,
  ]
    .filter((part) => part !== null && part !== "")
    .join(" · ");
}
