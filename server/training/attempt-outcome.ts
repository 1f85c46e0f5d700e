import type { TrainingEvent } from "@/core/training-events";
import type { RunResult } from "@/server/training/run-files";

/** Exit codes of docs/training-contract.md. */
export const EXIT = { badData: 65, nonFinite: 66, preempted: 75, badConfiguration: 78 } as const;

const NEVER_RETRIED: ReadonlyMap<number, string> = new Map([
  [EXIT.badData, "The data of the run cannot be read"],
  [EXIT.nonFinite, "The loss is not finite any more"],
  [EXIT.badConfiguration, "The configuration of the run is not valid"],
]);

export type Outcome =
  | { readonly kind: "succeeded" }
  | { readonly kind: "preempted" }
  /** `code` is null when nobody wrote one: the whole attempt was killed. */
  | { readonly kind: "failed"; readonly code: number | null; readonly message: string };

export interface Evidence {
  readonly attempt: number;
  readonly result: RunResult | null;
  /** The last terminal event of the run, of whichever attempt. */
  readonly terminal: TrainingEvent | null;
  readonly exitCode: number | null;
  /** The studio asked it to stop, so that whatever ended it before its checkpoint is no fault of its own. */
  readonly stopRequested: boolean;
}

/** The last event of an attempt by which it said how it ended. */
export function isTerminal(event: TrainingEvent): boolean {
  return event.type === "succeeded" || event.type === "failed" || event.type === "preempted";
}

/** What became of an attempt that no longer runs: result.json, then its terminal event, then its exit code decide. */
export function attemptOutcome(evidence: Evidence): Outcome {
  const outcome = statedOutcome(evidence);
  const forgiven =
    outcome.kind === "failed" && evidence.stopRequested && !NEVER_RETRIED.has(outcome.code ?? 0);
  return forgiven ? { kind: "preempted" } : outcome;
}

function statedOutcome({ attempt, result, terminal, exitCode }: Evidence): Outcome {
  if (result !== null) return { kind: "succeeded" };
  if (terminal?.attempt === attempt) {
    if (terminal.type === "succeeded") return { kind: "succeeded" };
    if (terminal.type === "preempted") return { kind: "preempted" };
    if (terminal.type === "failed") return { kind: "failed", code: terminal.code, message: terminal.message };
  }
  if (exitCode === EXIT.preempted) return { kind: "preempted" };
  return { kind: "failed", code: exitCode, message: messageOf(exitCode) };
}

function messageOf(exitCode: number | null): string {
  if (exitCode === null) return "The attempt was killed, or the machine stopped, before it could say why.";
  const known = NEVER_RETRIED.get(exitCode);
  if (known !== undefined) return `${known} (exit code ${String(exitCode)}).`;
  if (exitCode > 128) return `The attempt was ended by signal ${String(exitCode - 128)}.`;
  return `The attempt ended with exit code ${String(exitCode)} and no word on why.`;
}

/** How far an attempt brought the run. */
export interface AttemptTrace {
  readonly number: number;
  /** Whether it wrote a checkpoint beyond all earlier ones. */
  readonly advanced: boolean;
  /** Whether the studio asked it to stop. */
  readonly stopRequested: boolean;
  readonly outcome: Outcome;
}

const MOST_IN_VAIN = 5;

/** Whether so many attempts in a row ended before they got anywhere, none by the studio, that another would fare no better. */
export const endedInVain = (traces: readonly AttemptTrace[]): boolean =>
  traces.length >= MOST_IN_VAIN &&
  traces.slice(-MOST_IN_VAIN).every(({ advanced, stopRequested }) => !advanced && !stopRequested);

/** Ended from outside: pre-empted, or gone with its node or by its cluster, which leaves nobody to write an exit code. */
const wasTakenAway = (outcome: Outcome): boolean =>
  outcome.kind === "preempted" || (outcome.kind === "failed" && outcome.code === null);

/**
 * Whether another attempt may follow: always after one that was taken away (but see `endedInVain`), never after an error a
 * repetition cannot mend, otherwise as long as checkpoints advance. One crash without a new checkpoint is forgiven, two in a row
 * are not.
 */
export function mayRetry(traces: readonly AttemptTrace[]): boolean {
  const last = traces.at(-1);
  if (last === undefined || wasTakenAway(last.outcome)) return true;
  if (last.outcome.kind !== "failed") return false;
  if (last.outcome.code !== null && NEVER_RETRIED.has(last.outcome.code)) return false;
  const beforeLast = traces.at(-2);
  return last.advanced || beforeLast === undefined || beforeLast.advanced || wasTakenAway(beforeLast.outcome);
}
