import type { TaskResult } from "@/core/evaluation/task-result";
import { isEnded, type RunState } from "@/core/run-states";
import type { Evaluation, Job } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { evaluationConfigSchema, evaluationJobKey } from "@/server/services/evaluation/evaluation-config";
import { phaseOf, settledByJob } from "@/server/services/run/to-run-summary";
import { runStateSchema } from "@/server/services/run/run-config";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { readResults, type FinishedTasks } from "@/server/training/evaluation-results";

/** An evaluation as pages and the terminal show it. */
export interface EvaluationSummary {
  readonly id: string;
  readonly runId: string;
  readonly state: RunState;
  readonly unreachable: boolean;
  readonly backend: string;
  /** In the order in which they are asked. */
  readonly tasks: readonly string[];
  /** Tasks that are finished. */
  readonly step: number;
  /** The task under way, and how many of its requests are answered. */
  readonly doing: { readonly task: string; readonly done: number; readonly total: number } | null;
  /** What a state before `running` is busy with. */
  readonly phase: string | null;
  readonly jobId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly failure: string | null;
  readonly modelSha256: string;
  readonly bundleSha256: string | null;
  readonly resultsSha256: string | null;
  /** Of the finished tasks, in the order of `tasks`. */
  readonly results: readonly TaskResult[];
  /** Finished tasks whose results cannot be read. */
  readonly unreadable: readonly string[];
}

const NONE: FinishedTasks = { results: [], unreadable: [] };

/** Summaries of evaluations, in their order. */
export async function toEvaluationSummaries(
  ctx: Context,
  evaluations: readonly Evaluation[],
): Promise<EvaluationSummary[]> {
  const keys = evaluations.map(({ id }) => evaluationJobKey(id));
  const jobs = await ctx.db.job.findMany({ where: { key: { in: keys } } });
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  return Promise.all(
    evaluations.map((evaluation) =>
      toSummary(ctx, evaluation, byKey.get(evaluationJobKey(evaluation.id)) ?? null),
    ),
  );
}

async function toSummary(ctx: Context, of: Evaluation, job: Job | null): Promise<EvaluationSummary> {
  const tasks = evaluationConfigSchema.parse(of.config).tasks.map(({ name }) => name);
  const settled = settledByJob(of, job);
  const isOver = isEnded(of.state) || settled !== null;
  const runDirectory = runPath(of.id, ctx.home);
  const { results, unreadable } = of.bundleSha256 === null ? NONE : await readResults(runDirectory);
  return {
    ...{ id: of.id, runId: of.runId, unreachable: of.unreachable, backend: of.backend, tasks },
    state: settled?.state ?? runStateSchema.parse(of.state),
    step: results.length + unreadable.length,
    doing: isOver || of.bundleSha256 === null ? null : (await curvesOf(runDirectory)).doing,
    phase: isOver ? null : phaseOf(job),
    jobId: job?.id ?? null,
    ...{ createdAt: of.createdAt, finishedAt: of.finishedAt, failure: settled?.failure ?? of.failure },
    ...{ modelSha256: of.modelSha256, bundleSha256: of.bundleSha256, resultsSha256: of.resultsSha256 },
    results: results.toSorted((a, b) => tasks.indexOf(a.task) - tasks.indexOf(b.task)),
    unreadable,
  };
}
