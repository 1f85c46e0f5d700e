import type { Context } from "@/server/services/context";
import { toJobSummary } from "@/server/services/job/job-summary";
import { PREPARE_GPU_KEY } from "@/server/services/system/prepare-gpu";
import { deviceLabel, gpuEnvironment } from "@/server/training/gpu-environment";

/** Whether this machine can train, and if not, what is missing and how to get it. */
export interface GpuState {
  readonly state: "ready" | "missing" | "preparing" | "no-python" | "failed";
  readonly python: string | null;
  readonly device: string | null;
  readonly message: string;
  readonly way: string | null;
  /** The job that prepares it, or prepared it last. */
  readonly jobId: string | null;
}

export async function gpuState({ ctx }: { ctx: Context }): Promise<GpuState> {
  const environment = await gpuEnvironment();
  const row = await ctx.db.job.findUnique({ where: { key: PREPARE_GPU_KEY } });
  const job = row === null ? null : toJobSummary(row);
  const found = {
    python: environment.python,
    device: environment.check === null ? null : deviceLabel(environment.check),
    jobId: job?.id ?? null,
  };
  if (environment.state === "ready")
    return { ...found, state: "ready", message: environment.message, way: environment.way };
  if (job?.state === "queued" || job?.state === "running") {
    return {
      ...found,
      state: "preparing",
      message: "The training environment is being prepared.",
      way: null,
    };
  }
  if (job?.state === "failed" && job.error !== null && environment.state !== "no-python") {
    return { ...found, state: "failed", message: job.error.message, way: job.error.way };
  }
  const state = environment.state === "no-python" ? "no-python" : "missing";
  return { ...found, state, message: environment.message, way: environment.way };
}
