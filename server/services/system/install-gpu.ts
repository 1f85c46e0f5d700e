import type { JobRunner } from "@/server/services/job/job-runner";
import { setupGpu } from "@/server/training/gpu-environment";

/** Job `prepare-gpu`: makes the Python environment that trains; at once when it is there. */
export const installGpu: JobRunner = async ({ signal, report }) => {
  let lines = 0;
  const check = await setupGpu({
    signal,
    report: (line) => report({ done: (lines += 1), total: null, unit: "steps", phase: line, rate: null }),
  });
  return { torch: check.torch };
};
