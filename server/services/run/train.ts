import { z } from "zod";
import { StudioError } from "@/core/errors";
import { isEnded } from "@/core/run-states";
import type { Run } from "@/generated/sqlite/client";
import { retryBusy } from "@/server/db/retry";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";
import { backendOf } from "@/server/services/run/backend-of";
import { restoreTokens } from "@/server/services/run/corpus-tokens";
import { endOf, wishOf } from "@/server/services/run/end-of";
import { outlast } from "@/server/services/run/outlast";
import { finishRun, runRecorder, writeRunState, writeUnreachable } from "@/server/services/run/record-run";
import { runConfigSchema, type RunConfig } from "@/server/services/run/run-config";
import { stageRun } from "@/server/services/run/stage-run";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { keepModelManifest } from "@/server/training/model-manifest";
import { openLauncher } from "@/server/training/open-launcher";
import { reconcile, type RunEnd } from "@/server/training/reconcile";
import { errorFields, log } from "@/server/telemetry/log";

const payloadSchema = z.object({ runId: z.string() });

/**
 * Jobs `train-run` and `follow-run`: bring a run to its end from wherever an earlier worker left it: environment, tokens,
 * bundle, attempts. A worker that is killed leaves the trainer running; the next one finds it by its nonce.
 */
export const trainRun: JobRunner = async (job) => {
  const { ctx, signal } = job;
  const { runId } = parseInput(payloadSchema, job.payload);
  const run = await ctx.db.run.findUnique({ where: { id: runId } });
  if (run === null) throw new StudioError("not-found", `There is no run ${runId}.`);
  if (!isEnded(run.state)) await outlast(signal, runId, () => finish(job, runId));
  const ended = await ctx.db.run.findUniqueOrThrow({ where: { id: runId } });
  if (ended.state === "failed") throw new StudioError("unavailable", ended.failure ?? "The training failed.");
  return { runId, state: ended.state };
};

/** Brings a run to its end and writes that down. @throws StudioError `cancelled` when the job was stopped before */
async function finish(job: JobRun, id: string): Promise<void> {
  const { ctx, signal } = job;
  const run = await ctx.db.run.findUniqueOrThrow({ where: { id } });
  const end = await endOf(job, id, () => bringToEnd(job, run, runConfigSchema.parse(run.config)));
  if (end.kind === "succeeded") await keepModelHash(job, id);
  const { step } = await curvesOf(runPath(id, ctx.home));
  await finishRun(ctx.db, id, end, step);
  if (signal.aborted && end.kind !== "succeeded")
    throw new StudioError("cancelled", `Run ${id}: ${end.kind}.`);
}

/**
 * Written before the run ends, so that whoever takes an interrupted job over writes it. A model whose files cannot be read now
 * was trained all the same: its run succeeds without a hash.
 */
async function keepModelHash({ ctx }: JobRun, runId: string): Promise<void> {
  try {
    const modelSha256 = await keepModelManifest(runPath(runId, ctx.home));
    await retryBusy(() => ctx.db.run.update({ where: { id: runId }, data: { modelSha256 } }));
  } catch (error) {
    log("warn", "no hash of the model could be kept", { run: runId, ...errorFields(error) });
  }
}

async function bringToEnd(job: JobRun, run: Run, config: RunConfig): Promise<RunEnd> {
  const { ctx, signal, report, thrives } = job;
  const runDirectory = runPath(run.id, ctx.home);
  const backend = await backendOf(job, run, (unreachable) => writeUnreachable(ctx.db, run.id, unreachable));
  const launcher = openLauncher(backend);
  const recorder = runRecorder(ctx.db, run, () => wishOf(signal, launcher.outlivesStudio));
  if (run.bundleSha256 === null) {
    if ((await recorder.stopWish()) === "cancel") return { kind: "cancelled" };
    await writeRunState(ctx.db, run.id, "staging");
    const bundleSha256 = await stageRun(job, run, config, { trainsHere: backend.kind === "local" });
    await retryBusy(() => ctx.db.run.update({ where: { id: run.id }, data: { bundleSha256 } }));
    await writeRunState(ctx.db, run.id, "queued");
  } else if (config.data === "reference" && (await recorder.stopWish()) === null)
    await restoreTokens(job, run.id);
  let checkpoints: number | null = null;
  return reconcile({
    runId: run.id,
    runDirectory,
    processes: config.train.processes,
    launcher,
    recorder: {
      ...recorder,
      observed: async (seen) => {
        const speed = seen.curves.train.at(-1)?.tokensPerSecond ?? null;
        const rate = speed === null ? null : speed / config.train.batchTokens;
        report({ done: seen.curves.step, total: run.totalSteps, unit: "steps", phase: seen.state, rate });
        const told = seen.curves.checkpoints.length;
        if (checkpoints !== null && told > checkpoints) thrives();
        checkpoints = told;
        await recorder.observed(seen);
      },
    },
  });
}
