export const JOB_KINDS = [
  "import-corpus",
  "synthesise-corpus",
  "materialise-selection",
  /** Trains on this machine. */
  "train-run",
  "check-lineage",
  /** Follows a training on a cluster. */
  "follow-run",
  /** Evaluates on this machine. */
  "evaluate-run",
  /** Follows an evaluation on a cluster. */
  "follow-evaluation",
  "prepare-gpu",
  /** Selects for the proxies of a campaign, hands them out and collects their losses. */
  "run-campaign",
  "fit-campaign",
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** A finished job runs again only when its key is enqueued with `again`. */
export const JOB_STATES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Reasons a job's AbortSignal carries. After `shutdown` and `lease-lost` the job goes on in another process. */
export type AbortReason = "shutdown" | "cancel" | "lease-lost";
