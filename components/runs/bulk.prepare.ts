import { formatPlural } from "@/components/ui/format";
import { isEnded } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

export type BulkAct = "cancel" | "retry";

interface BulkPlan {
  /** Runs that something happens to. */
  readonly on: readonly RunSummary[];
  /** What happens, a sentence each. */
  readonly sentences: readonly string[];
}

const WAITING: ReadonlySet<string> = new Set(["confirmed", "staging", "queued"]);

const some = (count: number, sentence: (runs: string, one: boolean) => string): string[] =>
  count === 0 ? [] : [sentence(formatPlural(count, "run"), count === 1)];

/** What an act does to each of the runs chosen, as they stand now. */
export const bulkPlan = (act: BulkAct, runs: readonly RunSummary[]): BulkPlan =>
  act === "cancel" ? cancelPlan(runs) : retryPlan(runs);

function cancelPlan(runs: readonly RunSummary[]): BulkPlan {
  const on = runs.filter(({ state }) => !isEnded(state) && state !== "cancelling");
  const waiting = on.filter(({ state }) => WAITING.has(state)).length;
  const stopping = runs.filter(({ state }) => state === "cancelling").length;
  const ended = runs.length - on.length - stopping;
  return {
    on,
    sentences: [
      ...some(waiting, (text, one) => `${text} ${one ? "waits" : "wait"} and will never train.`),
      ...some(
        on.length - waiting,
        (text, one) =>
          `${text} ${one ? "has" : "have"} begun: the training stops and cannot be taken up again.`,
      ),
      ...some(stopping, (text, one) => `${text} ${one ? "is" : "are"} stopping already.`),
      ...some(
        ended,
        (text, one) => `${text} ${one ? "has" : "have"} ended and ${one ? "is" : "are"} left alone.`,
      ),
    ],
  };
}

function retryPlan(runs: readonly RunSummary[]): BulkPlan {
  const on = runs.filter(({ state }) => state === "failed" || state === "cancelled");
  const succeeded = runs.filter(({ state }) => state === "succeeded").length;
  const open = runs.length - on.length - succeeded;
  return {
    on,
    sentences: [
      ...some(
        on.length,
        (text, one) =>
          `${text} that failed or ${one ? "was" : "were"} cancelled: ${one ? "a new run trains" : "as many new runs train"} the same from the first step.`,
      ),
      ...some(succeeded, (text, one) => `${text} succeeded and ${one ? "is" : "are"} left alone.`),
      ...some(
        open,
        (text, one) => `${text} ${one ? "has" : "have"} not ended and ${one ? "is" : "are"} left alone.`,
      ),
    ],
  };
}
