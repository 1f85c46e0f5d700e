import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { JobRun } from "@/server/services/job/job-runner";
import { setupGpu } from "@/server/training/gpu-environment";
import type { Extra } from "@/server/training/python-package";

/** Another process may be preparing the environment: how often to look whether it is done. */
const SETUP_POLL_MS = 1_000;

/** Makes the Python environment unless it is there; waits while another process makes it. */
export async function prepareEnvironment(
  { signal, report }: JobRun,
  name: string,
  extras: readonly Extra[],
): Promise<void> {
  const phase = `preparing the ${name}`;
  for (;;) {
    try {
      await setupGpu({
        signal,
        extras,
        report: (line) =>
          report({ done: 0, total: null, unit: "steps", phase: `${phase}: ${line}`, rate: null }),
      });
      return;
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== "conflict") throw error;
      report({ done: 0, total: null, unit: "steps", phase, rate: null });
      await delay(SETUP_POLL_MS, undefined, { signal });
    }
  }
}
