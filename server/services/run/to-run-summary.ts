import { z } from "zod";
import { parameterCount } from "@/core/models";
import { parseRecipe } from "@/core/recipe";
import { isEnded } from "@/core/run-states";
import type { Attempt, Job } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { mirrorView } from "@/server/services/mirror/mirror-record";
import type { RunParts } from "@/server/services/run/find-run";
import { toJobSummary } from "@/server/services/job/job-summary";
import { modelSchema, runConfigSchema, runStateSchema, trainJobKey } from "@/server/services/run/run-config";
import type { AttemptSummary, RunSummary } from "@/server/services/run/run-summary";
import { runPath } from "@/server/storage/home";
import { glanceOf, glanceOfNothing } from "@/server/training/run-glance";

const attemptState = z.enum(["running", "preempted", "failed", "cancelled", "succeeded"]);
const phaseSchema = z.object({ phase: z.string() });

/** Summaries of runs, in their order, each with what its job is busy with and what its events say. */
export async function toRunSummaries(ctx: Context, runs: readonly RunParts[]): Promise<RunSummary[]> {
  const jobs = await ctx.db.job.findMany({ where: { key: { in: runs.map((run) => trainJobKey(run.id)) } } });
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const mirrorOf = await mirrorView(ctx.home);
  return Promise.all(
    runs.map(async (run) => ({
      ...(await toRunSummary(ctx, run, byKey.get(trainJobKey(run.id)) ?? null)),
      mirror: mirrorOf(run, run._count.evaluations),
    })),
  );
}

async function toRunSummary(
  ctx: Context,
  run: RunParts,
  job: Job | null,
): Promise<Omit<RunSummary, "mirror">> {
  const { shape, train } = runConfigSchema.parse(run.config);
  const isOver = isEnded(run.state);
  const { workedMs, secondsLeft, ...figures } =
    !isOver && run.attempts.length === 0
      ? glanceOfNothing()
      : await glanceOf(runPath(run.id, ctx.home), isOver);
  const settled = settledByJob(run, job);
  const { corpus } = run.selection.corpusVersion;
  return {
    id: run.id,
    name: run.name,
    state: settled?.state ?? runStateSchema.parse(run.state),
    unreachable: run.unreachable,
    backend: run.backend,
    model: modelSchema.parse(run.model),
    parameters: parameterCount(shape),
    selection: {
      id: run.selection.id,
      selectionKey: run.selection.selectionKey,
      corpusId: corpus.id,
      corpusName: corpus.name,
      recipe: parseRecipe(run.selection.body),
      recipeHash: run.selection.recipeHash,
      recipeNumber: run.selection.recipeVersion?.number ?? null,
    },
    step: run.step,
    totalSteps: run.totalSteps,
    tokens: run.step * train.batchTokens,
    totalTokens: run.totalSteps * train.batchTokens,
    ...figures,
    secondsLeft: run.state === "running" ? secondsLeft : null,
    processes: train.processes,
    computeSeconds: (train.processes * workedMs) / 1_000,
    phase: isOver || settled !== null ? null : phaseOf(job),
    jobId: job?.id ?? null,
    campaignId: run.campaignId,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    failure: settled?.failure ?? run.failure,
    failureCode: run.failureCode,
    attempts: run.attempts.map(toAttemptSummary),
  };
}

/** What a job last said it is busy with. */
export const phaseOf = (job: Job | null): string | null =>
  phaseSchema.safeParse(job?.progress).data?.phase ?? null;

/** How an open run stands whose job will not run again: cancelled while it waited, or given up by the workers. */
export function settledByJob(
  run: Pick<RunParts, "state">,
  job: Job | null,
): Pick<RunSummary, "state" | "failure"> | null {
  if (job === null || isEnded(run.state)) return null;
  if (job.state === "cancelled") return { state: "cancelled", failure: null };
  return job.state === "failed"
    ? { state: "failed", failure: toJobSummary(job).error?.message ?? null }
    : null;
}

const toAttemptSummary = (attempt: Attempt): AttemptSummary => ({
  number: attempt.number,
  state: attemptState.parse(attempt.state),
  firstStep: attempt.firstStep,
  exitCode: attempt.exitCode,
  createdAt: attempt.createdAt,
  endedAt: attempt.endedAt,
});
