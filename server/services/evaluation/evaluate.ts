import { z } from "zod";
import { StudioError } from "@/core/errors";
import { isEnded } from "@/core/run-states";
import type { Evaluation } from "@/generated/sqlite/client";
import { evaluationConfigSchema } from "@/server/services/evaluation/evaluation-config";
import {
  evaluationRecorder,
  finishEvaluation,
  writeEvaluation,
} from "@/server/services/evaluation/record-evaluation";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";
import { backendOf } from "@/server/services/run/backend-of";
import { endOf, wishOf } from "@/server/services/run/end-of";
import { outlast } from "@/server/services/run/outlast";
import { findRun } from "@/server/services/run/find-run";
import { prepareEnvironment } from "@/server/services/run/prepare-environment";
import { runConfigSchema } from "@/server/services/run/run-config";
import { corpusPath, runPath } from "@/server/storage/home";
import { stageEvaluation } from "@/server/training/evaluation-bundle";
import { keepResultsManifest } from "@/server/training/evaluation-results";
import { openLauncher } from "@/server/training/open-launcher";
import { reconcile, type RunEnd } from "@/server/training/reconcile";
import { errorFields, log } from "@/server/telemetry/log";

const payloadSchema = z.object({ evaluationId: z.string() });

/**
 * Jobs `evaluate-run` and `follow-evaluation`: bring an evaluation to its end from wherever an earlier worker left it. It is
 * placed, watched and retried as a training is; a finished task counts as a checkpoint.
 */
export const evaluateRun: JobRunner = async (job) => {
  const { ctx, signal } = job;
  const { evaluationId: id } = parseInput(payloadSchema, job.payload);
  const evaluation = await ctx.db.evaluation.findUnique({ where: { id } });
  if (evaluation === null) throw new StudioError("not-found", `There is no evaluation ${id}.`);
  if (!isEnded(evaluation.state)) await outlast(signal, id, () => finish(job, id));
  const ended = await ctx.db.evaluation.findUniqueOrThrow({ where: { id } });
  if (ended.state === "failed")
    throw new StudioError("unavailable", ended.failure ?? "The evaluation failed.");
  return { evaluationId: id, state: ended.state };
};

/** Brings an evaluation to its end and writes that down. @throws StudioError `cancelled` when the job was stopped before */
async function finish(job: JobRun, id: string): Promise<void> {
  const { ctx, signal } = job;
  const evaluation = await ctx.db.evaluation.findUniqueOrThrow({ where: { id } });
  const end = await endOf(job, id, () => bringToEnd(job, evaluation));
  const hash = end.kind === "succeeded" ? await resultsHash(job, id) : null;
  await finishEvaluation(ctx.db, id, end, hash);
  if (signal.aborted && end.kind !== "succeeded")
    throw new StudioError("cancelled", `Evaluation ${id}: ${end.kind}.`);
}

/** Null where the files of the results cannot be read now: all was measured all the same. */
async function resultsHash({ ctx }: JobRun, id: string): Promise<string | null> {
  try {
    return await keepResultsManifest(runPath(id, ctx.home));
  } catch (error) {
    log("warn", "no hash of the results could be kept", { evaluation: id, ...errorFields(error) });
    return null;
  }
}

async function bringToEnd(job: JobRun, of: Evaluation): Promise<RunEnd> {
  const { ctx, signal, report, thrives } = job;
  const backend = await backendOf(job, of, (unreachable) => writeEvaluation(ctx.db, of.id, { unreachable }));
  const launcher = openLauncher(backend);
  const recorder = evaluationRecorder(ctx.db, of, () => wishOf(signal, launcher.outlivesStudio));
  if (of.bundleSha256 === null) {
    if ((await recorder.stopWish()) === "cancel") return { kind: "cancelled" };
    await writeEvaluation(ctx.db, of.id, { state: "staging" });
    if (backend.kind === "local") await prepareEnvironment(job, "evaluation environment", ["evaluate"]);
    const bundleSha256 = await stage(job, of);
    await writeEvaluation(ctx.db, of.id, { bundleSha256, state: "queued" });
  }
  let finished: number | null = null;
  return reconcile({
    ...{ runId: of.id, runDirectory: runPath(of.id, ctx.home), processes: 1, launcher },
    recorder: {
      ...recorder,
      observed: async (seen) => {
        const { step, doing } = seen.curves;
        const phase = doing === null ? seen.state : doing.task;
        report({ done: step, total: of.totalSteps, unit: "tasks", phase, rate: null });
        if (finished !== null && step > finished) thrives();
        finished = step;
        await recorder.observed(seen);
      },
    },
  });
}

async function stage({ ctx }: JobRun, of: Evaluation): Promise<string> {
  const run = await findRun(ctx, of.runId);
  const { shape } = runConfigSchema.parse(run.config);
  const { taskFolder, cluster, ...settings } = evaluationConfigSchema.parse(of.config);
  return stageEvaluation(
    {
      ...settings,
      ...{ evaluationId: of.id, runId: of.runId, modelSha256: of.modelSha256, context: shape.context },
      cluster: cluster?.resources,
    },
    {
      runDirectory: runPath(of.id, ctx.home),
      corpusDirectory: corpusPath(run.selection.fingerprint, ctx.home),
      taskFolder,
    },
  );
}
