import { StudioError } from "@/core/errors";
import { isFull } from "@/server/db/retry";
import type { JobRun } from "@/server/services/job/job-runner";
import type { RunEnd, StopWish } from "@/server/training/reconcile";
import { passesByItself } from "@/server/training/storage-fault";
import { errorFields, log } from "@/server/telemetry/log";

/**
 * How a run ends; what a person can act on becomes its failure, and so does anything unexpected, with its stack in the output.
 * @throws what passes by itself, but for a full disk, which a person has to know of: a run that may go on has not failed for it
 */
export async function endOf(job: JobRun, id: string, work: () => Promise<RunEnd>): Promise<RunEnd> {
  try {
    return await work();
  } catch (error) {
    if (passesByItself(error) && !isFull(error)) throw error;
    const wish = wishOf(job.signal, true);
    if (wish !== null) return { kind: wish === "cancel" ? "cancelled" : "left" };
    const known = error instanceof StudioError;
    const message = error instanceof Error ? error.message : String(error);
    const way = known && error.way !== null ? ` ${error.way}` : "";
    if (!known) log("error", "a run failed", { run: id, ...errorFields(error) });
    return { kind: "failed", code: null, message: `${message}${way}` };
  }
}

/** A run that outlives the studio is left alone when the studio ends. */
export function wishOf(signal: AbortSignal, outlivesStudio: boolean): StopWish | null {
  if (!signal.aborted) return null;
  if (signal.reason === "cancel") return "cancel";
  return signal.reason === "shutdown" && !outlivesStudio ? "shutdown" : "leave";
}
