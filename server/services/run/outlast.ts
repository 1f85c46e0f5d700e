import { setTimeout as delay } from "node:timers/promises";
import { errorFields, log } from "@/server/telemetry/log";
import { passesByItself } from "@/server/training/storage-fault";

const AGAIN_MS = 1_000;

/**
 * Does again from the start what may be done so, as long as a fault that passes by itself stands in its way: what goes on in a
 * cluster is not given up for it. A job that is to stop for another reason than a cancellation is left to the next worker.
 */
export async function outlast(signal: AbortSignal, id: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!passesByItself(error) || (signal.aborted && signal.reason !== "cancel")) throw error;
      log("warn", "a run has to wait", { run: id, ...errorFields(error) });
    }
    await delay(AGAIN_MS);
  }
}
