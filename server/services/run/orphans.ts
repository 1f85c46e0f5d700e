import { StudioError } from "@/core/errors";
import { isEnded } from "@/core/run-states";
import type { Context } from "@/server/services/context";
import { evaluationJobKey } from "@/server/services/evaluation/evaluation-config";
import { trainJobKey } from "@/server/services/run/run-config";
import { settledByJob } from "@/server/services/run/to-run-summary";
import { runPath, runsPath } from "@/server/storage/home";
import { readNonce } from "@/server/training/attempt-nonce";
import { readBackends } from "@/server/training/backends";
import type { Placed } from "@/server/training/launcher";
import { openLauncher } from "@/server/training/open-launcher";
import { latestAttempt } from "@/server/training/run-files";

/** A training that lives or waits although no run expects it. It is listed and never ended unasked. */
export interface Orphan {
  readonly backend: string;
  readonly runId: string;
  readonly attempt: number;
  /** Such as "job 12". */
  readonly place: string;
  /** Why nobody expects it, in words. */
  readonly why: string;
  /** The command that ends it. */
  readonly endWith: string;
}

export interface Orphans {
  readonly orphans: readonly Orphan[];
  /** Backends that gave no answer, each in words: what they hold is not known. */
  readonly unreachable: readonly string[];
}

/** Looks through every backend for trainings below this studio's runs that none of its runs expects. */
export async function listOrphans({ ctx }: { ctx: Context }): Promise<Orphans> {
  const backends = await readBackends(ctx.home);
  const answers = await Promise.all(
    backends.map(async (backend) => {
      try {
        const placed = await openLauncher(backend).list(runsPath(ctx.home));
        return { orphans: await orphansOf(ctx, backend.id, placed), unreachable: [] };
      } catch (error) {
        if (error instanceof StudioError) return { orphans: [], unreachable: [error.message] };
        throw error;
      }
    }),
  );
  return {
    orphans: answers.flatMap(({ orphans }) => orphans),
    unreachable: answers.flatMap(({ unreachable }) => unreachable),
  };
}

async function orphansOf(ctx: Context, backend: string, placed: readonly Placed[]): Promise<Orphan[]> {
  const all = await Promise.all(
    placed.map(async (one) => {
      const why = await whyUnexpected(ctx, one);
      const { runId, attempt, place, endWith } = one;
      return why === null ? [] : [{ backend, runId, attempt, place, why, endWith }];
    }),
  );
  return all.flat();
}

/** The run or evaluation whose folder that is. */
async function placedRow(
  ctx: Context,
  id: string,
): Promise<{ readonly state: string; readonly jobKey: string } | null> {
  const wanted = { where: { id, workspaceId: ctx.workspaceId }, select: { state: true } };
  const run = await ctx.db.run.findFirst(wanted);
  if (run !== null) return { state: run.state, jobKey: trainJobKey(id) };
  const evaluation = await ctx.db.evaluation.findFirst(wanted);
  return evaluation === null ? null : { state: evaluation.state, jobKey: evaluationJobKey(id) };
}

async function whyUnexpected(ctx: Context, { runId, attempt, nonce }: Placed): Promise<string | null> {
  const placed = await placedRow(ctx, runId);
  if (placed === null) return "this studio has no such run";
  const job = await ctx.db.job.findUnique({ where: { key: placed.jobKey } });
  const state = settledByJob(placed, job)?.state ?? placed.state;
  if (isEnded(state)) return `its run has ${state === "cancelled" ? "been cancelled" : state}`;
  const runDirectory = runPath(runId, ctx.home);
  if ((await latestAttempt(runDirectory)) > attempt) return `attempt ${String(attempt)} was given up`;
  const expected = await readNonce({ runDirectory, number: attempt });
  return expected === nonce ? null : "it was submitted by somebody else";
}
