/** States of a run, docs/training-contract.md. *Unreachable* is an overlay of any of them, never a state. */
export const RUN_STATES = [
  "confirmed",
  "staging",
  "queued",
  "starting",
  "running",
  "preempted",
  "stalled",
  "cancelling",
  "cancelled",
  "failed",
  "succeeded",
] as const;

export type RunState = (typeof RUN_STATES)[number];

const ENDED: readonly string[] = ["cancelled", "failed", "succeeded"] satisfies RunState[];

/** Whether nothing more will happen to the run. */
export const isEnded = (state: string): boolean => ENDED.includes(state);

/** The same as a condition on a column. */
export const NOT_ENDED = { notIn: [...ENDED] };
